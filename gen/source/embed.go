package source

import (
	"fmt"
	"go/ast"
	"go/types"
	"path/filepath"
	"strconv"
	"strings"
)

// Embedded returns the content of the file that a package-level string variable
// embeds. It reports false for a variable without a go:embed comment; the error
// says why an embedded file cannot be read.
func (p *Package) Embedded(v *types.Var) (string, bool, error) {
	pattern := p.embedPattern(v)
	if pattern == "" {
		return "", false, nil
	}
	if strings.ContainsAny(pattern, "*?[") {
		matches, err := filepath.Glob(filepath.Join(p.Dir, filepath.FromSlash(pattern)))
		if err != nil || len(matches) != 1 {
			return "", true, fmt.Errorf("pattern %s matches %d files, not one", pattern, len(matches))
		}
		text, err := p.loaded.Read(matches[0])
		return string(text), true, err
	}
	text, err := p.loaded.Read(filepath.Join(p.Dir, filepath.FromSlash(pattern)))
	return string(text), true, err
}

// embedPattern finds the go:embed comment of a variable: one that stands between
// the declaration before and the variable's own.
func (p *Package) embedPattern(v *types.Var) string {
	for _, f := range p.Files {
		if v.Pos() < f.FileStart || v.Pos() >= f.FileEnd {
			continue
		}
		after := f.Name.End()
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.File, *ast.GenDecl:
				return true
			case ast.Decl, ast.Spec:
				if n.End() <= v.Pos() {
					after = max(after, n.End())
				}
			}
			return false
		})
		pattern := ""
		for _, group := range f.Comments {
			for _, c := range group.List {
				if args, ok := strings.CutPrefix(c.Text, "//go:embed "); ok && after <= c.Pos() && c.Pos() < v.Pos() {
					pattern = unquote(strings.TrimSpace(args))
				}
			}
		}
		return pattern
	}
	return ""
}

func unquote(s string) string {
	if u, err := strconv.Unquote(s); err == nil {
		return u
	}
	return s
}
