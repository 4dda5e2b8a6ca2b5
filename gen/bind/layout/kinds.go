package layout

import (
	"encoding/json"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/bind/tree"
	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/gen/source"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// What the passes ask about kinds of blocks is in this file, a function for each
// question. The packages of the blocks have most of the answers.

// IsPage reports whether a block is declared as a page.
func IsPage(e *spec.Entry) bool { return e.Role == spec.IsPage }

// IsInterface reports whether a block is a place for an interface directive's blocks.
func IsInterface(e *spec.Entry) bool { return e.Role == spec.IsInterface }

// IsState reports whether the block keeps a Go value on the server.
func IsState(e *spec.Entry) bool { return e.Role == spec.KeepsState }

// IsForm reports whether the block is a frame around fields that the generator makes.
func IsForm(e *spec.Entry) bool { return e.Role == spec.IsForm }

// Clears reports whether a click on the block empties others.
func Clears(e *spec.Entry) bool { return e.Role == spec.Clears }

// HasSamples reports whether a click on the block fills others from a sample.
func HasSamples(e *spec.Entry) bool { return e.Role == spec.FillsInputs }

// joinsForm reports whether the block shares a frame with its neighbours.
func joinsForm(b *Block) bool {
	return b.Entry.Form && b.Custom == nil && string(b.Raw("container")) != "false"
}

// stretchesForms reports whether a form in the block takes a share of its width.
func stretchesForms(e *spec.Entry) bool { return e.SideBySide }

// mustBeConstant reports whether the generator must know a setting, because it decides
// which pages, blocks and listeners there are.
func mustBeConstant(e *spec.Entry, name string) bool {
	p := e.Param(name)
	return e.Wrapper || p != nil && p.Constant
}

// entryOf finds the block of package ui whose Go type is t; nil for other types.
func entryOf(t types.Type) *spec.Entry {
	name, _ := gotype.In(t, source.UIPath)
	return blocks.LookupType(name)
}

// Empty is the value of the cleared block, in wire form.
func (b *Block) Empty() json.RawMessage { return b.Entry.EmptyValue(b.Values()) }

// GoType is the default Go type of the block's value, for generic handlers; nil if the
// block has no value.
func (b *Block) GoType() types.Type {
	switch v := b.Value(); {
	case b.Custom != nil:
		return b.Custom.Value
	case IsState(b.Entry):
		return stateType(b)
	case v != nil:
		if tv, err := types.Eval(token.NewFileSet(), nil, token.NoPos, v.GoType(b.Values())); err == nil {
			return tv.Type
		}
	}
	return nil
}

// stateType is the type of the value of a State; nil if it is not known.
func stateType(b *Block) types.Type {
	if _, args := gotype.In(b.Type, source.UIPath); len(args) == 1 {
		return args[0]
	}
	return nil
}

// Misfit describes why t does not match the block although its codec accepts t, as in
// "has numeric choices"; "" if t matches.
func (b *Block) Misfit(t types.Type) string {
	v := b.Value()
	if v == nil || v.Misfit == nil {
		return ""
	}
	if s, ok := t.Underlying().(*types.Slice); ok {
		t = s.Elem()
	}
	basic, ok := t.Underlying().(*types.Basic)
	if !ok {
		return ""
	}
	return v.Misfit(b.Values(), basic.Info()&types.IsString != 0)
}

// forType makes the block that an interface takes for a Go type; nil when none asks for
// it.
func forType(t types.Type, use spec.Use) *Block {
	for _, d := range describe(gotype.Opt(t)) {
		for _, e := range blocks.All() {
			for _, ask := range e.Asks {
				if ask.Go != d.kind || ask.Named != d.named || ask.Use != spec.ForBoth && ask.Use != use {
					continue
				}
				b := &Block{Entry: e}
				for _, name := range slices.Sorted(maps.Keys(ask.Set)) {
					b.Props = append(b.Props, model.Prop{Name: name, Value: json.RawMessage(ask.Set[name])})
				}
				if ask.Choose {
					b.set("choices", d.choices)
				}
				return b
			}
		}
	}
	return nil
}

// description is what a block may ask for: a named type, or a kind of types.
type description struct {
	named   string
	kind    spec.GoKind
	choices json.RawMessage // the constants of an enum
}

// describe gives the descriptions of a type, the most specific one first.
func describe(t types.Type) []description {
	if gotype.IsBlock(t) {
		return nil
	}
	var list []description
	if n, ok := types.Unalias(t).(*types.Named); ok && n.Obj().Pkg() != nil {
		if path := n.Obj().Pkg().Path(); path == "time" || strings.HasPrefix(path, source.Module+"/runtime/") {
			list = append(list, description{named: gotype.Short(n.Origin(), nil)})
		}
	}
	enum := tree.EnumChoices(t)
	switch u := t.Underlying().(type) {
	case *types.Basic:
		kind, ofEnum := basicKind(u)
		if enum != nil {
			list = append(list, description{kind: ofEnum, choices: enum})
		}
		if kind != "" {
			list = append(list, description{kind: kind})
		}
	case *types.Slice:
		if enum := tree.EnumChoices(u.Elem()); enum != nil {
			list = append(list, description{kind: spec.GoEnumList, choices: enum})
		}
		list = append(list, description{kind: spec.GoSlice})
	case *types.Array:
		list = append(list, description{kind: spec.GoArray})
	case *types.Map:
		list = append(list, description{kind: spec.GoMap})
	case *types.Struct:
		list = append(list, description{kind: spec.GoStruct})
	case *types.Interface:
		if u.Empty() {
			list = append(list, description{kind: spec.GoAny})
		}
	}
	return list
}

// basicKind gives the kind of a basic type, and of an enum of it.
func basicKind(b *types.Basic) (kind, enum spec.GoKind) {
	switch info := b.Info(); {
	case info&types.IsString != 0:
		return spec.GoString, spec.GoTextEnum
	case info&types.IsBoolean != 0:
		return spec.GoBool, ""
	case info&types.IsInteger != 0:
		return spec.GoInteger, spec.GoNumberEnum
	case info&types.IsFloat != 0:
		return spec.GoFloat, spec.GoNumberEnum
	}
	return "", ""
}
