// Package vet has the checks of a single package, as an analyzer for go vet and editors.
package vet

import (
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/blocksgen/blocksgen/gen/bind/handler"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/gen/source"
)

// Analyzer checks what can be checked in a single package: directives, and the signatures
// of handlers. It is for go vet -vettool and editors; blocksgen check runs the same code
// and the rules for the whole app.
var Analyzer = &analysis.Analyzer{
	Name: "blocksgen",
	Doc:  "report mistakes in blocks directives and in the signatures of handlers",
	URL:  "https://github.com/blocksgen/blocksgen/blob/main/docs/directives.md",
	Run:  analyze,
	// The compiler reports packages that do not compile.
	RunDespiteErrors: false,
}

func analyze(pass *analysis.Pass) (any, error) {
	var list diag.List
	p := &source.Package{Path: pass.Pkg.Path(), Name: pass.Pkg.Name(), Files: pass.Files, Types: pass.Pkg, Info: pass.TypesInfo}
	calls := directive.Read(pass.Fset, pass.Files, &list)
	packages := []*source.Package{p}
	handler.Read(&source.Loaded{Fset: pass.Fset, Packages: packages}, packages, map[*source.Package][]*directive.Call{p: calls}, &list)
	for _, d := range list.Sorted() {
		pass.Report(vetDiagnostic(pass.Fset, d))
	}
	return nil, nil
}

// vetDiagnostic turns a diagnostic into that of package analysis.
func vetDiagnostic(fset *token.FileSet, d *diag.Diagnostic) analysis.Diagnostic {
	v := analysis.Diagnostic{
		Category: string(d.Code), Message: d.Message + " [" + string(d.Code) + "]",
		URL: "https://github.com/blocksgen/blocksgen/blob/main/docs/diagnostics/" + string(d.Code) + ".md",
	}
	v.Pos, v.End = positions(fset, d.Span)
	for _, r := range d.Related {
		pos, end := positions(fset, r.Span)
		v.Related = append(v.Related, analysis.RelatedInformation{Pos: pos, End: end, Message: r.Message})
	}
	for _, f := range d.Fixes {
		if len(f.Edits) == 0 {
			continue
		}
		fix := analysis.SuggestedFix{Message: f.Message}
		for _, e := range f.Edits {
			pos, end := positions(fset, e.Span)
			fix.TextEdits = append(fix.TextEdits, analysis.TextEdit{Pos: pos, End: end, NewText: []byte(e.NewText)})
		}
		v.SuggestedFixes = append(v.SuggestedFixes, fix)
	}
	return v
}

// positions finds a span in a file set.
func positions(fset *token.FileSet, s diag.Span) (pos, end token.Pos) {
	fset.Iterate(func(f *token.File) bool {
		if f.Name() != s.File || s.Line < 1 || s.Line > f.LineCount() {
			return true
		}
		pos = f.LineStart(s.Line) + token.Pos(s.Column-1)
		end = pos
		if s.EndLine >= s.Line && s.EndLine <= f.LineCount() {
			end = f.LineStart(s.EndLine) + token.Pos(s.EndColumn-1)
		}
		return false
	})
	return pos, end
}
