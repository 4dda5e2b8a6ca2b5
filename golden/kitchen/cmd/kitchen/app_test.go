package main

import (
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/api"
	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

func TestCollects(t *testing.T) {
	app := api.Serve(t, newApp().Handler())
	o := app.Call("collect", "a", "b", "c@d", "e", 20, 0.5, true, 2, []string{"Ham"}, "Chad", []string{"red"}, "water")
	want := `[{"checkbox":true,"colours":["red"],"country":"Chad","drink":"water","email":"c@d","number":20,"secret":1,"size":2,"slider":0.5,"story":"e","text":"a","toppings":["Ham"]}]`
	if api.Normal(o.Complete) != api.Normal(want) {
		t.Errorf("collect: %+v", o)
	}
	for name, bad := range map[string][]any{
		"number above its maximum": {"", "", "", "", 101, 0.5, true, 2, []string{}, "Chad", []string{}, ""},
		"slider below its minimum": {"", "", "", "", 20, -1, true, 2, []string{}, "Chad", []string{}, ""},
		"a size that is none":      {"", "", "", "", 20, 0.5, true, 9, []string{}, "Chad", []string{}, ""},
		"a topping that is none":   {"", "", "", "", 20, 0.5, true, 2, []string{"Mud"}, "Chad", []string{}, ""},
		"three colours of two":     {"", "", "", "", 20, 0.5, true, 2, []string{}, "Chad", []string{"red", "green", "blue"}, ""},
		"a country that is none":   {"", "", "", "", 20, 0.5, true, 2, []string{}, "Mars", []string{}, ""},
	} {
		if o := app.Call("collect", bad...); o.Error == "" || o.Error == `{"error":null}` {
			t.Errorf("%s: %+v", name, o)
		}
	}
}

func TestPage(t *testing.T) {
	page := browser.Open(t, newApp().Handler(), "/")
	page.Size(1440, 900)
	page.Fill("Text", "aeiou")
	page.Press("Judge")
	page.WaitText("★★★★★")
	page.WaitText("vowels")
	page.Press("Collect")
	page.Wait(`document.querySelector("[data-testid=json]")?.innerText.includes("aeiou")`)

	page.Click(`[...document.querySelectorAll("[role=tab]")].find(t => t.innerText === "Interface")`)
	page.Fill("Flour", "500")
	page.Fill("Water", "320")
	page.Click(browser.Field("Knead"))
	page.Press("Submit")
	page.WaitValue("Dough", "820 g of dough, kneaded")

	page.Click(`[...document.querySelectorAll("[role=tab]")].find(t => t.innerText === "Time")`)
	page.Press("Start the clock")
	page.Wait(`Number(` + browser.Field("Ticks") + `.value) >= 2`)
	page.Press("Stop the clock")

	page.Click(`[...document.querySelectorAll("[role=tab]")].find(t => t.innerText === "Fields")`)
	page.Click(`document.querySelectorAll("tr.tr-body")[1]`)
	page.WaitValue("Text", "Grace")
	page.Press("Clear")
	page.WaitValue("Text", "")
	if text := browser.Eval[string](page, "document.body.innerText"); strings.Contains(text, "undefined") {
		t.Error("the page says undefined")
	}
	page.Axe("kitchen")
}
