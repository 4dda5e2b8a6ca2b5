package lsp

import (
	"go/types"
	"slices"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/bind/handler"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/gen/source"
)

// bindings returns the edits that keep parameters and results bound to a block that gets
// another name.
func (n *names) bindings(o types.Object, name string) []diag.Edit {
	calls := map[*source.Package][]*directive.Call{}
	for _, p := range n.loaded.Packages {
		calls[p] = n.calls(p)
	}
	var errors diag.List // they are reported when the package is bound
	var edits []diag.Edit
	for _, h := range handler.Read(n.loaded, n.loaded.Packages, calls, &errors).List {
		if h.Home != o.Pkg() || h.Sig == nil {
			continue // parameters are bound to blocks of their own package
		}
		for _, c := range h.Calls {
			if c.Name != "on" {
				continue
			}
			outputs := h.Sig.Outputs()
			for _, side := range []struct {
				arg   string
				slots []gotype.Slot
			}{{"in", h.Sig.Inputs()}, {"out", outputs}} {
				if e := rebind(c, side.arg, boundByName(side.slots, o, name), name); e != nil {
					edits = append(edits, *e)
				}
			}
		}
	}
	return edits
}

// boundByName lists the slots, or fields of slots, that are bound to a block by its name,
// and would not be by its new one.
func boundByName(slots []gotype.Slot, o types.Object, name string) []string {
	like := func(slot string) bool {
		if slot == "" || slot == name || gotype.UpperFirst(slot) == name {
			return false
		}
		for _, s := range []string{slot, gotype.UpperFirst(slot)} {
			if found := o.Pkg().Scope().Lookup(s); found != nil && gotype.IsBlock(found.Type()) {
				return found == o
			}
		}
		return false
	}
	var list []string
	for _, s := range slots {
		if like(s.Name) {
			list = append(list, s.Name)
			continue
		}
		if str, ok := s.Type.Underlying().(*types.Struct); ok && !gotype.IsBlock(s.Type) {
			for f := range str.Fields() {
				if field := gotype.LowerFirst(f.Name()); f.Exported() && like(field) {
					list = append(list, field)
				}
			}
		}
	}
	return list
}

// rebind returns the edit that binds slots to a block in a directive; nil if there is
// nothing to do.
func rebind(c *directive.Call, arg string, slots []string, block string) *diag.Edit {
	given := c.Arg(arg)
	text := ""
	for _, slot := range slots {
		bound := given != nil && slices.ContainsFunc(given.Value.List, func(v directive.Value) bool { return v.Key == slot })
		positional := given != nil && given.Value.List[0].Key == ""
		if bound || positional {
			continue
		}
		if text != "" {
			text += ","
		}
		text += slot + ":" + block
	}
	if text == "" {
		return nil
	}
	if given != nil {
		end := diag.Span{File: given.Span.File, Line: given.Span.EndLine, Column: given.Span.EndColumn}
		return &diag.Edit{Span: end.Head(0), NewText: "," + text}
	}
	end := diag.Span{File: c.Span.File, Line: c.Span.EndLine, Column: c.Span.EndColumn}
	return &diag.Edit{Span: end.Head(0), NewText: " " + arg + "=" + text}
}
