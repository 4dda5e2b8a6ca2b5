package gallery

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
	"github.com/blocksgen/blocksgen/golden/internal/xss"
)

// TestAttacksAreNoticed holds that TestAttacks can fail: without a policy and without
// sanitising, attacks of each class get what they want, and the watch notices it.
func TestAttacksAreNoticed(t *testing.T) {
	browser.Enabled(t)
	a := attack(t, hostileApp(t), "raw", true)
	a.open(t, 0)
	texts, err := xss.Texts()
	if err != nil {
		t.Fatal(err)
	}
	a.Allow("uncaught: ") // scripts run that have mistakes
	harmless := a.DOM()
	a.Noticed()
	in, ran, seen := map[string]int{}, map[string]int{}, map[string]int{}
	for k, text := range a.texts {
		class := texts[k].Class
		in[class]++
		if strings.Contains(strings.ToLower(text), "http-equiv=refresh") {
			continue // see below
		}
		// As in a block that forgets to sanitise.
		browser.Eval[bool](a.Page, fmt.Sprintf(`(() => {
			const e = document.createElement("div");
			e.className = "prose";
			e.innerHTML = %s;
			Document.prototype.querySelector.call(document, "main").append(e);
			return true;
		})()`, script(strings.ReplaceAll(text, "ID", "9000"))))
		if !slices.Equal(a.DOM(), harmless) {
			seen[class]++
		}
		browser.Eval[bool](a.Page, `(Document.prototype.querySelector.call(document, "main").lastChild.remove(), true)`)
	}
	a.update(t, 1, "<b>end</b>") // what comes late, comes before this
	numbers := map[int]bool{}
	for _, got := range a.Noticed() {
		if k, ok := a.number(got); ok && !numbers[k] {
			numbers[k] = true
			ran[texts[k].Class]++
		}
	}
	t.Logf("of %v\n%v ran a script or asked another origin, and\n%v were in the document", in, ran, seen)
	for class, n := range in {
		switch class {
		case "schemes", "markdown", "formulas", "names": // most are no markup
			n /= 5
		case "characters", "templates and comments", "documents", "styles":
			n /= 3
		default:
			n = n * 3 / 4
		}
		if seen[class] < n {
			t.Errorf("of the attacks of class %s, only %d of %d are noticed in the document", class, seen[class], in[class])
		}
	}
	if len(numbers) < 50 {
		t.Errorf("only %d attacks ran a script or asked another origin", len(numbers))
	}
	for what, expression := range map[string]string{"dialog 1": `alert(1)`, "window 2": `open(2)`, "ran 3": `canary(3)`} {
		browser.Eval[any](a.Page, expression+", null")
		browser.Eval[any](a.Page, "null")
		if got := a.Noticed(); !slices.Contains(got, what) {
			t.Errorf("%s: noticed %q", expression, got)
		}
	}
	browser.Eval[bool](a.Page, `document.body.insertAdjacentHTML("beforeend", "<meta http-equiv=refresh content='0;url=/'>"), true`)
	a.Wait(`window.born && location.pathname === "/"`)
	if a.Born() == a.born {
		t.Error("a navigation is not noticed")
	}
}
