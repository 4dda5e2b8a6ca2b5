package tree_test

import (
	"fmt"
	"go/types"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/blocksgen/blocksgen/gen/bind/tree"
	"github.com/blocksgen/blocksgen/gen/bind/tree/testdata/sample"
	"github.com/blocksgen/blocksgen/gen/bind/tree/testdata/treetest"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/diag/diagtest"
	"github.com/blocksgen/blocksgen/gen/source"
)

// read loads a package of this module's testdata and reads it.
func read(t *testing.T, dir string) *tree.Tree {
	t.Helper()
	var list diag.List
	l, err := source.Load(t.Context(), source.Options{Patterns: []string{dir}}, &list)
	if err != nil {
		t.Fatal(err)
	}
	var tr *tree.Tree
	for _, p := range l.Packages {
		if p.Annotated {
			tr = tree.Read(l, p, &list)
		}
	}
	if list.Len() > 0 {
		dir, _ := os.Getwd()
		var b strings.Builder
		if err := (diag.Printer{Dir: dir}).Text(&b, list.Sorted()); err != nil {
			t.Fatal(err)
		}
		t.Fatal(b.String())
	}
	return tr
}

// TestReadIsEvaluated holds the two readings of a page together.
func TestReadIsEvaluated(t *testing.T) {
	tr := read(t, "./testdata/sample")
	treetest.Compare(t, tr, sample.Home, sample.Second)

	var late []string
	for _, n := range tree.Walk(tr) {
		for _, s := range n.Settings {
			if s.Late {
				late = append(late, n.Var.Name()+"."+s.Name)
			}
		}
	}
	if want := []string{"late.choices", "late.label", "lateOp.choices", "changes.label"}; !slices.Equal(late, want) {
		t.Errorf("late are %v, want %v", late, want)
	}
}

func TestRead(t *testing.T) {
	tr := read(t, "./testdata/sample")
	vars := map[string]*tree.Node{}
	for o, n := range tr.Vars {
		vars[o.Pkg().Name()+"."+o.Name()] = n
	}
	qualify := func(p *types.Package) string { return p.Name() }
	describe := func(name string) string {
		n := vars[name]
		if n == nil {
			return "missing"
		}
		s := fmt.Sprintf("%s %s", n.Kind, types.TypeString(n.Type, qualify))
		if n.Var != nil {
			s += " var " + n.Var.Name()
		}
		if c := n.Custom; c != nil {
			s += fmt.Sprintf(" custom %s %s %v", c.Class, c.Value, c.Events)
		}
		return s
	}
	for name, want := range map[string]string{
		"sample.name":   "textbox ui.TextboxBlock var styled",
		"sample.styled": "textbox ui.TextboxBlock var styled",
		"sample.level":  "dropdown ui.MultiDropdownBlock var level",
		"sample.tasks":  "state ui.StateBlock[[]string] var tasks",
		"sample.stars":  "html sample.StarsBlock var stars custom Stars int [change rated]",
		"sample.boxed":  "textbox ui.TextboxBlock var boxed",
		"sample.Home":   "page ui.PageBlock var Home",
		"parts.Footer":  "page ui.PageBlock var Footer",
		"parts.link":    "button ui.ButtonBlock var link",
	} {
		if got := describe(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if len(tr.Pages) != 2 || tr.Pages[0] != vars["sample.Home"] || tr.Pages[1] != vars["sample.Second"] {
		t.Errorf("pages %v", tr.Pages)
	}
	in := vars["sample.clock"].Setting("inputs")
	if in == nil || len(in.Nodes) != 2 || in.Nodes[0] != vars["sample.styled"] || in.Nodes[1] != vars["sample.tasks"] || in.Parts {
		t.Errorf("inputs %+v", in)
	}
	if f := vars["sample.clock"].Setting("value_func"); f.Func == nil || f.Func.Name() != "Now" {
		t.Errorf("value function %+v", f)
	}
	if f := vars["sample.ticked"].Setting("value_func"); f.Func != nil {
		t.Errorf("a function literal is %v", f.Func)
	}
	if b := vars["sample.secret"].Setting("buttons"); !b.Parts || len(b.Nodes) != 1 || b.Nodes[0] != vars["sample.reset"] {
		t.Errorf("buttons %+v", b)
	}
	if name := vars["sample.name"]; !name.Same(vars["sample.styled"]) || name.Same(vars["sample.secret"]) {
		t.Error("the stages of a block are not the same")
	}
	var enums []string
	for _, e := range tr.Enums {
		enums = append(enums, e.Obj().Name()+" "+string(tree.EnumChoices(e)))
	}
	want := []string{`Level [["Low",1],["High",11],["Extreme",99]]`, `Op [["subtract","subtract"],["add","add"],["<&>","<&>"]]`}
	if d := cmp.Diff(want, enums); d != "" {
		t.Error(d)
	}
}

// TestFindings runs the cases of pages that cannot be read, in one load.
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
	for _, p := range l.Packages {
		if p.Annotated {
			tree.Read(l, p, &list)
		}
	}
	rest := list.Sorted()
	for _, c := range cases {
		mine := c.Of(rest)
		rest = slices.DeleteFunc(rest, func(d *diag.Diagnostic) bool { return slices.Contains(mine, d) })
		t.Run(c.Name, func(t *testing.T) { c.Check(t, mine) })
	}
	for _, d := range rest {
		t.Errorf("%s: %s belongs to no case", d.Span, d.Message)
	}
}
