// Package jsondoc writes the JSON documents of an app: config.json, which has the
// properties that the author set, and api.json, which describes the endpoints.
package jsondoc

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/contract"
)

// Files writes config.json and api.json. handler returns the name of an adapter in the
// program, by index; "" if it has none.
func Files(app *model.App, handler func(adapter int) string) (config, api []byte, err error) {
	w := &writer{app: app, handler: handler}
	c := w.config()
	if config, err = document(c); err != nil {
		return nil, nil, fmt.Errorf("config.json: %w", err)
	}
	info, err := contract.Describe(c, Find)
	if err != nil {
		return nil, nil, fmt.Errorf("api.json: %w", err)
	}
	if api, err = document(info); err != nil {
		return nil, nil, fmt.Errorf("api.json: %w", err)
	}
	return config, api, nil
}

// Find returns the block of a kind.
func Find(kind string) *spec.Block {
	if e := blocks.Lookup(kind); e != nil {
		return e.Block
	}
	return nil
}

// writer turns the model of an app into the shapes of the documents.
type writer struct {
	app     *model.App
	handler func(int) string
}

func (w *writer) config() *contract.Config {
	o := w.app.Options
	c := &contract.Config{
		Title: w.title(), Theme: o.Theme, ShowError: o.ShowError, FillHeight: o.FillHeight, FillWidth: o.FillWidth, MaxFileSize: o.MaxFileSize,
		Queue: contract.Queue{MaxSize: o.MaxSize, DefaultConcurrencyLimit: o.DefaultConcurrencyLimit},
		CSS:   strings.TrimSpace(o.CSS), Head: strings.TrimSpace(o.Head), Favicon: o.Favicon,
		Pages: []contract.Page{}, Blocks: []contract.Block{}, Listeners: []contract.Listener{}, Order: nonNil(w.app.Order),
		StateSessionCapacity: o.StateSessionCapacity, SessionLinger: o.SessionLinger,
	}
	for _, s := range w.app.Scripts {
		if s.Name == "app_js" {
			c.JS = s.Source
		}
	}
	signatures := len(w.app.Pages) > 0
	for i := range w.app.Pages {
		p := &w.app.Pages[i]
		c.Pages = append(c.Pages, w.page(p))
		signatures = signatures && p.Var.Name == ""
	}
	if signatures {
		c.Mode = "interface" // every page is made from a signature
	}
	for i := range w.app.Blocks {
		if b := &w.app.Blocks[i]; blocks.Lookup(b.Kind).Role != spec.IsPage {
			c.Blocks = append(c.Blocks, w.block(b))
		}
	}
	for i := range w.app.Fns {
		c.Listeners = append(c.Listeners, w.listener(&w.app.Fns[i]))
	}
	for _, e := range w.app.Enums {
		c.Enums.Set(enumName(e), e.Choices)
	}
	return c
}

// title is the title of the app: that of the directive, of the main page, or its name.
func (w *writer) title() string {
	if t := w.app.Options.Title; t != "" {
		return t
	}
	for _, p := range w.app.Pages {
		if p.Path == "" {
			if t := w.app.Blocks[p.Block].Text("title"); t != "" {
				return t
			}
		}
	}
	return w.app.Name
}

func (w *writer) page(p *model.Page) contract.Page {
	b := &w.app.Blocks[p.Block]
	return contract.Page{
		ID: p.Block, Path: p.Path, Name: p.Name, Unlisted: !p.InNavbar, Layout: w.children(p.Block),
		Title: b.Text("title"), CSS: b.Text("css"), Head: b.Text("head"),
		FillHeight: truth(b.Raw("fill_height")), FillWidth: truth(b.Raw("fill_width")),
	}
}

// truth reads a property that is true, false, or not set.
func truth(raw json.RawMessage) *bool {
	var b *bool
	if json.Unmarshal(raw, &b) != nil {
		return nil
	}
	return b
}

func (w *writer) children(id int) []contract.Node {
	list := []contract.Node{}
	for _, child := range w.app.Blocks[id].Children {
		if !w.app.Blocks[child].Toolbar {
			list = append(list, contract.Node{ID: child, Children: w.children(child)})
		}
	}
	return list
}

func (w *writer) block(b *model.Block) contract.Block {
	entry := blocks.Lookup(b.Kind)
	c := contract.Block{ID: b.ID, Kind: b.Kind, Page: b.Page, Label: w.label(b), Columns: w.columns(b.ID)}
	for _, p := range b.Props {
		if entry.IsProp(p.Name) || entry.Param(p.Name) == nil && p.Name != "component_class_name" {
			c.Props.Set(p.Name, w.resolve(p.Value))
		}
	}
	for _, late := range b.Late {
		if entry.IsProp(late) || entry.Param(late) == nil {
			c.Late = append(c.Late, late)
		}
	}
	if b.Custom != nil {
		c.Class, c.Value = b.Custom.Class, typeSchema(b.Custom.Value)
	}
	return c
}

// reference is a reference to a block or type in the value of a property.
type reference struct {
	Block *int   `json:"$block"` // place in the order in which the page variables are walked
	Enum  string `json:"$enum"`  // type whose constants are choices
}

// resolve replaces references in a list: a block by the id and properties that toolbars
// show, a type by its constants as choices.
func (w *writer) resolve(value json.RawMessage) json.RawMessage {
	if !bytes.Contains(value, []byte(`"$block"`)) && !bytes.Contains(value, []byte(`"$enum"`)) {
		return value
	}
	var list []json.RawMessage
	if json.Unmarshal(value, &list) != nil {
		return value
	}
	items := []json.RawMessage{}
	for _, item := range list {
		var ref reference
		var pair []json.RawMessage
		if json.Unmarshal(item, &pair) == nil && len(pair) == 2 && json.Unmarshal(pair[1], &ref) == nil && ref.Enum != "" {
			items = append(items, w.choices(ref.Enum)...)
		} else if json.Unmarshal(item, &ref) == nil && ref.Block != nil && *ref.Block < len(w.app.Order) {
			items = append(items, w.button(w.app.Order[*ref.Block]))
		} else {
			items = append(items, item)
		}
	}
	return spec.Marshal(items)
}

func (w *writer) button(id int) json.RawMessage {
	button := object("id", id)
	for _, name := range []string{"value", "icon"} {
		if v := w.app.Blocks[id].Raw(name); !spec.IsNull(v) {
			button.Set(name, v)
		}
	}
	return spec.Marshal(button)
}

func (w *writer) choices(enum string) (list []json.RawMessage) {
	for _, e := range w.app.Enums {
		if enum == enumName(e) {
			_ = json.Unmarshal(e.Choices, &list) // tree wrote them
		}
	}
	return list
}

// enumName is the name of a type for ui.EnumOf.
func enumName(e model.Enum) string { return e.Type.Pkg.Path + "." + e.Type.Name }

// label is the name in messages of an input component without a label.
func (w *writer) label(b *model.Block) string {
	entry := blocks.Lookup(b.Kind)
	if entry.Layout || entry.Value == nil || b.Var == "" || slices.Contains(b.Late, "label") || !spec.IsNull(b.Raw("label")) {
		return ""
	}
	for i := range w.app.Fns {
		if slices.Contains(w.app.Fns[i].Inputs, b.ID) {
			return b.Var
		}
	}
	return ""
}

// columns are the blocks that the samples of a dataset fill.
func (w *writer) columns(dataset int) []int {
	for i := range w.app.Fns {
		fn := &w.app.Fns[i]
		if fn.Builtin == "example" && len(fn.BuiltinArgs) > 0 && fn.BuiltinArgs[0] == dataset {
			return fn.Outputs
		}
	}
	return nil
}

func nonNil(list []int) []int {
	if list == nil {
		return []int{}
	}
	return list
}
