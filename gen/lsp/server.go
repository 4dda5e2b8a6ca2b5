// Package lsp is a language server for directives: it shows diagnostics of files that are
// being edited, completes and explains directives, goes to the declarations that they name,
// and renames blocks. It leaves Go code to gopls, which editors run at the same time.
package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
)

// Serve reads messages of the language server protocol from in and writes to out until the
// client ends the connection. It reports whether the client did so as the protocol
// demands: with shutdown, then exit.
func Serve(ctx context.Context, in io.Reader, out io.Writer) bool {
	ctx, cancel := context.WithCancel(ctx)
	s := &server{
		out: &writer{out: out}, docs: map[string]*document{}, running: map[string]context.CancelFunc{},
		workspaces: map[string]*workspace{}, wake: make(chan struct{}, 1),
	}
	s.tasks.Go(func() { s.analyse(ctx) })
	ordered := s.serve(ctx, in)
	cancel()
	s.tasks.Wait()
	return ordered
}

// server is one connection.
type server struct {
	out   *writer
	utf8  bool           // positions are in bytes
	tasks sync.WaitGroup // goroutines
	wake  chan struct{}  // a document changed

	mu         sync.Mutex // of what follows
	docs       map[string]*document
	running    map[string]context.CancelFunc // requests by id
	workspaces map[string]*workspace         // by directory of the module
}

// document is a file that is open in the editor. It is not changed: an edit makes a new one.
type document struct {
	*text
	file, uri string
	version   *int
}

// serve handles messages in order. Notifications take effect at once; requests run on
// their own, with the documents as they were then.
func (s *server) serve(ctx context.Context, in io.Reader) (ordered bool) {
	r := reader{bufio.NewReader(in)}
	initialized, shutdown := false, false
	for {
		m, err := r.read()
		switch {
		case errors.Is(err, errNotJSON):
			s.out.respond(json.RawMessage("null"), nil, &rpcError{parseError, err.Error()})
			continue
		case err != nil:
			return shutdown
		}
		isRequest := len(m.ID) > 0 && m.Method != ""
		switch {
		case m.Method == "exit":
			return shutdown
		case m.Method == "initialize" && isRequest && !initialized:
			initialized = true
			s.out.respond(m.ID, s.initialize(m.Params), nil)
		case !initialized || shutdown:
			if isRequest && shutdown {
				s.out.respond(m.ID, nil, &rpcError{invalidRequest, "the server was shut down"})
			} else if isRequest {
				s.out.respond(m.ID, nil, &rpcError{notInitialized, "the first request must be initialize"})
			}
		case m.Method == "shutdown" && isRequest:
			shutdown = true
			s.cancelAll()
			s.out.respond(m.ID, nil, nil)
		case isRequest:
			s.start(ctx, m)
		case m.Method == "$/cancelRequest":
			s.cancel(m.Params)
		case m.Method != "":
			s.guard(func() { s.changed(m) })
		}
	}
}

// initialize answers with what the server can do.
func (s *server) initialize(raw json.RawMessage) any {
	var p initializeParams
	_ = json.Unmarshal(raw, &p) // without capabilities, the defaults of the protocol hold
	s.utf8 = slices.Contains(p.Capabilities.General.PositionEncodings, "utf-8")
	encoding := "utf-16"
	if s.utf8 {
		encoding = "utf-8"
	}
	return map[string]any{
		"serverInfo": map[string]any{"name": "blocksgen"},
		"capabilities": map[string]any{
			"positionEncoding":   encoding,
			"textDocumentSync":   map[string]any{"openClose": true, "change": 2, "save": true},
			"completionProvider": map[string]any{"triggerCharacters": []string{":", ".", "=", ",", " "}},
			"hoverProvider":      true,
			"definitionProvider": true,
			"renameProvider":     map[string]any{"prepareProvider": true},
			"codeActionProvider": map[string]any{"codeActionKinds": []string{"quickfix"}},
		},
	}
}

// requests are the functions that answer requests about a document.
var requests = map[string]func(*server, context.Context, *document, json.RawMessage) (any, error){
	"textDocument/completion":    (*server).completion,
	"textDocument/hover":         (*server).hover,
	"textDocument/definition":    (*server).definition,
	"textDocument/prepareRename": (*server).prepareRename,
	"textDocument/rename":        (*server).rename,
	"textDocument/codeAction":    (*server).codeActions,
}

// start runs a request.
func (s *server) start(ctx context.Context, m *message) {
	handle := requests[m.Method]
	if handle == nil {
		s.out.respond(m.ID, nil, &rpcError{methodNotFound, "unknown method " + m.Method})
		return
	}
	var p documentParams
	if err := json.Unmarshal(m.Params, &p); err != nil {
		s.out.respond(m.ID, nil, &rpcError{invalidParams, err.Error()})
		return
	}
	s.mu.Lock()
	doc := s.docs[fileOf(p.TextDocument.URI)]
	ctx, cancel := context.WithCancel(ctx)
	s.running[string(m.ID)] = cancel
	s.mu.Unlock()
	s.tasks.Go(func() {
		defer cancel()
		var result any
		var err error
		if doc != nil {
			err = &rpcError{internalError, "the request failed; the log has the reason"}
			s.guard(func() { result, err = handle(s, ctx, doc, m.Params) })
		}
		s.mu.Lock()
		delete(s.running, string(m.ID))
		s.mu.Unlock()
		if ctx.Err() != nil {
			result, err = nil, &rpcError{cancelled, "the request was cancelled"}
		}
		s.out.respond(m.ID, result, err)
	})
}

// guard runs a function that must not end the server, whatever it is given.
func (s *server) guard(f func()) {
	defer func() {
		if cause := recover(); cause != nil {
			s.log(1, fmt.Sprintf("this is a bug in blocksgen: %v\n%s", cause, debug.Stack()))
		}
	}()
	f()
}

// log shows a message in the editor's log: 1 is an error, 3 information.
func (s *server) log(severity int, message string) {
	s.out.notify("window/logMessage", map[string]any{"type": severity, "message": message})
}

func (s *server) cancel(raw json.RawMessage) {
	var p cancelParams
	if json.Unmarshal(raw, &p) != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if cancel := s.running[string(p.ID)]; cancel != nil {
		cancel()
	}
}

func (s *server) cancelAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, cancel := range s.running {
		cancel()
	}
}

// changed handles notifications about documents.
func (s *server) changed(m *message) {
	var p documentParams
	if json.Unmarshal(m.Params, &p) != nil {
		return
	}
	file := fileOf(p.TextDocument.URI)
	s.mu.Lock()
	defer s.mu.Unlock()
	switch m.Method {
	case "textDocument/didOpen":
		if file == "" {
			return
		}
		s.docs[file] = &document{newText(p.TextDocument.Text, s.utf8), file, p.TextDocument.URI, p.TextDocument.Version}
	case "textDocument/didChange":
		doc := s.docs[file]
		if doc == nil {
			return
		}
		t := doc.text
		for _, c := range p.ContentChanges {
			t = newText(t.replace(c.Range, c.Text), s.utf8)
		}
		s.docs[file] = &document{t, file, doc.uri, p.TextDocument.Version}
	case "textDocument/didClose":
		delete(s.docs, file)
	case "textDocument/didSave", "workspace/didChangeWatchedFiles":
		for _, w := range s.workspaces {
			w.outdated = true
		}
	default:
		return
	}
	select {
	case s.wake <- struct{}{}:
	default: // the analysis starts again anyway
	}
}

// opened returns the open documents.
func (s *server) opened() map[string]*document {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.docs)
}

// isGo reports whether a file can have directives.
func isGo(file string) bool { return strings.HasSuffix(file, ".go") }
