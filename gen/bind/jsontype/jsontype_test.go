package jsontype_test

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/gen/bind/jsontype"
)

// read type-checks a package that imports the standard library.
func read(t testing.TB, source string) *types.Package {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "a.go", "package a\n"+source, 0)
	if err != nil {
		t.Fatal(err)
	}
	config := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	p, err := config.Check("example.com/a", fset, []*ast.File{f}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func shape(p *types.Package, name string, d jsontype.Direction) *jsontype.Shape {
	return jsontype.New(nil).Of(p.Scope().Lookup(name).Type(), d)
}

func TestProblem(t *testing.T) {
	p := read(t, `
type Good struct { N int; M map[int]string; Next *Good; private chan int }
type Chan struct { Inner []struct { C chan int } }
type Complex [2]complex128
type Keys map[bool]int
type Keyed map[Key]int
type Key struct{}
func (Key) MarshalText() ([]byte, error) { return nil, nil }
func (*Key) UnmarshalText([]byte) error { return nil }
type Marshals struct { F func() }
func (Marshals) MarshalJSON() ([]byte, error) { return nil, nil }
type Face interface { M() }
type Holds struct { F Face }
type Omits struct { F Face `+"`json:\",omitempty\"`"+` }
type Skips struct { F Face `+"`json:\"-\"`"+` }
type inner struct { N int }
type Embeds struct { *inner }
type Loop struct { A, B *Loop; C []Loop; Bad chan int }
`)
	const interfaces = "an interface with methods does not tell which type to decode"
	for name, want := range map[string][2]string{
		"Good":     {"", ""},
		"Keyed":    {"", ""},
		"Marshals": {"field F: functions are not supported", ""},
		"Chan":     {"field Inner: field C: channels are not supported", "field Inner: field C: channels are not supported"},
		"Complex":  {"complex numbers are not supported", "complex numbers are not supported"},
		"Keys":     {"the keys of an object must be strings", "the keys of an object must be strings"},
		"Face":     {interfaces, ""},
		"Holds":    {"field F: " + interfaces, ""},
		"Omits":    {"", ""},
		"Skips":    {"", ""},
		"Embeds":   {"field N: it is in an embedded pointer to a struct that is not exported", ""},
		"Loop":     {"field Bad: channels are not supported", "field A: field Bad: channels are not supported"},
	} {
		for d, want := range want {
			if got := shape(p, name, jsontype.Direction(d)).Problem(); got != want {
				t.Errorf("%s, direction %d: %q, not %q", name, d, got, want)
			}
		}
	}
}

// graph declares n types, each of which mentions others.
func graph(n int, fields func(i int) string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "type T%d struct {\n%s}\n", i, fields(i))
	}
	return b.String()
}

// Graphs of types in which the number of paths grows exponentially with that of the types.
var graphs = map[string]string{
	"levels": graph(200, func(i int) string {
		next := (i + 1) % 200
		if next == 0 {
			return "V int\n"
		}
		return fmt.Sprintf("A T%d\nB []T%[1]d\nC map[string]*T%[1]d\nD []struct{ X T%[1]d }\n", next)
	}),
	"mutual": graph(200, func(i int) string {
		var b strings.Builder
		for k := range 20 {
			fmt.Fprintf(&b, "F%d *T%d\n", k, (i*7+k*k)%200)
		}
		return b.String()
	}),
	"embedded": graph(40, func(i int) string {
		if i == 39 {
			return "V int\n"
		}
		return fmt.Sprintf("*T%d\nN%d []T%d\n", i+1, i, (i+2)%40)
	}),
}

// TestGraphs proves that neither time nor size grows exponentially.
func TestGraphs(t *testing.T) {
	for name, source := range graphs {
		p := read(t, source)
		start := time.Now()
		s := shape(p, "T0", jsontype.Decoded)
		if why := s.Problem(); why != "" {
			t.Errorf("%s: %s", name, why)
		}
		schema := s.Schema()
		took := time.Since(start)
		if size := len(schema.JSON); size > 500_000 {
			t.Errorf("%s: the schema has %d bytes", name, size)
		}
		if took > 2*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
	}
}

func BenchmarkGraph(b *testing.B) {
	for name, source := range graphs {
		p := read(b, source)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				s := shape(p, "T0", jsontype.Decoded)
				_ = s.Problem()
				s.Schema()
			}
		})
	}
}
