package emit

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// component is one element of the config's components.
type component struct {
	ID        int             `json:"id"`
	Type      string          `json:"type"`
	Props     object          `json:"props"`
	SkipAPI   bool            `json:"skip_api"`
	ClassID   string          `json:"component_class_id"`
	Key       json.RawMessage `json:"key"`
	APIInfo   json.RawMessage `json:"api_info,omitempty"`
	APIInput  json.RawMessage `json:"api_info_as_input,omitempty"`
	APIOutput json.RawMessage `json:"api_info_as_output,omitempty"`
	Example   json.RawMessage `json:"example_inputs,omitempty"`
}

// configWriter holds what the parts of config.json and api.json share.
type configWriter struct {
	app    *model.App
	events map[int]map[string]bool // block id → events that something listens to
	slots  []component             // typed slots of endpoints that have no blocks
	inputs map[int][]int           // endpoint → ids of its slots
	outs   map[int][]int
}

func newConfigWriter(app *model.App) *configWriter {
	w := &configWriter{app: app, events: map[int]map[string]bool{}, inputs: map[int][]int{}, outs: map[int][]int{}}
	for i := range app.Fns {
		fn := &app.Fns[i]
		for _, t := range fn.Targets {
			if w.events[t.Block] == nil {
				w.events[t.Block] = map[string]bool{}
			}
			w.events[t.Block][t.Event] = true
		}
		if fn.Endpoint {
			for _, p := range fn.Params {
				w.inputs[fn.ID] = append(w.inputs[fn.ID], w.slot(p.Name, p.Type))
			}
			for _, r := range fn.Returns {
				w.outs[fn.ID] = append(w.outs[fn.ID], w.slot(r.Name, r.Type))
			}
		}
	}
	return w
}

// slot adds an undrawn component that stands for a parameter or result of an
// endpoint: clients count an endpoint's inputs and outputs by components.
func (w *configWriter) slot(label string, t model.Type) int {
	id := len(w.app.Blocks) + len(w.slots)
	s := typeSchema(t)
	w.slots = append(w.slots, component{
		ID: id, Type: "api", ClassID: hash("Api"), Key: json.RawMessage("null"),
		Props:   object{{"label", label}, {"visible", true}, {"name", "api"}},
		APIInfo: s.JSON, APIInput: s.JSON, APIOutput: s.JSON, Example: s.Example,
	})
	return id
}

func (w *configWriter) component(b *model.Block) component {
	entry := blocks.Lookup(b.Kind)
	props := w.props(b)
	c := component{
		ID:      b.ID,
		Type:    entry.Wire,
		Props:   ordered(entry, props),
		SkipAPI: entry.SkipAPI,
		ClassID: hash(entry.Class),
		Key:     json.RawMessage("null"),
	}
	if b.Custom != nil {
		c.ClassID = hash(b.Custom.Class)
	}
	if key := props["key"]; present(key) {
		c.Key = key
	}
	if len(w.events[b.ID]) > 0 && entry.Event("select") != nil && w.events[b.ID]["select"] {
		c.Props.set("_selectable", true)
	}
	if !c.SkipAPI {
		s := schema(b, props)
		c.APIInfo, c.APIInput, c.APIOutput, c.Example = s.JSON, s.JSON, s.JSON, s.Example
	}
	return c
}

// props are a block's properties in wire form with the defaults of those that
// were not set. What is late is left to the runtime.
func (w *configWriter) props(b *model.Block) map[string]json.RawMessage {
	entry := blocks.Lookup(b.Kind)
	set := map[string]json.RawMessage{}
	for _, p := range b.Props {
		if entry.IsProp(p.Name) || entry.Param(p.Name) == nil {
			set[p.Name] = w.resolve(p.Value)
		}
	}
	props := entry.Fill(set)
	if b.Kind == "examples" {
		w.describeSamples(b, props)
	}
	for _, late := range b.Late {
		delete(props, late)
	}
	if b.Custom != nil {
		props["name"] = quote(strings.ToLower(b.Custom.Class))
	}
	return props
}

// reference is what stands in a property for something that is known elsewhere.
type reference struct {
	Block *int   `json:"$block"` // place in the order in which the page variables are walked
	Enum  string `json:"$enum"`  // type whose constants are choices
}

// resolve replaces references in a list: a block by what the page's toolbars draw
// of it, its id and what it shows; the choice that stands for a type by the
// type's constants.
func (w *configWriter) resolve(value json.RawMessage) json.RawMessage {
	if !bytes.Contains(value, []byte(`"$block"`)) && !bytes.Contains(value, []byte(`"$enum"`)) {
		return value
	}
	var list []json.RawMessage
	if json.Unmarshal(value, &list) != nil {
		return value
	}
	items := []any{}
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
	resolved, err := marshal(items)
	if err != nil {
		return value
	}
	return resolved
}

func (w *configWriter) button(id int) object {
	button := object{{"id", id}}
	for _, name := range []string{"value", "icon"} {
		if v := prop(&w.app.Blocks[id], name); present(v) {
			button.set(name, v)
		}
	}
	return button
}

func (w *configWriter) choices(enum string) []any {
	for _, e := range w.app.Enums {
		if enum == enumName(e) {
			var list []any
			var choices []json.RawMessage
			if json.Unmarshal(e.Choices, &choices) == nil {
				for _, c := range choices {
					list = append(list, c)
				}
			}
			return list
		}
	}
	return nil
}

// enumName is how ui.EnumOf names a type.
func enumName(e model.Enum) string { return e.Type.Pkg.Path + "." + e.Type.Name }

// ordered lists properties in the order of the catalogue, then the others by name.
func ordered(entry *spec.Entry, props map[string]json.RawMessage) object {
	o := object{}
	listed := map[string]bool{}
	for _, p := range entry.AllProps() {
		if v, ok := props[p.Name]; ok {
			o = append(o, member{p.Name, v})
			listed[p.Name] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(props)) {
		if !listed[name] {
			o = append(o, member{name, props[name]})
		}
	}
	return o
}

// label is how messages call a component that takes input and whose label does
// not say it.
func (w *configWriter) label(b *model.Block) string {
	entry := blocks.Lookup(b.Kind)
	if entry.Layout || entry.Value == nil || b.Var == "" || slices.Contains(b.Late, "label") || present(w.props(b)["label"]) {
		return ""
	}
	for i := range w.app.Fns {
		if slices.Contains(w.app.Fns[i].Inputs, b.ID) {
			return b.Var
		}
	}
	return ""
}

// prop is the last value that was set for a property; nil when there is none.
func prop(b *model.Block, name string) json.RawMessage {
	for i := len(b.Props) - 1; i >= 0; i-- {
		if b.Props[i].Name == name {
			return b.Props[i].Value
		}
	}
	return nil
}

// present reports whether a JSON value is there and not null.
func present(v json.RawMessage) bool { return len(v) > 0 && string(v) != "null" }

// quote writes a string in JSON.
func quote(s string) json.RawMessage {
	b, err := marshal(s)
	if err != nil {
		return json.RawMessage(`""`) // a string always marshals
	}
	return b
}

func decimal(n int) string { return strconv.Itoa(n) }

func nonNil(list []int) []int {
	if list == nil {
		return []int{}
	}
	return list
}

// usesMarkdown reports whether the app shows text in Markdown, which a package of
// its own renders.
func usesMarkdown(app *model.App) bool {
	for i := range app.Blocks {
		b := &app.Blocks[i]
		if b.Kind == "markdown" || present(prop(b, "info")) || slices.Contains(b.Late, "info") {
			return true
		}
	}
	return false
}
