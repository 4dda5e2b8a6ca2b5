package contract

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// Find gives what a block says of itself, by kind; nil when it is not known.
type Find func(kind string) *spec.Block

// expansion is what the parts of Expand and Describe share.
type expansion struct {
	*Config
	find   Find
	byID   map[int]*Block
	props  map[int]spec.Props // filled, by block
	events map[int]map[string]bool
	slots  map[int]*slots // of listeners without blocks
}

// slots are the components that stand for the parameters and results of a listener
// without blocks: clients count inputs and outputs by components.
type slots struct {
	inputs, outputs []int
	components      []Component
}

func newExpansion(c *Config, find Find) (*expansion, error) {
	e := &expansion{Config: c, find: find, byID: map[int]*Block{}, props: map[int]spec.Props{}, events: map[int]map[string]bool{}, slots: map[int]*slots{}}
	next := len(c.Pages)
	for i := range c.Blocks {
		b := &c.Blocks[i]
		e.byID[b.ID] = b
		next = max(next, b.ID+1)
		if find(b.Kind) == nil {
			return nil, fmt.Errorf("the app uses a block of kind %q that the program does not link: generate the app again", b.Kind)
		}
	}
	for _, p := range c.Pages {
		next = max(next, p.ID+1)
	}
	for i := range c.Listeners {
		l := &c.Listeners[i]
		for _, t := range l.Targets {
			if e.events[t.Block] == nil {
				e.events[t.Block] = map[string]bool{}
			}
			e.events[t.Block][t.Event] = true
		}
		next = e.addSlots(l, next)
	}
	for i := range c.Blocks {
		e.fill(&c.Blocks[i])
	}
	for i := range c.Blocks {
		e.relate(&c.Blocks[i])
	}
	return e, nil
}

// addSlots makes the components of a listener without blocks, with ids from next.
func (e *expansion) addSlots(l *Listener, next int) int {
	s := &slots{}
	slot := func(p ListenerParam) int {
		name := spec.Object{{Name: "label", Value: spec.Quote(p.Name)}, {Name: "visible", Value: json.RawMessage("true")}, {Name: "name", Value: spec.Quote("api")}}
		s.components = append(s.components, Component{
			ID: next, Type: "api", ClassID: hash("Api"), Key: json.RawMessage("null"), Props: name,
			APIInfo: p.Schema.JSON, APIInput: p.Schema.JSON, APIOutput: p.Schema.JSON, Example: orNull(p.Schema.Example),
		})
		next++
		return next - 1
	}
	for _, p := range l.Params {
		if p.Schema != nil {
			s.inputs = append(s.inputs, slot(p))
		}
	}
	for _, r := range l.Returns {
		if r.Schema != nil {
			s.outputs = append(s.outputs, slot(r))
		}
	}
	if len(s.components) > 0 {
		e.slots[l.ID] = s
	}
	return next
}

// fill completes the properties of a block. What only the running program knows and
// has not given yet is left out.
func (e *expansion) fill(b *Block) {
	set := spec.Props{}
	for _, m := range b.Props {
		set[m.Name] = m.Value
	}
	if b.Class != "" {
		set["component_class_name"] = spec.Quote(b.Class)
	}
	props := e.find(b.Kind).Fill(set)
	for _, late := range b.Late {
		if _, ok := set[late]; !ok {
			delete(props, late)
		}
	}
	e.props[b.ID] = props
}

// relate sets the properties of a block that follow from other blocks.
func (e *expansion) relate(b *Block) {
	relate := e.find(b.Kind).Relate
	if relate == nil || len(b.Columns) == 0 {
		return
	}
	columns := make([]spec.Column, 0, len(b.Columns))
	for _, id := range b.Columns {
		if of := e.byID[id]; of != nil {
			block := e.find(of.Kind)
			columns = append(columns, spec.Column{ID: id, Block: block, ClassID: hash(block.Class), Props: e.props[id]})
		}
	}
	relate(e.props[b.ID], columns)
}

// Expand gives the answers of /config and /info: everything that follows from what the
// author said. The theme's hash, the app's id and its script are left to the runtime.
func Expand(c *Config, find Find) (*Served, *APIInfo, error) {
	e, err := newExpansion(c, find)
	if err != nil {
		return nil, nil, err
	}
	s := e.served()
	for i := range c.Blocks {
		s.Components = append(s.Components, e.component(&c.Blocks[i]))
	}
	for i := range c.Listeners {
		l := &c.Listeners[i]
		s.Dependencies = append(s.Dependencies, e.dependency(l))
		if slots := e.slots[l.ID]; slots != nil {
			s.Components = append(s.Components, slots.components...)
		}
	}
	for i, p := range c.Pages {
		share := e.share(i)
		s.Page[p.Path] = share
		s.Pages = append(s.Pages, [3]any{p.Path, p.Name, !p.Unlisted})
		if i == 0 {
			s.Layout.ID = share.Layout.ID
		}
		s.Layout.Children = append(s.Layout.Children, share.Layout.Children...)
	}
	return s, e.describe(), nil
}

func (e *expansion) served() *Served {
	s := &Served{
		Version:          Version,
		APIPrefix:        Prefix,
		Protocol:         "sse_v3",
		Mode:             "blocks",
		Title:            e.Title,
		Theme:            "default",
		ConnectHeartbeat: e.heartbeat(),
		EnableQueue:      true,
		ShowError:        e.ShowError,
		FillHeight:       e.FillHeight,
		FillWidth:        e.FillWidth,
		FooterLinks:      []string{"api", "settings"},
		Stylesheets:      []string{},
		Pages:            [][3]any{},
		Page:             map[string]PageShare{},
		Components:       []Component{},
		Dependencies:     []Dependency{},
	}
	if e.Mode != "" {
		s.Mode = e.Mode
	}
	if e.Theme != "" {
		s.Theme = e.Theme
	}
	if e.MaxFileSize > 0 {
		s.MaxFileSize = &e.MaxFileSize
	}
	if e.JS != "" {
		s.JS = &e.JS
	}
	return s
}

// heartbeat reports whether clients have to say that they are there: a State lives
// as long as its session, and unload and stream end with it.
func (e *expansion) heartbeat() bool {
	for _, b := range e.Blocks {
		if e.find(b.Kind).PerSession {
			return true
		}
	}
	for _, l := range e.Listeners {
		for _, t := range l.Targets {
			if t.Event == "unload" || t.Event == "stream" {
				return true
			}
		}
	}
	return false
}

func (e *expansion) component(b *Block) Component {
	block, props := e.find(b.Kind), e.props[b.ID]
	c := Component{
		ID: b.ID, Type: block.Wire, Props: block.Ordered(props), SkipAPI: block.SkipAPI,
		ClassID: hash(class(block, b)), Key: orNull(props["key"]),
	}
	if e.events[b.ID]["select"] {
		c.Props.Set("_selectable", json.RawMessage("true"))
	}
	if !c.SkipAPI {
		s := schemaOf(block, b, props)
		c.APIInfo, c.APIInput, c.APIOutput, c.Example = s.JSON, s.JSON, s.JSON, orNull(s.Example)
	}
	return c
}

// schemaOf describes the value of a block: its Go type does it for a user's own.
func schemaOf(block *spec.Block, b *Block, props spec.Props) spec.Schema {
	if b.Value != nil {
		return spec.Schema{JSON: b.Value.JSON, Python: b.Value.Python, Example: b.Value.Example}
	}
	return block.Describe(props)
}

// class is Gradio's class of a block, or the one that its user gave it.
func class(block *spec.Block, b *Block) string {
	if b.Class != "" {
		return b.Class
	}
	return block.Class
}

// share is one page's share of layout, components and dependencies: its blocks, and
// the listeners that have something to do with them or chain on those.
func (e *expansion) share(page int) PageShare {
	p := e.Pages[page]
	share := PageShare{Layout: LayoutNode{ID: p.ID, Children: layout(p.Layout)}, Components: []int{}, Dependencies: []int{}}
	on := map[int]bool{p.ID: true}
	for _, b := range e.Blocks {
		if b.Page == page {
			share.Components = append(share.Components, b.ID)
			on[b.ID] = true
		}
	}
	chained := map[int]bool{}
	for _, l := range e.Listeners {
		here := l.After != nil && chained[*l.After]
		for _, t := range l.Targets {
			here = here || on[t.Block]
		}
		for _, id := range slices.Concat(l.Inputs, l.Outputs) {
			here = here || on[id]
		}
		if here {
			chained[l.ID] = true
			share.Dependencies = append(share.Dependencies, l.ID)
		}
	}
	return share
}

func layout(nodes []Node) []LayoutNode {
	var list []LayoutNode
	for _, n := range nodes {
		list = append(list, LayoutNode{ID: n.ID, Children: layout(n.Children)})
	}
	return list
}

// hash is a stable identity for a name.
func hash(name string) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:])
}

func orNull(v json.RawMessage) json.RawMessage {
	if len(v) == 0 {
		return json.RawMessage("null")
	}
	return v
}
