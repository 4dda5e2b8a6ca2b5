package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/api"
	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

func TestErrors(t *testing.T) {
	app := api.Serve(t, newApp().Handler())
	if o := app.Call("parse", " 12.5 "); o.Complete != "[12.5]" {
		t.Errorf("parse: %+v", o)
	}
	if o := app.Call("parse", "twelve"); o.Error != `{"error":"\"twelve\" is not a number","duration":3,"visible":true,"title":"Not an amount"}` {
		t.Errorf("an error for the user: %+v", o)
	}
	if o := app.Call("fail"); o.Error != `{"error":null}` {
		t.Errorf("an error that is not for the user: %+v", o)
	}
}

func TestNotices(t *testing.T) {
	app := api.Serve(t, newApp().Handler())
	app.Join("s", app.Endpoint("parse"), "0")
	var kinds []string
	app.Stream("s", func(m api.Message) bool {
		if m.Msg == "log" && !strings.Contains(m.Raw, "Nothing to convert.") {
			t.Errorf("notice: %s", m.Raw)
		}
		if m.Msg != "heartbeat" {
			kinds = append(kinds, m.Msg)
		}
		return true
	})
	if want := []string{"estimation", "process_starts", "log", "process_completed", "close_stream"}; !slices.Equal(kinds, want) {
		t.Errorf("messages: %v, want %v", kinds, want)
	}
}

func TestPrivateEndpointsAreRefusedByName(t *testing.T) {
	app := api.Serve(t, newApp().Handler())
	for _, route := range []string{"/call/", "/run/"} {
		if status, body := app.Post(api.P+route+"praise", `{"data":[1]}`); status != 404 {
			t.Errorf("%s: %d %s", route, status, body)
		}
	}
	if _, info := app.Get(api.P + "/info"); strings.Contains(info, "/praise") {
		t.Errorf("info lists a private endpoint: %s", info)
	}
}

func toast(text string) string {
	return `[...document.querySelectorAll("[data-testid=toast-body]")].some(b => b.innerText.includes("` + text + `"))`
}

func TestPage(t *testing.T) {
	page := browser.Open(t, newApp().Handler(), "/")
	page.Fill("Amount", "12.5")
	page.Press("Convert")
	page.WaitValue("Outcome", "Converted to 12.50")
	page.WaitValue("Parsed", "12.5")
	page.WaitValue("Log", "12.5")
	page.Wait(toast("Converted."))

	page.Fill("Amount", "twelve")
	page.Press("Convert")
	page.WaitValue("Outcome", `Could not convert "twelve"`)
	page.WaitValue("Log", "12.5\ntwelve")
	page.Wait(toast("Not an amount"))

	page.Fill("Amount", "-1")
	page.Press("Convert")
	page.Wait(toast("The amount is negative."))
	page.WaitValue("Log", "12.5\ntwelve\n-1")

	page.Fill("Amount", "  spaces  ")
	page.Press("Trim here")
	page.WaitValue("Amount", "spaces")

	page.Press("Fail inside")
	page.Wait(toast("Error"))
	if text := browser.Eval[string](page, "document.body.innerText"); strings.Contains(text, "hunter2") {
		t.Error("the page shows an error that is not for the user")
	}
	page.Axe("chain")

	page.Press("Clear")
	page.WaitValue("Log", "")
	page.WaitValue("Amount", "")
}
