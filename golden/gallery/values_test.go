package gallery

import (
	"encoding/json"
	"fmt"
	"go/format"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/process"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// TestValues tries the edges of values on every block, through the API of an app: what a
// handler gets of what a client sends, and what the page gets of what a handler gives.
func TestValues(t *testing.T) {
	if testing.Short() {
		t.Skip("builds an app")
	}
	app := process.Start(t, process.Build(t, write(t, edgesSource), "./cmd/gallery"))
	t.Cleanup(func() {
		if err := app.Stop(); err != nil {
			t.Errorf("the app did not end cleanly: %v", err)
		}
	})
	optional := optionals(t, app.URL)
	for _, e := range shown() {
		if e.TakesValue() == nil {
			continue
		}
		t.Run(e.Go, func(t *testing.T) {
			for i, edge := range edges(e) {
				if edge.Send != "" && !e.SkipAPI && strings.HasPrefix(edge.Go, "ui.Opt[") && !optional[edgeName(e, i)] {
					t.Errorf("%s: the parameter is a ui.Opt, and has no default in the API", edge.Name)
				}
				status, data := post(t, app.URL, edgeName(e, i), edge.Send)
				if message := tried(edge, status, data); message != "" {
					t.Errorf("%s: %s", edge.Name, message)
				}
			}
		})
	}
}

// optionals gives the endpoints whose parameter has a default in the description of the
// API.
func optionals(t *testing.T, url string) map[string]bool {
	t.Helper()
	res, err := http.Get(url + "/gradio_api/info")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var info struct {
		Named map[string]struct {
			Parameters []struct {
				HasDefault bool `json:"parameter_has_default"`
			}
		} `json:"named_endpoints"`
	}
	if err := json.NewDecoder(res.Body).Decode(&info); err != nil {
		t.Fatal(err)
	}
	list := map[string]bool{}
	for name, e := range info.Named {
		list[strings.TrimPrefix(name, "/")] = len(e.Parameters) == 1 && e.Parameters[0].HasDefault
	}
	return list
}

// TestEdges holds that no family of values is without the edges that every family has.
func TestEdges(t *testing.T) {
	for _, e := range shown() {
		if e.TakesValue() == nil {
			continue
		}
		names := map[string]bool{}
		for _, edge := range edges(e) {
			names[edge.Name] = true
		}
		for _, name := range []string{"null", "null as Opt", "zero"} {
			if !names[name] {
				t.Errorf("%s has no edge %q: list it in runtime/blocks/spec/edges.go, or in the block's Entry", e.Go, name)
			}
		}
	}
}

// edges lists a block's edges: those of its family, or its own.
func edges(e *spec.Entry) []spec.Edge {
	if e.Edges != nil {
		return e.Edges
	}
	return spec.Edges(e.TakesValue())
}

// tried says what is wrong with the answer to an edge; "" when nothing is.
func tried(edge spec.Edge, status int, answer []byte) string {
	if edge.Fails != "" {
		var failure struct{ Error string }
		if err := json.Unmarshal(answer, &failure); err != nil || status != http.StatusInternalServerError || !strings.HasSuffix(failure.Error, ": "+edge.Fails) {
			return fmt.Sprintf("got %d %s, want the error %q", status, answer, edge.Fails)
		}
		return ""
	}
	var result struct{ Data []json.RawMessage }
	if err := json.Unmarshal(answer, &result); err != nil || status != http.StatusOK || len(result.Data) == 0 {
		return fmt.Sprintf("got %d %s", status, answer)
	}
	shows := edge.Shows
	if shows == "" {
		shows = edge.Send
	}
	if got := string(result.Data[0]); got != shows {
		return fmt.Sprintf("the page shows %s, want %s", got, shows)
	}
	if edge.Gives == "" {
		if got, _ := spec.Text(result.Data[1]); got != edge.Gets {
			return fmt.Sprintf("the handler gets %q, want %q", got, edge.Gets)
		}
	}
	return ""
}

// post calls an endpoint; without a value for one without parameters.
func post(t *testing.T, url, name, value string) (int, []byte) {
	t.Helper()
	res, err := http.Post(url+"/gradio_api/run/"+name, "application/json", strings.NewReader(`{"data":[`+value+`]}`))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, answer
}

// edgeName is the name of the endpoint for an edge of a block.
func edgeName(e *spec.Entry, i int) string { return fmt.Sprintf("edge_%s_%d", path(e), i) }

// edgesSource is the Go source of an app with a block and an endpoint for each edge.
func edgesSource() (string, error) {
	var text strings.Builder
	text.WriteString(`// Package gallery tries the edges of values.
//
//blocks:app title="Edges"
package gallery

import (
	"fmt"
	"math"
	"time"

	"github.com/blocksgen/blocksgen/runtime/ui"
)

var got = ui.Textbox()

// describe says what a handler got.
func describe(v any) string {
	if o, ok := v.(interface{ IsNull() bool }); ok && o.IsNull() {
		return "null"
	}
	return fmt.Sprintf("%T %v", v, v)
}

var _, _ = math.Pi, time.Second

`)
	placed := []string{"got"}
	for _, e := range shown() {
		if e.TakesValue() == nil {
			continue
		}
		g := gallery{e: e, vars: &text, funcs: &text}
		if e.Kind == "examples" {
			placed = append(placed, g.variable("In", `ui.Textbox()`))
		}
		for i, edge := range edges(e) {
			block := g.variable(fmt.Sprint(i), g.block("Value")+edge.With)
			placed = append(placed, block)
			typ := edge.Go
			if typ == "" {
				typ = g.e.TakesValue().GoType(g.e.Fill(nil))
			}
			button := g.variable(fmt.Sprint("Press", i), `ui.Button("Try")`)
			placed = append(placed, button)
			name := fmt.Sprintf("Try%s%d", e.Go, i)
			if edge.Gives != "" {
				fmt.Fprintf(&text, "// %s gives a value.\n//\n//blocks:on %s.click out=%s api_name=%s\nfunc %[1]s() %[5]s { return %[6]s }\n\n", name, button, block, edgeName(e, i), typ, edge.Gives)
				continue
			}
			fmt.Fprintf(&text, "// %s gives back what it gets.\n//\n//blocks:on %s.click in=%s out=%[3]s,got api_name=%[4]s\nfunc %[1]s(v %[5]s) (%[5]s, string) { return v, describe(v) }\n\n", name, button, block, edgeName(e, i), typ)
		}
	}
	fmt.Fprintf(&text, "// Home is the page.\nvar Home = ui.Page(\n%s,\n)\n", strings.Join(placed, ",\n"))
	out, err := format.Source([]byte(text.String()))
	if err != nil {
		return "", fmt.Errorf("%w\n%s", err, text.String())
	}
	return string(out), nil
}
