package bind

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/model"
)

// modelScripts gathers the functions of the app's JavaScript module.
func (b *binder) modelScripts(app *model.App) {
	for _, fn := range app.Fns {
		if fn.JS != "" {
			app.Scripts = append(app.Scripts, model.Script{Name: "fn" + itoa(fn.ID), Source: fn.JS, Span: fn.Span})
		}
	}
	if app.Options.JS != "" {
		app.Scripts = append(app.Scripts, model.Script{Name: "app_js", Source: app.Options.JS})
	}
	for i := range app.Blocks {
		blk := &app.Blocks[i]
		switch blk.Kind {
		case "page":
			if js := textProp(blk, "js"); js != "" {
				app.Scripts = append(app.Scripts, model.Script{Name: "page" + itoa(blk.ID) + "_js", Source: js, Span: blk.Span})
			}
		case "html":
			b.htmlScripts(app, blk)
		}
	}
	slices.SortStableFunc(app.Scripts, func(a, c model.Script) int { return strings.Compare(a.Name, c.Name) })
}

// htmlScripts turns the templates of an HTML block into functions: the page may
// not evaluate text.
func (b *binder) htmlScripts(app *model.App, blk *model.Block) {
	add := func(what, source string) {
		app.Scripts = append(app.Scripts, model.Script{Name: "html" + itoa(blk.ID) + "_" + what, Source: source, Span: blk.Span})
	}
	names := templateNames(blk)
	if t := textProp(blk, "html_template"); t != "" && t != "${value}" {
		b.template(add, blk, "template", names, t)
	}
	if t := textProp(blk, "css_template"); t != "" {
		b.template(add, blk, "css", names, t)
	}
	if js := textProp(blk, "js_on_load"); js != "" {
		add("on_load", "(element, trigger, props, server, upload, watch) => {\n"+js+"\n}")
	}
}

// template adds a template as a function.
func (b *binder) template(add func(what, source string), blk *model.Block, what string, names []string, text string) {
	source, err := templateFunction(names, text)
	if err != nil {
		b.diags.Errorf(diag.BadTemplate, blk.Span, "the %s of this block cannot be read: %v", map[string]string{"template": "html_template", "css": "css_template"}[what], err)
		return
	}
	add(what, source)
}

var identifier = regexp.MustCompile(`^[A-Za-z_$][A-Za-z0-9_$]*$`)

// reserved are words that JavaScript does not allow as a variable's name.
var reserved = strings.Fields("arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield")

// templateNames are the names that a template of a block may use: its
// properties, set or not.
func templateNames(blk *model.Block) []string {
	names := []string{"value", "label"}
	for _, p := range blocks.Lookup(blk.Kind).AllProps() {
		names = append(names, p.Name)
	}
	for _, p := range blk.Props {
		names = append(names, p.Name)
		var members map[string]json.RawMessage
		if p.Name == "props" && json.Unmarshal(p.Value, &members) == nil {
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

func textProp(blk *model.Block, name string) string {
	for _, p := range slices.Backward(blk.Props) {
		if p.Name == name {
			var s string
			if json.Unmarshal(p.Value, &s) == nil {
				return s
			}
		}
	}
	return ""
}
