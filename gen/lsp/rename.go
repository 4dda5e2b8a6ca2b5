package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/source"
)

// prepareRename says which name at a position can be renamed: that of a block.
func (s *server) prepareRename(ctx context.Context, doc *document, raw json.RawMessage) (any, error) {
	var p positionParams
	if err := json.Unmarshal(raw, &p); err != nil {
		return nil, &rpcError{invalidParams, err.Error()}
	}
	n := s.namesOf(ctx, doc)
	if n == nil || n.result.docs[doc.file] != doc {
		return nil, nil
	}
	o, at := n.blockAt(doc, p.Position)
	if o == nil {
		return nil, nil // another server may know what it is
	}
	return map[string]any{"range": doc.span(at), "placeholder": o.Name()}, nil
}

// blockAt returns the block that is named at a position, in a directive or in Go code.
func (n *names) blockAt(doc *document, p position) (types.Object, diag.Span) {
	if c := cursorAt(doc.text, p); c != nil {
		if c.arg == nil || !namesThings(c) {
			return nil, diag.Span{}
		}
		o, length := n.find(c.word)
		if o == nil || !isBlock(o) || c.at > length {
			return nil, diag.Span{}
		}
		end := c.start + 1 + length
		return o, diag.Span{File: doc.file, Line: p.Line + 1, Column: end - len(o.Name()), EndLine: p.Line + 1, EndColumn: end}
	}
	line, column := p.Line+1, doc.column(p)+1
	for _, m := range []map[*ast.Ident]types.Object{n.pkg.Info.Defs, n.pkg.Info.Uses} {
		for id, o := range m {
			at := n.loaded.Span(id)
			if at.File == doc.file && at.Line == line && at.Column <= column && column <= at.EndColumn && o != nil && isBlock(o) {
				return o, at
			}
		}
	}
	return nil, diag.Span{}
}

// isBlock reports whether an object is a package-level variable that holds a block.
func isBlock(o types.Object) bool {
	v, ok := o.(*types.Var)
	return ok && v.Pkg() != nil && v.Parent() == v.Pkg().Scope() && gotype.IsBlock(v.Type())
}

// rename renames a block: its variable, its uses in Go code, and the directives that name
// it. Where a parameter or result was bound by its name, the directive now binds it with
// in= or out=, so that the names in the API stay the same.
func (s *server) rename(ctx context.Context, doc *document, raw json.RawMessage) (any, error) {
	var p positionParams
	if err := json.Unmarshal(raw, &p); err != nil {
		return nil, &rpcError{invalidParams, err.Error()}
	}
	s.mu.Lock()
	w := s.workspaceOf(doc.file)
	s.mu.Unlock()
	if w == nil {
		return nil, nil
	}
	if !w.lock(ctx) {
		return nil, ctx.Err()
	}
	defer func() { <-w.busy }()
	docs := s.opened()
	docs[doc.file] = doc
	r, err := s.load(ctx, w, docs) // the latest result may be that of an earlier edit
	if err != nil {
		return nil, err
	}
	c := r.packages[filepath.Dir(doc.file)]
	if c == nil {
		return nil, nil
	}
	n := newNames(r, c, filepath.Dir(doc.file))
	if n == nil {
		return nil, nil
	}
	o, _ := n.blockAt(doc, p.Position)
	if o == nil {
		return nil, &rpcError{requestFailed, "there is no block here"}
	}
	edits, err := n.rename(ctx, o, p.NewName)
	if err != nil {
		return nil, &rpcError{requestFailed, err.Error()}
	}
	wrong := s.verify(ctx, w, r, edits)
	if r, err = s.load(ctx, w, docs); err != nil { // the session now has the files as they are again
		return nil, err
	}
	s.finish(w, r)
	if wrong != nil {
		return nil, &rpcError{requestFailed, wrong.Error()}
	}
	return texts{docs: docs, utf8: s.utf8, read: map[string]*text{}}.edits(edits), nil
}

// rename returns the edits that rename a block.
func (n *names) rename(ctx context.Context, o types.Object, name string) ([]diag.Edit, error) {
	switch {
	case !token.IsIdentifier(name) || name == "_":
		return nil, fmt.Errorf("%q is not a valid Go name", name)
	case name == o.Name():
		return nil, nil
	case o.Pkg().Scope().Lookup(name) != nil:
		return nil, fmt.Errorf("%s is already declared in package %s", name, o.Pkg().Name())
	case o.Exported() && !token.IsExported(name) && n.usedElsewhere(o):
		return nil, fmt.Errorf("%s is used in other packages, so its name must start with an upper-case letter", o.Name())
	}
	if err := n.captured(o, name); err != nil {
		return nil, err
	}
	edits := n.loaded.Rename(o, name)
	tests, err := n.inTests(ctx, o)
	if err != nil {
		return nil, err
	}
	for _, at := range tests {
		edits = append(edits, diag.Edit{Span: at, NewText: name})
	}
	edits = append(edits, n.inDirectives(o, name)...)
	return append(edits, n.bindings(o, name)...), nil
}

// usedElsewhere reports whether another package uses an object.
func (n *names) usedElsewhere(o types.Object) bool {
	return slices.ContainsFunc(n.loaded.Packages, func(p *source.Package) bool {
		return p.Types != o.Pkg() && slices.ContainsFunc(slices.Collect(maps.Values(p.Info.Uses)), func(u types.Object) bool { return u == o })
	})
}

// captured reports a use of an object where the new name means something else.
func (n *names) captured(o types.Object, name string) error {
	for _, p := range n.loaded.Packages {
		for id, use := range p.Info.Uses {
			if use != o || p.Types != o.Pkg() {
				continue
			}
			for scope := p.Types.Scope().Innermost(id.Pos()); scope != nil && scope != p.Types.Scope(); scope = scope.Parent() {
				if other := scope.Lookup(name); other != nil {
					return fmt.Errorf("%s is also declared at %s, where %s is used", name, n.loaded.Declaration(other), o.Name())
				}
			}
		}
	}
	return nil
}

// inTests finds the uses of an object in test files, which a session does not load.
func (n *names) inTests(ctx context.Context, o types.Object) ([]diag.Span, error) {
	var patterns []string
	for _, p := range n.loaded.Packages {
		if p.Path == o.Pkg().Path() || o.Exported() {
			patterns = append(patterns, p.Path)
		}
	}
	overlay := map[string][]byte{}
	for file, d := range n.result.docs {
		if saved, err := os.ReadFile(file); err != nil || string(saved) != d.src { // an overlay makes loading slow
			overlay[file] = []byte(d.src)
		}
	}
	loaded, err := packages.Load(&packages.Config{
		Context: ctx, Dir: n.pkg.Dir, Tests: true, Overlay: overlay,
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports | packages.NeedTypes | packages.NeedSyntax | packages.NeedTypesInfo,
	}, patterns...)
	if err != nil {
		return nil, err
	}
	declared := n.loaded.Declaration(o)
	seen := map[diag.Span]bool{}
	for _, p := range loaded {
		for id, use := range p.TypesInfo.Uses {
			at := diag.At(p.Fset, id.Pos(), id.End())
			if strings.HasSuffix(at.File, "_test.go") && use.Name() == o.Name() && diag.At(p.Fset, use.Pos(), use.Pos()).String() == declared.String() {
				seen[at] = true
			}
		}
	}
	return slices.SortedFunc(maps.Keys(seen), func(a, b diag.Span) int { return strings.Compare(a.String(), b.String()) }), nil
}

// inDirectives returns the edits of the directives that name a block.
func (n *names) inDirectives(o types.Object, name string) []diag.Edit {
	var edits []diag.Edit
	for _, p := range n.loaded.Packages {
		in := &names{n.component, n.result, p}
		for _, c := range n.calls(p) {
			for _, a := range c.Args {
				values := a.Value.List
				if values == nil {
					values = append(values, a.Value)
				}
				for _, v := range values {
					if v.Quoted || !a.Param.Kind.NamesBlocks() {
						continue
					}
					if found, length := in.find(v.Text); found == o {
						at := v.Span.Head(length)
						edits = append(edits, diag.Edit{Span: at.Tail(length - len(o.Name())), NewText: name})
					}
				}
			}
		}
	}
	return edits
}

// verify checks that edits cause no errors: the session loads the files as they would be.
func (s *server) verify(ctx context.Context, w *workspace, r *result, edits []diag.Edit) error {
	edited := maps.Clone(r.docs)
	fix := []*diag.Diagnostic{{Fixes: []diag.Fix{{Edits: edits}}}}
	for _, e := range edits {
		file := e.Span.File
		if d := edited[file]; d != nil && d != r.docs[file] {
			continue // all edits of the file are made
		}
		before, err := r.loaded.Read(file)
		if err != nil {
			return err
		}
		after, err := diag.Apply(fix, file, before)
		if err != nil {
			return err
		}
		edited[file] = &document{text: newText(string(after), s.utf8), file: file}
	}
	next, err := s.load(ctx, w, edited)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, d := range r.findings {
		known[string(d.Code)+d.Message] = true
	}
	for _, d := range next.findings {
		if d.Severity == diag.Error && !known[string(d.Code)+d.Message] {
			return fmt.Errorf("after renaming, there would be an error: %s: %s", d.Span, d.Message)
		}
	}
	return nil
}
