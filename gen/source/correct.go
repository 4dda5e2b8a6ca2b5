package source

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ast/astutil"
	"golang.org/x/tools/go/packages"

	"github.com/blocksgen/blocksgen/gen/diag"
)

// correct adds a fix to the report of a compile error, for mistakes that newcomers make.
func (l *Loaded) correct(d *diag.Diagnostic, p *packages.Package, e types.Error) {
	for _, f := range p.Syntax {
		if f.FileStart > e.Pos || e.Pos >= f.FileEnd {
			continue
		}
		path, _ := astutil.PathEnclosingInterval(f, e.Pos, e.Pos)
		c := corrector{l, p, f, path}
		switch {
		case strings.Contains(e.Msg, "imported and not used"), strings.Contains(e.Msg, "imported as ") && strings.HasSuffix(e.Msg, "and not used"):
			c.unusedImport(d)
		case strings.Contains(e.Msg, "has no field or method"):
			c.misspelt(d)
		case strings.Contains(e.Msg, "cannot take address of"):
			c.address(d)
		case strings.HasPrefix(e.Msg, "cannot use "):
			c.otherType(d, e.Msg)
		}
	}
}

type corrector struct {
	*Loaded
	pkg  *packages.Package
	file *ast.File
	path []ast.Node // at the error, the innermost one first
}

func (c corrector) edit(from, to token.Pos, text string) diag.Edit {
	return diag.Edit{Span: diag.At(c.Fset, from, to), NewText: text}
}

// unusedImport removes an import with its line.
func (c corrector) unusedImport(d *diag.Diagnostic) {
	for i, n := range c.path {
		spec, ok := n.(*ast.ImportSpec)
		if !ok || i+1 >= len(c.path) {
			continue
		}
		decl, ok := c.path[i+1].(*ast.GenDecl)
		if !ok {
			return
		}
		var removed ast.Node = spec
		if len(decl.Specs) == 1 {
			removed = decl
		}
		at := c.Span(removed)
		for _, other := range decl.Specs {
			if o := c.Span(other); other != ast.Spec(spec) && (o.Line == at.Line || o.EndLine == at.Line) {
				return
			}
		}
		at.Column, at.EndLine, at.EndColumn = 1, at.EndLine+1, 1
		d.Fix("remove the import", diag.Edit{Span: at})
		return
	}
}

// misspelt replaces the name of a method or field by the most similar one.
func (c corrector) misspelt(d *diag.Diagnostic) {
	for _, n := range c.path {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			continue
		}
		t := c.pkg.TypesInfo.TypeOf(sel.X)
		if t == nil {
			return
		}
		var names []string
		add := func(o types.Object) {
			if o.Exported() || o.Pkg() == c.pkg.Types {
				names = append(names, o.Name())
			}
		}
		for m := range types.NewMethodSet(t).Methods() {
			add(m.Obj())
		}
		if s, ok := t.Underlying().(*types.Struct); ok {
			for f := range s.Fields() {
				add(f)
			}
		}
		if near := diag.Nearest(sel.Sel.Name, names); near != "" {
			d.Fix("did you mean "+near+"?", c.edit(sel.Sel.Pos(), sel.Sel.End(), near))
		}
		return
	}
}

// address removes the & of a block: blocks are values.
func (c corrector) address(d *diag.Diagnostic) {
	for _, n := range c.path {
		if u, ok := n.(*ast.UnaryExpr); ok && u.Op == token.AND {
			if t := c.pkg.TypesInfo.TypeOf(u.X); t != nil && strings.Contains(types.TypeString(t, nil), UIPath+".") {
				d.Fix("remove the &: blocks are values", c.edit(u.Pos(), u.X.Pos(), ""))
			}
			return
		}
	}
}

// otherType makes a block of a string, and a string of a number.
func (c corrector) otherType(d *diag.Diagnostic, message string) {
	for _, n := range c.path {
		e, ok := n.(ast.Expr)
		if !ok {
			return
		}
		tv, known := c.pkg.TypesInfo.Types[e]
		if !known || tv.Type == nil {
			continue
		}
		b, ok := tv.Type.Underlying().(*types.Basic)
		switch lit, isLit := e.(*ast.BasicLit); {
		case !ok:
		case b.Info()&types.IsString != 0 && strings.Contains(message, " as ui.Node value"):
			if name := c.nameOf(UIPath); name != "" {
				d.Fix("make it a block", c.edit(e.Pos(), e.Pos(), name+".Markdown("), c.edit(e.End(), e.End(), ")"))
			}
		case isLit && strings.Contains(message, " as string value") && (lit.Kind == token.INT || lit.Kind == token.FLOAT):
			d.Fix("put it in quotes", c.edit(e.Pos(), e.End(), strconv.Quote(lit.Value)))
		case isLit && tv.Value != nil && tv.Value.Kind() == constant.String && strings.Contains(message, " as int value"), isLit && tv.Value != nil && tv.Value.Kind() == constant.String && strings.Contains(message, " as float64 value"):
			text := constant.StringVal(tv.Value)
			if _, err := strconv.ParseFloat(text, 64); err == nil {
				d.Fix("remove the quotes", c.edit(e.Pos(), e.End(), text))
			}
		}
		return
	}
}

// nameOf is the name of an imported package in the file; "" if it is not imported.
func (c corrector) nameOf(path string) string {
	for _, spec := range c.file.Imports {
		if unquoted(spec.Path.Value) != path {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name
		}
		return path[strings.LastIndexByte(path, '/')+1:]
	}
	return ""
}
