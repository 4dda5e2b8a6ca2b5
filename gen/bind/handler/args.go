package handler

import (
	"fmt"
	"go/constant"
	"go/types"
	"path"
	"path/filepath"
	"strconv"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/gen/source"
)

// Args reads arguments of directives that name Go declarations or files.
type Args struct {
	Loaded *source.Loaded
	Diags  *diag.List // errors go here
}

// String reads an argument that is a string: quoted, or the name of a constant, of a
// variable with a constant value, or of an embedded file.
func (a Args) String(home *types.Package, v directive.Value) (string, bool) {
	if v.Quoted {
		return v.Text, true
	}
	o := gotype.Find(home, v.Text)
	switch o := o.(type) {
	case *types.Const:
		if o.Val().Kind() == constant.String {
			return constant.StringVal(o.Val()), true
		}
	case *types.Var:
		if text, ok := a.Loaded.String(o); ok {
			return text, true
		}
	case nil:
		a.Diags.Errorf(diag.BadText, v.Span, "there is no constant or variable %s", v.Text).
			Fix("to write a string, put it in quotes", diag.Edit{Span: v.Span, NewText: strconv.Quote(v.Text)})
		return "", false
	}
	a.Diags.Errorf(diag.BadText, v.Span, "%s is not a constant string or an embedded file", v.Text).
		Note(a.Loaded.Declaration(o), "%s is declared here", v.Text)
	return "", false
}

// File reads the file that an argument names, relative to a directory.
func (a Args) File(dir string, v directive.Value) (string, bool) {
	name := filepath.FromSlash(v.Text)
	if !filepath.IsLocal(name) {
		a.Diags.Errorf(diag.BadText, v.Span, "path %s is not inside the directory of the package", v.Text)
		return "", false
	}
	text, err := a.Loaded.Read(filepath.Join(dir, name))
	if err != nil {
		a.Diags.Errorf(diag.BadText, v.Span, "file %s cannot be read", path.Clean(v.Text)).Detail = fmt.Sprint(err)
		return "", false
	}
	return string(text), true
}
