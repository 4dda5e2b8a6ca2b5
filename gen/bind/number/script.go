package number

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen/bind/layout"
	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// scripts gathers the functions of the app's JavaScript module.
func (n *numbering) scripts() {
	var list []model.Script
	for _, fn := range n.app.Fns {
		if fn.JS != "" {
			at, written := fn.ArgSpans["js"]
			if !written {
				at = fn.Span
			}
			list = append(list, model.Script{Name: fmt.Sprintf("fn%d", fn.ID), Source: fn.JS, Span: at, Written: written})
		}
	}
	if js := n.app.Options.JS; js != "" {
		list = append(list, model.Script{Name: "app_js", Source: js, Span: n.app.Options.JSSpan, Written: true})
	}
	for i := range n.app.Blocks {
		list = append(list, n.blockScripts(&n.app.Blocks[i])...)
	}
	slices.SortStableFunc(list, func(a, b model.Script) int { return strings.Compare(a.Name, b.Name) })
	n.app.Scripts = list
}

// blockScripts turns the JavaScript of a page, and the templates of an HTML block, into
// functions, because the browser must not evaluate strings.
func (n *numbering) blockScripts(b *model.Block) []model.Script {
	e := blocks.Lookup(b.Kind)
	var list []model.Script
	add := func(name, source string) {
		list = append(list, model.Script{Name: name, Source: source, Span: b.Span})
	}
	if layout.IsPage(e) {
		if js := b.Text("js"); js != "" {
			list = append(list, model.Script{Name: fmt.Sprintf("page%d_js", b.ID), Source: js, Span: b.Prop("js").Span, Written: true})
		}
		return list
	}
	name := fmt.Sprintf("%s%d_", b.Kind, b.ID)
	for _, t := range [...]struct{ param, suffix string }{{"html_template", "template"}, {"css_template", "css"}} {
		text := b.Text(t.param)
		if e.Param(t.param) == nil || text == "" || string(spec.Quote(text)) == e.Default(t.param) {
			continue
		}
		source, err := templateFunction(templateNames(e, b), text)
		if err != nil {
			n.diags.Errorf(diag.BadTemplate, b.Span, "the %s of this block is not valid: %v", t.param, err)
			continue
		}
		add(name+t.suffix, source)
	}
	if js := b.Text("js_on_load"); js != "" && e.Param("js_on_load") != nil {
		add(name+"on_load", "(element, trigger, props, server, upload, watch) => {\n"+js+"\n}")
	}
	return list
}

var identifier = regexp.MustCompile(`^[A-Za-z_$][A-Za-z0-9_$]*$`)

// reserved are words that JavaScript does not allow as a variable's name.
var reserved = strings.Fields("arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield")

// templateNames are the names that a template of a block may use: its properties, set
// or not.
func templateNames(e *spec.Entry, b *model.Block) []string {
	names := []string{"value", "label"}
	for _, p := range e.AllProps() {
		names = append(names, p.Name)
	}
	for _, p := range b.Props {
		names = append(names, p.Name)
		var members map[string]json.RawMessage
		if p.Name == e.Extra && json.Unmarshal(p.Value, &members) == nil {
			for name := range members {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return slices.DeleteFunc(slices.Compact(names), func(n string) bool {
		return !identifier.MatchString(n) || slices.Contains(reserved, n)
	})
}
