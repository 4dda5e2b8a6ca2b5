package soak_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/process"
)

// long says whether the tests run as long as `make soak` wants.
func long() bool { return os.Getenv("BLOCKSGEN_SOAK") != "" }

// size is n for the long tests, and short for the others.
func size(short, n int) int {
	if long() {
		return n
	}
	return short
}

// app starts the soak app.
func app(t *testing.T, args ...string) *client {
	t.Helper()
	a := process.Start(t, process.Build(t, ".", "./cmd/soak"), args...)
	t.Cleanup(func() {
		if err := a.Stop(); err != nil {
			t.Errorf("the app ended with %v", err)
		}
	})
	return &client{a, &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}}
}

type client struct {
	*process.App
	http *http.Client
}

// post sends a request of the session with a number. Each session has an address of its
// own.
func (c *client) post(path string, session int, body any) ([]byte, error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return c.do("POST", path, session, bytes.NewReader(raw))
}

func (c *client) do(method, path string, session int, body io.Reader) ([]byte, error) {
	res, err := c.open(method, path, session, body)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	return io.ReadAll(res.Body)
}

func (c *client) open(method, path string, session int, body io.Reader) (*http.Response, error) {
	req, err := http.NewRequest(method, c.URL+"/gradio_api/"+path, body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Forwarded-For", fmt.Sprintf("10.%d.%d.%d", session>>16&255, session>>8&255, session&255))
	res, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	if res.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(res.Body)
		res.Body.Close()
		return nil, fmt.Errorf("%s: %s %s", path, res.Status, text)
	}
	return res, nil
}

// fn finds the number of an endpoint.
func (c *client) fn(t *testing.T, name string) int {
	t.Helper()
	res, err := c.http.Get(c.URL + "/config")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var config struct {
		Dependencies []struct {
			ID   int    `json:"id"`
			Name string `json:"api_name"`
		} `json:"dependencies"`
	}
	if err := json.NewDecoder(res.Body).Decode(&config); err != nil {
		t.Fatal(err)
	}
	for _, d := range config.Dependencies {
		if d.Name == name {
			return d.ID
		}
	}
	t.Fatalf("there is no endpoint %s", name)
	return 0
}

// join submits a call and returns its ID.
func (c *client) join(session, fn int, data ...any) (string, error) {
	raw, err := c.post("queue/join", session, map[string]any{"session_hash": fmt.Sprint("s", session), "fn_index": fn, "data": data})
	if err != nil {
		return "", err
	}
	var answer struct {
		ID string `json:"event_id"`
	}
	return answer.ID, json.Unmarshal(raw, &answer)
}

// message is a message of a stream.
type message struct {
	Msg     string `json:"msg"`
	EventID string `json:"event_id"`
	Success bool   `json:"success"`
	Output  struct {
		Data []json.RawMessage `json:"data"`
	} `json:"output"`
}

// errEnough ends the reading of a stream early.
var errEnough = errors.New("enough")

// read reads a stream of a session until it is to be closed, or each fails. It returns
// the last position.
func (c *client) read(session int, after string, each func(message) error) (string, error) {
	path := fmt.Sprint("queue/data?session_hash=s", session)
	if after != "" {
		path += "&after=" + after
	}
	res, err := c.open("GET", path, session, nil)
	if err != nil {
		return after, err
	}
	defer res.Body.Close()
	lines := bufio.NewReader(res.Body)
	for id := after; ; {
		line, err := lines.ReadString('\n')
		if err != nil {
			return after, err
		}
		if position, ok := strings.CutPrefix(line, "id: "); ok {
			id = strings.TrimSpace(position)
		}
		data, ok := strings.CutPrefix(line, "data: ")
		if !ok {
			continue
		}
		var m message
		if err := json.Unmarshal([]byte(data), &m); err != nil {
			return after, err
		}
		switch m.Msg {
		case "close_stream":
			return after, nil
		case "unexpected_error":
			return after, errors.New(strings.TrimSpace(data))
		}
		after = id
		if err := each(m); err != nil {
			return after, err
		}
	}
}

// crowd runs n clients at once and counts those that fail.
func crowd(t *testing.T, n int, run func(i int) error) {
	t.Helper()
	var all sync.WaitGroup
	var failed atomic.Int64
	for i := range n {
		all.Go(func() {
			if err := run(i); err != nil && failed.Add(1) < 10 {
				t.Errorf("client %d: %v", i, err)
			}
		})
	}
	all.Wait()
	if k := failed.Load(); k > 0 {
		t.Errorf("%d of %d clients failed", k, n)
	}
}
