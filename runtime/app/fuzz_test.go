package app_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/runtime/app"
)

// posts are the routes that take a body.
var posts = []string{
	"/queue/join", "/call/echo", "/call/number", "/call/v2/echo", "/call/v2/pick", "/run/echo", "/run/add", "/run/pick", "/run/number", "/run/limit",
	"/run/direct", "/run/tokens", "/run/mixed", "/api/send/", "/cancel", "/reset", "/close", "/component_server", "/run/nope", "/nope",
}

// FuzzHandler sends any body to every route: the answer is JSON, and never a
// failure of the server's own.
func FuzzHandler(f *testing.F) {
	for i, body := range []string{
		`{"data":["x"],"fn_index":0,"session_hash":"s"}`, `{"data":[1e999]}`, `{"data":[-0]}`, `{"p1":null}`, `{"p5":"a"}`,
		`{"data":[[["replace",[],{}]]],"event_data":{"index":[1,2]}}`, `{"data":["\ud800\u0000` + "\xff" + `"],"data":[{"__type__":"update"}]}`,
		`{"session_hash":"s","fn_index":0,"event_id":"e"}`, `{"component_id":6,"fn_name":"render","data":{"value":"<script>"}}`,
		`{"data":[9007199254740993.0]}`, `{"data":[123456789012345678901234567890]}`, "\ufeff{}", `{"data":[` + strings.Repeat("[", 300) + strings.Repeat("]", 300) + `]}`,
	} {
		f.Add(uint8(i), []byte(body), "application/json", "s")
	}
	f.Add(uint8(0), []byte(`data=1`), "multipart/form-data", "\r\nX: y")
	a, p, _ := newApp(withMarkdown, func(a *app.App) { a.Log = slog.New(slog.NewTextHandler(io.Discard, nil)) })
	f.Cleanup(func() { a.Close() })
	handler := a.Handler()
	stop := make(chan struct{})
	f.Cleanup(func() { close(stop) })
	go func() { // nobody looks at the probes
		for {
			select {
			case <-p.started:
			case <-p.stopped:
			case <-p.unloaded:
			case <-stop:
				return
			}
		}
	}()
	f.Fuzz(func(t *testing.T, route uint8, body []byte, kind, header string) {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		path := posts[int(route)%len(posts)]
		req := httptest.NewRequestWithContext(ctx, "POST", api+path, strings.NewReader(string(body)))
		req.Header.Set("Content-Type", kind)
		req.Header["X-Forwarded-Host"] = []string{header}
		req.Header["Origin"] = []string{"http://" + req.Host}
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, req)
		if ctx.Err() != nil {
			return // it waited for its turn
		}
		if !json.Valid(w.Body.Bytes()) {
			t.Fatalf("%s: %d, no JSON: %q", path, w.Code, w.Body)
		}
		var refused struct{ Detail *string }
		switch json.Unmarshal(w.Body.Bytes(), &refused); {
		case w.Code == 500 && refused.Detail != nil, w.Code > 500 && w.Code != 503:
			t.Fatalf("%s: %d %s", path, w.Code, w.Body)
		}
	})
}
