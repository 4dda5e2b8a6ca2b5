package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// codecs holds the Go types that each codec accepts, by the name of its functions:
// "Int" and "PutInt" in runtime/value, "label.Scores" in a block's package.
type codecs map[string][]string

// readCodecs reads them from the source: the constraints of the generic functions.
func readCodecs(root string) (*codecs, error) {
	c := codecs{}
	if err := c.read(filepath.Join(root, "runtime/value"), ""); err != nil {
		return nil, err
	}
	dirs, err := filepath.Glob(filepath.Join(root, "runtime/blocks/*"))
	if err != nil {
		return nil, err
	}
	for _, dir := range dirs {
		if err := c.read(dir, filepath.Base(dir)+"."); err != nil {
			return nil, err
		}
	}
	return &c, nil
}

// read reads the generic functions of one package.
func (c codecs) read(dir, prefix string) error {
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return err
	}
	constraints := map[string]ast.Expr{}
	var funcs []*ast.FuncDecl
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil && d.Type.TypeParams != nil {
					funcs = append(funcs, d)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if t, ok := spec.(*ast.TypeSpec); ok {
						constraints[t.Name.Name] = t.Type
					}
				}
			}
		}
	}
	for _, f := range funcs {
		c[prefix+f.Name.Name] = typeNames(f.Type.TypeParams.List[0].Type, withParams(constraints, f))
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

// doc lists the Go types that a handler can use for a family of values; "" if there are
// none.
func (c codecs) doc(v *spec.Value) string {
	if v == nil {
		return ""
	}
	var takes, gives []string
	tokens := false
	for _, codec := range v.Codecs {
		pkg, name, found := strings.Cut(codec, ".")
		if !found {
			pkg, name = "", codec
		} else {
			pkg += "."
		}
		takes = append(takes, c[pkg+name]...)
		gives = append(gives, c[pkg+"Put"+name]...)
		_, ok := c[pkg+"Append"+name]
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

// codeList lists types for readers: all integer types are one entry.
func codeList(names []string) string {
	if len(names) == 1 && names[0] == "any" {
		return "any type that encoding/json supports"
	}
	return strings.NewReplacer(
		quoted("", integers), "any integer type",
		quoted("[]", integers), "slices of any integer type",
		"`label.Data`", "`ui.LabelData`", // its name for users
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
