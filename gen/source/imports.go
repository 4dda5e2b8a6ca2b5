package source

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/blocksgen/blocksgen/gen/diag"
)

// known are packages that handlers often use, by name.
var known = map[string]string{
	"ui": UIPath, "event": EventPath,
	"context": "context", "errors": "errors", "fmt": "fmt", "iter": "iter", "math": "math", "os": "os",
	"slices": "slices", "strconv": "strconv", "strings": "strings", "time": "time",
}

// missingImport adds the fix for a package that is used without being imported.
func (l *Loaded) missingImport(p *packages.Package, pos token.Pos, name string, d *diag.Diagnostic) {
	path := known[name]
	if path == "" {
		return
	}
	for _, f := range p.Syntax {
		if f.FileStart <= pos && pos < f.FileEnd {
			at, text := f.Name.End(), "\n\nimport "+strconv.Quote(path)
			if group := importGroup(f); group != nil {
				at, text = group.Lparen+1, "\n\t"+strconv.Quote(path)
			}
			d.Fix("import "+path, diag.Edit{Span: diag.At(l.Fset, at, at), NewText: text})
		}
	}
}

// importGroup is the first declaration of imports in parentheses; nil if there is none.
func importGroup(f *ast.File) *ast.GenDecl {
	for _, decl := range f.Decls {
		if g, ok := decl.(*ast.GenDecl); ok && g.Tok == token.IMPORT && g.Lparen.IsValid() {
			return g
		}
	}
	return nil
}

// badImport reports an import that failed. A package of the runtime that is missing because
// the module does not require it was reported; another path in this module is a mistake in
// the path.
func (l *Loaded) badImport(p *packages.Package, pos token.Pos, path, why string, list *diag.List) {
	rest, ours := strings.CutPrefix(path, Module+"/")
	if ours && l.noRuntime {
		return
	}
	at := l.extent(p, pos)
	base := rest[strings.LastIndexByte(rest, '/')+1:]
	if right := known[base]; ours && strings.HasPrefix(right, Module) {
		list.Errorf(diag.LoadError, at, "package %s does not exist", path).
			Fix("did you mean "+right+"?", diag.Edit{Span: at, NewText: strconv.Quote(right)})
		return
	}
	goError(list, diag.LoadError, at, "", why)
}
