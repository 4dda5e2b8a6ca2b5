// Package api drives golden apps over HTTP as curl and the official clients do.
package api

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// P is the prefix of the API's routes.
const P = "/gradio_api"

// App is an app that is served for one test.
type App struct {
	URL string

	t      testing.TB
	client *http.Client
}

// Serve serves an app on a free port of 127.0.0.1 until the test ends.
func Serve(t testing.TB, app http.Handler) *App {
	t.Helper()
	server := httptest.NewServer(app)
	t.Cleanup(func() { server.CloseClientConnections(); server.Close() })
	return &App{URL: server.URL, t: t, client: server.Client()}
}

// Below is the app that is served at a path of this one.
func (a *App) Below(path string) *App {
	below := *a
	below.URL += path
	return &below
}

// Post posts a body and returns the answer's status and body.
func (a *App) Post(path, body string) (int, string) {
	a.t.Helper()
	res, err := a.client.Post(a.URL+path, "application/json", strings.NewReader(body))
	return a.answer(res, err)
}

// Get gets a path and returns the answer's status and body.
func (a *App) Get(path string) (int, string) {
	a.t.Helper()
	res, err := a.client.Get(a.URL + path)
	return a.answer(res, err)
}

func (a *App) answer(res *http.Response, err error) (int, string) {
	a.t.Helper()
	if err != nil {
		a.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		a.t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

// Outcome is what a call said: every value of its data, and how it ended.
type Outcome struct {
	Generating []string // the data arrays of the intermediate results, as JSON
	Complete   string   // the data array of the result; "" when it failed
	Error      string   // the error payload; "" when it succeeded
}

// Call calls an endpoint in the two requests that curl needs.
func (a *App) Call(name string, data ...any) Outcome {
	a.t.Helper()
	return a.CallIn("", name, data...)
}

// CallIn calls an endpoint within a session.
func (a *App) CallIn(session, name string, data ...any) Outcome {
	a.t.Helper()
	body := map[string]any{"data": append([]any{}, data...)}
	if session != "" {
		body["session_hash"] = session
	}
	status, answer := a.Post(P+"/call/"+name, encode(body))
	if status != http.StatusOK {
		a.t.Fatalf("POST /call/%s: %d %s", name, status, answer)
	}
	var joined struct {
		EventID string `json:"event_id"`
	}
	decode(a.t, answer, &joined)
	_, stream := a.Get(P + "/call/" + name + "/" + joined.EventID)
	var o Outcome
	for block := range strings.SplitSeq(stream, "\n\n") {
		event, data, _ := strings.Cut(block, "\n")
		data = compact(strings.TrimPrefix(data, "data: "))
		switch event {
		case "event: generating":
			o.Generating = append(o.Generating, data)
		case "event: complete":
			o.Complete = data
		case "event: error":
			o.Error = data
		}
	}
	return o
}

// Message is one message of a session's event stream.
type Message struct {
	Msg     string          `json:"msg"`
	EventID *string         `json:"event_id"`
	Output  json.RawMessage `json:"output"`
	Success *bool           `json:"success"`
	Raw     string          `json:"-"`
}

// Join submits an event by number and returns its id.
func (a *App) Join(session string, fn int, data ...any) string {
	a.t.Helper()
	status, answer := a.Post(P+"/queue/join", encode(map[string]any{"data": append([]any{}, data...), "fn_index": fn, "session_hash": session}))
	if status != http.StatusOK {
		a.t.Fatalf("join: %d %s", status, answer)
	}
	var joined struct {
		EventID string `json:"event_id"`
	}
	decode(a.t, answer, &joined)
	return joined.EventID
}

// Stream reads a session's events, calling each for every message, until the
// stream is closed or each returns false.
func (a *App) Stream(session string, each func(Message) bool) {
	a.t.Helper()
	res, err := a.client.Get(a.URL + P + "/queue/data?session_hash=" + session)
	if err != nil {
		a.t.Fatal(err)
	}
	defer res.Body.Close()
	lines := bufio.NewReader(res.Body)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			a.t.Fatalf("the stream ended without close_stream: %v", err)
		}
		data, ok := strings.CutPrefix(line, "data: ")
		if !ok {
			continue
		}
		m := Message{Raw: strings.TrimSpace(data)}
		decode(a.t, data, &m)
		if !each(m) || m.Msg == "close_stream" {
			return
		}
	}
}

// Endpoint returns the number of an endpoint.
func (a *App) Endpoint(name string) int {
	a.t.Helper()
	_, body := a.Get("/config")
	var config struct {
		Dependencies []struct {
			ID      int    `json:"id"`
			APIName string `json:"api_name"`
		} `json:"dependencies"`
	}
	decode(a.t, body, &config)
	for _, d := range config.Dependencies {
		if d.APIName == name {
			return d.ID
		}
	}
	a.t.Fatalf("no endpoint is called %s", name)
	return -1
}

// Normal gives a JSON text the form in which equal values are equal texts.
func Normal(data string) string {
	var v any
	if json.Unmarshal([]byte(data), &v) != nil {
		return data
	}
	return encode(v)
}

func encode(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // test data that is no JSON
	}
	return string(b)
}

func decode(t testing.TB, data string, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(data), v); err != nil {
		t.Fatalf("%v in %q", err, data)
	}
}

func compact(data string) string {
	var b bytes.Buffer
	if json.Compact(&b, []byte(data)) != nil {
		return data
	}
	return b.String()
}
