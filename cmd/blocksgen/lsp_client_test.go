package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"os"
	"os/exec"
	"strconv"
	"testing"
)

// client talks to a language server in a process of its own.
type client struct {
	t        testing.TB
	cmd      *exec.Cmd
	in       io.WriteCloser
	messages chan reply
	last     int
	logs     []string
}

// reply is what the server sends.
type reply struct {
	ID     *int            `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	} `json:"error"`
}

// startServer starts the command as an editor does.
func startServer(t testing.TB, dir string) *client {
	t.Helper()
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := &client{t: t, messages: make(chan reply, 1000)}
	c.cmd = exec.Command(binary, "lsp")
	c.cmd.Args[0] = "blocksgen" // the test binary is the command under this name
	c.cmd.Dir, c.cmd.Stderr = dir, os.Stderr
	c.cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod")
	if c.in, err = c.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go c.read(bufio.NewReader(out))
	return c
}

func (c *client) read(r *bufio.Reader) {
	defer close(c.messages)
	for {
		header, err := textproto.NewReader(r).ReadMIMEHeader()
		if err != nil {
			return
		}
		length, err := strconv.Atoi(header.Get("Content-Length"))
		if err != nil {
			return
		}
		body := make([]byte, length)
		if _, err := io.ReadFull(r, body); err != nil {
			return
		}
		var m reply
		if json.Unmarshal(body, &m) != nil {
			m.Method = "not JSON: " + string(body)
		}
		c.messages <- m
	}
}

// raw sends bytes.
func (c *client) raw(s string) {
	c.t.Helper()
	if _, err := io.WriteString(c.in, s); err != nil {
		c.t.Fatal(err)
	}
}

func frame(body string) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body) }

func (c *client) send(m map[string]any) {
	c.t.Helper()
	m["jsonrpc"] = "2.0"
	body, err := json.Marshal(m)
	if err != nil {
		c.t.Fatal(err)
	}
	c.raw(frame(string(body)))
}

func (c *client) notify(method string, params any) {
	c.t.Helper()
	c.send(map[string]any{"method": method, "params": params})
}

// ask sends a request and returns its id.
func (c *client) ask(method string, params any) int {
	c.t.Helper()
	c.last++
	c.send(map[string]any{"id": c.last, "method": method, "params": params})
	return c.last
}

// next returns the next message for which a function is true, and drops those before it.
func (c *client) next(want func(reply) bool) reply {
	c.t.Helper()
	for m := range c.messages {
		if m.Method == "window/logMessage" {
			c.logs = append(c.logs, string(m.Params))
		}
		if want(m) {
			return m
		}
	}
	c.t.Fatalf("the server ended; its log: %s", c.logs)
	return reply{}
}

// response returns the response to a request.
func (c *client) response(id int) reply {
	c.t.Helper()
	return c.next(func(m reply) bool { return m.Method == "" && m.ID != nil && *m.ID == id })
}

// call sends a request and decodes its result. It returns the message of an error.
func (c *client) call(method string, params, result any) string {
	c.t.Helper()
	r := c.response(c.ask(method, params))
	if r.Error != nil {
		return r.Error.Message
	}
	if err := json.Unmarshal(r.Result, result); err != nil {
		c.t.Fatalf("%s: %v\n%s", method, err, r.Result)
	}
	return ""
}

// initialize does what editors do first.
func (c *client) initialize(capabilities map[string]any) {
	c.t.Helper()
	var result map[string]any
	if err := c.call("initialize", map[string]any{"processId": os.Getpid(), "rootUri": nil, "capabilities": capabilities}, &result); err != "" {
		c.t.Fatal(err)
	}
	c.notify("initialized", map[string]any{})
}

// stop ends the server as the protocol demands, and returns its exit code.
func (c *client) stop() int {
	c.t.Helper()
	c.response(c.ask("shutdown", nil))
	c.notify("exit", nil)
	return c.wait()
}

// wait reads until the server ends.
func (c *client) wait() int {
	c.t.Helper()
	for range c.messages { //nolint:revive // drained, so that the server can end
	}
	_ = c.in.Close()
	_ = c.cmd.Wait() // the exit code is returned
	return c.cmd.ProcessState.ExitCode()
}
