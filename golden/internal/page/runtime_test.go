package page_test

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
	"github.com/blocksgen/blocksgen/runtime/app"
	buttonblock "github.com/blocksgen/blocksgen/runtime/blocks/button"
	textboxblock "github.com/blocksgen/blocksgen/runtime/blocks/textbox"
	"github.com/blocksgen/blocksgen/runtime/contract"
	"github.com/blocksgen/blocksgen/runtime/ui"
	"github.com/blocksgen/blocksgen/runtime/value"
)

// talker is an app of the real runtime with one listener, which says what the
// test feeds it, word by word.
type talker struct {
	*app.App
	words chan string
	ended chan error // how the handler's context ended, nil when the words did
}

func newTalker(t *testing.T, changes ...func(*contract.Config)) *talker {
	t.Helper()
	k := &talker{words: make(chan string), ended: make(chan error, 10)}
	config := contract.Config{
		Title: "Talker", Order: []int{root, 1, 2, 3, 4},
		Pages: []contract.Page{{ID: root, Name: "Home", Layout: []contract.Node{{ID: 1}, {ID: 2}, {ID: 3}, {ID: 4}}}},
		Blocks: []contract.Block{
			{ID: 1, Kind: "textbox", Late: []string{"label", "lines", "max_lines"}},
			{ID: 2, Kind: "button", Late: []string{"value"}},
			{ID: 3, Kind: "button", Late: []string{"value"}},
			{ID: 4, Kind: "textbox", Late: []string{"label"}},
		},
		Listeners: []contract.Listener{
			{ID: 0, Handler: "talk", Group: "talk", Generator: true, Targets: []contract.Target{{Block: 2, Event: "click"}}, Outputs: []int{1}, API: contract.API{Name: "talk"}},
			{ID: 1, Targets: []contract.Target{{Block: 3, Event: "click"}}, Cancels: []int{0}, API: contract.API{Name: "stop"}},
		},
	}
	for _, change := range changes {
		change(&config)
	}
	file, err := json.Marshal(config)
	if err != nil {
		t.Fatal(err)
	}
	k.App = app.New(app.Build{Name: "talker", Config: file}, ui.Page(ui.Textbox().Label("Reply").Lines(3).MaxLines(20), ui.Button("Talk"), ui.Button("Stop"), ui.Textbox().Label("Note")))
	k.Blocks(textboxblock.Block, buttonblock.Block)
	k.Listen("talk", k.talk)
	t.Cleanup(func() {
		if err := k.Close(); err != nil {
			t.Error(err)
		}
	})
	return k
}

func (k *talker) talk(c *app.Call) error {
	for {
		select {
		case word, more := <-k.words:
			if !more {
				k.ended <- nil
				return nil
			}
			value.AppendText(c.Output(0), ui.Token(word))
			if err := c.Send(); err != nil {
				k.ended <- err
				return err
			}
		case <-c.Context().Done():
			k.ended <- c.Context().Err()
			return c.Context().Err()
		}
	}
}

func TestTokensArriveInOrder(t *testing.T) {
	k := newTalker(t)
	p := browser.Open(t, k.Handler(), "/")
	p.Press("Talk")
	var want strings.Builder
	for i := range 2000 {
		word := fmt.Sprintf("%d ", i)
		want.WriteString(word)
		k.words <- word
	}
	close(k.words)
	p.WaitValue("Reply", want.String())
	p.Wait(`!document.querySelector("[aria-busy]")`)
}

func TestStopReachesTheHandler(t *testing.T) {
	k := newTalker(t)
	p := browser.Open(t, k.Handler(), "/")
	p.Press("Talk")
	k.words <- "half"
	p.WaitValue("Reply", "half")
	p.Press("Stop")
	if err := <-k.ended; err == nil {
		t.Error("the handler was not cancelled")
	}
	p.Press("Talk")
	k.words <- "again"
	p.WaitValue("Reply", "again")
	p.Press("Stop")
	<-k.ended
}

func TestClosingThePageCancels(t *testing.T) {
	k := newTalker(t)
	p := browser.Open(t, k.Handler(), "/")
	p.Press("Talk")
	k.words <- "half"
	p.WaitValue("Reply", "half")
	p.Go("/?again")
	if err := <-k.ended; err == nil {
		t.Error("the handler was not cancelled")
	}
}

// TestBrokenConnectionsLoseNothing cuts every connection again and again while
// the handler talks.
func TestBrokenConnectionsLoseNothing(t *testing.T) {
	k := newTalker(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	cuts := &cutter{Listener: listener}
	server := &http.Server{Handler: k.Handler()}
	go func() { _ = server.Serve(cuts) }()
	t.Cleanup(func() { server.Close() })
	p := browser.At(t, "http://"+listener.Addr().String(), "/")
	p.Allow("ERR_INCOMPLETE_CHUNKED_ENCODING")
	p.Allow("ERR_CONNECTION_RESET")
	p.Allow("ERR_EMPTY_RESPONSE")
	p.Press("Talk")
	var want strings.Builder
	for i := range 5 {
		for j := range 20 {
			word := fmt.Sprintf("%d.%d ", i, j)
			want.WriteString(word)
			k.words <- word
		}
		p.WaitValue("Reply", want.String())
		cuts.cut()
	}
	close(k.words)
	p.WaitValue("Reply", want.String())
	p.Wait(`!document.querySelector("[aria-busy]")`)
	if err := <-k.ended; err != nil {
		t.Errorf("the handler was cancelled: %v", err)
	}
}

// cutter is a listener that can break all its connections.
type cutter struct {
	net.Listener
	mu   sync.Mutex
	open []net.Conn
}

func (c *cutter) Accept() (net.Conn, error) {
	conn, err := c.Listener.Accept()
	if err == nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.open = append(c.open, conn)
	}
	return conn, err
}

func (c *cutter) cut() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, conn := range c.open {
		_ = conn.(*net.TCPConn).SetLinger(0) // a reset, no orderly end
		_ = conn.Close()
	}
	c.open = nil
}
