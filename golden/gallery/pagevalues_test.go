package gallery

import (
	"cmp"
	"fmt"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
	"github.com/blocksgen/blocksgen/golden/internal/process"
)

// try presses the nth button "Try" after its block has got a value. It returns what the
// block shows then and what the handler got, or the message of the error.
const try = `(async (n, wire, send, sample) => {
	const { parseJSON } = await import("blocks");
	const blocks = [...document.querySelectorAll("main [data-block]")], got = blocks.find(b => b.localName === "blocks-textbox");
	const button = blocks.filter(b => b.innerText === "Try" && b.localName === "blocks-button")[n];
	const block = blocks.slice(0, blocks.indexOf(button)).findLast(b => b.localName === "blocks-" + wire);
	for (const close of document.querySelectorAll("[data-testid=toast-close]")) close.click();
	got.set({value: "-"});
	block.set({value: parseJSON(sample)}); // so that nothing is something else
	const before = JSON.stringify(block.value);
	if (send) block.set({value: parseJSON(send)});
	button.querySelector("button").click();
	const end = performance.now() + 10000;
	while (performance.now() < end) {
		await new Promise(r => setTimeout(r, 5));
		const toast = document.querySelector(".error [data-testid=toast-text]");
		if (toast) return ["", "", toast.innerText];
		if (got.value !== "-") break;
		if (!send && (JSON.stringify(block.value) !== before || performance.now() > end - 9000)) break; // what shows the same shows nothing
	}
	return [JSON.stringify(block.value), got.value, ""];
})`

// elsewhere are edges at which the page does not do what a client of the API may do.
var elsewhere = map[string]string{
	"Slider null as Opt":         "it is never without a value",
	"Slider gives out of bounds": "the page keeps the value within the bounds",
	"Checkbox null as Opt":       "it is never without a value",
	"CheckboxGroup null as Opt":  "without a value it sends an empty list",
	"MultiDropdown null as Opt":  "without a value it sends an empty list",
}

// TestValuesInThePage tries the same edges through a page: what a block sends, and what it
// shows of what a handler gives.
func TestValuesInThePage(t *testing.T) {
	browser.Enabled(t)
	app := process.Start(t, process.Build(t, write(t, edgesSource), "./cmd/gallery"))
	t.Cleanup(func() {
		if err := app.Stop(); err != nil {
			t.Errorf("the app did not end cleanly: %v", err)
		}
	})
	page := browser.At(t, app.URL, "/")
	n := -1
	for _, e := range shown() {
		if e.TakesValue() == nil {
			continue
		}
		for _, edge := range edges(e) {
			n++
			if e.Hidden && e.Kind == "state" || elsewhere[e.Go+" "+edge.Name] != "" {
				continue
			}
			got := browser.Eval[[]string](page, fmt.Sprintf(`%s(%d, %q, %q, %q)`, try, n, e.Wire, edge.Send, e.TakesValue().Samples[0]))
			switch shows := cmp.Or(edge.Shows, edge.Send); {
			case edge.Fails != "": // or the block makes another value of it
				if got[2] == "" && same(got[0], edge.Send) {
					t.Errorf("%s, %s: shows %s, handler got %q; want the error %q", e.Go, edge.Name, got[0], got[1], edge.Fails)
				}
			case got[2] != "":
				t.Errorf("%s, %s: %s", e.Go, edge.Name, got[2])
			case !same(got[0], shows) || edge.Gives == "" && got[1] != edge.Gets:
				t.Errorf("%s, %s: shows %s, handler got %q; want %s, %q", e.Go, edge.Name, got[0], got[1], shows, edge.Gets)
			}
		}
	}
}
