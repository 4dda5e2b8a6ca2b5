package page_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

// shown is a page of components. What they report is what arrives at the server: an
// event has a listener, and a value is an input.
type shown struct {
	*browser.Page
	server *server
	ids    []string // elem_id of each component
	heard  []string // the events that have a listener
	events []string // that arrived and that no test has asked for yet
}

// recorded are the events that have a listener on each component.
var recorded = []string{"change", "input", "select", "submit", "stop", "copy", "release", "click", "tick", "pick"}

// Blocks and listeners that every shown page has: a button whose listener reads all
// components, and one whose listener writes them.
const (
	readButton, writeButton = 9001, 9002
	readFn, writeFn         = 9001, 9002
	writtenFn               = 9003 // follows writeFn
)

// show opens a page of components.
func show(t *testing.T, nodes ...node) *shown {
	t.Helper()
	return follow(t, newServer(t, page(nodes)))
}

// follow opens a page, and listens to its components.
func follow(t *testing.T, s *server) *shown {
	t.Helper()
	return listen(t, s, recorded)
}

// listen opens a page, and listens to events of its components, or of some of them.
func listen(t *testing.T, s *server, heard []string, some ...int) *shown {
	t.Helper()
	p := &shown{server: s, heard: heard}
	var ids []int
	var deps []obj
	silent := obj{"trigger_mode": "multiple", "show_progress": "hidden"}
	components := s.config["components"].([]obj)
	for _, c := range components {
		id, _ := c["props"].(obj)["elem_id"].(string)
		p.ids, ids = append(p.ids, id), append(ids, c["id"].(int))
		for _, event := range heard {
			d := dep(len(deps), c["id"].(int), event, []int{}, []int{}, silent)
			if len(some) > 0 && !slices.Contains(some, c["id"].(int)) {
				d["targets"] = [][]any{}
			}
			deps = append(deps, d)
		}
	}
	deps = append(deps,
		dep(readFn, readButton, "click", ids, []int{}, silent),
		dep(writeFn, writeButton, "click", []int{}, ids, silent),
		after(writtenFn, writeFn, []int{}, []int{}, silent))
	s.config["dependencies"] = deps
	layout := s.config["layout"].(obj)
	for _, id := range []int{readButton, writeButton} {
		hidden := obj{"visible": "hidden", "elem_id": map[int]string{readButton: "read", writeButton: "write"}[id]}
		components = append(components, obj{"id": id, "type": "button", "props": hidden})
		layout["children"] = append(layout["children"].([]obj), obj{"id": id})
	}
	s.config["components"] = components
	p.Page = s.open("/")
	return p
}

// until presses a button of follow and takes what arrives up to a listener. The page
// submits in order, so that everything that happened before has arrived by then.
func (p *shown) until(button string, fn int) join {
	browser.Eval[bool](p.Page, `(document.getElementById("`+button+`").click(), true)`)
	return p.await(fn)
}

func (p *shown) await(fn int) join {
	for {
		j := p.server.next()
		if j.Fn == fn {
			return j
		}
		event := p.heard[j.Fn%len(p.heard)]
		if data := string(j.EventData); data != "null" {
			event += " " + data
		}
		p.events = append(p.events, event)
	}
}

// set does what a handler does that changes a component's properties.
func (p *shown) set(id string, props obj) {
	j := p.until("write", writeFn)
	outputs := make([]any, len(p.ids))
	for i := range outputs {
		outputs[i] = obj{"__type__": "update"}
	}
	props["__type__"] = "update"
	outputs[slices.Index(p.ids, id)] = props
	p.server.say(completed(j.Event, outputs...))
	p.await(writtenFn)
}

// reported takes what was reported since the last time.
func (p *shown) reported() string {
	p.until("read", readFn)
	all := strings.Join(p.events, "; ")
	p.events = nil
	return all
}

// value is what a component sends.
func (p *shown) value(id string) string {
	return string(p.until("read", readFn).Raw.Data[slices.Index(p.ids, id)])
}

func wantReported(t *testing.T, p *shown, what, want string) {
	t.Helper()
	if got := p.reported(); got != want {
		t.Errorf("%s reported %q, want %q", what, got, want)
	}
}

func wantValue(t *testing.T, p *shown, id, want string) {
	t.Helper()
	if got := p.value(id); got != want {
		t.Errorf("the value of %s is %s, want %s", id, got, want)
	}
}
