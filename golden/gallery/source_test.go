// Package gallery holds every block package to what a block must do. Its app is
// generated from the packages, so that a new block is in it by being there: nothing
// is written by hand for one block, and nothing is committed.
package gallery

import (
	"cmp"
	"encoding/json"
	"fmt"
	"go/format"
	"strings"

	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// shown lists the blocks that have a page in the gallery.
func shown() []*spec.Entry {
	var list []*spec.Entry
	for _, e := range blocks.All() {
		if e.Go != "" && !e.Wrapper && !e.Generic {
			list = append(list, e)
		}
	}
	return list
}

// path is the path of a block's page.
func path(e *spec.Entry) string { return strings.ToLower(e.Go) }

// settable reports whether a handler can set the block's value in the page.
func settable(e *spec.Entry) bool {
	return e.TakesValue() != nil && !e.Hidden && e.IsProp("value")
}

// source is the Go source of the gallery: for each block a page with the block as it
// is and not editable, and a page with every parameter set by itself.
func source() (string, error) {
	var vars, pages, funcs strings.Builder
	for _, e := range shown() {
		g := gallery{e: e, vars: &vars, funcs: &funcs}
		g.page(&pages)
		g.variants(&pages)
	}
	text := `// Package gallery shows every block.
//
//blocks:app title="Gallery" packs=none
package gallery

import (
	"encoding/json"

	"github.com/blocksgen/blocksgen/runtime/ui"
)

// Home is the main page.
var Home = ui.Page(ui.Markdown("# Gallery"))

// value decodes a sample.
func value[T any](sample string) (v T) {
	if err := json.Unmarshal([]byte(sample), &v); err != nil {
		panic(err)
	}
	return v
}

` + vars.String() + pages.String() + funcs.String()
	out, err := format.Source([]byte(text))
	if err != nil {
		return "", fmt.Errorf("%w\n%s", err, text)
	}
	return string(out), nil
}

// gallery writes the source for one block.
type gallery struct {
	e     *spec.Entry
	vars  *strings.Builder
	funcs *strings.Builder
}

// block is an expression for the block; the label is set where it has one.
func (g gallery) block(label string) string {
	x := constructor(g.e)
	if g.e.IsProp("label") && !g.e.Layout {
		x += fmt.Sprintf(".Label(%q)", label)
	}
	if g.e.Kind == "examples" {
		x += ".Inputs(" + g.name("In") + ")"
	}
	return x
}

// placed wraps what can only be in another block.
func (g gallery) placed(x string) string {
	if g.e.Kind == "tab" {
		return "ui.Tabs(" + x + ")"
	}
	return x
}

// name is the name of a variable of the block's page.
func (g gallery) name(suffix string) string { return "x" + g.e.Go + suffix }

func (g gallery) variable(suffix, x string) string {
	fmt.Fprintf(g.vars, "var %s = %s\n", g.name(suffix), x)
	return g.name(suffix)
}

// page writes the page of the block and the handlers that set its value.
func (g gallery) page(pages *strings.Builder) {
	e := g.e
	var parts []string
	if e.Kind == "examples" {
		parts = append(parts, g.variable("In", `ui.Textbox().Label("Input")`))
	}
	first := g.variable("A", g.block("First"))
	parts = append(parts, g.placed(first))
	if e.IsProp("interactive") && e.TakesValue() != nil {
		parts = append(parts, g.placed(g.variable("B", g.block("Second")+".Interactive(false)")))
	}
	if e.IsProp("visible") && !e.Layout {
		parts = append(parts, g.variable("Hide", `ui.Button("Hide")`), g.variable("Show", `ui.Button("Show")`))
		for _, f := range []struct{ name, visible string }{{"Hide", "false"}, {"Show", "true"}} {
			fmt.Fprintf(g.funcs, "// %s%s sets visible.\n//\n//blocks:on %s.click out=%s\nfunc %[1]s%[2]s() ui.%[5]s { return ui.%[5]s{}.Visible(%[6]s) }\n\n", f.name, e.Go, g.name(f.name), first, e.Type(), f.visible)
		}
	}
	if settable(e) {
		done := g.variable("Done", `ui.Number(). Label("Done").Value(0)`)
		parts = append(parts, done)
		for i, sample := range e.TakesValue().Samples {
			button := g.variable(fmt.Sprint("Set", i), fmt.Sprintf(`ui.Button("Set %d")`, i))
			parts = append(parts, button)
			fmt.Fprintf(g.funcs, "// Set%s%d sets sample %[2]d.\n//\n//blocks:on %s.click\nfunc Set%[1]s%[2]d(%[4]s *int) (%[5]s %[6]s) { *%[4]s++; return value[%[6]s](%[7]q) }\n\n", e.Go, i, button, done, first, g.goType(), sample)
		}
		if e.Event("change") != nil {
			seen := g.variable("Seen", `ui.Number().Label("Seen").Value(0)`)
			parts = append(parts, seen)
			fmt.Fprintf(g.funcs, "// Seen%s counts changes.\n//\n//blocks:on %s.change\nfunc Seen%[1]s(%[3]s *int) { *%[3]s++ }\n\n", e.Go, first, seen)
		}
	}
	if e.TakesValue() != nil && !e.SkipAPI {
		parts = append(parts, g.variable("Echo", `ui.Button("Echo")`))
		fmt.Fprintf(g.funcs, "// Echo%s gives back what it gets.\n//\n//blocks:on x%[1]sEcho.click in=%s out=%[2]s api_name=echo_%s\nfunc Echo%[1]s(v %[4]s) %[4]s { return v }\n\n", e.Go, first, path(e), g.goType())
	}
	fmt.Fprintf(pages, "// Page%s shows %[1]s.\nvar Page%[1]s = ui.Page(%s).Path(%q).Name(%[1]q)\n\n", e.Go, strings.Join(parts, ", "), path(e))
}

// goType is a Go type that holds every sample of the block's value.
func (g gallery) goType() string {
	v := g.e.TakesValue()
	return cmp.Or(v.Exact, v.GoType(g.e.Fill(nil)))
}

// variants writes a page on which every setter is called on a block of its own, once
// editable and once not.
func (g gallery) variants(pages *strings.Builder) {
	var parts []string
	if g.e.Kind == "examples" {
		parts = append(parts, g.variable("VIn", `ui.Textbox().Label("Input")`))
	}
	for i := range g.e.Params {
		p := &g.e.Params[i]
		if !g.e.IsProp(p.Name) || p.Todo != "" {
			continue
		}
		for j := range p.Setters {
			n := len(parts)
			x := strings.ReplaceAll(g.block(fmt.Sprint("Variant ", n)), g.name("In"), g.name("VIn")) + "." + call(g.e, p, &p.Setters[j])
			parts = append(parts, g.placed(strings.ReplaceAll(x, "sample", fmt.Sprintf("v%d", n))))
			if g.e.IsProp("interactive") && p.Name != "interactive" && g.e.TakesValue() != nil {
				parts = append(parts, g.placed(strings.ReplaceAll(x, "sample", fmt.Sprintf("s%d", n))+".Interactive(false)"))
			}
		}
	}
	fmt.Fprintf(pages, "// All%s shows %[1]s with each parameter.\nvar All%[1]s = ui.Page(\n%s,\n).Path(%q).Name(%q)\n\n", g.e.Go, strings.Join(parts, ",\n"), path(g.e)+"-all", g.e.Go+" all")
}

// constructor is an expression for a block with as little as possible.
func constructor(e *spec.Entry) string {
	if e.Constructor != "" {
		return e.Constructor
	}
	var args []string
	for _, a := range e.Args {
		if a.Param != "" && !a.Type.Block {
			args = append(args, a.Type.Sample)
		}
	}
	return fmt.Sprintf("ui.%s(%s)", e.Go, strings.Join(args, ", "))
}

// call calls a setter with what is not the default.
func call(e *spec.Entry, p *spec.Param, s *spec.Setter) string {
	if s.Arg == "" {
		return s.Name + "()"
	}
	def := e.Default(p.Name)
	arg := s.Type.Sample
	switch {
	case s.Type.Enum != nil:
		for _, v := range s.Type.Enum.Values {
			if fmt.Sprintf("%q", v.Wire) != def {
				arg = "ui." + v.Go
				break
			}
		}
	case s.Type.Go == "bool":
		arg = fmt.Sprint(def == "false")
	case p.Name == "value" && (e.TakesValue() == spec.ChoiceValue || e.TakesValue() == spec.ChoicesValue):
		arg = `"two"`
	}
	return s.Name + "(" + arg + ")"
}

// same compares two JSON texts.
func same(a, b string) bool {
	var x, y any
	if json.Unmarshal([]byte(a), &x) != nil || json.Unmarshal([]byte(b), &y) != nil {
		return false
	}
	return string(spec.Marshal(x)) == string(spec.Marshal(y))
}
