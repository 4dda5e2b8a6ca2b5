// Package spec describes blocks: their names, properties, setters, events and values, as
// plain data and functions on JSON. The generator and the runtime both use it, so a block
// is described once, in its package.
//
// The package of a block has a variable Block for running apps: a plain literal, linked
// only into apps that use the block. Everything else, such as the documentation and the
// setters, is in its function Entry. No app calls Entry, so the linker removes it.
package spec

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// Block is the part of a block that a running app needs.
type Block struct {
	Kind  string // ours: "textbox", "tab"; the name of its package
	Class string // Gradio's class, as API descriptions print it: "Textbox"
	Wire  string // components[].type in the config: "textbox", "tabitem"; "" for what is not a component (a page)
	// Props are the block's own properties in the order of the reference. Common are
	// those that it shares with other blocks; one that is in both has Props' default.
	Props  Defaults
	Common Common
	// Extra names the property that takes all properties that are in neither list:
	// the "props" of an HTML block. When it is empty, there are no others.
	Extra string
	// Value is the family of the block's value; nil for a block without a wire
	// value (layouts, State).
	Value *Value
	// Empty is the wire value of the cleared block, if it differs from the default value.
	Empty string
	// Render lists properties that an extension of the runtime turns into HTML.
	Render []Render
	// Derive sets properties that follow from others (a slider's step) in p, which
	// contains the properties that are set, and the defaults. It is called when the app is generated and
	// when it starts. May be nil.
	Derive func(p Props)
	// Accepts and Presents are the rules of [Block.Accept] and [Block.Present], where the
	// block does more than its family. May be nil.
	Accepts  func(p Props, raw json.RawMessage) (json.RawMessage, error)
	Presents func(p Props, raw json.RawMessage) json.RawMessage
	// Schema describes the value in the API, if the schema of its family is not enough. May
	// be nil.
	Schema func(p Props) Schema
	// Relate sets properties that follow from the blocks that a sample fills: an
	// Examples block's. May be nil.
	Relate func(p Props, columns []Column)
	// Marks tell which asset packs the HTML of Render needs.
	Marks      []Mark
	Layout     bool // has children
	SkipAPI    bool // left out of API descriptions
	PerSession bool // its value lives as long as a session: State
}

// Column is the block for one value of each sample.
type Column struct {
	ID      int
	Block   *Block
	ClassID string // as components[].component_class_id
	Props   Props  // all of them
}

// Defaults are properties with their defaults: pairs of a name of Gradio's
// ("elem_id") and a value in wire form. "" is null, which the config leaves out.
type Defaults [][2]string

// Prop is a property and its default.
type Prop struct {
	Name, Default string
}

// Render is a property whose text an extension of the runtime turns into HTML when the
// page is served.
type Render struct {
	From   string // property with the source: "value"
	Into   string // property for the HTML: "_html"
	By     string // extension, a package below runtime: "mdhtml"
	Inline bool   // a short text of the app's own: sanitized always, and without a paragraph around it
}

// Mark says that HTML with a certain text in it needs an asset pack. A page whose HTML
// has the text loads the pack at once; otherwise it waits until such HTML comes.
type Mark struct{ Pack, Text string }

// Props are properties in wire form, by Gradio's names.
type Props = map[string]json.RawMessage

// Name is the props.name of the block: the class in lower case.
func (b *Block) Name() string { return strings.ToLower(b.Class) }

// AllProps lists all properties with their defaults: the block's own, then the
// common ones.
func (b *Block) AllProps() []Prop {
	common := commonProps[b.Common]
	all := make([]Prop, 0, len(b.Props)+len(common))
	own := map[string]string{}
	for _, p := range b.Props {
		own[p[0]] = p[1]
	}
	shared := map[string]bool{}
	for _, p := range common {
		shared[p[0]] = true
	}
	for _, p := range b.Props {
		if !shared[p[0]] {
			all = append(all, Prop{p[0], p[1]})
		}
	}
	for _, p := range common {
		if def, ok := own[p[0]]; ok {
			p[1] = def
		}
		all = append(all, Prop{p[0], p[1]})
	}
	return all
}

// Fill returns all properties of the component, given those that the author set: with
// defaults and derived properties, and without nulls.
func (b *Block) Fill(set Props) Props {
	props := Props{}
	known := map[string]bool{"component_class_name": true}
	for _, p := range b.AllProps() {
		known[p.Name] = true
		if v, ok := set[p.Name]; ok {
			props[p.Name] = v
		} else if p.Default != "" {
			props[p.Name] = json.RawMessage(p.Default)
		}
	}
	extra := Props{}
	for name, v := range set {
		switch {
		case !known[name] && b.Extra != "":
			extra[name] = v
		default:
			props[name] = v
		}
	}
	if len(extra) > 0 {
		props[b.Extra] = merge(props[b.Extra], extra)
	}
	if b.Derive != nil {
		b.Derive(props)
	}
	if name, ok := Text(props["component_class_name"]); ok {
		props["name"] = Quote(strings.ToLower(name))
	} else {
		props["name"] = Quote(b.Name())
	}
	maps.DeleteFunc(props, func(_ string, v json.RawMessage) bool { return IsNull(v) })
	return props
}

// Ordered lists properties in the order of the block, then the others by name.
func (b *Block) Ordered(props Props) Object {
	o := make(Object, 0, len(props))
	listed := map[string]bool{}
	for _, p := range b.AllProps() {
		if v, ok := props[p.Name]; ok && !listed[p.Name] {
			o = append(o, Member{p.Name, v})
			listed[p.Name] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(props)) {
		if !listed[name] {
			o = append(o, Member{name, props[name]})
		}
	}
	return o
}

// EmptyValue is the wire value of the cleared block, given the properties that are set.
func (b *Block) EmptyValue(set Props) json.RawMessage {
	if b.Empty != "" {
		return json.RawMessage(b.Empty)
	}
	rest := maps.Clone(set)
	delete(rest, "value")
	if v := b.Fill(rest)["value"]; v != nil {
		return v
	}
	return json.RawMessage("null")
}

// Describe is the schema of the block's value for API descriptions, given all its
// properties.
func (b *Block) Describe(props Props) Schema {
	switch {
	case b.Schema != nil:
		return b.Schema(props)
	case b.Value != nil && b.Value.Schema != nil:
		return b.Value.Schema(props)
	}
	return Schema{JSON: json.RawMessage("{}"), Python: "Any", Example: json.RawMessage("null")}
}

// Renders lists the properties that extensions render: the block's own, and the info of a
// field.
func (b *Block) Renders() []Render {
	if b.Common == Field {
		return append(slices.Clip(b.Render), Render{From: "info", Into: "_info_html", By: "mdhtml", Inline: true})
	}
	return b.Render
}

// merge adds members to an object in JSON.
func merge(object json.RawMessage, members Props) json.RawMessage {
	all := Props{}
	if json.Unmarshal(object, &all) != nil || all == nil {
		all = Props{}
	}
	maps.Copy(all, members)
	return Marshal(all)
}
