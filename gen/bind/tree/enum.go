package tree

import (
	"cmp"
	"encoding/json"
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// EnumChoices gives the constants of a named string or number type as choices,
// [[name, value], …], in the order of their declaration. A constant of a string
// type is its own name; one of a number type is called like the constant, without
// the type's name before it. It is nil for a type that has no constants.
func EnumChoices(t types.Type) json.RawMessage {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return nil
	}
	basic, ok := named.Underlying().(*types.Basic)
	if !ok || basic.Info()&(types.IsString|types.IsInteger|types.IsFloat) == 0 {
		return nil
	}
	scope := named.Obj().Pkg().Scope()
	var consts []*types.Const
	for _, name := range scope.Names() {
		if c, ok := scope.Lookup(name).(*types.Const); ok && types.Identical(c.Type(), named) {
			consts = append(consts, c)
		}
	}
	if len(consts) == 0 {
		return nil
	}
	slices.SortFunc(consts, func(a, b *types.Const) int { return cmp.Compare(a.Pos(), b.Pos()) })
	var pairs []json.RawMessage
	seen := map[string]bool{}
	for _, c := range consts {
		value, ok := scalar{c.Val(), named}.encode()
		if !ok || seen[string(value)] { // another name for a constant is not another choice
			continue
		}
		seen[string(value)] = true
		name := strings.TrimPrefix(strings.TrimPrefix(c.Name(), named.Obj().Name()), "_")
		if c.Val().Kind() == constant.String {
			name = constant.StringVal(c.Val())
		}
		pairs = append(pairs, spec.Marshal([]any{cmp.Or(name, c.Name()), value}))
	}
	if pairs == nil {
		return nil
	}
	return spec.Marshal(pairs)
}

// enum evaluates ui.Enum: the constants of its type argument.
func (s *scope) enum(e *ast.CallExpr) value {
	id := calleeIdent(e.Fun)
	if id == nil || s.pkg.Info.Instances[id].TypeArgs.Len() != 1 {
		return late{}
	}
	t := s.subst(s.pkg.Info.Instances[id].TypeArgs.At(0))
	wire := EnumChoices(t)
	if wire == nil {
		s.diags.Errorf(diag.EmptyEnum, s.span(e), "type %s has no constants, so ui.Enum has no choices", types.TypeString(t, types.RelativeTo(s.pkg.Types))).
			Fix("declare constants of the type, or list the choices with ui.Values")
		return bad{}
	}
	s.enums[types.Unalias(t).(*types.Named)] = true
	return raw(wire)
}

// lateEnums finds the uses of ui.Enum in an expression that is evaluated at startup,
// because the program must know the constants then.
func (s *scope) lateEnums(e ast.Expr) {
	ast.Inspect(e, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if id := calleeIdent(call.Fun); id != nil {
			if fn, ok := s.pkg.Info.Uses[id].(*types.Func); ok && inUI(fn) && fn.Name() == "Enum" {
				s.enum(call)
			}
		}
		return true
	})
}
