package bind_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/blocksgen/blocksgen/gen/bind"
	"github.com/blocksgen/blocksgen/gen/check"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/diag/diagtest"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/gen/source"
)

// TestFindings checks the exact diagnostics of binding and of the rules for an app. All
// cases are one module, which is loaded once.
func TestFindings(t *testing.T) {
	root := diagtest.Module(t)
	cases := diagtest.Load(t, "testdata/diag", root)
	for _, c := range cases {
		c.Write(t)
	}
	var list diag.List
	l, err := source.Load(t.Context(), source.Options{Dir: root}, &list)
	if err != nil {
		t.Fatal(err)
	}
	for _, app := range bind.Bind(t.Context(), l, &list) {
		check.App(app, &list)
	}
	all := list.Sorted()
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			mine := c.Of(all)
			if len(mine) == 0 {
				t.Fatal("no diagnostics")
			}
			if code := string(mine[0].Code); code != c.Name[:len(code)] {
				t.Errorf("the first diagnostic is %s: %s", code, mine[0].Message)
			}
			c.Check(t, mine)
		})
	}
}

// TestModel checks the models of small apps, which together use everything that can be
// bound.
func TestModel(t *testing.T) {
	root := diagtest.Module(t)
	archives := writeModels(t, root)
	var list diag.List
	l, err := source.Load(t.Context(), source.Options{Dir: root}, &list)
	if err != nil {
		t.Fatal(err)
	}
	apps := map[string]*model.App{}
	for _, app := range bind.Bind(t.Context(), l, &list) {
		check.App(app, &list)
		path, _ := strings.CutPrefix(app.Package.Path, "example.com/")
		name, _, _ := strings.Cut(path, "/")
		apps[name] = app
	}
	var text strings.Builder
	if err := (diag.Printer{Dir: root}).Text(&text, list.Sorted()); err != nil || list.Len() > 0 {
		t.Errorf("%v\n%s", err, text.String())
	}
	for name, a := range archives {
		t.Run(name, func(t *testing.T) {
			app := apps[name]
			if app == nil {
				t.Fatal("no app")
			}
			got := describe(t, app, root)
			want := ""
			sources := slices.DeleteFunc(slices.Clone(a.Files), func(f txtar.File) bool {
				if f.Name == "want" {
					want = string(f.Data)
				}
				return f.Name == "want"
			})
			if diagtest.Update() {
				out := txtar.Format(&txtar.Archive{Comment: a.Comment, Files: append(sources, txtar.File{Name: "want", Data: []byte(got)})})
				if err := os.WriteFile(filepath.Join("testdata/model", name+".txtar"), out, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("-want +got; -update rewrites it:\n%s", d)
			}
		})
	}
}

// describe writes a model as JSON, with a line for each block, listener and adapter, and
// without empty values.
func describe(t *testing.T, app *model.App, root string) string {
	t.Helper()
	var b strings.Builder
	line := func(what string, v any) {
		raw, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var plain any
		if err := json.Unmarshal(raw, &plain); err != nil {
			t.Fatal(err)
		}
		plain, _ = prune(plain)
		var buf bytes.Buffer
		enc := json.NewEncoder(&buf)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(plain); err != nil {
			t.Fatal(err)
		}
		b.WriteString(what + " " + strings.ReplaceAll(buf.String(), root, "$ROOT"))
	}
	line("app", map[string]any{"name": app.Name, "package": app.Package, "options": app.Options})
	for _, p := range app.Pages {
		line("page", p)
	}
	for _, x := range app.Blocks {
		line("block", x)
	}
	line("order", app.Order)
	for _, x := range app.Fns {
		line("fn", x)
	}
	for _, x := range app.Adapters {
		line("adapter", x)
	}
	for _, x := range app.Enums {
		line("enum", x)
	}
	for _, x := range app.Scripts {
		line("script", x)
	}
	return b.String()
}

// prune removes positions and empty values from decoded JSON.
func prune(v any) (any, bool) {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			p, keep := prune(x)
			if !keep || k == "Span" || k == "ArgSpans" {
				delete(v, k)
				continue
			}
			v[k] = p
		}
		return v, len(v) > 0
	case []any:
		for i, x := range v {
			v[i], _ = prune(x)
		}
		return v, len(v) > 0
	case string:
		return v, v != ""
	case bool:
		return v, v
	case nil:
		return v, false
	}
	return v, true
}
