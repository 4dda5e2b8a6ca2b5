package gotype_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/model"
)

// read type-checks a package without imports.
func read(t *testing.T, source string) (*token.FileSet, *ast.File, *types.Package) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "a.go", "package a\n"+source, 0)
	if err != nil {
		t.Fatal(err)
	}
	p, err := new(types.Config).Check("example.com/a", fset, []*ast.File{f}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return fset, f, p
}

func TestNames(t *testing.T) {
	for _, c := range []struct{ name, snake, human, local string }{
		{"", "", "", ""},
		{"name", "name", "Name", "name"},
		{"RunTests", "run_tests", "Run tests", "runTests"},
		{"HTMLText", "html_text", "HTML text", "htmlText"},
		{"maxURL", "max_url", "Max URL", "maxURL"},
		{"ID", "id", "ID", "id"},
		{"straße", "straße", "Straße", "straße"},
		{"a_b", "a_b", "A b", "a_b"},
	} {
		if got := gotype.Snake(c.name); got != c.snake {
			t.Errorf("Snake(%s) is %s, not %s", c.name, got, c.snake)
		}
		if got := gotype.Human(c.name); got != c.human {
			t.Errorf("Human(%s) is %s, not %s", c.name, got, c.human)
		}
		if got := gotype.LowerFirst(c.name); got != c.local {
			t.Errorf("LowerFirst(%s) is %s, not %s", c.name, got, c.local)
		}
	}
	u, got := gotype.Unique{"b": true}, []string{}
	for _, name := range []string{"a", "a", "a_1", "b", "a"} {
		got = append(got, u.Take(name))
	}
	if want := []string{"a", "a_1", "a_1_1", "b_1", "a_2"}; !slices.Equal(got, want) {
		t.Errorf("unique names are %q, not %q", got, want)
	}
}

func TestConstant(t *testing.T) {
	_, _, p := read(t, "type Level int8\ntype Any = any\ntype Word string")
	for _, c := range []struct{ literal, typ, want string }{
		{"3", "int", "3"},
		{"3", "float64", "3"},
		{"3", "Level", "3"},
		{"127", "Level", "127"},
		{"128", "Level", ""},
		{"-1", "uint", ""},
		{"255", "uint8", "255"},
		{"256", "uint8", ""},
		{"2.5", "int", ""},
		{"2.0", "int", "2"},
		{"2.5", "float32", "2.5"},
		{"true", "bool", "true"},
		{"true", "string", ""},
		{"3", "any", "3"},
		{"3", "[]int", ""},
		{"3", "Word", ""},
	} {
		v, ok := gotype.Literal(c.literal)
		if !ok {
			t.Errorf("%s is not a literal", c.literal)
			continue
		}
		tv, err := types.Eval(token.NewFileSet(), p, token.NoPos, c.typ)
		if err != nil {
			t.Fatal(err)
		}
		got, fits := v.Expr(tv.Type)
		if !fits {
			got = ""
		}
		if got != c.want {
			t.Errorf("%s as %s is %q, not %q", c.literal, c.typ, got, c.want)
		}
	}
	for _, word := range []string{"name", "Inf", "NaN", "", "1x"} {
		if _, ok := gotype.Literal(word); ok {
			t.Errorf("%q is a literal", word)
		}
	}
	if got, ok := gotype.String(`a "b"`).Expr(types.Typ[types.String]); !ok || got != `"a \"b\""` {
		t.Errorf("a string is written %s", got)
	}
}

func TestClone(t *testing.T) {
	_, _, p := read(t, `
type Plain struct { N int; S string; A [2]bool }
type Deep struct { List []Plain; Next *Deep; M map[string][]int }
type Hidden struct { list []int }
type Chan struct { C struct { In chan int } }
type Func []func()
type Face struct { I interface { M() } }
type Own struct { list []int }
func (o Own) Clone() Own { return o }
type Key map[interface{ M() }]int
`)
	for name, want := range map[string]string{
		"Plain": "plain", "Deep": "deep", "Own": "method",
		"Hidden": "a.Hidden.list is not exported and contains a pointer, slice or map",
		"Chan":   "a.Chan.C.In is a channel",
		"Func":   "a.Func[] is a function",
		"Face":   "a.Face.I is an interface with methods (interface{M()}), so the type of its value is not known",
		"Key":    "a.Key (key) is an interface with methods (interface{M()}), so the type of its value is not known",
	} {
		clone, why := new(gotype.Copier).Clone(p.Scope().Lookup(name).Type())
		got := why
		switch {
		case clone == nil:
		case clone.Plain:
			got = "plain"
		case clone.Method:
			got = "method"
		default:
			got = "deep"
		}
		if got != want {
			t.Errorf("%s: %s, not %s", name, got, want)
		}
	}
}

func TestTypeArgs(t *testing.T) {
	_, _, p := read(t, `
func F[K comparable, V any](m map[K][]V, k K) *V { return nil }
var Map map[string][]int
var Other map[string]int
var Bad map[string][]func()
`)
	sig := p.Scope().Lookup("F").(*types.Func).Signature()
	m := sig.Params().At(0).Type()
	args := gotype.TypeArgs{}
	if args.Learn(m, p.Scope().Lookup("Other").Type()) {
		t.Error("map[string]int matches map[K][]V")
	}
	args = gotype.TypeArgs{}
	if _, _, err := args.Instantiate(sig); err == nil || !strings.Contains(err.Error(), "type parameter K") {
		t.Errorf("without arguments: %v", err)
	}
	if !args.Learn(m, p.Scope().Lookup("Map").Type()) || args.Learn(sig.Params().At(1).Type(), types.Typ[types.Int]) {
		t.Error("K is string, and nothing else after that")
	}
	inst, list, err := args.Instantiate(sig)
	if err != nil || len(list) != 2 || inst.String() != "func(m map[string][]int, k string) *int" {
		t.Errorf("%v %v %v", inst, list, err)
	}
}

func TestSignature(t *testing.T) {
	fset, f, p := read(t, `
func Good(n *int, _ string, send func(a, b string) error) (r []int, err error) { return nil, nil }
func Variadic(n ...int) {}
func TwoSends(a, b func(s string) error) {}
func ErrorFirst() (error, int) { return nil, 0 }
func Channel(c chan int) (d func()) { return nil }
`)
	reader := gotype.Signatures{Fset: fset, EventData: func(string) bool { return false }}
	problems := map[string]int{"Variadic": 1, "TwoSends": 1, "ErrorFirst": 1, "Channel": 2}
	for _, d := range f.Decls {
		decl := d.(*ast.FuncDecl)
		name := decl.Name.Name
		sig, found := reader.Read(p.Scope().Lookup(name).(*types.Func).Signature(), decl)
		if found.Len() != problems[name] || (sig == nil) != (problems[name] > 0) {
			t.Errorf("%s has %d problems, not %d", name, found.Len(), problems[name])
		}
		if name != "Good" || sig == nil {
			continue
		}
		if len(sig.Inputs()) != 2 || sig.Params[0].Kind != model.InOut || sig.Params[0].Type != types.Typ[types.Int] || sig.Params[1].Label() != "2" ||
			len(sig.Outputs()) != 2 || sig.Outputs()[1].Name != "b" || !sig.IsError || !sig.Streams() || len(sig.Results) != 1 {
			t.Errorf("%+v", sig)
		}
		if at := sig.Sends[1].Span; at.Line != 3 || at.Column != 42 || at.EndColumn != 43 {
			t.Errorf("b is at %v", at)
		}
	}
}
