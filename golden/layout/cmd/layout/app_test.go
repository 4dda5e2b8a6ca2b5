package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/api"
	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

func TestPropertyChanges(t *testing.T) {
	app := api.Serve(t, newApp().Handler())
	o := app.CallIn("s", "filter", "Japan")
	if want := `[{"choices":[["Osaka (Japan)","Osaka (Japan)"],["Tokyo (Japan)","Tokyo (Japan)"]],"value":null,"__type__":"update"}]`; !sameJSON(t, o.Complete, want) {
		t.Errorf("filter: %s", o.Complete)
	}
	// The session remembers which choices it was given, and only this session.
	if o := app.CallIn("s", "choose", "Paris (France)"); !strings.Contains(o.Error, "not in the list of choices") {
		t.Errorf("a choice that is gone: %+v", o)
	}
	if o := app.CallIn("s", "choose", "Tokyo (Japan)"); o.Complete != `["You chose Tokyo (Japan)."]` {
		t.Errorf("a choice that is there: %+v", o)
	}
	if o := app.CallIn("other", "choose", "Paris (France)"); o.Complete != `["You chose Paris (France)."]` {
		t.Errorf("another session: %+v", o)
	}
}

// TestLateProperties: what follows from a property that only the running program
// knows follows from its value: a slider's first value and description, a dropdown's
// first choice and enum.
func TestLateProperties(t *testing.T) {
	app := api.Serve(t, newApp().Handler())
	_, config := app.Get("/config")
	for _, want := range []string{`["Lyon (France)","Lyon (France)"]`, `"value":"Lyon (France)"`, `"value":5`, `"step":0.01`} {
		if !strings.Contains(config, want) {
			t.Errorf("/config lacks %s", want)
		}
	}
	_, info := app.Get(api.P + "/info")
	for _, want := range []string{`"parameter_default":5`, "numeric value between 5 and 7", `"enum":["Lyon (France)","Osaka (Japan)","Paris (France)","Tokyo (Japan)"]`} {
		if !strings.Contains(info, want) {
			t.Errorf("/info lacks %s", want)
		}
	}
	_, answer := app.Post(api.P+"/call/v2/climb", "{}")
	var call struct {
		ID string `json:"event_id"`
	}
	if err := json.Unmarshal([]byte(answer), &call); err != nil {
		t.Fatalf("%v in %s", err, answer)
	}
	if _, events := app.Get(api.P + "/call/climb/" + call.ID); !strings.Contains(events, "You are on floor 5.") {
		t.Errorf("a call with defaults: %s", events)
	}
}

func sameJSON(t *testing.T, a, b string) bool {
	t.Helper()
	return api.Normal(a) == api.Normal(b)
}

const details = `[...document.querySelectorAll("button")].find(b => b.innerText.includes("Details"))`

func TestPage(t *testing.T) {
	page := browser.Open(t, newApp().Handler(), "/")
	page.Size(1440, 900)
	page.Click(`[...document.querySelectorAll("label")].find(l => l.innerText.trim() === "Japan")`)
	page.Click(browser.Field("City"))
	page.Wait(`document.querySelectorAll("[role=option]").length === 2`)
	page.Click(`[...document.querySelectorAll("[role=option]")].find(o => o.innerText.includes("Osaka"))`)
	page.WaitValue("Summary", "You chose Osaka (Japan).")

	page.Press("Go to words")
	page.Wait(`document.querySelector("[role=tab][data-tab-id=words]").getAttribute("aria-selected") === "true"`)
	page.Fill("Text", "hello")
	page.Press("Shout")
	page.WaitValue("Text", "HELLO")
	page.Wait(browser.Button("Shouted") + ".disabled")
	page.Press("Wait")
	page.Wait(browser.Button("Shout") + " && !" + browser.Button("Shout") + ".disabled")

	if browser.Eval[bool](page, "!!"+details) {
		t.Error("the details are in the page before they are asked for")
	}
	page.Click(`document.querySelector("[aria-label='Toggle Sidebar']")`)
	page.Click(browser.Field("Show advanced settings"))
	page.Wait(details)
	page.Wait(`!!` + browser.Field("Seed"))
	page.Click(browser.Field("Show advanced settings"))
	page.Wait("!" + details)
	page.Axe("layout")
}

// TestOwnDocument: what a page sets for its document is there, runs under the
// content security policy, and does not reach the other page.
func TestOwnDocument(t *testing.T) {
	page := browser.Open(t, newApp().Handler(), "/")
	own := `[document.title, document.documentElement.dataset.head, document.documentElement.dataset.js].join()`
	if got := browser.Eval[string](page, own); got != "Layout,," {
		t.Errorf("main page: %s", got)
	}
	page.Click(`[...document.querySelectorAll("nav a")].find(a => a.innerText === "About")`)
	page.Wait(own + ` === "About the layout,ran,ran"`)
	page.Wait(`document.querySelector("#own h1")`)
	style := `(({textTransform, letterSpacing}) => textTransform + letterSpacing)(getComputedStyle(document.querySelector("#own h1")))`
	if got := browser.Eval[string](page, style); got != "uppercase1px" {
		t.Errorf("style: %s", got)
	}
	page.Axe("layout-about")
}
