package page_test

import (
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
	"github.com/blocksgen/blocksgen/runtime/contract"
)

// form is a page of fields that a user fills, and a button whose listener reads them.
func form(shift int) obj {
	id := func(n int) int { return n + shift }
	inputs := []int{id(1), id(2), id(3), id(4), id(5), id(6), id(12)}
	return page([]node{
		part(id(1), "textbox", obj{"label": "Name", "elem_id": "name"}),
		part(id(2), "textbox", obj{"label": "Note", "elem_id": nil}),
		part(id(3), "textbox", obj{"label": "Note", "elem_id": nil}),
		part(id(4), "number", obj{"label": "Age", "elem_id": nil}),
		part(id(5), "dropdown", obj{"label": "Drink", "choices": drinks, "filterable": true, "elem_id": nil}),
		part(id(6), "textbox", obj{"label": "Secret", "type": "password", "elem_id": nil}),
		layout(id(10), "tabs", nil,
			layout(id(11), "tabitem", obj{"label": "First"}),
			layout(id(13), "tabitem", obj{"label": "Second"}, part(id(12), "checkbox", obj{"label": "Agree", "elem_id": nil}))),
		button(id(7), "Save"), textbox(id(8), "Log", nil),
	},
		dep(0, id(7), "click", inputs, []int{id(8)}, nil),
		dep(1, root, "load", []int{}, []int{id(1)}, nil))
}

func fill(p *browser.Page) {
	p.Fill("Name", "Ada")
	p.Click(`document.querySelectorAll("textarea")[1]`)
	p.Keys("one\ttwo")
	p.Fill("Age", "36")
	p.Fill("Drink", "Coffee\r")
	p.Fill("Secret", "geheim")
	p.Press("Second")
	p.Click(browser.Field("Agree"))
}

// sends presses Save and returns what the page sends.
func sends(p *browser.Page, s *server) (join, string) {
	p.Press("Save")
	j := s.next()
	return j, asJSON(j.Data)
}

// TestNewVersionIsOffered: a server with another version of the app refuses what this
// page sends. The page says so, and loads anew when the user says, with what they have
// entered.
func TestNewVersionIsOffered(t *testing.T) {
	s := newServer(t, form(0))
	p := s.open("/")
	s.say(completed(s.next().Event, "from the server"))
	p.WaitValue("Name", "from the server")
	fill(p)
	var joins atomic.Int32
	refuse := func(obj) (int, any) {
		joins.Add(1)
		return 409, obj{"detail": "Another version of the app is running."}
	}
	s.answer["queue/join"] = refuse
	p.Allow("409")
	p.Press("Save")
	p.WaitText("A new version of this app is there.")
	if n := browser.Eval[int](p, `document.querySelectorAll("[data-testid=toast-body]").length`); n != 1 {
		t.Errorf("%d notices", n)
	}
	p.Axe("new-version")
	p.Screenshot("new-version")
	// Nothing more is sent: the numbers of this page are another's.
	p.Wait(`!document.querySelector("[aria-busy]")`)
	p.Press("Save")
	p.Wait(`!document.querySelector("[aria-busy]")`)
	if n := joins.Load(); n != 1 {
		t.Errorf("the page has called another version %d times", n)
	}
	if got := browser.Eval[string](p, browser.Field("Name")+`.value`); got != "Ada" {
		t.Errorf("the name is %q", got)
	}
	delete(s.answer, "queue/join")
	s.config["dependencies"], s.config["components"], s.config["layout"] = form(100)["dependencies"], form(100)["components"], form(100)["layout"]
	p.Press("Reload")
	load := s.next()
	p.Wait(browser.Field("Name") + `.value === "Ada"`)
	s.say(completed(load.Event, "from the server")) // what the user has entered comes first
	j, data := sends(p, s)
	if data != `["Ada","one","two",36,"c",null,true]` { // all but the password, which is not written down
		t.Errorf("sends %s", data)
	}
	s.say(completed(j.Event, "saved"), closeStream)
	p.WaitValue("Log", "saved")
	// A reload of the user's own starts anew, as ever.
	p.Go("/")
	s.next()
	p.WaitValue("Name", "")
}

// TestSecondReload: what was kept once is kept again.
func TestSecondReload(t *testing.T) {
	s := newServer(t, page([]node{textbox(1, "Name", nil), button(2, "Save")}, dep(0, 2, "click", []int{1}, []int{}, nil)))
	p := s.open("/")
	p.Allow("409")
	p.Fill("Name", "Ada")
	s.answer["queue/join"] = func(obj) (int, any) { return 409, obj{"detail": "no"} }
	for range 2 {
		p.Press("Save")
		p.Press("Reload")
		p.Wait(`!document.querySelector("[data-testid=toast-body]") && ` + browser.Field("Name") + `.value === "Ada"`)
	}
}

// TestChangedChoicesAreNotForced: what another version does not offer is not chosen.
func TestChangedChoicesAreNotForced(t *testing.T) {
	drink := func(choices ...[]any) []obj {
		return []obj{{"id": 1, "type": "dropdown", "props": obj{"name": "dropdown", "label": "Drink", "choices": choices, "filterable": true, "interactive": true}}}
	}
	config := page([]node{{id: 1, kind: "dropdown", props: drink(drinks...)[0]["props"].(obj)}, button(2, "Save")}, dep(0, 2, "click", []int{1}, []int{}, nil))
	s := newServer(t, config)
	p := s.open("/")
	p.Allow("409")
	p.Fill("Drink", "Coffee\r")
	s.answer["queue/join"] = func(obj) (int, any) { return 409, obj{"detail": "no"} }
	p.Press("Save")
	p.WaitText("A new version")
	s.config["components"] = append(drink([]any{"Tea", "t"}), s.config["components"].([]obj)[1])
	delete(s.answer, "queue/join")
	p.Press("Reload")
	p.Wait(`!document.querySelector("[data-testid=toast-body]")`)
	if _, data := sends(p, s); data != "[null]" {
		t.Errorf("sends %s", data)
	}
}

// twoServers is a proxy before one app after another.
type twoServers struct {
	url     string
	current atomic.Pointer[http.Handler]
	cuts    *cutter
	loads   atomic.Int32 // of the page
}

func inTurn(t *testing.T, first http.Handler) *twoServers {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &twoServers{url: "http://" + listener.Addr().String(), cuts: &cutter{Listener: listener}}
	p.current.Store(&first)
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" && strings.Contains(r.Header.Get("Sec-Fetch-Mode"), "navigate") {
			p.loads.Add(1)
		}
		(*p.current.Load()).ServeHTTP(w, r)
	})}
	go func() { _ = server.Serve(p.cuts) }()
	t.Cleanup(func() { server.Close() })
	return p
}

// turn is a restart.
func (p *twoServers) turn(next http.Handler) {
	p.current.Store(&next)
	p.cuts.cut()
}

func (p *twoServers) open(t *testing.T) *browser.Page {
	t.Helper()
	page := browser.At(t, p.url, "/")
	page.Allow("ERR_INCOMPLETE_CHUNKED_ENCODING")
	page.Allow("ERR_CONNECTION_RESET")
	page.Allow("ERR_EMPTY_RESPONSE")
	return page
}

// TestRestartKeepsThePage: after a restart of the server in the middle of a run, the
// page says once that the run is gone. It keeps what the user has typed, and goes on.
func TestRestartKeepsThePage(t *testing.T) {
	one, two := newTalker(t), newTalker(t)
	servers := inTurn(t, one.Handler())
	p := servers.open(t)
	p.Fill("Note", "typed")
	p.Press("Talk")
	one.words <- "half"
	p.WaitValue("Reply", "half")
	servers.turn(two.Handler())
	p.WaitText("The server no longer knows this page.")
	p.Wait(`!document.querySelector("[aria-busy]")`)
	if n := browser.Eval[int](p, `document.querySelectorAll("[data-testid=toast-text]").length`); n != 1 {
		t.Errorf("%d notices: %s", n, browser.Eval[string](p, `document.querySelector(".toast-wrap").innerText`))
	}
	p.Screenshot("restarted")
	p.WaitValue("Note", "typed")
	p.Press("Talk")
	two.words <- "again"
	p.WaitValue("Reply", "again")
	close(two.words)
	p.Wait(`!document.querySelector("[aria-busy]")`)
	if n := servers.loads.Load(); n != 1 {
		t.Errorf("the page was loaded %d times", n)
	}
}

// TestRestartedAsAnother: after the restart it is another app. The page offers to load
// it, with what was typed.
func TestRestartedAsAnother(t *testing.T) {
	one := newTalker(t)
	servers := inTurn(t, one.Handler())
	p := servers.open(t)
	p.Allow("409")
	p.Fill("Note", "typed")
	p.Press("Talk")
	one.words <- "half"
	p.WaitValue("Reply", "half")
	other := newTalker(t, func(c *contract.Config) {
		c.Listeners[0], c.Listeners[1] = c.Listeners[1], c.Listeners[0]
		c.Listeners[0].ID, c.Listeners[1].ID = 0, 1
		c.Listeners[0].Cancels = []int{1}
	})
	servers.turn(other.Handler())
	p.WaitText("A new version of this app is there.")
	p.WaitValue("Note", "typed")
	if n := servers.loads.Load(); n != 1 {
		t.Errorf("the page was loaded %d times", n)
	}
	p.Press("Reload")
	p.Wait(`!document.querySelector("[data-testid=toast-body]")`)
	p.WaitValue("Note", "typed")
	p.Press("Talk")
	other.words <- "new"
	p.WaitValue("Reply", "new")
	close(other.words)
	p.Wait(`!document.querySelector("[aria-busy]")`)
}

// TestBackKeepsWhatWasEntered: a page that the browser kept while the user was
// elsewhere starts a session of its own, with what was entered.
func TestBackKeepsWhatWasEntered(t *testing.T) {
	s := newServer(t, page([]node{textbox(1, "Name", nil), button(2, "Save")}, dep(0, 2, "click", []int{1}, []int{}, nil)))
	p := s.open("/")
	p.Fill("Name", "Ada")
	before, _ := sends(p, s)
	s.say(completed(before.Event), closeStream)
	p.Wait(`!document.querySelector("[aria-busy]")`)
	// As the browser does it: the page is told that it goes, and that it is back.
	browser.Eval[bool](p, `(dispatchEvent(new PageTransitionEvent("pagehide", {persisted: true})), delete document.querySelector("gradio-app").dataset.ready, dispatchEvent(new PageTransitionEvent("pageshow", {persisted: true})), true)`)
	p.Wait(`document.querySelector("gradio-app")?.hasAttribute("data-ready")`)
	p.WaitValue("Name", "Ada")
	after, data := sends(p, s)
	if data != `["Ada"]` || after.Session == before.Session {
		t.Errorf("sends %s in session %s, before %s", data, after.Session, before.Session)
	}
}

// TestPositionsAreTheServers: the page gives a position back as it got it.
func TestPositionsAreTheServers(t *testing.T) {
	s := newServer(t, greet(nil))
	s.incarnation = "c0ffee-"
	p := s.open("/")
	p.Allow("ERR_INCOMPLETE_CHUNKED_ENCODING")
	p.Press("Run")
	j := s.next()
	s.say(starts(j.Event), generating(j.Event, "a"))
	p.WaitValue("Reply", "a")
	s.change(func() { s.cut++ })
	s.say(generating(j.Event, []any{[]any{"append", []any{}, "b"}}))
	p.WaitValue("Reply", "ab")
	s.change(func() { s.cut++ })
	s.say(generating(j.Event, []any{[]any{"append", []any{}, "c"}}))
	p.WaitValue("Reply", "abc") // "b" does not come again
	s.say(completed(j.Event, "abc"), closeStream)
	p.Wait(`!document.querySelector("[aria-busy]")`)
}
