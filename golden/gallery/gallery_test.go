package gallery

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/gen"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/golden/internal/browser"
	"github.com/blocksgen/blocksgen/golden/internal/process"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// write generates an app in a module of its own and returns its directory.
func write(t *testing.T, source func() (string, error)) string {
	t.Helper()
	checkout, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	text, err := source()
	if err != nil {
		t.Fatal(err)
	}
	sums, err := os.ReadFile(filepath.Join(checkout, "go.sum")) // known sums need no network
	if err != nil {
		t.Fatal(err)
	}
	mod := fmt.Sprintf("module example.com/gallery\n\ngo 1.26.0\n\nrequire github.com/blocksgen/blocksgen v0.0.0\n\nreplace github.com/blocksgen/blocksgen => %s\n", checkout)
	for name, content := range map[string]string{"go.mod": mod, "go.sum": string(sums), "gallery.go": text} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("GOFLAGS", strings.TrimSpace(os.Getenv("GOFLAGS")+" -mod=mod"))
	t.Setenv("GOWORK", "off")
	report, err := gen.Run(t.Context(), gen.Options{Dir: dir, Apply: true})
	if err != nil {
		t.Fatal(err)
	}
	if report.Findings.Len() > 0 {
		var b strings.Builder
		if err := (diag.Printer{}).Text(&b, report.Findings.Sorted()); err != nil {
			t.Fatal(err)
		}
		t.Fatal(b.String())
	}
	return dir
}

// TestGallery holds that an app with every block is generated and compiles.
func TestGallery(t *testing.T) {
	if testing.Short() {
		t.Skip("builds an app")
	}
	cmd := exec.Command("go", "vet", "./...")
	cmd.Dir = write(t, source)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// TestFiles holds that a block's package has all of a block. The browser tests below
// hold that it works.
func TestFiles(t *testing.T) {
	for _, e := range shown() {
		if e.Of != "" {
			continue
		}
		dir := filepath.Join("../../runtime/blocks", e.Kind)
		for _, name := range []string{"facts.json", e.Kind + ".go"} {
			if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
				t.Errorf("runtime/blocks/%s lacks %s", e.Kind, name)
			}
		}
	}
}

// TestBlocks tries every block in a browser.
func TestBlocks(t *testing.T) {
	browser.Enabled(t)
	app := process.Start(t, process.Build(t, write(t, source), "./cmd/gallery"))
	t.Cleanup(func() {
		if err := app.Stop(); err != nil {
			t.Errorf("the app did not end cleanly: %v", err)
		}
	})
	page := browser.At(t, app.URL, "/")
	blank := listeners(page)
	for _, e := range shown() {
		t.Run(e.Go, func(t *testing.T) {
			page := browser.At(t, app.URL, "/"+path(e))
			mounts(t, page, e)
			page.Axe("gallery-" + path(e))
			if settable(e) {
				values(t, page, e)
			}
			if e.IsProp("visible") && !e.Layout {
				leaves(t, page, e, blank)
			}
			all := browser.At(t, app.URL, "/"+path(e)+"-all")
			mounts(t, all, e)
		})
	}
	for _, e := range shown() {
		if e.TakesValue() == nil || e.SkipAPI {
			continue
		}
		for _, sample := range e.TakesValue().Samples {
			if got := run(t, app.URL, "echo_"+path(e), sample); !same(got, "["+sample+"]") {
				t.Errorf("%s: the API gives back %s for %s", e.Go, got, sample)
			}
		}
	}
}

// mounts holds that the page has the block's element and that none is missing or
// broken.
func mounts(t *testing.T, page *browser.Page, e *spec.Entry) {
	t.Helper()
	if n := browser.Eval[int](page, fmt.Sprintf(`document.querySelectorAll("blocks-%s").length`, e.Wire)); n == 0 && !e.Hidden {
		t.Errorf("there is no element blocks-%s: write runtime/blocks/%s/%[2]s.ts", e.Wire, e.Kind)
	}
	if bad := browser.Eval[[]string](page, `[...document.querySelectorAll("blocks-unknown, blocks-broken")].map(e => e.localName + " " + (e.previousElementSibling?.innerText ?? ""))`); len(bad) > 0 {
		t.Errorf("elements that are missing or broken: %q", bad)
	}
}

// values holds that a value that a handler sets is what the page shows and sends, and
// that setting the same value again fires nothing.
func values(t *testing.T, page *browser.Page, e *spec.Entry) {
	t.Helper()
	first := fmt.Sprintf(`document.querySelectorAll("blocks-%s")[0]`, e.Wire)
	changes := 0
	last := browser.Eval[string](page, `JSON.stringify(`+first+`.value)`)
	press, joins := 0, browser.Eval[int](page, count)
	for i, sample := range e.TakesValue().Samples {
		for range 2 { // the second time changes nothing
			press++
			page.Press(fmt.Sprint("Set ", i))
			page.WaitValue("Done", fmt.Sprint(press))
			page.Wait(fmt.Sprintf(`JSON.stringify(%s.value) === JSON.stringify(%s)`, first, sample))
			if got := browser.Eval[string](page, `JSON.stringify(`+first+`.value)`); !same(got, last) {
				changes++
				last = got
			}
		}
	}
	if e.Event("change") == nil {
		return
	}
	page.WaitValue("Seen", fmt.Sprint(changes))
	if got := browser.Eval[int](page, count) - joins; got != press+changes {
		t.Errorf("%d presses and %d changes made %d calls", press, changes, got)
	}
}

// count counts the events that the page has sent.
const count = `performance.getEntriesByType("resource").filter(e => e.name.includes("/queue/join")).length`

// leaves holds that a block that a handler takes out of the page leaves no listener on
// the window or the document, and comes back.
func leaves(t *testing.T, page *browser.Page, e *spec.Entry, blank int) {
	t.Helper()
	first := fmt.Sprintf(`document.querySelectorAll("blocks-%s").length`, e.Wire)
	before, with := browser.Eval[int](page, first), listeners(page)
	for range 3 {
		page.Press("Hide")
		page.Wait(fmt.Sprintf(`%s === %d`, first, before-1))
		page.Press("Show")
		page.Wait(fmt.Sprintf(`%s === %d`, first, before))
	}
	if now := listeners(page); now > with {
		t.Errorf("%d listeners on window and document became %d", with, now)
	}
	_ = blank
}

// listeners counts the listeners on the window and the document.
func listeners(page *browser.Page) int { return page.Listeners("window") + page.Listeners("document") }

// run calls an endpoint directly and returns the data of its answer.
func run(t *testing.T, url, name, sample string) string {
	t.Helper()
	cmd := exec.Command("curl", "-s", url+"/gradio_api/run/"+name, "-H", "Content-Type: application/json", "-d", `{"data":[`+sample+`]}`)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	_, data, ok := bytes.Cut(out, []byte(`"data":`))
	if !ok {
		t.Fatalf("%s: %s", name, out)
	}
	for i := range data { // the value ends where it is valid JSON
		if same(string(data[:i+1]), string(data[:i+1])) && data[0] == '[' {
			return string(data[:i+1])
		}
	}
	return string(data)
}
