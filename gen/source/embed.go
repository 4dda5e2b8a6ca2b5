package source

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
	"path/filepath"
	"strconv"
	"strings"
)

// String returns the string that a package-level variable holds at first: an embedded
// file, or a constant expression. It reports false when that cannot be read.
func (l *Loaded) String(v *types.Var) (string, bool) {
	p := l.Package(v.Pkg().Path())
	if p == nil {
		return "", false
	}
	if text, ok, err := p.Embedded(v); ok {
		return text, err == nil
	}
	if e := p.initializer(v); e != nil {
		if c := p.Info.Types[e].Value; c != nil && c.Kind() == constant.String {
			return constant.StringVal(c), true
		}
	}
	return "", false
}

// initializer finds the expression that a package-level variable is declared with; nil
// when there is none of its own.
func (p *Package) initializer(v *types.Var) ast.Expr {
	for _, f := range p.Files {
		for _, d := range f.Decls {
			gen, ok := d.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, s := range gen.Specs {
				spec, ok := s.(*ast.ValueSpec)
				if !ok {
					continue
				}
				for i, name := range spec.Names {
					if p.Info.Defs[name] == v && i < len(spec.Values) {
						return spec.Values[i]
					}
				}
			}
		}
	}
	return nil
}

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

// embedPattern returns the pattern of a variable's go:embed comment: the comment
// between the previous declaration and that of the variable.
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
