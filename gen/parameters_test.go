package gen_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/gen"
	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/diag/diagtest"
	"github.com/blocksgen/blocksgen/gen/emit/jsondoc"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/contract"
)

// The tests here hold every setter of every built-in block to its word: from
// source text through the whole generator, the parameter reaches the page, or
// the source is refused where the setter is called.

// TestParametersReachTheConfig sets every property to what is not its default.
func TestParametersReachTheConfig(t *testing.T) {
	root := diagtest.Module(t)
	var source, page strings.Builder
	type expectation struct{ name, prop, wire string }
	want := map[string]expectation{}
	eachSetter(func(b *spec.Entry, p *spec.Param, s *spec.Setter) {
		if !b.IsProp(p.Name) || p.Todo != "" {
			return
		}
		v := fmt.Sprintf("v%d", len(want))
		call, wire := sample(b, p, s)
		named := strings.NewReplacer("sample", v) // ids are unique
		call, wire = named.Replace(call), named.Replace(wire)
		want[v] = expectation{b.Kind + "." + s.Name, p.Name, wire}
		if b.Kind == "examples" {
			fmt.Fprintf(&page, "\tin%s,\n", v)
			fmt.Fprintf(&source, "var in%s = ui.Textbox()\n", v)
			call = "Inputs(in" + v + ")." + call
		}
		fmt.Fprintf(&source, "var %s = %s.%s\n", v, named.Replace(constructor(b)), call)
		if b.Kind == "tab" {
			v = "ui.Tabs(" + v + ")"
		}
		fmt.Fprintf(&page, "\t%s,\n", v)
	})
	put(t, filepath.Join(root, "all", "all.go"), "// Package all sets everything.\n//\n//blocks:app packs=none\npackage all\n\nimport \"github.com/blocksgen/blocksgen/runtime/ui\"\n\n"+
		source.String()+"\n// Home is the page.\nvar Home = ui.Page(\n"+page.String()+")\n")
	report := generate(t, root, "./all")
	wellFormed(t, report)

	raw, err := os.ReadFile(filepath.Join(root, "all/cmd/all/config.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file contract.Config
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	served, _, err := contract.Expand(&file, jsondoc.Find)
	if err != nil {
		t.Fatal(err)
	}
	props := map[int]map[string]any{}
	for _, c := range served.Components {
		var values map[string]any
		if err := json.Unmarshal(spec.Marshal(c.Props), &values); err != nil {
			t.Fatal(err)
		}
		props[c.ID] = values
	}
	seen := 0
	for _, b := range report.Apps[0].Blocks {
		e, ok := want[b.Var]
		if !ok {
			continue
		}
		seen++
		var wire any
		if err := json.Unmarshal([]byte(e.wire), &wire); err != nil {
			t.Fatalf("%s: %v in %s", e.name, err, e.wire)
		}
		got := props[b.ID][e.prop]
		if e.name == "examples.ComponentProps" { // each column's, over those of its block
			got = got.([]any)[0].(map[string]any)["one"]
			wire = float64(2)
		}
		if !reflect.DeepEqual(got, wire) {
			t.Errorf("%s: %s is %v in the page, want %v", e.name, e.prop, got, wire)
		}
	}
	if seen != len(want) || seen < 200 {
		t.Errorf("%d of %d blocks are in the page", seen, len(want))
	}
}

// TestParametersWithoutEffectAreRefused calls every setter of what is not there
// yet: each is a finding at its very line, and nothing is written.
func TestParametersWithoutEffectAreRefused(t *testing.T) {
	root := diagtest.Module(t)
	lines := []string{"// Package todo asks for too much.", "//", "//blocks:app", "package todo", "", `import "github.com/blocksgen/blocksgen/runtime/ui"`, "", "var in = ui.Textbox()"}
	page := []string{"in"}
	why := map[int]string{}
	eachSetter(func(b *spec.Entry, p *spec.Param, s *spec.Setter) {
		refused := p.Todo
		if p.Name == "render" {
			refused = "Render(false)"
		}
		if refused == "" || b.Kind == "page" || b.Kind == "state" || b.Kind == "tab" {
			return
		}
		v := fmt.Sprintf("v%d", len(lines))
		call, _ := sample(b, p, s)
		page = append(page, v)
		lines = append(lines, fmt.Sprintf("var %s = %s.%s", v, constructor(b), call))
		why[len(lines)] = refused
	})
	lines = append(lines, "", "func f() {}", "", "// Home is the page.", "var Home = ui.Page("+strings.Join(page, ", ")+")", "")
	put(t, filepath.Join(root, "todo", "todo.go"), strings.Join(lines, "\n"))
	report := generate(t, root, "./todo")
	for _, d := range report.Findings.Sorted() {
		if text, ok := why[d.Span.Line]; ok && strings.Contains(d.Message+d.Detail, text) && (d.Code == diag.UnsupportedParam || strings.HasPrefix(text, "Render")) {
			delete(why, d.Span.Line)
		}
	}
	for line, text := range why {
		t.Errorf("nothing says %q of %s", text, lines[line-1])
	}
	if _, err := os.Stat(filepath.Join(root, "todo", "cmd")); err == nil {
		t.Error("something was written")
	}
}

// TestParametersBesideTheProperties sets each parameter that is no property of a
// component, and expects another program than without it.
func TestParametersBesideTheProperties(t *testing.T) {
	root := diagtest.Module(t)
	type pair struct{ name, with, without string }
	var pairs []pair
	dirs := map[string]string{} // of programs: many are the same without the parameter
	write := func(source string) string {
		if dirs[source] == "" {
			dirs[source] = fmt.Sprintf("at%d", len(dirs))
			put(t, filepath.Join(root, dirs[source], "p.go"), source)
		}
		return dirs[source]
	}
	eachSetter(func(b *spec.Entry, p *spec.Param, s *spec.Setter) {
		if b.IsProp(p.Name) || p.Todo != "" || p.Name == "render" || b.Kind == "state" { // a State's are read by the running program
			return
		}
		name := b.Kind + "." + s.Name
		call, _ := sample(b, p, s)
		with, without := beside(name, call)
		f := function(b, s.Name == "Inputs")
		pairs = append(pairs, pair{name, write(program(b, with, f)), write(program(b, without, f))})
	})
	wellFormed(t, generate(t, root, "./..."))
	for _, p := range pairs {
		if with, without := output(t, root, p.with), output(t, root, p.without); with == without {
			t.Errorf("%s changes nothing", p.name)
		}
	}
}

func eachSetter(visit func(*spec.Entry, *spec.Param, *spec.Setter)) {
	for _, b := range blocks.All() {
		if b.Go == "" || b.Generic {
			continue
		}
		for i := range b.Params {
			for j := range b.Params[i].Setters {
				visit(b, &b.Params[i], &b.Params[i].Setters[j])
			}
		}
	}
}

// constructor is an expression for a block with as little as possible.
func constructor(b *spec.Entry) string {
	if b.Constructor != "" {
		return b.Constructor
	}
	var args []string
	for _, a := range b.Args {
		if a.Param != "" && !a.Type.Block {
			args = append(args, a.Type.Sample)
		}
	}
	return fmt.Sprintf("ui.%s(%s)", b.Go, strings.Join(args, ", "))
}

// sample is a call of a setter with what is not the default, and the property that
// it makes.
func sample(b *spec.Entry, p *spec.Param, s *spec.Setter) (call, wire string) {
	if s.Arg == "" {
		return s.Name + "()", s.Value
	}
	arg, wire := argument(b, p, s)
	switch {
	case p.Name == "value" && b.TakesValue() == spec.ChoicesValue:
		arg, wire = `"two"`, `["two"]`
	case p.Name == "value" && b.TakesValue() == spec.ChoiceValue:
		arg, wire = `"two"`, `"two"`
	}
	if out, err := p.FormOf(s).Convert(json.RawMessage(wire)); err == nil && wire != "" {
		wire = string(out)
	}
	return s.Name + "(" + arg + ")", wire
}

// argument is a value of a setter's type: as Go and in JSON.
func argument(b *spec.Entry, p *spec.Param, s *spec.Setter) (source, wire string) {
	def := b.Default(p.Name)
	switch t := s.Type; {
	case p.FormOf(s).Kind() == spec.Opaque:
		return "f", ""
	case t.Enum != nil:
		for _, v := range t.Enum.Values {
			if wire := fmt.Sprintf("%q", v.Wire); wire != def {
				return "ui." + v.Go, wire
			}
		}
	case t.Go == "bool" && def != "false":
		return "false", "false"
	case t.Go == "bool":
		return "true", "true"
	case t.Sample == "":
		panic("there is no sample of " + t.Go)
	}
	return s.Type.Sample, s.Type.JSON
}

// beside gives the chains of setters with and without a parameter: many have an
// effect together with others only.
func beside(name, call string) (with, without string) {
	kind, setter, _ := strings.Cut(name, ".")
	switch {
	case kind == "examples":
		switch setter {
		case "Inputs":
			return ".Inputs(in)", ".Inputs(other)"
		case "Fn", "Outputs", "RunOnClick":
			return ".Inputs(in).Fn(F).Outputs(other).RunOnClick(true)", ".Inputs(in)"
		}
		return ".Inputs(in)." + call, ".Inputs(in)"
	case kind == "interface":
		rest := `.Examples([]any{"a", 1}, []any{"b", 2})`
		switch setter {
		case "Inputs", "Outputs":
			call = setter + `(ui.Textbox().Label("Mine"))`
		case "AdditionalInputs":
			call = setter + `(ui.Number().Label("Mine"))`
		case "Examples":
			call = setter + `([]any{"c", 3})`
		case "AdditionalInputsAccordion", "AdditionalInputsLabel":
			rest += `.AdditionalInputs(ui.Number().Label("More"))`
		}
		return rest + "." + call, rest
	case setter == "ValueFunc":
		return ".ValueFunc(F)", ""
	case setter == "Inputs":
		return ".ValueFunc(F).Inputs(in)", ""
	case setter == "Every" || setter == "EveryTimer":
		return ".ValueFunc(F)." + call, ".ValueFunc(F)"
	}
	return "." + call, ""
}

// function is a Go function for the block's value, or for an interface.
func function(b *spec.Entry, input bool) string {
	if b.Kind == "interface" {
		return "// F runs.\n//\n//blocks:interface x\nfunc F(text string, n float64) (out iter.Seq[string]) { return nil }\n"
	}
	t := "string"
	if v := b.TakesValue(); v != nil && b.Kind != "examples" { // whose function fills another block
		t = v.GoType(b.Fill(nil))
	}
	if input || b.Kind == "examples" {
		return fmt.Sprintf("// F computes.\nfunc F(s string) (v %s) { return v }\n", t)
	}
	return fmt.Sprintf("// F computes.\nfunc F() (v %s) { return v }\n", t)
}

func program(b *spec.Entry, chain, f string) string {
	imports := "import \"github.com/blocksgen/blocksgen/runtime/ui\"\n"
	if strings.Contains(f, "iter.") {
		imports = "import \"iter\"\n\n" + imports
	}
	head := "// Package p is a test.\n//\n//blocks:app packs=none\npackage p\n\n" + imports + `
var (
	in    = ui.Textbox().Label("In")
	other = ui.Textbox().Label("Other")
	clock = ui.Timer(1)
)

// Another is a page, too.
var Another = ui.Page(ui.Markdown("another"))

`
	if b.Kind == "page" {
		return head + "// Home is the page.\nvar Home = ui.Page(in, other, clock)" + chain + "\n\n" + f
	}
	return head + "var x = " + constructor(b) + chain + "\n\n// Home is the page.\nvar Home = ui.Page(in, other, clock, x)\n\n" + f
}

// output is everything that was generated for a package, without its path.
func output(t *testing.T, root, dir string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, dir, "cmd/p/*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: nothing was generated: %v", dir, err)
	}
	slices.Sort(files)
	var all strings.Builder
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(filepath.Base(file) + "\n" + strings.ReplaceAll(string(raw), filepath.ToSlash(dir), "dir"))
	}
	return all.String()
}

func generate(t *testing.T, root, pattern string) *gen.Report {
	t.Helper()
	report, err := gen.Run(t.Context(), gen.Options{Dir: root, Patterns: []string{pattern}, Apply: true})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func wellFormed(t *testing.T, report *gen.Report) {
	t.Helper()
	if report.Findings.Len() == 0 {
		return
	}
	var b strings.Builder
	if err := (diag.Printer{}).Text(&b, report.Findings.Sorted()); err != nil {
		t.Fatal(err)
	}
	t.Fatal(b.String())
}

func put(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}
