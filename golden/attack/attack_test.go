package attack

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
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

// TestOneRequest: no request of a megabyte or less costs much, alone or right after many
// of its kind.
func TestOneRequest(t *testing.T) {
	a := attacked(t)
	const mb = 1_000_000
	table := "|" + strings.Repeat("a|", 2000) + "\n|" + strings.Repeat("-|", 2000) + "\n"
	requests := []struct {
		name, path string
		body       []byte
	}{
		{"table of 20 KB", "/component_server", markdown(t, table+times("|\n", 8000))},
		{"nested lists", "/component_server", markdown(t, times("- ", 60_000)+"a\n"+times("\n", 60_000))},
		{"emphasis", "/component_server", markdown(t, times("*a_ ", 120_000))},
		{"links", "/component_server", markdown(t, times("[a](", 120_000))},
		{"task list", "/component_server", markdown(t, times("- [x] a\n", 120_000))},
		{"style", "/component_server", markdown(t, `<b style="`+times("{", 120_000)+`">`)},
		{"text of a megabyte", "/component_server", markdown(t, times("a ", mb-1000))},
		{"empty objects", "/run/size", []byte(`{"data":[[` + times("{},", mb-100) + `0]]}`)},
		{"objects", "/run/size", []byte(`{"data":[[` + times(`{"a":1},`, 500_000) + `0]]}`)},
		{"numbers", "/run/size", []byte(`{"data":[[` + times("0.1,", 790_000) + `0]]}`)},
		{"strings", "/run/size", []byte(`{"data":[[` + times(`"",`, 590_000) + `0]]}`)},
		{"deep", "/run/size", []byte(`{"data":[` + times("[", mb-100))},
		{"text", "/run/echo", call(times("x", mb-100), "")},
		{"escapes", "/run/echo", call(times("\x00", 160_000), "")},
		{"properties", "/run/dress", call(times("x", mb/2), "s")},
		{"unknown endpoint", "/call/nope", call(times("x", mb-100), "")},
		{"by name", "/call/v2/echo", []byte(`{"text":"` + times(`\\`, mb-100) + `"}`)},
		{"many members", "/call/v2/echo", []byte(`{` + times(`"a":0,`, mb-100) + `"text":""}`)},
		{"event data", "/queue/join", []byte(`{"fn_index":0,"session_hash":"s","data":[""],"event_data":[` + times("[],", 500_000) + `0]}`)},
		{"cancel", "/cancel", []byte(`{"session_hash":"` + times("s", 15_000) + `"}`)},
	}
	for _, r := range requests {
		t.Run(r.name, func(t *testing.T) {
			if len(r.body) > mb {
				t.Fatalf("the body has %d bytes", len(r.body))
			}
			a.ResetPeak(t)
			before := a.Usage(t)
			res, _ := a.post(t, stranger, r.path, r.body)
			after := a.Usage(t)
			seconds, memory := after.Seconds-before.Seconds, after.Peak-before.Now
			t.Logf("%s: %s, %.2f s, %d MB", r.name, res.Status, seconds, memory>>20)
			if seconds > requestTime || memory > requestCost {
				t.Errorf("%d bytes cost %.2f s and %d MB", len(r.body), seconds, memory>>20)
			}
			a.ResetPeak(t)
			var all sync.WaitGroup
			for range 8 { // at once
				all.Go(func() { a.post(t, stranger, r.path, r.body) })
			}
			all.Wait()
			a.small(t, r.name+" 8 times at once")
		})
	}
	a.echo(t)
}

// hold opens a connection and sends a call of 8 MiB without its last byte, or as much as
// the app takes.
func (a *target) hold(path, address string) (net.Conn, error) {
	conn, err := net.Dial("tcp", strings.TrimPrefix(a.URL, "http://"))
	if err != nil {
		return nil, err
	}
	const size = 8 << 20
	head := fmt.Sprintf("POST /gradio_api%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Forwarded-For: %s\r\nContent-Length: %d\r\n\r\n", path, address, size)
	body := `{"data":["` + strings.Repeat("x", size-len(`{"data":[""]}`)) + `"]}`
	if err := conn.SetWriteDeadline(time.Now().Add(20 * time.Second)); err != nil {
		return conn, err
	}
	_, _ = io.WriteString(conn, head+body[:size-1]) // the app may have closed it
	return conn, nil
}

// TestHeldBodies: 200 connections that do not end their bodies of 8 MiB, from as many
// addresses or from one.
func TestHeldBodies(t *testing.T) {
	for name, address := range map[string]func(i int) string{
		"one address":    func(int) string { return stranger },
		"many addresses": func(i int) string { return fmt.Sprintf("203.0.113.%d", i) },
	} {
		for _, path := range []string{"/call/nope", "/call/echo", "/queue/join", "/run/size"} {
			t.Run(name+" "+path[1:], func(t *testing.T) {
				a := attacked(t)
				var all sync.WaitGroup
				var mu sync.Mutex
				var conns []net.Conn
				for i := range often(200) {
					all.Go(func() {
						conn, err := a.hold(path, address(i))
						if err != nil {
							t.Error(err)
							return
						}
						mu.Lock()
						defer mu.Unlock()
						conns = append(conns, conn)
					})
				}
				all.Wait()
				defer func() {
					for _, conn := range conns {
						conn.Close()
					}
				}()
				a.quick(t)
				a.small(t, "held bodies")
			})
		}
	}
}

// quick checks that a friend is answered in time, every time.
func (a *target) quick(t testing.TB) {
	t.Helper()
	a.echo(t)
	var slowest time.Duration
	for range 20 {
		slowest = max(slowest, a.echo(t))
	}
	t.Logf("others wait %v at most", slowest.Round(time.Millisecond))
	if slowest > othersWait {
		t.Errorf("others wait up to %v", slowest)
	}
}

// TestSentBodies: the same bodies, sent to their end.
func TestSentBodies(t *testing.T) {
	a := attacked(t)
	body := call(strings.Repeat("x", 8<<20-100), "")
	counts := map[int]int{}
	var mu sync.Mutex
	var all sync.WaitGroup
	for i := range often(200) {
		all.Go(func() {
			res, _ := a.post(t, fmt.Sprintf("203.0.113.%d", i%4), "/call/echo", body)
			mu.Lock()
			defer mu.Unlock()
			counts[res.StatusCode]++
			if res.StatusCode != 200 && res.Header.Get("Retry-After") == "" {
				t.Errorf("%d without Retry-After", res.StatusCode)
			}
		})
	}
	all.Wait()
	t.Log("answers by status:", counts)
	if counts[200] == 0 || counts[200]+counts[429]+counts[503] != often(200) {
		t.Errorf("answers by status: %v", counts)
	}
	a.quick(t)
	// The results wait for their readers.
	a.small(t, "sent bodies")
}

// TestQueueFlood: a stranger with as many sessions as calls does not fill the queue.
func TestQueueFlood(t *testing.T) {
	a := attacked(t, "-max-queue-size="+fmt.Sprint(often(1000)))
	counts := map[int]int{}
	for i := range often(1200) {
		body := fmt.Sprintf(`{"data":["x"],"fn_index":1,"session_hash":"s%d"}`, i)
		res, _ := a.post(t, stranger, "/queue/join", []byte(body))
		counts[res.StatusCode]++
	}
	t.Log("answers by status:", counts)
	if counts[200] > often(1000)/2+often(1000)/5+50 || counts[429] == 0 || counts[503] > 0 {
		t.Errorf("answers by status: %v", counts)
	}
	a.quick(t)
}

// TestStreams: a stranger does not open all streams that there are.
func TestStreams(t *testing.T) {
	a := attacked(t, "-max-streams=200")
	counts := map[string]int{}
	for i := range 200 {
		conn, err := net.Dial("tcp", strings.TrimPrefix(a.URL, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if _, err := fmt.Fprintf(conn, "GET /gradio_api/heartbeat/s%d HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: %s\r\n\r\n", i, stranger); err != nil {
			t.Fatal(err)
		}
		line, err := bufio.NewReader(conn).ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		counts[strings.TrimSpace(line)]++
	}
	t.Log("answers:", counts)
	if counts["HTTP/1.1 200 OK"] != 100 || counts["HTTP/1.1 429 Too Many Requests"] != 100 {
		t.Errorf("answers: %v", counts)
	}
	a.quick(t)
	res, text := a.post(t, friend, "/call/echo", call("hello", ""))
	var joined struct {
		EventID string `json:"event_id"`
	}
	if err := json.Unmarshal([]byte(text), &joined); err != nil {
		t.Fatal(res.Status, text)
	}
	req, err := http.NewRequest("GET", a.URL+"/gradio_api/call/echo/"+joined.EventID, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Forwarded-For", friend)
	if res, err = client.Do(req); err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if got, err := io.ReadAll(res.Body); err != nil || !strings.Contains(string(got), "hello") {
		t.Errorf("a friend reads %s, %v", got, err)
	}
}

// TestDeafHandlers: handlers that do not listen do not stop the app.
func TestDeafHandlers(t *testing.T) {
	a := attacked(t)
	for i := range 60 { // there are 40 places
		if res, text := a.post(t, fmt.Sprintf("203.0.113.%d", i%8), "/call/deaf", call("x", "")); res.StatusCode != 200 {
			t.Fatal(res.Status, text)
		}
	}
	start := time.Now()
	a.echo(t)
	if took := time.Since(start); took > 5*time.Second { // their time limit is 1 s, the sleep 10 s
		t.Errorf("a friend waited for %v", took)
	}
	start = time.Now()
	res, text := a.post(t, friend, "/run/deaf", call("x", ""))
	if took := time.Since(start); took > 3*time.Second || !strings.Contains(text, "the time limit was reached") {
		t.Errorf("after %v: %s %s", took, res.Status, text)
	}
	a.quick(t)
}

// TestBombs: what panics on goroutines of a handler ends nothing but the call.
func TestBombs(t *testing.T) {
	a := attacked(t)
	for range 10 {
		if res, text := a.post(t, stranger, "/run/tell", []byte(`{"data":[]}`)); res.StatusCode != 500 || text != `{"error":null}` {
			t.Fatal(res.Status, text)
		}
	}
	a.quick(t)
}

// TestProperties: what handlers put into properties for strangers is bounded.
func TestProperties(t *testing.T) {
	a := attacked(t)
	a.post(t, friend, "/run/up", []byte(`{"data":[],"session_hash":"friend"}`))
	text := strings.Repeat("x", 500_000)
	for i := range often(400) {
		if res, text := a.post(t, stranger, "/run/dress", call(text, fmt.Sprint("s", i))); res.StatusCode != 200 {
			t.Fatal(res.Status, text)
		}
	}
	a.small(t, "properties")
	if _, text := a.post(t, friend, "/run/up", []byte(`{"data":[],"session_hash":"friend"}`)); !strings.Contains(text, `"2"`) {
		t.Errorf("the State of a friend: %s", text)
	}
}

// TestMadeUpSessions: a stranger who makes up sessions does not push out those of others.
func TestMadeUpSessions(t *testing.T) {
	a := attacked(t)
	up := func(address, session string) string {
		_, text := a.post(t, address, "/run/up", []byte(fmt.Sprintf(`{"data":[],"session_hash":%q}`, session)))
		return text
	}
	up(friend, "friend")
	var all sync.WaitGroup
	for k := range 8 {
		all.Go(func() {
			for i := range often(15_000) / 8 {
				up(stranger, fmt.Sprint("s", k, "-", i))
			}
		})
	}
	all.Wait()
	if text := up(friend, "friend"); !strings.Contains(text, `"2"`) {
		t.Errorf("the State of a friend: %s", text)
	}
	a.small(t, "made-up sessions")
}
