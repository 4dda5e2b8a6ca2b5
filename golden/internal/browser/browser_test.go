package browser_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

// TestFaults opens a page that does all that no page may do: the watch over the
// golden apps is worth something only if it sees that.
func TestFaults(t *testing.T) {
	page := browser.Open(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(`<!doctype html><title>Bad</title><gradio-app data-ready></gradio-app>
			<script src="/missing.js"></script>
			<script>
				console.error("said by the page");
				fetch("http://127.0.0.2:9/elsewhere").catch(() => { window.refused = true; });
				setTimeout(() => { throw new Error("thrown by the page"); });
			</script>`))
	}), "/")
	page.Wait("window.refused")
	for _, want := range []string{"said by the page", "request to another origin: http://127.0.0.2:9/elsewhere", "thrown by the page", "404"} {
		if !slices.ContainsFunc(page.Faults(), func(f string) bool { return strings.Contains(f, want) }) {
			t.Errorf("nobody saw %q", want)
		}
	}
	page.Allow("")
}
