package main

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/api"
	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

type object = map[string]any

func TestEndpoints(t *testing.T) {
	app := api.Serve(t, newApp().Handler())
	parcel := object{"kilograms": 2, "size": "large", "return": object{"street": "Long Lane", "city": "Leeds"}}
	to := object{"street": "Short Street", "city": "York"}
	for _, c := range []struct {
		name string
		args []any
		want string
	}{
		{"no wish", []any{parcel, to, nil}, `[{"cents":700,"express":false,"takes":172800000000000,"to":{"street":"Short Street","city":"York"}}]`},
		{"nothing said", []any{parcel, to}, `[{"cents":700,"express":false,"takes":172800000000000,"to":{"street":"Short Street","city":"York"}}]`},
		{"a wish", []any{parcel, to, true}, `[{"cents":1400,"express":true,"takes":86400000000000,"to":{"street":"Short Street","city":"York"}}]`},
		{"a light one", []any{object{"kilograms": 0.5}, to, nil}, `[{"cents":700,"express":true,"takes":86400000000000,"to":{"street":"Short Street","city":"York"}}]`},
		{"a light one, slowly", []any{object{"kilograms": 0.5}, to, false}, `[{"cents":350,"express":false,"takes":172800000000000,"to":{"street":"Short Street","city":"York"}}]`},
	} {
		if o := app.Call("price", c.args...); o.Complete != c.want {
			t.Errorf("%s: %+v", c.name, o)
		}
	}
	o := app.Call("sort_parcels", []any{parcel, object{"kilograms": 1, "size": "small", "tags": []string{"glass"}}})
	if want := `[[{"kilograms":1,"size":"small","tags":["glass"]},{"kilograms":2,"size":"large","return":{"street":"Long Lane","city":"Leeds"}}],{"large":1,"small":1}]`; o.Complete != want {
		t.Errorf("sort: %+v", o)
	}
	o = app.Call("track", []string{"Leeds", "York"})
	for i := range o.Generating {
		o.Generating[i] = api.Normal(o.Generating[i])
	}
	if want := []string{`[{"done":false,"place":"Leeds"}]`, `[{"done":true,"place":"York"}]`}; !slices.Equal(o.Generating, want) || api.Normal(o.Complete) != want[1] {
		t.Errorf("track: %+v", o)
	}
	if status, body := app.Post(api.P+"/run/audit", `{"data":["all is well"]}`); status != http.StatusOK || !strings.Contains(body, `"data":[]`) {
		t.Errorf("audit: %d %s", status, body)
	}
}

func TestRefusals(t *testing.T) {
	app := api.Serve(t, newApp().Handler())
	to := object{"street": "Short Street", "city": "York"}
	for _, c := range []struct {
		name, endpoint string
		args           []any
		want           string
	}{
		{"the handler's own error", "price", []any{object{"kilograms": -1}, to, nil}, "A parcel of -1 kg does not exist."},
		{"an error of a stream", "track", []any{[]string{}}, "The parcel has not left."},
		{"text for an object", "price", []any{"heavy", to, nil}, "parcel: expected an object"},
		{"a size that is not a constant", "price", []any{object{"kilograms": 1, "size": "huge"}, to, nil}, "is not in the list of choices"},
		{"text for a number within", "price", []any{object{"kilograms": "two"}, to, nil}, "kilograms"},
		{"text for a truth value", "price", []any{object{"kilograms": 1}, to, "fast"}, "express"},
		{"too few", "price", []any{}, "needs 3 values, got 0"},
	} {
		if o := app.Call(c.endpoint, c.args...); o.Complete != "" || !strings.Contains(o.Error, c.want) {
			t.Errorf("%s: %+v", c.name, o)
		}
	}
	status, body := app.Post(api.P+"/run/audit", `{"data":[""]}`)
	if status == http.StatusOK || strings.Contains(body, "hunter2") {
		t.Errorf("an error that is nobody's business: %d %s", status, body)
	}
}

// Endpoints are described, but for those that are undocumented.
func TestDescribed(t *testing.T) {
	app := api.Serve(t, newApp().Handler())
	_, info := app.Get(api.P + "/info")
	for _, want := range []string{
		`"/price"`, `"/track"`, `"/sort_parcels"`, `"/follow"`, `"/convert"`,
		`"Price offers to send a parcel. Without a wish, what is light travels express."`,
		`{"anyOf":[{"type":"boolean"},{"type":"null"}]}`,
	} {
		if !strings.Contains(info, want) {
			t.Errorf("the description lacks %s: %s", want, info)
		}
	}
	if strings.Contains(info, "audit") {
		t.Error("an undocumented endpoint is described")
	}
}

// While the function runs, Stop stands in the place of Submit.
func TestStreamingInterface(t *testing.T) {
	page := browser.Open(t, newApp().Handler(), "/")
	gone := func(button string) { page.Wait("!(" + browser.Button(button) + ")") }
	gone("Enough")
	page.Fill("City", "York")
	page.Fill("Stops", "2")
	page.Press("Submit")
	page.Wait(browser.Button("Enough"))
	gone("Submit")
	page.WaitValue("Report", "arrived in York")
	page.Wait(browser.Button("Submit"))
	gone("Enough")

	page.Fill("Stops", "100000")
	page.Press("Submit")
	page.Wait(browser.Field("Report") + `.value.startsWith("stop ")`)
	page.Axe("service")
	page.Press("Enough")
	page.Wait(browser.Button("Submit"))
	gone("Enough")
	page.Wait(`!document.querySelector(".generating, .pending")`)

	page.Fill("City", "Hull")
	page.Fill("Stops", "0")
	page.Press("Submit")
	page.WaitValue("Report", "arrived in Hull")
}

// A live interface has no Submit: every change runs the function.
func TestLiveInterface(t *testing.T) {
	page := browser.Open(t, newApp().Handler(), "/convert")
	page.Fill("Kilograms", "10")
	page.WaitValue("Pounds", "22.04")
	page.Fill("Kilograms", "100")
	page.WaitValue("Pounds", "220.46")
	page.Wait("!(" + browser.Button("Submit") + ")")
	page.Press("Clear")
	page.WaitValue("Pounds", "")
	page.Axe("service-convert")
}
