package tree

import (
	"cmp"
	"encoding/json"
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strings"
	"unicode/utf8"

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
	consts := constants(named)
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

// constants lists the constants of a type in the order of their declaration.
func constants(named *types.Named) []*types.Const {
	scope := named.Obj().Pkg().Scope()
	var list []*types.Const
	for _, name := range scope.Names() {
		if c, ok := scope.Lookup(name).(*types.Const); ok && types.Identical(c.Type(), named) {
			list = append(list, c)
		}
	}
	slices.SortFunc(list, func(a, b *types.Const) int { return cmp.Compare(a.Pos(), b.Pos()) })
	return list
}

// NotUTF8 returns the first constant of a type that is not valid UTF-8, and therefore cannot
// be a choice; nil if there is none.
func NotUTF8(t types.Type) *types.Const {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return nil
	}
	for _, c := range constants(named) {
		if c.Val().Kind() == constant.String && !utf8.ValidString(constant.StringVal(c.Val())) {
			return c
		}
	}
	return nil
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
	if c := NotUTF8(t); c != nil {
		s.diags.Errorf(diag.BadEnum, s.span(e), "the value of constant %s is not valid UTF-8", c.Name()).
			Note(s.loaded.Declaration(c), "%s is declared here", c.Name())
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
