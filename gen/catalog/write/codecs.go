package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// codecs is what package runtime/value says about the Go types of handlers: the
// codecs of each component, and the types that each of them takes.
type codecs struct {
	of    map[string][]string // "Slider" → "Int", "Float"
	types map[string][]string // functions, "Int" and "PutInt" → "int", "int8", …
}

// readCodecs reads them from the source: the For… constants, and the constraints
// of the generic functions.
func readCodecs(root string) (*codecs, error) {
	paths, err := filepath.Glob(filepath.Join(root, "runtime/value/*.go"))
	if err != nil {
		return nil, err
	}
	c := &codecs{of: map[string][]string{}, types: map[string][]string{}}
	constraints := map[string]ast.Expr{}
	var funcs []*ast.FuncDecl
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil && d.Type.TypeParams != nil {
					funcs = append(funcs, d)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					switch spec := spec.(type) {
					case *ast.TypeSpec:
						constraints[spec.Name.Name] = spec.Type
					case *ast.ValueSpec:
						if err := c.constant(spec); err != nil {
							return nil, err
						}
					}
				}
			}
		}
	}
	for _, f := range funcs {
		c.types[f.Name.Name] = typeNames(f.Type.TypeParams.List[0].Type, withParams(constraints, f))
	}
	return c, nil
}

// constant reads ForSlider = "Int Float".
func (c *codecs) constant(spec *ast.ValueSpec) error {
	for i, name := range spec.Names {
		block, ok := strings.CutPrefix(name.Name, "For")
		if !ok || i >= len(spec.Values) {
			continue
		}
		lit, ok := spec.Values[i].(*ast.BasicLit)
		if !ok {
			return fmt.Errorf("%s is not written as a text", name.Name)
		}
		list, err := strconv.Unquote(lit.Value)
		if err != nil {
			return err
		}
		c.of[block] = strings.Fields(list)
	}
	return nil
}

// withParams adds the type parameters of a function to the constraints that its
// first one may name.
func withParams(constraints map[string]ast.Expr, f *ast.FuncDecl) map[string]ast.Expr {
	all := map[string]ast.Expr{}
	for name, e := range constraints {
		all[name] = e
	}
	for _, field := range f.Type.TypeParams.List {
		for _, name := range field.Names {
			all[name.Name] = field.Type
		}
	}
	return all
}

// typeNames lists the types that satisfy a constraint, without ~: every named type
// of such a kind satisfies it too.
func typeNames(e ast.Expr, constraints map[string]ast.Expr) []string {
	switch e := e.(type) {
	case *ast.UnaryExpr:
		return typeNames(e.X, constraints)
	case *ast.BinaryExpr:
		return append(typeNames(e.X, constraints), typeNames(e.Y, constraints)...)
	case *ast.InterfaceType:
		var names []string
		for _, m := range e.Methods.List {
			if len(m.Names) == 0 {
				names = append(names, typeNames(m.Type, constraints)...)
			}
		}
		return names
	case *ast.Ident:
		if c, ok := constraints[e.Name]; ok {
			return typeNames(c, constraints)
		}
		return []string{e.Name}
	case *ast.SelectorExpr:
		return []string{typeNames(e.X, nil)[0] + "." + e.Sel.Name}
	case *ast.ArrayType:
		return prefixed("[]", typeNames(e.Elt, constraints))
	case *ast.MapType:
		return prefixed("map["+typeNames(e.Key, constraints)[0]+"]", typeNames(e.Value, constraints))
	}
	return nil
}

func prefixed(prefix string, names []string) []string {
	for i := range names {
		names[i] = prefix + names[i]
	}
	return names
}

// doc says which Go types a handler may use for a block, "" when it has no codec.
func (c *codecs) doc(block string) string {
	var takes, gives []string
	tokens := false
	for _, codec := range c.of[block] {
		takes = append(takes, c.types[codec]...)
		gives = append(gives, c.types["Put"+codec]...)
		_, ok := c.types["Append"+codec]
		tokens = tokens || ok
	}
	var doc string
	switch {
	case len(takes) == 0 && len(gives) == 0:
		return ""
	case slices.Equal(takes, gives):
		doc = "In handlers: " + codeList(takes)
	default:
		doc = "As a handler's parameter: " + codeList(takes) + ". As a result: " + codeList(gives)
	}
	if tokens {
		doc += "; `ui.Token` in a stream appends"
	}
	return doc + "."
}

// codeList writes types for the eye: the ten kinds of integers are one entry.
func codeList(names []string) string {
	if len(names) == 1 && names[0] == "any" {
		return "any type that encoding/json takes"
	}
	return strings.NewReplacer(
		quoted("", integers), "any integer type",
		quoted("[]", integers), "slices of any integer type",
	).Replace(quoted("", names))
}

var integers = []string{"int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64"}

func quoted(prefix string, names []string) string {
	list := make([]string, len(names))
	for i, n := range names {
		list[i] = "`" + prefix + n + "`"
	}
	return strings.Join(list, ", ")
}
