package lsp

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
)

// maxMessage is the largest message that is read, in bytes. A file that is opened is one
// message.
const maxMessage = 64 << 20

// message is a request, a notification (no ID) or a response (no Method) of JSON-RPC 2.0.
type message struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id,omitempty"`
	Method  string          `json:"method,omitempty"`
	Params  json.RawMessage `json:"params,omitempty"`
	Result  json.RawMessage `json:"result,omitempty"`
	Error   *rpcError       `json:"error,omitempty"`
}

type rpcError struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

func (e *rpcError) Error() string { return e.Message }

// Error codes of JSON-RPC and of the language server protocol.
const (
	parseError     = -32700
	invalidRequest = -32600
	methodNotFound = -32601
	invalidParams  = -32602
	internalError  = -32603
	notInitialized = -32002
	requestFailed  = -32803
	cancelled      = -32800
)

// errNotJSON is returned for a message that is framed, but not valid.
var errNotJSON = errors.New("the message is not a JSON-RPC object")

// reader reads messages: headers, an empty line, and as many bytes of JSON as the header
// Content-Length says.
type reader struct{ *bufio.Reader }

// read returns the next message. After [errNotJSON], the next one can be read. Lines that
// are not headers are skipped, so that a client which prints something does not end the
// server.
func (r reader) read() (*message, error) {
	length := -1
	for {
		line, err := r.header()
		if err != nil {
			return nil, err
		}
		if line == "" && length >= 0 {
			break
		}
		name, value, ok := strings.Cut(line, ":")
		if ok && strings.EqualFold(strings.TrimSpace(name), "Content-Length") {
			if n, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && n >= 0 {
				length = n
			}
		}
	}
	if length > maxMessage {
		_, err := io.CopyN(io.Discard, r, int64(length))
		return nil, errors.Join(err, errNotJSON)
	}
	body := make([]byte, length)
	if _, err := io.ReadFull(r, body); err != nil {
		return nil, err
	}
	m := &message{}
	if json.Unmarshal(body, m) != nil {
		return nil, errNotJSON
	}
	return m, nil
}

// header reads a line without its end. Of a line that is too long to be a header, it
// returns the first part.
func (r reader) header() (string, error) {
	line, err := r.ReadSlice('\n')
	text := strings.TrimRight(string(line), "\r\n")
	for errors.Is(err, bufio.ErrBufferFull) {
		_, err = r.ReadSlice('\n')
	}
	return text, err
}

// writer writes messages. It is safe for concurrent use.
type writer struct {
	mu  sync.Mutex
	out io.Writer
}

func (w *writer) write(m message) error {
	m.Version = "2.0"
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	_, err = fmt.Fprintf(w.out, "Content-Length: %d\r\n\r\n%s", len(body), body)
	return err
}

// notify sends a notification. A client that is gone ends the server when it reads.
func (w *writer) notify(method string, params any) {
	if raw, err := json.Marshal(params); err == nil {
		_ = w.write(message{Method: method, Params: raw})
	}
}

// respond sends the result of a request, or its error.
func (w *writer) respond(id json.RawMessage, result any, err error) {
	m := message{ID: id}
	if err == nil {
		m.Result, err = json.Marshal(result)
	}
	if err != nil {
		failed := &rpcError{}
		if !errors.As(err, &failed) {
			failed = &rpcError{internalError, err.Error()}
		}
		m.Result, m.Error = nil, failed
	}
	_ = w.write(m)
}
