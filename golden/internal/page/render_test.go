package page_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

// render gives the layout 1 other children, as a block does whose content the server
// renders. New ones are given with their types and properties.
func render(p *browser.Page, ids []int, fresh ...node) {
	children, components := []obj{}, []obj{}
	for _, id := range ids {
		children = append(children, obj{"id": id})
	}
	for _, n := range fresh {
		components = append(components, obj{"id": n.id, "type": n.kind, "props": n.props})
		var inside []obj
		for _, child := range n.children {
			inside = append(inside, obj{"id": child.id})
			if child.kind != "" {
				components = append(components, obj{"id": child.id, "type": child.kind, "props": child.props})
			}
		}
		for _, c := range children {
			if c["id"] == n.id {
				c["children"] = inside
			}
		}
	}
	a, _ := json.Marshal(children)
	b, _ := json.Marshal(components)
	browser.Eval[any](p, fmt.Sprintf(`document.getElementById("holder").host.tree.render(1, %s, %s).then(() => null)`, a, b))
}

func holder(children ...node) node { return layout(1, "column", obj{"elem_id": "holder"}, children...) }

// TestMovedBlocksKeepTheirState: blocks that get another place keep what the user
// typed, the focus, the selection and the scroll position, also where the browser
// cannot move elements by itself.
func TestMovedBlocksKeepTheirState(t *testing.T) {
	for name, prepare := range map[string]string{"moveBefore": "true", "insertBefore": "delete Element.prototype.moveBefore"} {
		t.Run(name, func(t *testing.T) {
			p := newServer(t, page([]node{holder(
				part(2, "textbox", obj{"label": "First", "elem_id": "first"}),
				part(3, "textbox", obj{"label": "Second", "elem_id": "second", "lines": 2, "max_lines": 2}),
				layout(4, "row", nil, part(5, "textbox", obj{"label": "Third", "elem_id": "third"})))})).open("/")
			browser.Eval[bool](p, prepare)
			p.Fill("Third", "kept")
			p.Fill("Second", "a\rb\rc\rd\re\rf")
			browser.Eval[any](p, `(() => { const e = document.activeElement; e.setSelectionRange(2, 5); e.scrollTop = 13; window.was = [document.getElementById("second"), e]; return null; })()`)
			// The row that the third is in goes, and it goes into a new one.
			render(p, []int{3, 6, 2}, layout(6, "row", obj{"elem_id": "new"}, node{id: 5}))
			order := browser.Eval[string](p, `[...document.querySelectorAll("#holder textarea")].map(e => e.closest("[id]:not(textarea)").id).join()`)
			if order != "second,third,first" {
				t.Errorf("the order is %s", order)
			}
			state := browser.Eval[string](p, `(([block, e]) => [document.activeElement === e, document.getElementById("second") === block, e.selectionStart, e.selectionEnd, e.scrollTop, document.querySelector("#new #third textarea").value].join())(was)`)
			if state != "true,true,2,5,13,kept" {
				t.Errorf("after the move: %s", state)
			}
			if browser.Eval[bool](p, `!!document.getElementById("holder").host.tree.block(4)`) {
				t.Error("the row that was left out is still there")
			}
		})
	}
}

// ledger counts what elements start outside themselves and have not ended.
const ledger = `(() => {
	window.open = new Map();
	const count = (kind, n) => open.set(kind, (open.get(kind) ?? 0) + n);
	const { setInterval: set, clearInterval: clear } = window;
	const intervals = new Map();
	window.setInterval = (f, ms) => { const i = set(f, ms); intervals.set(i, ms); count("interval of " + ms + " ms", 1); return i; };
	window.clearInterval = (i) => { if (intervals.has(i)) count("interval of " + intervals.get(i) + " ms", -1); intervals.delete(i); clear(i); };
	for (const target of [window, document, MediaQueryList.prototype]) {
		const { addEventListener: add, removeEventListener: remove } = target, listeners = new Map();
		target.addEventListener = function (type, f, ...a) {
			if (!listeners.has(f)) count(type + " listener", 1);
			listeners.set(f, type);
			return add.call(this, type, f, ...a);
		};
		target.removeEventListener = function (type, f, ...a) {
			if (listeners.delete(f)) count(type + " listener", -1);
			return remove.call(this, type, f, ...a);
		};
	}
	const { observe, disconnect } = ResizeObserver.prototype;
	const observers = new Set();
	ResizeObserver.prototype.observe = function (...a) { if (!observers.has(this)) count("observer", 1); observers.add(this); return observe.apply(this, a); };
	ResizeObserver.prototype.disconnect = function () { if (observers.delete(this)) count("observer", -1); return disconnect.call(this); };
	return true;
})()`

// open is what the ledger has open, with the style sheets of single blocks.
func open(p *browser.Page) string {
	return browser.Eval[string](p, `JSON.stringify([[...window.open].filter(([, n]) => n).sort(), document.adoptedStyleSheets.length])`)
}

// everyKind is a layout with one block of each kind that starts something.
func everyKind(from int) node {
	return layout(from, "column", nil,
		part(from+1, "timer", obj{"value": 0.01, "active": true, "elem_id": ""}),
		part(from+2, "html", obj{"value": "<style>b { color: red }</style><b>x</b>", "elem_id": ""}),
		part(from+3, "dropdown", obj{"choices": [][]any{{"Tea", "t"}}, "elem_id": ""}),
		layout(from+4, "tabs", nil),
		layout(from+5, "sidebar", obj{"open": false}),
		part(from+6, "textbox", obj{"label": "Text", "elem_id": ""}))
}

// TestDroppedBlocksLeaveNothing: what is rendered anew many times leaves no observer,
// timer, listener or style sheet behind, and no block.
func TestDroppedBlocksLeaveNothing(t *testing.T) {
	first := everyKind(100)
	p := newServer(t, page([]node{holder(first), part(2, "textbox", obj{"label": "Outside", "elem_id": "outside"})})).open("/")
	browser.Eval[bool](p, ledger)
	render(p, nil)
	browser.Eval[bool](p, `(open.clear(), true)`) // what the first ones ended was begun before the ledger
	none := open(p)
	var one string
	var elements int
	for i := range 20 {
		from := 200 + 10*i
		render(p, []int{from}, everyKind(from))
		now, n := open(p), browser.Eval[int](p, `document.querySelectorAll("*").length`)
		if i == 0 {
			one, elements = now, n
			if one == none {
				t.Fatalf("the blocks start nothing: %s", one)
			}
		}
		if now != one || n != elements {
			t.Errorf("after %d times %s is open and there are %d elements, want %s and %d", i+1, now, n, one, elements)
		}
	}
	if browser.Eval[bool](p, `[101, 202, 205, 300].some(id => document.getElementById("holder").host.tree.block(id))`) {
		t.Error("blocks that were dropped are still in the tree")
	}
	render(p, nil)
	if now := open(p); now != none {
		t.Errorf("without blocks %s is open, want %s", now, none)
	}
}

// TestHiddenBlocksRest: a block that is taken out of the page ends what it started,
// and begins again when it comes back.
func TestHiddenBlocksRest(t *testing.T) {
	children := everyKind(100)
	children.props["elem_id"] = "all"
	var tabs []node
	for i := range 9 {
		tabs = append(tabs, layout(200+i, "tabitem", obj{"label": fmt.Sprintf("Chapter %d", i+1)}))
	}
	children.children[3] = layout(104, "tabs", obj{"elem_id": "tabs"}, tabs...)
	s := newServer(t, page([]node{children, button(2, "Hide"), button(3, "Show")},
		dep(0, 2, "click", []int{}, []int{100}, nil), dep(1, 3, "click", []int{}, []int{100}, nil)))
	p := s.open("/")
	browser.Eval[bool](p, ledger)
	answer := func(name string, visible bool) {
		t.Helper()
		p.Press(name)
		s.say(completed(s.next().Event, obj{"__type__": "update", "visible": visible}), closeStream)
		p.Wait(`!!document.getElementById("all") === ` + fmt.Sprint(visible))
	}
	answer("Hide", false)
	browser.Eval[bool](p, `(open.clear(), true)`)
	none := open(p)
	answer("Show", true)
	shown := open(p)
	if shown == none {
		t.Fatalf("the blocks start nothing again: %s", shown)
	}
	p.Size(360, 700)
	p.Wait(`document.querySelector("[aria-label='More tabs']").checkVisibility()`) // their observer is back
	for range 3 {
		answer("Hide", false)
		if now := open(p); now != none {
			t.Errorf("hidden, %s is open, want %s", now, none)
		}
		answer("Show", true)
		if now := open(p); now != shown {
			t.Errorf("shown again, %s is open, want %s", now, shown)
		}
	}
}

// TestDroppedBlockStopsCounting: the seconds of a run end with the last block that
// shows them. Only the stream of the page goes on, and looks at times whether another
// page waits for its place.
func TestDroppedBlockStopsCounting(t *testing.T) {
	s := newServer(t, page([]node{holder(part(2, "textbox", obj{"label": "Reply"})), button(3, "Run")}, dep(0, 3, "click", []int{}, []int{2}, obj{"trigger_mode": "multiple"})))
	p := s.open("/")
	browser.Eval[bool](p, ledger)
	p.Press("Run")
	j := s.next()
	s.say(starts(j.Event))
	p.Wait(`document.querySelector("[aria-busy]")`)
	const counter = "interval of 100 ms"
	if now := open(p); !strings.Contains(now, counter) {
		t.Errorf("nothing counts the seconds: %s", now)
	}
	render(p, nil)
	if now := open(p); strings.Contains(now, counter) {
		t.Errorf("%s is open", now)
	}
	s.say(completed(j.Event, "too late"), closeStream) // and nobody minds
	p.Press("Run")
	s.next()
}
