package app_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/app"
)

// BenchmarkCall measures calls of an echo by 1, 10 and 100 clients at once: the app, beside
// a bare server that answers the same two requests without queue or session. Both
// run in turn, so that their ratio is of one run.
func BenchmarkCall(b *testing.B) {
	a, _, _ := newApp(func(a *app.App) { a.Settings.MaxQueueSize = 1000; a.Settings.DefaultConcurrency = 100 })
	ours := httptest.NewServer(a.Handler())
	bare := httptest.NewServer(bareEcho())
	b.Cleanup(func() {
		ours.Close()
		bare.Close()
		if err := a.Close(); err != nil {
			b.Error(err)
		}
	})
	for _, clients := range []int{1, 10, 100} {
		b.Run(fmt.Sprintf("app/%d", clients), func(b *testing.B) { callMany(b, ours.URL, clients) })
		b.Run(fmt.Sprintf("bare/%d", clients), func(b *testing.B) { callMany(b, bare.URL, clients) })
	}
}

// callMany makes b.N calls by some clients.
func callMany(b *testing.B, url string, clients int) {
	transport := &http.Transport{MaxIdleConnsPerHost: clients, DisableCompression: true}
	defer transport.CloseIdleConnections()
	c := &http.Client{Transport: transport}
	b.ResetTimer()
	var made atomic.Int64
	var all sync.WaitGroup
	for range clients {
		all.Go(func() {
			for made.Add(1) <= int64(b.N) {
				if err := callOnce(c, url); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "calls/s")
}

func callOnce(c *http.Client, url string) error {
	res, err := c.Post(url+api+"/call/echo", "application/json", strings.NewReader(`{"data":["hello"]}`))
	if err != nil {
		return err
	}
	var joined struct {
		EventID string `json:"event_id"`
	}
	err = json.NewDecoder(res.Body).Decode(&joined)
	_, _ = io.Copy(io.Discard, res.Body)
	res.Body.Close()
	if err != nil {
		return err
	}
	if res, err = c.Get(url + api + "/call/echo/" + joined.EventID); err != nil {
		return err
	}
	text, err := io.ReadAll(res.Body)
	res.Body.Close()
	if err == nil && string(text) != "event: complete\ndata: [\"hello\"]\n\n" {
		err = fmt.Errorf("got %q", text)
	}
	return err
}

// bareEcho answers the two requests of a call and keeps nothing: the text itself
// is the event.
func bareEcho() http.Handler {
	mux := http.NewServeMux()
	var last atomic.Int64
	mux.HandleFunc("POST "+api+"/call/{name}", func(w http.ResponseWriter, r *http.Request) {
		var body struct{ Data []string }
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil || len(body.Data) != 1 {
			http.Error(w, "bad body", http.StatusUnprocessableEntity)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]string{"event_id": fmt.Sprintf("%s-%d", body.Data[0], last.Add(1))})
	})
	mux.HandleFunc("GET "+api+"/call/{name}/{event}", func(w http.ResponseWriter, r *http.Request) {
		text, _, _ := strings.Cut(r.PathValue("event"), "-")
		w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
		raw, _ := json.Marshal([]string{text})
		fmt.Fprintf(w, "event: complete\ndata: %s\n\n", raw)
	})
	return mux
}

// BenchmarkAlive measures the sign of life of an idle page.
func BenchmarkAlive(b *testing.B) {
	a, _, _ := newApp()
	server := httptest.NewServer(a.Handler())
	b.Cleanup(func() {
		server.Close()
		if err := a.Close(); err != nil {
			b.Error(err)
		}
	})
	for b.Loop() {
		res, err := http.Post(server.URL+api+"/alive", "application/json", strings.NewReader(`{"session_hash":"0123456789abcdef0123456789abcdef","after":"0123456789abcdef-12"}`))
		if err != nil {
			b.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, res.Body); err != nil {
			b.Fatal(err)
		}
		res.Body.Close()
	}
}
