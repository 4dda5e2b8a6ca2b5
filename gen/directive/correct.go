package directive

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"unicode"

	"github.com/blocksgen/blocksgen/gen/diag"
)

// What is here makes the edits of fixes, where what was meant is plain.

// correction replaces a part of a directive's text.
type correction struct {
	start, end int
	text       string
}

// joined removes the spaces between an equal sign before pos and the value after it; nil
// if there is no value.
func (s *scanner) joined(pos int) *correction {
	rest := strings.TrimLeft(s.text[pos:], " \t\r")
	word, _, _ := strings.Cut(rest, " ")
	if rest == "" || strings.Contains(word, "=") {
		return nil
	}
	return &correction{start: pos, end: len(s.text) - len(rest)}
}

// terminated ends a quoted string that starts at s.pos at the end of the line; nil if it
// may end before.
func (s *scanner) terminated() *correction {
	quote, rest := s.text[s.pos:s.pos+1], strings.TrimRight(s.text[s.pos+1:], " \t\r")
	if strings.ContainsAny(rest, quote+"\\=") { // it may end before the next argument
		return nil
	}
	end := s.pos + 1 + len(rest)
	return &correction{start: end, end: end, text: quote}
}

// correct adds a fix to the report of an invalid value: if it would be valid without
// quotes, in lower case, or without the characters that are not allowed.
func (p *Param) correct(f *diag.Diagnostic, v Value) {
	try := func(message, text string) bool {
		with := v
		with.Text, with.Quoted = text, false
		if text == v.Text && !v.Quoted || text == "" || p.convert(&with) != "" || strings.ContainsFunc(text, func(r rune) bool { return !bare(r) }) {
			return false
		}
		f.Fix(message, diag.Edit{Span: v.Span, NewText: text})
		return true
	}
	if try("remove the quotes", v.Text) || try("write "+strings.ToLower(v.Text), strings.ToLower(v.Text)) {
		return
	}
	switch {
	case strings.EqualFold(v.Text, "none") && !p.Kind.list():
		f.Fix("remove the argument: None is the default")
	case p.Kind == Word:
		if near := diag.Nearest(v.Text, p.Words); near != "" {
			try("did you mean "+near+"?", near)
		}
	case p.Kind == Ident:
		name := strings.TrimLeft(strings.Map(func(r rune) rune {
			if r == '_' || r == '-' || r == '.' || unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, v.Text), ".")
		try("write "+name, name)
	}
}

// otherTarget adds a fix to the report of a directive that is attached to something else.
func (r *reader) otherTarget(f *diag.Diagnostic, def *Def, d ast.Directive, t target, line diag.Span) {
	if slices.Contains(def.Targets, OnPackage) {
		if !r.alone(d) {
			return
		}
		if hasDirective(r.file.Doc, def.Name) {
			f.Fix("remove it: the package clause has one", diag.Edit{Span: wholeLineOf(line)})
		} else {
			f.Fix("move it above the package clause", r.move(line, d, r.file.Package)...)
		}
		return
	}
	if !slices.Contains(def.Targets, OnFunc) {
		return
	}
	if spec, ok := t.node.(*ast.ValueSpec); ok && len(spec.Values) == 1 && len(spec.Names) == 1 && spec.Type == nil {
		lit, isFunc := spec.Values[0].(*ast.FuncLit)
		if decl := r.declaration(spec); isFunc && decl != nil && decl.Tok == token.VAR && !decl.Lparen.IsValid() {
			f.Fix("declare a function", diag.Edit{
				Span: diag.At(r.fset, decl.Pos(), lit.Type.Params.Pos()), NewText: "func " + spec.Names[0].Name,
			})
			return
		}
	}
	for _, decl := range r.file.Decls {
		if fd, ok := decl.(*ast.FuncDecl); ok && fd.Pos() > t.node.End() && fd.Recv == nil {
			f.Fix("move it above function "+fd.Name.Name, r.move(line, d, fd.Type.Func)...)
			return
		}
	}
}

// declaration finds the declaration of a variable or constant.
func (r *reader) declaration(spec *ast.ValueSpec) *ast.GenDecl {
	for _, decl := range r.file.Decls {
		if g, ok := decl.(*ast.GenDecl); ok && slices.Contains(g.Specs, ast.Spec(spec)) {
			return g
		}
	}
	return nil
}

const prefix = "//blocks:"

// hasDirective reports whether a comment has a directive of a name.
func hasDirective(g *ast.CommentGroup, name string) bool {
	return g != nil && slices.ContainsFunc(g.List, func(c *ast.Comment) bool {
		d, ok := ast.ParseDirective(c.Slash, c.Text)
		return ok && d.Tool == "blocks" && d.Name == name
	})
}

// alone reports whether no code is before a directive on its line.
func (r *reader) alone(d ast.Directive) bool {
	line, alone := r.fset.Position(d.Slash).Line, true
	ast.Inspect(r.file, func(n ast.Node) bool {
		if n == nil || !alone {
			return false
		}
		if _, comment := n.(*ast.CommentGroup); comment || n == ast.Node(r.file) {
			return !comment
		}
		before := n.Pos() < d.Slash && r.fset.Position(n.Pos()).Line == line || n.End() <= d.Slash && r.fset.Position(n.End()).Line == line
		alone = !before
		return alone
	})
	return alone
}

// move returns the edits that move a directive's line to the line above a declaration; none
// if it has no line of its own.
func (r *reader) move(line diag.Span, d ast.Directive, above token.Pos) []diag.Edit {
	if !r.alone(d) {
		return nil
	}
	at := diag.At(r.fset, above, above)
	at.Column, at.EndColumn = 1, 1
	return []diag.Edit{{Span: wholeLineOf(line)}, {Span: at, NewText: textOf(d) + "\n"}}
}

// moveBelowNext returns the edits that move a blocks:with below the next directive of its
// comment; none if there is none.
func (r *reader) moveBelowNext(g *ast.CommentGroup, line diag.Span) []diag.Edit {
	var own *ast.Directive
	for _, c := range g.List {
		d, ok := ast.ParseDirective(c.Slash, c.Text)
		if !ok || d.Tool != "blocks" {
			continue
		}
		switch at := r.fset.Position(c.Slash); {
		case at.Line == line.Line:
			own = &d
		case at.Line > line.Line && own != nil && d.Name != "with":
			below := diag.Span{File: line.File, Line: at.Line + 1, Column: 1, EndLine: at.Line + 1, EndColumn: 1}
			return []diag.Edit{{Span: wholeLineOf(line)}, {Span: below, NewText: textOf(*own) + "\n"}}
		}
	}
	return nil
}

// textOf is a directive as it is written.
func textOf(d ast.Directive) string {
	return strings.TrimRight(prefix+d.Name+" "+d.Args, " \t\r")
}

// wholeLineOf is the line of a directive, with its end.
func wholeLineOf(at diag.Span) diag.Span {
	at.Column, at.EndLine, at.EndColumn = 1, at.Line+1, 1
	return at
}
