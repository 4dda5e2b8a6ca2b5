package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"go/constant"
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// completion completes the word at a position in a directive.
func (s *server) completion(ctx context.Context, doc *document, raw json.RawMessage) (any, error) {
	var p positionParams
	if err := json.Unmarshal(raw, &p); err != nil {
		return nil, &rpcError{invalidParams, err.Error()}
	}
	c := cursorAt(doc.text, p.Position)
	if c == nil {
		return nil, nil
	}
	k := &completer{cursor: c, doc: doc, line: p.Position.Line + 1, items: []completionItem{}}
	if c.part != inName {
		k.names = s.namesOf(ctx, doc)
	}
	k.complete()
	return map[string]any{"isIncomplete": false, "items": k.items}, nil
}

// completer collects the items for one place.
type completer struct {
	*cursor
	doc   *document
	line  int    // as in package diag
	names *names // nil if the package is not known yet
	items []completionItem
	group int // items of a group are listed before those of the next one
}

// add adds an item that replaces the word.
func (k *completer) add(label, insert string, kind int, detail, doc string) {
	item := completionItem{
		Label: label, Kind: kind, Detail: detail, SortText: fmt.Sprintf("%d%04d", k.group, len(k.items)),
		TextEdit: textEdit{span{k.doc.position(k.line, k.start+1), k.doc.position(k.line, k.end+1)}, insert},
	}
	if doc != "" {
		item.Documentation = &markupContent{"markdown", doc}
	}
	k.items = append(k.items, item)
}

func (k *completer) complete() {
	switch k.part {
	case inName:
		for _, d := range directive.All() {
			if d.Todo == "" {
				k.add(d.Name, d.Name, itemKeyword, plain(d.Doc), d.Markdown())
			}
		}
	case inArgument:
		k.argument()
	case inValue:
		if k.arg != nil {
			k.value()
		}
	}
}

// argument completes a trigger or another argument without a name, and the names of
// arguments.
func (k *completer) argument() {
	equals := "="
	if k.named {
		equals = "" // it is there
	} else if k.arg != nil {
		k.value()
		k.group++
	}
	if strings.Contains(k.word, ".") {
		return
	}
	for _, p := range k.def.Params {
		if p.Todo == "" && !k.given[p.Name] {
			k.add(p.Name, p.Name+equals, itemProperty, plain(p.Doc), p.Markdown())
		}
	}
	if k.def.Any != nil && k.names != nil {
		for _, name := range k.slots(k.def.Name == "result") {
			if !k.given[name] {
				k.add(name, name+equals, itemProperty, "", "")
			}
		}
	}
}

// value completes a value of the argument's kind.
func (k *completer) value() {
	p := k.arg
	switch p.Kind {
	case directive.Word:
		for _, w := range p.Words {
			k.add(w, w, itemEnum, "", p.Markdown())
		}
	case directive.Bool:
		k.add("true", "true", itemEnum, "", p.Markdown())
		k.add("false", "false", itemEnum, "", p.Markdown())
	case directive.Limit:
		k.add("none", "none", itemEnum, "no limit", p.Markdown())
		k.add("default", "default", itemEnum, "the app's default_concurrency_limit", p.Markdown())
	}
	if k.names == nil || strings.ContainsAny(k.word, "\"`") {
		return
	}
	switch p.Kind {
	case directive.Trigger:
		k.trigger()
	case directive.Block:
		k.blocks("", func(o types.Object) bool { e := entry(o); return e != nil && e.Role == spec.IsInterface })
	case directive.Blocks:
		k.blocks("", isComponent)
	case directive.Bindings:
		k.binding()
	case directive.Names:
		functions, ids := k.names.handlers()
		for _, name := range slices.Concat(ids, functions) {
			k.add(name, name, itemFunction, "", "")
		}
	case directive.Text, directive.Texts, directive.JS:
		k.strings(p.Kind)
	}
}

// blocks completes the names of blocks that a condition holds for.
func (k *completer) blocks(suffix string, ok func(types.Object) bool) {
	all := k.names.blocks()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if o := all[name]; ok(o) {
			k.add(name, name+suffix, itemVariable, gotype.Short(o.Type(), k.names.pkg.Types), "") // hover explains the block
		}
	}
}

// isComponent reports whether a block is neither a page nor the place of an interface.
func isComponent(o types.Object) bool {
	e := entry(o)
	return e == nil || !e.Wrapper
}

// trigger completes block.event and Handler.then.
func (k *completer) trigger() {
	head, _, dotted := cutLast(k.word[:k.at])
	if !dotted {
		k.blocks(".", func(o types.Object) bool { return len(k.names.events(o)) > 0 })
		functions, ids := k.names.handlers()
		for _, name := range slices.Concat(functions, ids) {
			k.add(name, name+".", itemFunction, "after this handler", "")
		}
		return
	}
	if o, n := k.names.find(head); o != nil && n == len(head) && gotype.IsBlock(o.Type()) {
		for _, e := range k.names.events(o) {
			k.add(head+"."+e.Name, head+"."+e.Name, itemEvent, "fires when "+plain(e.Doc), describeEvent(o, e))
		}
		return
	}
	imported := false
	k.blocks(".", func(o types.Object) bool {
		ok := o.Pkg() != k.names.pkg.Types && o.Pkg().Name() == head
		imported = imported || ok
		return ok
	})
	if !imported {
		for _, e := range follows {
			k.add(head+"."+e.Name, head+"."+e.Name, itemEvent, e.Doc, "")
		}
	}
}

// follows are the triggers of a listener that follows another one.
var follows = []spec.Event{
	{Name: "then", Doc: "after the listener's run"},
	{Name: "success", Doc: "after the listener's run, if it had no error"},
	{Name: "failure", Doc: "after the listener's run, if it had an error"},
}

// binding completes an element of in= or out=.
func (k *completer) binding() {
	if head, _, dotted := cutLast(k.word[:k.at]); dotted {
		if o, n := k.names.find(head); o != nil && n == len(head) && k.arg.Name == "in" {
			for _, p := range props(o) {
				k.add(head+"."+p.Name, head+"."+p.Name, itemProperty, plain(p.Doc), "")
			}
		}
	}
	k.blocks("", isComponent)
	k.group++
	if k.key == "" {
		for _, name := range k.slots(k.arg.Name == "out") {
			k.add(name+":", name+":", itemProperty, "binds "+name+" to a block", "")
		}
	}
}

// slots lists the parameters or results of the function below the directive.
func (k *completer) slots(results bool) []string {
	for _, f := range k.names.pkg.Files {
		fset := k.names.loaded.Fset
		if fset.Position(f.FileStart).Filename != k.doc.file {
			continue
		}
		fd := functionBelow(fset, f, k.line)
		if fd == nil {
			return nil
		}
		fields := fd.Type.Params
		if results {
			fields = fd.Type.Results
		}
		var list []string
		if fields != nil {
			for _, field := range fields.List {
				for _, id := range field.Names {
					if t := k.names.pkg.Info.TypeOf(id); id.Name != "_" && t != nil && !gotype.Is(t, "context", "Context") && !gotype.IsError(t) {
						list = append(list, id.Name)
					}
				}
			}
		}
		return list
	}
	return nil
}

// strings completes the names of constants and variables that hold strings.
func (k *completer) strings(kind directive.Kind) {
	scope := k.names.pkg.Types.Scope()
	for _, name := range scope.Names() {
		switch o := scope.Lookup(name).(type) {
		case *types.Const:
			if o.Val().Kind() == constant.String {
				k.add(name, name, itemConstant, gotype.Short(o.Type(), k.names.pkg.Types), "")
			}
		case *types.Var:
			if b, ok := o.Type().Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 && kind != directive.JS {
				k.add(name, name, itemVariable, gotype.Short(o.Type(), k.names.pkg.Types), "")
			}
		}
	}
}

func cutLast(s string) (head, tail string, found bool) {
	i := strings.LastIndexByte(s, '.')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

// plain removes the Markdown from a text.
func plain(s string) string { return strings.ReplaceAll(s, "`", "") }
