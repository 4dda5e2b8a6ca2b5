package page_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/golden/internal/browser"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

var rewrite = flag.Bool("update", false, "write docs/events.md anew")

// withEvents lists the blocks of the catalogue that have events. Those of a page are
// no block's doing: TestLoadAndClose has them.
func withEvents() []*spec.Entry {
	return slices.DeleteFunc(blocks.All(), func(e *spec.Entry) bool {
		return len(e.Events) == 0 || e.Go == "" || e.Kind == "page" || e.Wrapper || e.Generic
	})
}

// TestEvents walks every event of every block, for whatever may make it happen.
func TestEvents(t *testing.T) {
	browser.Enabled(t)
	all := stories()
	for _, e := range withEvents() {
		t.Run(e.Go, func(t *testing.T) {
			s := newServer(t, page(all[e.Go].nodes))
			if all[e.Go].module != "" {
				s.config["script"], s.config["module"] = "app.js", all[e.Go].module
			}
			s.answer["component_server"] = func(obj) (int, any) { return 200, "" }
			var names []string
			for _, event := range e.Events {
				names = append(names, event.Name)
			}
			p := listen(t, s, names, 1)
			for i, scene := range all[e.Go].scenes {
				scene.do(p)
				p.until("read", readFn)
				var got []string
				for _, event := range p.events {
					name, _, _ := strings.Cut(event, " ")
					got = append(got, name)
				}
				p.events = nil
				if got := strings.Join(got, "; "); got != scene.want {
					t.Errorf("scene %d, by %s: %s, want %s", i, scene.cause, got, scene.want)
				}
			}
		})
	}
}

// TestEventsPage holds that docs/events.md says what TestEvents walks, for every event
// of every block.
func TestEventsPage(t *testing.T) {
	var b strings.Builder
	b.WriteString(`# What makes events happen

<!-- Written by golden/internal/page (TestEvents) from what it tries in a browser; do not edit. -->

Each event of each block, and what makes it happen: the mouse (or a touch), a key, what the user
types into a field, a handler that sets properties, or the block itself (a timer, the JavaScript of
an HTML block). "Typing" is typed text or numbers. Enter, Tab, the space bar and the arrows are keys.

| Block | Event | Mouse | Keyboard | Typing | Handler | Itself |
|---|---|---|---|---|---|---|
`)
	all := stories()
	for _, e := range withEvents() {
		for _, event := range e.Events {
			row := fmt.Sprintf("| %s | `%s` |", e.Go, event.Name)
			found := false
			for _, cause := range causes {
				cell := ""
				for _, s := range all[e.Go].scenes {
					if s.cause == cause && slices.Contains(strings.Split(s.want, "; "), event.Name) {
						cell, found = "yes", true
					}
				}
				row += " " + cell + strings.Repeat(" ", min(1, len(cell))) + "|"
			}
			if !found {
				t.Errorf("nothing in the stories makes %s.%s happen", e.Go, event.Name)
			}
			b.WriteString(row + "\n")
		}
	}
	const file = "../../../docs/events.md"
	if *rewrite {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	old, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(old) != b.String() {
		t.Errorf("%s is not what the stories say: run make update", file)
	}
}
