package gallery

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
	"github.com/blocksgen/blocksgen/golden/internal/process"
	"github.com/blocksgen/blocksgen/golden/internal/xss"
)

// worker are functions of a page of hostileSource: the test calls them as a user would
// press and type.
const worker = `(() => {
	const blocks = () => [...document.querySelectorAll("main [data-block]")];
	const named = (label, type) => blocks().find(b => b.localName === "blocks-" + type && (b.props?.label ?? b.props?.value) === label);
	const frame = () => new Promise(r => requestAnimationFrame(() => setTimeout(r)));
	const until = async (what, ready) => {
		for (const end = performance.now() + 15000; performance.now() < end; await frame()) if (ready()) return;
		throw new Error("waited in vain: " + what);
	};
	const idle = () => until("idle", () => !document.querySelector("main [aria-busy], main [data-tail]"));
	const errors = () => [...document.querySelectorAll(".toast-body.error .toast-text")].map(e => e.innerText);
	const close = () => document.querySelectorAll("[data-testid=toast-close]").forEach(e => e.click());
	const press = name => named(name, "button").querySelector("button").click();
	Object.defineProperty(window, "attacks", {value: {
		// All texts are set by handlers. Answers the errors.
		async update(round, input) {
			close();
			named("Round", "number").set({value: round});
			named("Input", "textbox").set({value: input});
			press("Update");
			await until("done", () => named("Done", "number").value === round);
			await idle();
			return errors();
		},
		// Values that the user has entered come back.
		async say(text) {
			for (const b of blocks().filter(b => b.props && (b.props.label === "Said" || b.textContent === "Said"))) {
				const values = {"blocks-json": {[text]: [text], "__proto__": text}, "blocks-label": {label: text, confidences: [{label: text, confidence: 0.5}]}, "blocks-checkboxgroup": [text]};
				b.set({value: values[b.localName] ?? text});
				b.invalid(text);
			}
			press("Say");
			await frame();
			await idle();
		},
		async tell(how, text) {
			const bodies = document.querySelectorAll(".toast-line, .toast-count").length;
			named("Held", "textbox").set({value: ""});
			named("Input", "textbox").set({value: how + ":" + text});
			press("Tell");
			if (how === "Progress") {
				await until("progress", () => document.querySelector(".progress-text")?.textContent.includes(text));
				press("Stop");
			} else await until(how, () => document.querySelectorAll(".toast-line, .toast-count").length !== bodies);
			await idle();
		},
		// The places that a text has reached: those whose number is behind it.
		reached: text => [...new Set(blocks().flatMap(b => (JSON.stringify(b.props) ?? "").split(text).slice(1).map(s => Number(s.slice(0, 4)) % 1000)))],
		close,
	}});
	return true;
})()`

// messages are the ways in which a handler tells the user something.
var messages = []string{"Info", "Warning", "Success", "Error", "Plain", "Panic", "Progress"}

// hostileApp builds the app of hostileSource once for a test.
func hostileApp(t *testing.T) string {
	t.Helper()
	return process.Build(t, write(t, hostileSource), "./cmd/gallery")
}

// attacker attacks one page.
type attacker struct {
	*xss.Watch
	t      *testing.T
	binary string
	path   string
	texts  []string // armed; with ID where the number of the place goes
	born   string
}

// attack opens a page for attacks.
func attack(t *testing.T, binary, path string, loose bool) *attacker {
	t.Helper()
	list, err := xss.Texts()
	if err != nil {
		t.Fatal(err)
	}
	a := &attacker{Watch: xss.Listen(t, loose), t: t, binary: binary, path: path}
	for k, text := range list {
		a.texts = append(a.texts, xss.Arm(text.Source, a.Evil, fmt.Sprintf("1%03dID", k)))
	}
	raw, err := json.Marshal(a.texts)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "attacks.json")
	if err := os.WriteFile(file, raw, 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("ATTACKS", file)
	return a
}

// open starts the app whose texts are attacks from the start, and opens the page.
func (a *attacker) open(t *testing.T, round int) {
	t.Helper()
	t.Setenv("ROUND", fmt.Sprint(round))
	app := process.Start(t, a.binary)
	t.Cleanup(func() {
		if err := app.Stop(); err != nil {
			t.Errorf("the app did not end cleanly: %v", err)
		}
	})
	query := url.QueryEscape(a.texts[round%len(a.texts)])
	path := "/" + a.path + "?__theme=" + query + "&__lang=" + query + "#" + query
	if a.Page == nil {
		a.Open(a.t, app.URL, path)
	} else {
		a.URL = app.URL
		a.Go(path)
	}
	browser.Eval[bool](a.Page, worker)
	a.born = a.Born()
}

// check reports what attacks got.
func (a *attacker) check(t *testing.T, what string) {
	t.Helper()
	got := a.Noticed()
	if a.path == "texts" {
		got = append(got, a.DOM()...)
	}
	if born := a.Born(); born != a.born {
		got = append(got, "the page became "+born)
	}
	for _, g := range got {
		t.Errorf("%s: %s%s", what, g, a.source(g))
	}
}

// number is that of the text of an attack that was noticed.
func (a *attacker) number(noticed string) (k int, ok bool) {
	var id int
	_, err := fmt.Sscan(noticed[strings.LastIndexByte(noticed, ' ')+1:], &id)
	k = id / 10_000 % 1000
	return k, err == nil && id >= 1e7 && k < len(a.texts)
}

// source tells the text of an attack that was noticed, and its place.
func (a *attacker) source(noticed string) string {
	k, ok := a.number(noticed)
	if !ok {
		return ""
	}
	var id int
	_, _ = fmt.Sscan(noticed[strings.LastIndexByte(noticed, ' ')+1:], &id)
	where := ""
	if n := id % 1000; n < len(places()) {
		where = " in " + places()[n].String()
	}
	return fmt.Sprintf(", by %q%s", a.texts[k], where)
}

// update has handlers set all texts.
func (a *attacker) update(t *testing.T, round int, input string) {
	t.Helper()
	for _, e := range browser.Eval[[]string](a.Page, fmt.Sprintf(`attacks.update(%d, %s)`, round, script(input))) {
		t.Errorf("round %d, %q: a handler failed: %s", round, input, e)
	}
}

// script is a Go string as JavaScript.
func script(s string) string {
	raw, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(raw)
}

// TestAttacks puts attacks into every text of every block in a browser: from the start, by
// handlers, and as what the user has entered. The short form tries each attack in some
// texts, BLOCKSGEN_ATTACK=1 each in all.
func TestAttacks(t *testing.T) {
	browser.Enabled(t)
	binary := hostileApp(t)
	for _, how := range []struct {
		name, path string
		loose      bool
		short      int // step of the short form
	}{
		{"sanitised, without a policy", "texts", true, 64},
		{"sanitised", "texts", false, 256},
		{"not sanitised", "raw", false, 64},
	} {
		t.Run(how.name, func(t *testing.T) {
			step := how.short
			if os.Getenv("BLOCKSGEN_ATTACK") != "" && step < 100 {
				step = 1
			}
			attack(t, binary, how.path, how.loose).all(t, step)
		})
	}
}

// all tries all attacks. A step of 1 tries each in all texts.
func (a *attacker) all(t *testing.T, step int) {
	n := len(a.texts)
	for round := 0; round < n; round += step {
		t.Run(fmt.Sprint("start ", round), func(t *testing.T) {
			a.open(t, round)
			a.check(t, "from the start")
		})
	}
	a.open(t, 0)
	a.reaches(t)
	for round := 0; round < n; round += step {
		a.update(t, round+1, "")
		a.check(t, "by handlers")
	}
	for k := 0; k < n; k += (step + 7) / 8 {
		a.entered(t, k, step > 1)
	}
	a.update(t, 0, "end") // what comes late, comes before this
	a.check(t, "at the end")
}

// entered tries an attack as what a user has entered.
func (a *attacker) entered(t *testing.T, k int, short bool) {
	t.Helper()
	text := strings.ReplaceAll(a.texts[k], "ID", "9000")
	if !short && k%8 == 0 {
		a.update(t, k+10_000, a.texts[k])
	}
	if !short || k%40 == 0 {
		for _, how := range messages {
			browser.Eval[any](a.Page, fmt.Sprintf(`attacks.tell(%q, %s).then(() => null)`, how, script(text)))
		}
	}
	browser.Eval[any](a.Page, fmt.Sprintf(`attacks.say(%s).then(() => null)`, script(text)))
	a.check(t, "as the user entered it")
	browser.Eval[any](a.Page, `(attacks.close(), null)`)
}

// reaches holds that each place gets what a handler sets.
func (a *attacker) reaches(t *testing.T) {
	t.Helper()
	const text = "reached"
	a.update(t, -5, text+"ID")
	got := map[int]bool{}
	for _, n := range browser.Eval[[]int](a.Page, `attacks.reached("`+text+`")`) {
		got[n] = true
	}
	for n, p := range places() {
		if p.raw == (a.path == "raw") && !got[n] {
			t.Errorf("a text does not reach %s", p)
		}
	}
}
