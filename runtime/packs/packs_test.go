package packs_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/blocksgen/blocksgen/runtime/app/extend"
	"github.com/blocksgen/blocksgen/runtime/packs"
)

const script = "export const draw = () => {};"

// content is an archive as the generator writes it.
var content = map[string]string{
	"manifest.json": `{"latex":{"script":"latex-1.js","style":"latex-2.css"}}`,
	"latex-1.js":    script, "latex-1.js.br": "brotli", "latex-2.css": "a{}", "font-3.woff2": "font",
	"licenses.txt": "licences", "secret.env": "no",
}

func TestServe(t *testing.T) {
	server, registry := serve(t, archive(t, content))
	want := []extend.Module{{Name: "latex", Script: "assets/packs/latex-1.js", Style: "assets/packs/latex-2.css"}}
	if d := cmp.Diff(want, registry.Modules); d != "" {
		t.Error(d)
	}
	const forever = "public, max-age=31536000, immutable"
	for _, tt := range []struct {
		file, accept                  string
		status                        int
		kind, encoding, cached, wants string
	}{
		{"latex-1.js", "gzip, br", 200, "text/javascript; charset=utf-8", "br", forever, "brotli"},
		{"latex-1.js", "gzip", 200, "text/javascript; charset=utf-8", "gzip", forever, script},
		{"latex-1.js", "", 200, "text/javascript; charset=utf-8", "", forever, script},
		{"latex-1.js", "br;q=0", 200, "text/javascript; charset=utf-8", "", forever, script},
		{"latex-2.css", "br", 200, "text/css; charset=utf-8", "", forever, "a{}"},
		{"font-3.woff2", "gzip", 200, "font/woff2", "", forever, "font"},
		{"licenses.txt", "", 200, "text/plain; charset=utf-8", "", "no-cache", "licences"},
		{"latex-1.js.br", "", 404, "", "", "", ""},
		{"manifest.json", "", 404, "", "", "", ""},
		{"secret.env", "", 404, "", "", "", ""},
		{"..%2flatex-1.js", "", 404, "", "", "", ""},
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server+"/assets/packs/"+tt.file, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Accept-Encoding", tt.accept)
		res, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		body := read(t, res)
		h := res.Header
		if res.StatusCode != tt.status {
			t.Errorf("%s: status %d, want %d", tt.file, res.StatusCode, tt.status)
		}
		if tt.status == 200 && (body != tt.wants || h.Get("Content-Type") != tt.kind || h.Get("Content-Encoding") != tt.encoding || h.Get("Cache-Control") != tt.cached) {
			t.Errorf("%s with %q: %q %v", tt.file, tt.accept, body, h)
		}
	}
}

func TestNewPanics(t *testing.T) {
	for want, broken := range map[string][]byte{
		"zip":           []byte("no archive"),
		"manifest.json": archive(t, map[string]string{"manifest.json": "{"}),
		"no file a.js":  archive(t, map[string]string{"manifest.json": `{"a":{"script":"a.js"}}`}),
	} {
		func() {
			defer func() {
				if cause, _ := recover().(string); !strings.Contains(cause, want) {
					t.Errorf("%q, want %s", cause, want)
				}
			}()
			packs.New(broken)
		}()
	}
}

// serve serves an archive, with the routes that the extension adds.
func serve(t *testing.T, content []byte) (url string, r extend.Registry) {
	t.Helper()
	packs.New(content).Extend(&r)
	mux := http.NewServeMux()
	for _, route := range r.Routes {
		mux.Handle(route.Method+" "+route.Path, route.Handler)
	}
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL, r
}

func archive(t *testing.T, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range files {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(t *testing.T, res *http.Response) string {
	t.Helper()
	defer res.Body.Close()
	var body io.Reader = res.Body
	if res.Header.Get("Content-Encoding") == "gzip" {
		z, err := gzip.NewReader(body)
		if err != nil {
			t.Fatal(err)
		}
		body = z
	}
	raw, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
