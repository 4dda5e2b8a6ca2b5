// Package bench measures generated apps as their users meet them: the binary's
// start and size, the page's weight, a page of thousands of components, a crowd
// of clients that read streams. docs/benchmarks.md quotes the figures.
package bench

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
	"github.com/blocksgen/blocksgen/golden/internal/process"
)

// BenchmarkStart measures from the start of the process to the first answered
// request, which is the page.
func BenchmarkStart(b *testing.B) {
	binary := process.Build(b, "..", "./hello/cmd/hello")
	info, err := os.Stat(binary)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		app := process.Start(b, binary)
		get(b, app.URL+"/")
		b.StopTimer()
		if err := app.Stop(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	b.ReportMetric(float64(info.Size())/(1<<20), "MiB/binary")
}

// BenchmarkPage measures what the hello page costs a browser with an empty cache.
func BenchmarkPage(b *testing.B) {
	browser.Enabled(b)
	app := process.Start(b, process.Build(b, "..", "./hello/cmd/hello"))
	defer app.Stop()
	for b.Loop() {
		page := browser.At(b, app.URL, "/")
		b.ReportMetric(float64(page.Transferred())/1000, "KB/page")
		b.ReportMetric(float64(page.Rounds()), "rounds")
		b.ReportMetric(browser.Eval[float64](page, `performance.getEntriesByName("blocks:ready")[0].startTime`), "ms/ready")
	}
}

// BenchmarkLarge measures an app whose page holds 2,000 components with a
// listener each: the time of /config, and until the page can be used.
func BenchmarkLarge(b *testing.B) {
	const components = 2000
	app := process.Start(b, process.Build(b, large(b, components), "./cmd/large"))
	defer app.Stop()
	get(b, app.URL+"/config")
	b.Run("config", func(b *testing.B) {
		for b.Loop() {
			b.ReportMetric(float64(get(b, app.URL+"/config"))/1000, "KB")
		}
	})
	b.Run("page", func(b *testing.B) {
		browser.Enabled(b)
		for b.Loop() {
			page := browser.At(b, app.URL, "/")
			page.Fill("Field 1999", "x")
			b.ReportMetric(browser.Eval[float64](page, `performance.getEntriesByName("blocks:ready")[0].startTime`), "ms/ready")
		}
	})
}

// large generates the app of BenchmarkLarge in a module of its own.
func large(b *testing.B, n int) string {
	b.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		b.Fatal(err)
	}
	var vars, page, handlers strings.Builder
	for i := range n {
		fmt.Fprintf(&vars, "\tfield%d = ui.Textbox().Label(\"Field %04d\")\n", i, i)
		fmt.Fprintf(&page, "\tfield%d,\n", i)
		fmt.Fprintf(&handlers, "\n// Echo%d answers.\n//\n//blocks:on field%d.submit out=field%d\nfunc Echo%d(field%d string) string { return field%d }\n", i, i, i, i, i, i)
	}
	dir := filepath.Join(b.TempDir(), "large")
	write(b, filepath.Join(dir, "large.go"), "// Package large is large.\n//\n//blocks:app\npackage large\n\nimport \"github.com/blocksgen/blocksgen/runtime/ui\"\n\nvar (\n"+
		vars.String()+")\n\n// Home is the page.\nvar Home = ui.Page(\n"+page.String()+")\n"+handlers.String())
	gomod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		b.Fatal(err)
	}
	gosum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		b.Fatal(err)
	}
	mod := bytes.Replace(gomod, []byte("module github.com/blocksgen/blocksgen"), []byte("module example.com/large"), 1)
	mod = append(mod, "\nrequire github.com/blocksgen/blocksgen v0.0.0\n\nreplace github.com/blocksgen/blocksgen => "+root+"\n"...)
	write(b, filepath.Join(dir, "go.mod"), string(mod))
	write(b, filepath.Join(dir, "go.sum"), string(gosum))
	cmd := exec.Command("go", "run", "github.com/blocksgen/blocksgen/cmd/blocksgen", "generate", ".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod")
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return dir
}

func write(b *testing.B, path, text string) {
	b.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkTokens lets a crowd of clients read a stream of tokens each, all at
// once, and reports bytes and server CPU per token: they must not grow with the
// number of tokens. A lost or reordered message fails it.
func BenchmarkTokens(b *testing.B) {
	binary := process.Build(b, "..", "./stream/cmd/stream")
	for _, tokens := range []int{100, 200, 400} {
		b.Run(fmt.Sprintf("tokens=%d", tokens), func(b *testing.B) {
			const clients = 100
			app := process.Start(b, binary, "-default-concurrency", fmt.Sprint(clients), "-max-queue-size", fmt.Sprint(clients))
			var read atomic.Int64
			n := 0
			for b.Loop() {
				n++
				var all sync.WaitGroup
				for c := range clients {
					all.Go(func() { read.Add(tokenStream(b, app.URL, fmt.Sprintf("s%d-%d", n, c), tokens)) })
				}
				all.Wait()
			}
			total := float64(n * clients * tokens)
			if err := app.Stop(); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(read.Load())/total, "bytes/token")
			b.ReportMetric(app.CPU()*1e6/total, "cpu-µs/token")
		})
	}
}

// tokenStream runs one stream and returns the bytes read.
func tokenStream(b *testing.B, url, session string, tokens int) int64 {
	words := make([]string, tokens/20)
	for i := range words {
		words[i] = fmt.Sprintf("w%03d", i)
	}
	fn := 1 // Talk is the second listener of the app.
	body := fmt.Sprintf(`{"data":[%q,20,0],"fn_index":%d,"session_hash":%q}`, strings.Join(words, " "), fn, session)
	res, err := http.Post(url+"/gradio_api/queue/join", "application/json", strings.NewReader(body))
	if err != nil {
		b.Error(err)
		return 0
	}
	res.Body.Close()
	res, err = http.Get(url + "/gradio_api/queue/data?session_hash=" + session)
	if err != nil {
		b.Error(err)
		return 0
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		b.Error(err)
		return 0
	}
	i := 0
	for line := range strings.SplitSeq(string(text), "\n") {
		if strings.Contains(line, `"process_generating"`) {
			if want := words[i%len(words)] + " "; !strings.Contains(line, `"`+want+`"`) {
				b.Errorf("session %s, token %d: %s", session, i, line)
				return 0
			}
			i++
		}
	}
	if i != tokens {
		b.Errorf("session %s: %d of %d tokens arrived", session, i, tokens)
	}
	return int64(len(text))
}

// get gets a URL and returns the size of its body.
func get(b *testing.B, url string) int {
	b.Helper()
	res, err := (&http.Client{Timeout: 10 * time.Second}).Get(url)
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		b.Fatalf("%s: %d, %v", url, res.StatusCode, err)
	}
	return len(body)
}
