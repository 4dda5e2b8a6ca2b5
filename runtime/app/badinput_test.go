package app_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// TestBadInput: every door answers nonsense with a clear 4xx.
func TestBadInput(t *testing.T) {
	a := serve(t)
	deep := `{"data":` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + `}`
	for _, tt := range []struct {
		name, path, body string
		status           int
		want             string
	}{
		{"malformed", "/queue/join", `{"data":[`, 422, `{"detail":"body is not valid JSON"}`},
		{"trailing", "/queue/join", `{"data":[]} x`, 422, `{"detail":"body is not valid JSON"}`},
		{"an array", "/queue/join", `[]`, 422, `{"detail":"body must be an object"}`},
		{"no data", "/queue/join", `{"fn_index":0,"session_hash":"s"}`, 422, `{"detail":"data: field required"}`},
		{"data is no array", "/queue/join", `{"data":"x","fn_index":0,"session_hash":"s"}`, 422, `{"detail":"data: must be an array"}`},
		{"keys of another case", "/queue/join", `{"Data":["x"],"fn_index":0,"session_hash":"s"}`, 422, `{"detail":"data: field required"}`},
		{"no session", "/queue/join", `{"data":["x"],"fn_index":0}`, 400, `{"detail":"Session hash not found."}`},
		{"no number", "/queue/join", `{"data":["x"],"session_hash":"s"}`, 400, `{"detail":"Function index not found."}`},
		{"number is a text", "/queue/join", `{"data":["x"],"fn_index":"0","session_hash":"s"}`, 422, `{"detail":"fn_index: must be an integer"}`},
		{"unknown number", "/queue/join", `{"data":["x"],"fn_index":999,"session_hash":"s"}`, 404, `{"detail":"There is no function 999."}`},
		{"negative number", "/queue/join", `{"data":["x"],"fn_index":-1,"session_hash":"s"}`, 404, `{"detail":"There is no function -1."}`},
		{"long session", "/queue/join", fmt.Sprintf(`{"data":["x"],"fn_index":0,"session_hash":%q}`, strings.Repeat("s", 257)), 422, ""},
		{"deep", "/queue/join", deep, 422, ""},
		{"deep by name", "/call/v2/echo", deep, 422, ""},
		{"unknown endpoint", "/call/nope", `{"data":[]}`, 404, `{"detail":"There is no endpoint \"nope\"."}`},
		{"unknown endpoint by name", "/call/v2/nope", `{}`, 404, `{"detail":"There is no endpoint \"nope\"."}`},
		{"unknown endpoint at once", "/run/nope", `{"data":[]}`, 404, `{"detail":"There is no endpoint \"nope\"."}`},
		{"not an object", "/call/v2/echo", `[1]`, 422, `{"detail":"body must be a JSON object"}`},
		{"malformed by name", "/call/v2/echo", `{"p1":"x"`, 422, `{"detail":"body must be a JSON object"}`},
		{"trailing by name", "/call/v2/echo", `{"p1":"x"} {}`, 422, `{"detail":"body must be a JSON object"}`},
		{"close without a session", "/close", `{}`, 422, `{"detail":"session_hash is required"}`},
		{"too large", "/queue/join", `{"data":["` + strings.Repeat("x", 10<<20) + `"]}`, 413, `{"detail":"The body is larger than 8388608 bytes."}`},
		{"too large at once", "/run/echo", `{"data":["` + strings.Repeat("x", 10<<20) + `"]}`, 413, ""},
		{"too large to cancel", "/cancel", `{"data":["` + strings.Repeat("x", 10<<20) + `"]}`, 413, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			status, text := a.post(t, api+tt.path, tt.body)
			if status != tt.status || tt.want != "" && text != tt.want || !strings.HasPrefix(text, `{"detail":`) {
				t.Errorf("got %d %.200s, want %d %s", status, text, tt.status, tt.want)
			}
		})
	}
	for _, kind := range []string{"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "nonsense/"} {
		if status, text := a.post(t, api+"/run/echo", `{"data":["x"]}`, "Content-Type", kind); status != 415 {
			t.Errorf("%s: got %d %s", kind, status, text)
		}
	}
	if got := a.result(t, "echo", `{"data":["still here"]}`); got != `"still here"` {
		t.Errorf("afterwards: %s", got)
	}
}

// TestBadValues: values of the wrong kind end as an error of the event.
func TestBadValues(t *testing.T) {
	a := serve(t)
	for _, tt := range []struct{ name, body, want string }{
		{"echo", `{"data":[["5"]]}`, "Name: expected a string"},
		{"number", `{"data":["5"]}`, "Count: expected a number"},
		{"number", `{"data":[2.5]}`, "Count: expected a whole number, got 2.5"},
		{"number", `{"data":[11]}`, "Count: 11 is greater than the maximum 10"},
		{"number", `{"data":[1e400]}`, "Count: 1e400 is too large"},
		{"pick", `{"data":["z"]}`, "is not in the list of choices"},
		{"pick", `{"data":[{"path":"/etc/passwd","meta":{"_type":"gradio.FileData"}}]}`, "is not in the list of choices"},
		{"echo", `{"data":[]}`, "needs 1 values, got 0"},
	} {
		status, text := a.post(t, api+"/run/"+tt.name, tt.body)
		if status != 500 || !strings.Contains(text, tt.want) {
			t.Errorf("%s %s: got %d %s", tt.name, tt.body, status, text)
		}
	}
}

// TestPaths: nothing is served that is not known, however a path is spelt.
func TestPaths(t *testing.T) {
	a := serve(t)
	for _, path := range []string{
		"/go.mod", "/.env", "/assets/", "/assets/..", "/assets/../go.mod", "/assets/..%2fmanifest.json", "/assets/%2e%2e/manifest.json",
		"/assets/..%5cmanifest.json", "/assets/x%00.js", "/dist/manifest.json", "/src/block.ts", "//evil.test", "/assets//evil.test", "/%2f%2fevil.test/",
		"/gradio_api/file=/etc/passwd", "/gradio_api/file=..%2f..%2fetc%2fpasswd", "/file=/etc/passwd", "/gradio_api/proxy=http://127.0.0.1/", "/about/../../etc/passwd",
		"/assets/index.css.br",
	} {
		status, headers := raw(t, a, path)
		if status < 300 || status >= 400 {
			if status < 400 || status >= 500 {
				t.Errorf("%s: %d", path, status)
			}
			continue
		}
		if to := headers.Get("Location"); strings.HasPrefix(to, "//") || strings.Contains(to, "://") || strings.HasPrefix(to, `/\`) {
			t.Errorf("%s leads to %s", path, to)
		}
	}
}

// raw asks for a path exactly as it is spelt.
func raw(t *testing.T, a *testApp, path string) (int, http.Header) {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(a.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", path)
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header
}
