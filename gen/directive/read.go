package directive

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen/diag"
)

// Read finds the directives in a package's files, checks them against the table and
// returns the calls in source order. Errors go to list.
func Read(fset *token.FileSet, files []*ast.File, list *diag.List) []*Call {
	var calls []*Call
	for _, f := range files {
		r := reader{fset: fset, file: f, list: list, targets: targets(f)}
		for _, group := range f.Comments {
			r.group(group)
		}
		calls = append(calls, r.calls...)
	}
	once(calls, list)
	return calls
}

// target is what a comment group documents.
type target struct {
	kind  Target // "" for declarations that accept no directive
	node  ast.Node
	ident *ast.Ident
	what  string // its name in messages: "type Op"
}

// targets maps the documentation comments of a file to what they document.
func targets(f *ast.File) map[*ast.CommentGroup]target {
	m := map[*ast.CommentGroup]target{}
	if f.Doc != nil {
		m[f.Doc] = target{OnPackage, f, f.Name, "package " + f.Name.Name}
	}
	for _, decl := range f.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Doc != nil {
				m[d.Doc] = target{OnFunc, d, d.Name, "function " + d.Name.Name}
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				doc, t := specTarget(d, spec)
				if doc == nil && !d.Lparen.IsValid() {
					doc = d.Doc
				}
				if doc != nil {
					m[doc] = t
				}
			}
			if _, ok := m[d.Doc]; d.Doc != nil && !ok {
				m[d.Doc] = target{node: d, what: "a group of declarations"}
			}
		}
	}
	return m
}

func specTarget(d *ast.GenDecl, spec ast.Spec) (*ast.CommentGroup, target) {
	switch s := spec.(type) {
	case *ast.ValueSpec:
		t := target{node: s, ident: s.Names[0], what: d.Tok.String() + " " + s.Names[0].Name}
		if d.Tok == token.CONST && len(s.Names) == 1 {
			t.kind = OnConst
		}
		return s.Doc, t
	case *ast.TypeSpec:
		return s.Doc, target{node: s, ident: s.Name, what: "type " + s.Name.Name}
	case *ast.ImportSpec:
		return s.Doc, target{node: s, what: "an import"}
	}
	return nil, target{}
}

type reader struct {
	fset    *token.FileSet
	file    *ast.File
	list    *diag.List
	targets map[*ast.CommentGroup]target
	calls   []*Call
}

// group reads the directives of one comment group.
func (r *reader) group(g *ast.CommentGroup) {
	var above *Call // what blocks:with continues
	var dead bool   // the directive above has an error
	start := len(r.calls)
	for _, c := range g.List {
		d, ok := ast.ParseDirective(c.Slash, c.Text)
		if !ok || d.Tool != "blocks" {
			r.nearMiss(c)
			continue
		}
		line := diag.At(r.fset, c.Slash, d.End())
		name := diag.At(r.fset, c.Slash+token.Pos(len("//blocks:")), c.Slash+token.Pos(len("//blocks:")+len(d.Name)))
		if d.Name == "with" && (above != nil || dead) {
			if above != nil {
				r.args(above, d)
			}
			continue
		}
		above, dead = r.call(g, d, line, name), true
		if above != nil {
			r.args(above, d)
			r.calls = append(r.calls, above)
		}
	}
	for _, call := range r.calls[start:] {
		r.required(call)
	}
}

// call checks a directive's name and what it is attached to. It returns nil after
// an error.
func (r *reader) call(g *ast.CommentGroup, d ast.Directive, line, name diag.Span) *Call {
	def := Lookup(d.Name)
	if def == nil {
		f := r.list.Errorf(diag.UnknownDirective, name, "unknown directive blocks:%s", d.Name)
		if near := diag.Nearest(d.Name, names()); near != "" {
			f.Fix("did you mean blocks:"+near+"?", diag.Edit{Span: name, NewText: near})
		} else {
			f.Detail = "the directives are " + strings.Join(names(), ", ")
		}
		return nil
	}
	if def.Name == "with" {
		r.list.Errorf(diag.WithAlone, line, "blocks:with has no directive above it to continue").
			Fix("move it directly below the directive that it continues", r.moveBelowNext(g, line)...)
		return nil
	}
	t, documents := r.targets[g]
	if !documents {
		r.detached(g, def, d, line)
		return nil
	}
	if !slices.Contains(def.Targets, t.kind) {
		f := r.list.Errorf(diag.WrongTarget, line, "blocks:%s is attached to %s, but must be attached to %s", def.Name, t.what, def.targets()).
			Note(diag.At(r.fset, t.node.Pos(), t.node.Pos()), "it is attached to this")
		r.otherTarget(f, def, d, t, line)
		return nil
	}
	if def.Todo != "" {
		r.list.Errorf(diag.NotSupported, line, "%s", def.Todo)
		return nil
	}
	return &Call{Def: def, Name: def.Name, File: r.file, Target: t.kind, Node: t.node, Ident: t.ident, Span: line, line: r.wholeLine(line)}
}

// wholeLine is the line of a directive with its end.
func (r *reader) wholeLine(at diag.Span) diag.Span {
	at.Column, at.EndLine, at.EndColumn = 1, at.Line+1, 1
	return at
}

// detached reports a directive that is not attached to a declaration. In most cases
// a blank line separates it from its function.
func (r *reader) detached(g *ast.CommentGroup, def *Def, d ast.Directive, line diag.Span) {
	end := r.fset.Position(g.End())
	for _, decl := range r.file.Decls {
		if decl.Pos() < g.Pos() && g.Pos() < decl.End() {
			f := r.list.Errorf(diag.Detached, line, "blocks:%s is inside a declaration, but must be directly above %s", def.Name, def.targets()).
				Note(diag.At(r.fset, decl.Pos(), decl.Pos()), "the declaration starts here")
			if fd, ok := decl.(*ast.FuncDecl); ok && slices.Contains(def.Targets, OnFunc) {
				f.Fix("move it above function "+fd.Name.Name, r.move(line, d, fd.Type.Func)...)
			}
			return
		}
	}
	f := r.list.Errorf(diag.Detached, line, "blocks:%s is not attached to a declaration: it must be directly above %s", def.Name, def.targets())
	next, what := r.next(g)
	if next == token.NoPos {
		return
	}
	start := r.fset.Position(next)
	f.Note(diag.At(r.fset, next, next), "%s starts here", what)
	if start.Line == end.Line+2 {
		f.Fix("remove the blank line", diag.Edit{Span: diag.Span{
			File: end.Filename, Line: end.Line + 1, Column: 1, EndLine: end.Line + 2, EndColumn: 1,
		}})
	}
}

// next returns what follows a comment group: the package clause or a declaration. A
// declaration starts with its doc comment.
func (r *reader) next(g *ast.CommentGroup) (token.Pos, string) {
	if g.Pos() < r.file.Package {
		return r.file.Package, "the package clause"
	}
	for _, decl := range r.file.Decls {
		if decl.Pos() > g.End() {
			pos, what := decl.Pos(), "the next declaration"
			for doc, t := range r.targets {
				if t.node == ast.Node(decl) {
					pos, what = min(pos, doc.Pos()), t.what
				}
			}
			if f, ok := decl.(*ast.FuncDecl); ok {
				what = "function " + f.Name.Name
			}
			return pos, what
		}
	}
	return token.NoPos, ""
}

// once reports repeated directives: two on the same function, or two in the package
// if they are attached to the package clause.
func once(calls []*Call, list *diag.List) {
	type place struct {
		name string
		node ast.Node
	}
	first := map[place]*Call{}
	for _, c := range calls {
		if !c.Def.Once {
			same(c, calls, list)
			continue
		}
		p := place{c.Name, c.Node}
		if c.Target == OnPackage {
			p.node = nil
		}
		if earlier := first[p]; earlier != nil {
			c.Broken = true
			list.Errorf(diag.RepeatedDirective, c.Span, "blocks:%s is repeated", c.Name).
				Note(earlier.Span, "the first one is here")
			continue
		}
		first[p] = c
	}
}

// same reports a directive with the arguments of an earlier one on the same declaration.
func same(c *Call, calls []*Call, list *diag.List) {
	for _, earlier := range calls {
		if earlier == c {
			return
		}
		if earlier.Node == c.Node && earlier.Name == c.Name && !c.Broken && slices.EqualFunc(earlier.Args, c.Args, equal) {
			c.Broken = true
			list.Errorf(diag.RepeatedDirective, c.Span, "this line repeats an earlier one").
				Note(earlier.Span, "the first one is here").
				Fix("remove it", diag.Edit{Span: c.line})
			return
		}
	}
}

// equal reports whether two arguments say the same.
func equal(a, b Arg) bool {
	return a.Name == b.Name && a.Value.Text == b.Value.Text && slices.EqualFunc(a.Value.List, b.Value.List, func(x, y Value) bool {
		return x.Key == y.Key && x.Text == y.Text && x.Quoted == y.Quoted
	})
}
