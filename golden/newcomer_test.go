package golden

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/api"
	"github.com/blocksgen/blocksgen/golden/internal/process"
)

// TestNewcomer does what the README asks of somebody who starts: an empty module,
// the hello package, go generate, go build, and a call.
func TestNewcomer(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the generator and an app")
	}
	checkout, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	hello, err := os.ReadFile(filepath.Join("hello", "hello.go"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	put(t, filepath.Join(dir, "hello.go"), string(hello))
	put(t, filepath.Join(dir, "go.mod"), modFile("example.com/hello", checkout))
	sums, err := os.ReadFile(filepath.Join(checkout, "go.sum")) // known sums need no network
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, "go.sum"), string(sums))
	t.Setenv("GOFLAGS", "-mod=mod")
	t.Setenv("GOWORK", "off")
	for _, command := range []string{"go build -o /dev/null tool", "go generate ./...", "go vet ./...", "go tool blocksgen check"} {
		args := strings.Fields(command)
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", command, err, out)
		}
	}
	app := process.Start(t, process.Build(t, dir, "./cmd/hello"))
	answer := call(t, app.URL, "greet", `["Ada"]`)
	if err := app.Stop(); err != nil {
		t.Errorf("the app did not end cleanly: %v", err)
	}
	if want := `["Welcome to Blocks, Ada!"]`; answer != want {
		t.Errorf("the answer is %s, want %s", answer, want)
	}
}

// call calls an endpoint as curl does, in two requests, and returns the result's
// data.
func call(t *testing.T, url, name, data string) string {
	t.Helper()
	res, err := http.Post(url+api.P+"/call/"+name, "application/json", strings.NewReader(`{"data":`+data+`}`))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var joined struct {
		EventID string `json:"event_id"`
	}
	if err := json.NewDecoder(res.Body).Decode(&joined); err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("POST /call/%s: %s, %v", name, res.Status, err)
	}
	stream, err := http.Get(url + api.P + "/call/" + name + "/" + joined.EventID)
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Body.Close()
	body, err := io.ReadAll(stream.Body)
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(body), "event: complete\ndata: ")
	result, _, _ := strings.Cut(after, "\n")
	return result
}

// modFile is the go.mod of a module that uses a checkout of blocksgen.
func modFile(path, checkout string) string {
	return fmt.Sprintf(`module %s

go 1.26.0

require github.com/blocksgen/blocksgen v0.0.0

replace github.com/blocksgen/blocksgen => %s

tool github.com/blocksgen/blocksgen/cmd/blocksgen
`, path, checkout)
}

func put(t testing.TB, name, content string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}
