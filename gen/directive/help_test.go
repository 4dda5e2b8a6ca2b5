package directive_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/diag/diagtest"
	"github.com/blocksgen/blocksgen/gen/directive"
)

const reference = "../../docs/directives.md"

func TestReference(t *testing.T) {
	var got bytes.Buffer
	if err := directive.Reference(&got); err != nil {
		t.Fatal(err)
	}
	if diagtest.Update() {
		if err := os.WriteFile(reference, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(reference)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got.String()); d != "" {
		t.Errorf("docs/directives.md does not match the table; -update rewrites it:\n%s", d)
	}
}

func TestHelp(t *testing.T) {
	var b strings.Builder
	if ok, err := directive.Help(&b, ""); !ok || err != nil {
		t.Fatal(ok, err)
	}
	for _, d := range directive.All() {
		if !strings.Contains(b.String(), "//blocks:"+d.Name+" ") {
			t.Errorf("the list lacks %s", d.Name)
		}
		var one strings.Builder
		if ok, err := directive.Help(&one, d.Name); !ok || err != nil {
			t.Fatal(ok, err)
		}
		for _, p := range d.Params {
			if !strings.Contains(one.String(), "\n  "+p.Name+"=") {
				t.Errorf("help of %s lacks %s", d.Name, p.Name)
			}
		}
		for line := range strings.Lines(one.String()) {
			if len([]rune(line)) > 200 {
				t.Errorf("help of %s has a line of %d columns", d.Name, len(line))
			}
		}
	}
	if ok, _ := directive.Help(&b, "nonsense"); ok {
		t.Error("there is help for nonsense")
	}
}

// TestExamples checks that the reader accepts the examples in the table.
func TestExamples(t *testing.T) {
	for _, d := range directive.All() {
		if d.Todo != "" {
			continue
		}
		decl := "func F() {}"
		src := d.Example + "\n" + decl
		if d.Targets[0] == directive.OnPackage && d.Name != "with" {
			src = d.Example + "\npackage a\n"
		} else {
			src = "package a\n\n" + src
		}
		check(t, src)
		for _, p := range d.Params {
			if p.Todo != "" {
				continue
			}
			if p.Example == "" && p.Kind != directive.Bool && p.Kind != directive.Word {
				t.Errorf("%s of %s has no example", p.Name, d.Name)
			}
			for _, value := range values(p) {
				line := "//blocks:" + d.Name + " " + p.Name + "=" + value
				if d.Name == "on" {
					line += " run.click"
				}
				if d.Targets[0] == directive.OnPackage {
					check(t, line+"\npackage a\n")
				} else {
					check(t, "package a\n\n"+line+"\n"+decl)
				}
			}
		}
	}
}

func values(p directive.Param) []string {
	switch p.Kind {
	case directive.Word:
		return p.Words
	case directive.Bool:
		return []string{"true", "false"}
	}
	return []string{p.Example}
}

func check(t *testing.T, src string) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "a.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var list diag.List
	directive.Read(fset, []*ast.File{f}, &list)
	for _, d := range list.Sorted() {
		t.Errorf("%s\n%s", src, d.Message)
	}
}
