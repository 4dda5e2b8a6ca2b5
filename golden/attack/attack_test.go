package attack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/golden/internal/process"
)

// Figures that the app promises: see docs/limits.md.
const (
	mostMemory  = 300 << 20 // of the process, whatever one client does
	requestCost = 50 << 20  // of one request
	requestTime = 0.5       // seconds of processor time of one request
	othersWait  = 100 * time.Millisecond
)

// target is the app under attack. The operating system stops it at twice what it promises.
type target struct{ *process.App }

// attacked starts the app. Without BLOCKSGEN_ATTACK, the attacks are short.
func attacked(t *testing.T, args ...string) *target {
	t.Helper()
	if os.Getenv("BLOCKSGEN_ATTACK") == "" && os.Getenv("BLOCKSGEN_E2E") == "" {
		t.Skip("BLOCKSGEN_ATTACK=1 runs the attacks, BLOCKSGEN_E2E=1 short ones")
	}
	limits := []string{fmt.Sprintf("-d %d", 2*mostMemory>>10), "-t 120"}
	a := &target{process.StartLimited(t, limits, binary(t), args...)}
	t.Cleanup(func() {
		if err := a.Stop(); err != nil {
			t.Errorf("the app ended with %v", err)
		}
	})
	return a
}

// binary builds the app once.
func binary(t *testing.T) string {
	build.Do(func() { built = process.BuildIn(t, dir, ".", "./cmd/attack") })
	return built
}

var (
	build sync.Once
	built string
	dir   string // of the binary
)

func TestMain(m *testing.M) {
	var err error
	if dir, err = os.MkdirTemp("", "attack"); err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// often is n for the long attacks, and a tenth of it for the short ones.
func often(n int) int {
	if os.Getenv("BLOCKSGEN_ATTACK") == "" {
		return n / 10
	}
	return n
}

const (
	stranger = "203.0.113.1"
	friend   = "198.51.100.7"
)

var client = &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: 100}}

// post sends a body from an address.
func (a *target) post(t testing.TB, address, path string, body []byte) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest("POST", a.URL+"/gradio_api"+path, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Forwarded-For", address)
	res, err := client.Do(req)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return res, string(text)
}

// get reads an answer to its end.
func (a *target) get(t testing.TB, address, path string) string {
	t.Helper()
	req, err := http.NewRequest("GET", a.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Forwarded-For", address)
	res, err := client.Do(req)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return string(text)
}

// call is the body of a call with one text.
func call(text, session string) []byte {
	raw, err := json.Marshal(map[string]any{"data": []any{text}, "session_hash": session})
	if err != nil {
		panic(err)
	}
	return raw
}

// echo calls the app as a friend and returns how long that took.
func (a *target) echo(t testing.TB) time.Duration {
	t.Helper()
	start := time.Now()
	if res, text := a.post(t, friend, "/run/echo", call("hello", "friend")); res.StatusCode != 200 || !strings.Contains(text, `"data":["hello"]`) {
		t.Fatalf("a friend is answered %d %s", res.StatusCode, text)
	}
	return time.Since(start)
}

// small checks that the process stayed within its memory.
func (a *target) small(t testing.TB, what string) {
	t.Helper()
	u := a.Usage(t)
	t.Logf("%s: %d MB at most", what, u.Peak>>20)
	if u.Peak > mostMemory {
		t.Errorf("%s: the process had %d MB", what, u.Peak>>20)
	}
}

// markdown is the body of a call that renders a text.
func markdown(t testing.TB, source string) []byte {
	raw, err := json.Marshal(map[string]any{"component_id": component(t, "markdown"), "fn_name": "render", "data": map[string]string{"value": source}})
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// component finds the first component of a kind in config.json.
func component(t testing.TB, kind string) int {
	t.Helper()
	raw, err := os.ReadFile("cmd/attack/config.json")
	if err != nil {
		t.Fatal(err)
	}
	var config struct {
		Blocks []struct {
			ID   int
			Kind string
		}
	}
	if err := json.Unmarshal(raw, &config); err != nil {
		t.Fatal(err)
	}
	for _, b := range config.Blocks {
		if b.Kind == kind {
			return b.ID
		}
	}
	t.Fatalf("config.json has no %s", kind)
	return 0
}

// times repeats a unit up to a megabyte, or n bytes.
func times(unit string, n int) string { return strings.Repeat(unit, n/len(unit)) }

// quick checks that a friend is answered in time. Of 20 answers one may be late: other
// programs run on the machine, too.
func (a *target) quick(t testing.TB) {
	t.Helper()
	a.echo(t)
	waits := make([]time.Duration, 20)
	for i := range waits {
		waits[i] = a.echo(t)
	}
	slices.Sort(waits)
	t.Logf("others wait for %v, once for %v", waits[18], waits[19])
	if waits[18] > othersWait {
		t.Errorf("others wait for up to %v", waits[18])
	}
}
