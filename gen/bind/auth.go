package bind

import (
	"go/ast"
	"go/types"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/gen/source"
)

// authForms are the signatures of functions that say who may use an app, and the functions
// of the runtime's package auth that take them.
var authForms = map[string]string{
	"func(context.Context, string, string) (bool, error)":           "Passwords",
	"func(context.Context, string, string) ([]string, bool, error)": "PasswordsWithRoles",
	"func(*net/http.Request) (string, error)":                       "Requests",
	"func(*net/http.Request) (string, []string, error)":             "RequestsWithRoles",
}

// auth finds the function that says who may use an app, in the packages that belong to it;
// nil if there is none, or if it cannot be used.
func (d directives) auth(l *source.Loaded, packages []*source.Package, diags *diag.List) *model.Auth {
	var found *model.Auth
	var first *directive.Call
	for _, p := range packages {
		for _, c := range d[p] {
			if c.Name != "auth" || c.Ident == nil {
				continue
			}
			fn, ok := p.Info.Defs[c.Ident].(*types.Func)
			if !ok {
				continue
			}
			if first != nil {
				diags.Errorf(diag.RepeatedDirective, c.Span, "blocks:auth is repeated: one function says who may use the app").
					Note(first.Span, "the first one is here")
				continue
			}
			first = c
			found = d.authOf(l, p, c, fn, diags)
		}
	}
	return found
}

// authOf checks the function of an auth directive.
func (d directives) authOf(l *source.Loaded, p *source.Package, c *directive.Call, fn *types.Func, diags *diag.List) *model.Auth {
	name, sig := l.Span(c.Ident), fn.Signature()
	for _, other := range d[p] {
		if other.Ident == c.Ident && other.Name != "auth" {
			diags.Errorf(diag.BadAuth, other.Span, "%s says who may use the app, so it cannot be a handler: clients could call it to check passwords", fn.Name()).
				Note(c.Span, "this directive says so")
			return nil
		}
	}
	form := authForms[types.TypeString(types.NewSignatureType(nil, nil, nil, unnamed(sig.Params()), unnamed(sig.Results()), sig.Variadic()), nil)]
	decl, _ := c.Node.(*ast.FuncDecl)
	switch {
	case decl == nil || decl.Recv != nil || decl.Body == nil || sig.TypeParams() != nil:
		diags.Errorf(diag.BadAuth, name, "%s says who may use the app, so it must be a function with a body, not a method or a generic function", fn.Name())
	case form == "":
		diags.Errorf(diag.BadAuth, name, "%s says who may use the app, but its signature is %s", fn.Name(), types.TypeString(sig, types.RelativeTo(p.Types))).
			Fix("declare it as func(ctx context.Context, user, password string) (bool, error), or as func(r *http.Request) (user string, err error)")
	case !fn.Exported():
		diags.Errorf(diag.UnexportedHandler, name, "%s is not exported, so the generated program cannot call it", fn.Name())
	default:
		return &model.Auth{Func: model.Ref{Pkg: model.Package{Path: p.Path, Name: p.Name}, Name: fn.Name()}, Form: form}
	}
	return nil
}

// unnamed is a tuple without the names of its variables.
func unnamed(t *types.Tuple) *types.Tuple {
	vars := make([]*types.Var, 0, t.Len())
	for v := range t.Variables() {
		vars = append(vars, types.NewParam(v.Pos(), nil, "", v.Type()))
	}
	return types.NewTuple(vars...)
}
