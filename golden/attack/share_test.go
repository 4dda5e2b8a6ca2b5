package attack

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestQueueFlood: a stranger with as many sessions as calls does not fill the queue.
func TestQueueFlood(t *testing.T) {
	a := attacked(t, "-max-queue-size="+fmt.Sprint(often(1000)))
	counts := map[int]int{}
	for i := range often(1200) {
		body := fmt.Sprintf(`{"data":["x"],"fn_index":1,"session_hash":"s%d"}`, i)
		res, _ := a.post(t, stranger, "/queue/join", []byte(body))
		counts[res.StatusCode]++
	}
	t.Log("answers by status:", counts)
	if counts[200] > often(1000)/2+often(1000)/5+50 || counts[429] == 0 || counts[503] > 0 {
		t.Errorf("answers by status: %v", counts)
	}
	a.quick(t)
}

// TestStreams: a stranger does not open all streams that there are.
func TestStreams(t *testing.T) {
	a := attacked(t, "-max-streams=200")
	counts := map[string]int{}
	for i := range 200 {
		conn, err := net.Dial("tcp", strings.TrimPrefix(a.URL, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if _, err := fmt.Fprintf(conn, "GET /gradio_api/heartbeat/s%d HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: %s\r\n\r\n", i, stranger); err != nil {
			t.Fatal(err)
		}
		line, err := bufio.NewReader(conn).ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		counts[strings.TrimSpace(line)]++
	}
	t.Log("answers:", counts)
	if counts["HTTP/1.1 200 OK"] != 100 || counts["HTTP/1.1 429 Too Many Requests"] != 100 {
		t.Errorf("answers: %v", counts)
	}
	a.quick(t)
	res, text := a.post(t, friend, "/call/echo", call("hello", ""))
	var joined struct {
		EventID string `json:"event_id"`
	}
	if err := json.Unmarshal([]byte(text), &joined); err != nil {
		t.Fatal(res.Status, text)
	}
	req, err := http.NewRequest("GET", a.URL+"/gradio_api/call/echo/"+joined.EventID, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Forwarded-For", friend)
	if res, err = client.Do(req); err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if got, err := io.ReadAll(res.Body); err != nil || !strings.Contains(string(got), "hello") {
		t.Errorf("a friend reads %s, %v", got, err)
	}
}

// TestDeafHandlers: handlers that do not listen do not stop the app.
func TestDeafHandlers(t *testing.T) {
	a := attacked(t)
	for i := range 60 { // there are 40 places
		if res, text := a.post(t, fmt.Sprintf("203.0.113.%d", i%8), "/call/deaf", call("x", "")); res.StatusCode != 200 {
			t.Fatal(res.Status, text)
		}
	}
	start := time.Now()
	a.echo(t)
	if took := time.Since(start); took > 5*time.Second { // their time limit is 1 s, the sleep 10 s
		t.Errorf("a friend waited for %v", took)
	}
	start = time.Now()
	res, text := a.post(t, friend, "/run/deaf", call("x", ""))
	if took := time.Since(start); took > 3*time.Second || !strings.Contains(text, "the time limit was reached") {
		t.Errorf("after %v: %s %s", took, res.Status, text)
	}
	a.quick(t)
}

// TestBombs: what panics on goroutines of a handler ends nothing but the call.
func TestBombs(t *testing.T) {
	a := attacked(t)
	for range 10 {
		if res, text := a.post(t, stranger, "/run/tell", []byte(`{"data":[]}`)); res.StatusCode != 500 || text != `{"error":null}` {
			t.Fatal(res.Status, text)
		}
	}
	a.quick(t)
}

// TestProperties: what handlers put into properties for strangers is bounded.
func TestProperties(t *testing.T) {
	a := attacked(t)
	a.post(t, friend, "/run/up", []byte(`{"data":[],"session_hash":"friend"}`))
	text := strings.Repeat("x", 500_000)
	for i := range often(400) {
		if res, text := a.post(t, stranger, "/run/dress", call(text, fmt.Sprint("s", i))); res.StatusCode != 200 {
			t.Fatal(res.Status, text)
		}
	}
	a.small(t, "properties")
	if _, text := a.post(t, friend, "/run/up", []byte(`{"data":[],"session_hash":"friend"}`)); !strings.Contains(text, `"2"`) {
		t.Errorf("the State of a friend: %s", text)
	}
}

// TestMadeUpSessions: a stranger who makes up sessions does not push out those of others.
func TestMadeUpSessions(t *testing.T) {
	a := attacked(t)
	up := func(address, session string) string {
		_, text := a.post(t, address, "/run/up", []byte(fmt.Sprintf(`{"data":[],"session_hash":%q}`, session)))
		return text
	}
	up(friend, "friend")
	var all sync.WaitGroup
	for k := range 8 {
		all.Go(func() {
			for i := range often(15_000) / 8 {
				up(stranger, fmt.Sprint("s", k, "-", i))
			}
		})
	}
	all.Wait()
	if text := up(friend, "friend"); !strings.Contains(text, `"2"`) {
		t.Errorf("the State of a friend: %s", text)
	}
	a.small(t, "made-up sessions")
}
