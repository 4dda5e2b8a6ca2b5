package app_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

const api = "/gradio_api"

// client has no connections of its own left when the tests end.
var client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true, DisableCompression: true}}

// do sends a request and returns the answer with its body read.
func (a *testApp) do(t testing.TB, method, path, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest(method, a.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "Host" {
			req.Host = headers[i+1]
			continue
		}
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(raw)
}

func (a *testApp) post(t testing.TB, path, body string, headers ...string) (int, string) {
	t.Helper()
	res, text := a.do(t, "POST", path, body, headers...)
	return res.StatusCode, text
}

func (a *testApp) get(t testing.TB, path string, headers ...string) (int, string) {
	t.Helper()
	res, text := a.do(t, "GET", path, "", headers...)
	return res.StatusCode, text
}

// join submits an event and returns its id.
func (a *testApp) join(t testing.TB, session string, fn int, data string) string {
	t.Helper()
	status, text := a.post(t, api+"/queue/join", fmt.Sprintf(`{"data":%s,"fn_index":%d,"session_hash":%q}`, data, fn, session))
	if status != http.StatusOK {
		t.Fatalf("join: %d %s", status, text)
	}
	var answer struct {
		EventID string `json:"event_id"`
	}
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		t.Fatal(err)
	}
	return answer.EventID
}

// result runs an endpoint through /run and returns its first output, or the error
// payload.
func (a *testApp) result(t testing.TB, name, body string) string {
	t.Helper()
	status, text := a.post(t, api+"/run/"+name, body)
	var out struct{ Data []json.RawMessage }
	if status != http.StatusOK || json.Unmarshal([]byte(text), &out) != nil || len(out.Data) == 0 {
		return text
	}
	return string(out.Data[len(out.Data)-1])
}

// message is one message of an event stream.
type message struct {
	ID      string `json:"-"`
	Msg     string `json:"msg"`
	EventID string `json:"event_id"`
	Output  struct {
		Data  []json.RawMessage `json:"data"`
		Error *string           `json:"error"`
	} `json:"output"`
	Success bool   `json:"success"`
	Raw     string `json:"-"`
}

// reader reads an event stream.
type reader struct {
	t    testing.TB
	body io.ReadCloser
	buf  *bufio.Reader
}

// open opens the event stream of a session. It is closed with the test.
func (a *testApp) open(t testing.TB, query string) *reader {
	t.Helper()
	r := a.dial(t, query)
	t.Cleanup(func() { r.body.Close() })
	return r
}

// dial opens the event stream of a session, which the caller closes.
func (a *testApp) dial(t testing.TB, query string) *reader {
	t.Helper()
	res, err := client.Get(a.url + api + "/queue/data?" + query)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK {
		t.Fatalf("queue/data: %s", res.Status)
	}
	return &reader{t, res.Body, bufio.NewReader(res.Body)}
}

// next reads one message; ok is false at the end of the stream.
func (r *reader) next() (m message, ok bool) {
	r.t.Helper()
	for {
		line, err := r.buf.ReadString('\n')
		if err != nil {
			return m, false
		}
		line = strings.TrimSuffix(line, "\n")
		switch {
		case line == "":
			return m, true
		case strings.HasPrefix(line, "id: "):
			m.ID = line[4:]
		case strings.HasPrefix(line, "data: "):
			m.Raw = line[6:]
			if err := json.Unmarshal([]byte(m.Raw), &m); err != nil {
				r.t.Fatalf("%s: %v", line, err)
			}
		default:
			r.t.Fatalf("unexpected line %q", line)
		}
	}
}

// all reads until the stream ends, or is to be closed: then it hangs up, as official
// clients do.
func (r *reader) all() (list []message) {
	r.t.Helper()
	for {
		m, ok := r.next()
		if !ok {
			return list
		}
		if list = append(list, m); m.Msg == "close_stream" {
			r.body.Close()
			return list
		}
	}
}

// until reads up to a message of a kind.
func (r *reader) until(kind string) message {
	r.t.Helper()
	for {
		m, ok := r.next()
		if !ok {
			r.t.Fatalf("the stream ended before %s", kind)
		}
		if m.Msg == kind {
			return m
		}
	}
}

// eventually waits for what becomes true by itself soon after an answer was sent,
// such as the end of its handler.
func eventually(t testing.TB, ok func() bool) {
	t.Helper()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	late := time.After(10 * time.Second)
	for !ok() {
		select {
		case <-tick.C:
		case <-late:
			t.Fatal("it does not become true")
		}
	}
}

// config decodes the config of all pages.
func (a *testApp) config(t testing.TB, into any) {
	t.Helper()
	_, text := a.get(t, "/config")
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatal(err)
	}
}
