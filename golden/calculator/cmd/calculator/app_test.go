package main

import (
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/api"
	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

func TestCalculates(t *testing.T) {
	app := api.Serve(t, newApp().Handler())
	if o := app.Call("calculate", 6, "multiply", 7); o.Complete != "[42]" {
		t.Errorf("6 × 7: %+v", o)
	}
	if o := app.Call("calculate", 1, "divide", 0); !strings.Contains(o.Error, "Cannot divide by zero!") {
		t.Errorf("1 / 0: %+v", o)
	}
	if o := app.Call("calculate", 1, "power", 2); !strings.Contains(o.Error, "not in the list of choices") {
		t.Errorf("a choice that is none: %+v", o)
	}
	if o := app.Call("calculate", "six", "add", 2); o.Error == "" {
		t.Errorf("a word for a number: %+v", o)
	}
	if o := app.Call("calculate", nil, "add", 2); o.Complete != "[2]" { // an empty Number is 0
		t.Errorf("nothing for a number: %+v", o)
	}
}

func TestPage(t *testing.T) {
	page := browser.Open(t, newApp().Handler(), "/")
	page.Fill("A", "6")
	page.Fill("B", "7")
	page.Click(browser.Field("Op"))
	page.Click(`[...document.querySelectorAll("[role=option]")].find(o => o.innerText.includes("multiply"))`)
	page.Press("Submit")
	page.WaitValue("Result", "42")

	page.Click(`document.querySelectorAll("tr.tr-body")[1]`)
	page.WaitValue("A", "3.14")
	page.WaitValue("Op", "divide")
	page.Press("Submit")
	page.WaitValue("Result", "1.57")

	page.Fill("B", "0")
	page.Press("Submit")
	page.Wait(`document.querySelector("[data-testid=toast-body]")?.innerText.includes("Cannot divide by zero!")`)

	page.Press("Clear")
	page.WaitValue("A", "")
	page.WaitValue("Result", "")
	page.Axe("calculator")
}
