package page_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
	"github.com/blocksgen/blocksgen/runtime/web"
)

// obj is JSON written down.
type obj = map[string]any

// server plays the app's side of a page: it serves the built files and one
// config, and says what the test makes it say.
type server struct {
	t      testing.TB
	config obj
	// Answers to what is not queued: by path below the API's prefix.
	answer map[string]func(body obj) (int, any)
	// joined and posted hand the test what the page sent.
	joined chan join
	posted chan post

	mu      sync.Mutex
	changed chan struct{} // closed when the log or a cut changes
	log     []string
	cut     int  // how often streams were cut
	down    bool // streams are refused with 502
	forgot  bool // the session is unknown
	streams int  // streams opened
	events  int
	// incarnation goes before every position.
	incarnation string
}

type join struct {
	Event     string          // its id
	Fn        int             `json:"fn_index"`
	Data      []any           `json:"data"`
	EventData json.RawMessage `json:"event_data"`
	Trigger   *int            `json:"trigger_id"`
	Session   string          `json:"session_hash"`
	Raw       struct {        // the inputs as they were sent
		Data []json.RawMessage `json:"data"`
	} `json:"-"`
}

type post struct {
	Path string
	Body obj
}

func newServer(t testing.TB, config obj) *server {
	t.Helper()
	full := obj{"root": "", "api_prefix": "/gradio_api", "app_id": 1, "title": "Page", "enable_queue": true}
	maps.Copy(full, config)
	return &server{
		t: t, config: full, answer: map[string]func(obj) (int, any){},
		joined: make(chan join, 100), posted: make(chan post, 100), changed: make(chan struct{}),
	}
}

// open shows the page in a browser.
func (s *server) open(path string) *browser.Page {
	s.t.Helper()
	return browser.Open(s.t, s, path)
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	const api = "/gradio_api/"
	switch {
	case strings.HasPrefix(r.URL.Path, "/assets/"):
		web.ServeAsset(w, r, strings.TrimPrefix(r.URL.Path, "/assets/"))
	case r.URL.Path == "/theme.css":
		web.ServeTheme(w, r, "default")
	case r.URL.Path == "/app.js":
		w.Header().Set("Content-Type", "text/javascript")
		fmt.Fprint(w, s.config["module"])
	case r.URL.Path == "/app.css":
		w.Header().Set("Content-Type", "text/css")
		fmt.Fprint(w, s.config["style"])
	case r.URL.Path == api+"queue/data":
		s.stream(w, r)
	case r.URL.Path == api+"queue/join" && s.answer["queue/join"] == nil:
		s.join(w, r)
	case strings.HasPrefix(r.URL.Path, api):
		s.other(w, r, strings.TrimPrefix(r.URL.Path, api))
	case strings.Contains(path.Base(r.URL.Path), "."):
		w.WriteHeader(http.StatusNoContent)
	default:
		s.document(w)
	}
}

// document is the page's document as apps serve it.
func (s *server) document(w http.ResponseWriter) {
	config, err := json.Marshal(s.config)
	if err != nil {
		s.t.Error(err)
	}
	page := web.Page{Root: "/", Title: "Page", Config: config, API: []byte("{}"), Head: `<link rel="icon" href="data:,">`}
	if s.config["style"] != nil {
		page.Styles = []string{"app.css"}
	}
	for _, c := range s.config["components"].([]obj) {
		if kind := c["type"].(string); !slices.Contains(page.Types, kind) {
			page.Types = append(page.Types, kind)
		}
	}
	scripts, _ := page.Inline()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self' "+strings.Join(scripts, " ")+
		"; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'none'")
	if _, err := w.Write(page.Document()); err != nil {
		s.t.Error(err)
	}
}

func (s *server) join(w http.ResponseWriter, r *http.Request) {
	var j join
	body, err := io.ReadAll(r.Body)
	if err := errors.Join(err, json.Unmarshal(body, &j), json.Unmarshal(body, &j.Raw)); err != nil {
		s.t.Errorf("join: %v", err)
	}
	s.mu.Lock()
	s.events++
	j.Event = "e" + strconv.Itoa(s.events)
	s.mu.Unlock()
	fmt.Fprintf(w, `{"event_id":%q}`, j.Event)
	s.joined <- j
}

func (s *server) other(w http.ResponseWriter, r *http.Request, name string) {
	text, _ := io.ReadAll(r.Body)
	var body obj
	if len(text) > 0 {
		if err := json.Unmarshal(text, &body); err != nil {
			s.t.Errorf("%s: %v", name, err)
		}
	}
	status, reply := 200, any(obj{"success": true})
	if f := s.answer[name]; f != nil {
		status, reply = f(body)
	}
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(reply); err != nil {
		s.t.Error(err)
	}
	s.posted <- post{name, body}
}

func (s *server) stream(w http.ResponseWriter, r *http.Request) {
	after, err := strconv.Atoi(strings.TrimPrefix(r.URL.Query().Get("after"), s.incarnation))
	if err != nil {
		s.t.Errorf("queue/data without a position: %s", r.URL)
	}
	s.mu.Lock()
	s.streams++
	cut, down := s.cut, s.down
	s.mu.Unlock()
	if down {
		http.Error(w, "down", http.StatusBadGateway)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	for {
		s.mu.Lock()
		news, changed, gone, forgot := s.log[min(after, len(s.log)):], s.changed, s.cut != cut, s.forgot
		s.mu.Unlock()
		if forgot {
			fmt.Fprint(w, "data: {\"msg\":\"unexpected_error\",\"event_id\":null,\"message\":\"404: Not Found\",\"session_not_found\":true,\"success\":false}\n\n")
			return
		}
		if gone {
			panic(http.ErrAbortHandler)
		}
		for _, m := range news {
			after++
			fmt.Fprintf(w, "id: %s%d\ndata: %s\n\n", s.incarnation, after, m)
			if strings.Contains(m, `"close_stream"`) {
				return
			}
		}
		w.(http.Flusher).Flush()
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		}
	}
}

// say appends messages to the session's log.
func (s *server) say(messages ...obj) {
	s.t.Helper()
	s.change(func() {
		for _, m := range messages {
			text, err := json.Marshal(m)
			if err != nil {
				s.t.Fatal(err)
			}
			s.log = append(s.log, string(text))
		}
	})
}

func (s *server) change(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
	close(s.changed)
	s.changed = make(chan struct{})
}

// next returns what the page submits next.
func (s *server) next() join {
	s.t.Helper()
	select {
	case j := <-s.joined:
		return j
	case <-time.After(20 * time.Second):
		s.t.Fatal("the page submits nothing")
		return join{}
	}
}

// idle fails the test if the page has submitted something that nobody took.
func (s *server) idle() {
	s.t.Helper()
	select {
	case j := <-s.joined:
		s.t.Errorf("the page submitted %+v", j)
	default:
	}
}

// post returns the next other request to a path of the API.
func (s *server) post(name string) obj {
	s.t.Helper()
	for {
		select {
		case p := <-s.posted:
			if p.Path == name {
				return p.Body
			}
		case <-time.After(20 * time.Second):
			s.t.Fatalf("the page does not ask for %s", name)
		}
	}
}

// Messages of the queue.

func starts(event string) obj { return obj{"msg": "process_starts", "event_id": event, "eta": nil} }

func generating(event string, data ...any) obj {
	return obj{"msg": "process_generating", "event_id": event, "output": obj{"data": data, "is_generating": true}, "success": true}
}

func completed(event string, data ...any) obj {
	return obj{"msg": "process_completed", "event_id": event, "output": obj{"data": data, "is_generating": false}, "success": true}
}

func failed(event string, output obj) obj {
	return obj{"msg": "process_completed", "event_id": event, "output": output, "success": false, "title": "Error"}
}

var closeStream = obj{"msg": "close_stream", "event_id": nil}
