package app

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/session"
	"github.com/blocksgen/blocksgen/runtime/ui"
	"github.com/blocksgen/blocksgen/runtime/value"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// file is config.json as the generator writes it.
type file struct {
	Config json.RawMessage            `json:"config"`
	Order  []int                      `json:"order"`
	Late   []lateProp                 `json:"late"`
	Enums  map[string]json.RawMessage `json:"enums"`
	Labels map[string]string          `json:"labels"`
	Queue  struct {
		MaxSize                 int `json:"max_size"`
		DefaultConcurrencyLimit int `json:"default_concurrency_limit"`
	} `json:"queue"`
	Assets struct {
		CSS     string `json:"css"`
		Head    string `json:"head"`
		Favicon string `json:"favicon"` // a data URL
	} `json:"assets"`
	Pages map[string]pageProps `json:"pages"`
}

// pageProps is what a page sets for its own document. What it leaves out is the
// app's.
type pageProps struct {
	Title      string `json:"title"`
	CSS        string `json:"css"`
	Head       string `json:"head"`
	FillHeight *bool  `json:"fill_height"`
	FillWidth  *bool  `json:"fill_width"`
}

type lateProp struct {
	ID   int    `json:"id"`
	Prop string `json:"prop"`
}

// config is what the runtime knows of an app, read once at the start and never
// changed: what a session changes is in its own store.
type config struct {
	file       file
	object     wire.Object // Gradio's config, with late properties, without what a request adds
	components map[int]*component
	order      []*component // in the order of the config
	fns        map[int]*listener
	names      map[string]*listener // by api_name
	unload     []*listener
	pages      map[string]page
	title      string
	theme      string // its name
	encoder    ui.Encoder
	api        *apiInfo
}

// component is one block as its page declares it.
type component struct {
	ID      int             `json:"id"`
	Type    string          `json:"type"`
	Raw     json.RawMessage `json:"props"`
	SkipAPI bool            `json:"skip_api"`

	element json.RawMessage // the whole of it
	props   value.Props
	label   string
	node    ui.Node        // nil for what the generator made itself
	state   *session.State // nil for what is no State
}

// listener is one entry of dependencies, and its handler.
type listener struct {
	ID            int      `json:"id"`
	Targets       [][2]any `json:"targets"`
	Inputs        []int    `json:"inputs"`
	Outputs       []int    `json:"outputs"`
	Backend       bool     `json:"backend_fn"`
	Queue         bool     `json:"queue"`
	APIName       string   `json:"api_name"`
	APIVisibility string   `json:"api_visibility"`
	Types         struct {
		Generator bool `json:"generator"` // gives its outputs one after another
	} `json:"types"`

	handler handler
	group   job.Group
	inputs  []*component
	outputs []*component
	unload  bool         // runs when a client goes away
	states  []int        // State components among inputs and outputs that are written
	watched map[int]bool // States with a change listener
}

// page is one page's share of the config.
type page struct {
	Layout       json.RawMessage `json:"layout"`
	Components   []int           `json:"components"`
	Dependencies []int           `json:"dependencies"`
}

// readConfig reads the generated files and fills in what only the page variables
// know.
func readConfig(a *App) (*config, error) {
	c := &config{components: map[int]*component{}, fns: map[int]*listener{}, names: map[string]*listener{}}
	if err := json.Unmarshal(a.build.Config, &c.file); err != nil {
		return nil, fmt.Errorf("config.json: %w", err)
	}
	var err error
	if c.object, err = wire.ParseOrdered(c.file.Config); err != nil {
		return nil, fmt.Errorf("config.json: config: %w", err)
	}
	if err := json.Unmarshal(c.object.Get("page"), &c.pages); err != nil {
		return nil, fmt.Errorf("config.json: page: %w", err)
	}
	if err := json.Unmarshal(c.object.Get("title"), &c.title); err != nil {
		return nil, fmt.Errorf("config.json: title: %w", err)
	}
	if theme := c.object.Get("theme"); theme != nil {
		if err := json.Unmarshal(theme, &c.theme); err != nil {
			return nil, fmt.Errorf("config.json: theme: %w", err)
		}
	}
	nodes := ui.Walk(a.pages...)
	if len(nodes) != len(c.file.Order) {
		return nil, fmt.Errorf("the pages hold %d blocks, but were generated with %d: run go tool blocksgen generate", len(nodes), len(c.file.Order))
	}
	if err := errors.Join(c.readComponents(nodes), c.readListeners(a)); err != nil {
		return nil, err
	}
	if c.api, err = readAPI(a.build.API); err != nil {
		return nil, fmt.Errorf("api.json: %w", err)
	}
	return c, nil
}

// readComponents parses the components and gives each its node of the pages.
func (c *config) readComponents(nodes []ui.Node) error {
	var raw []json.RawMessage
	if err := json.Unmarshal(c.object.Get("components"), &raw); err != nil {
		return fmt.Errorf("config.json: components: %w", err)
	}
	for _, r := range raw {
		comp := &component{}
		if err := json.Unmarshal(r, comp); err != nil {
			return fmt.Errorf("config.json: component: %w", err)
		}
		if err := json.Unmarshal(comp.Raw, &comp.props); err != nil {
			return fmt.Errorf("config.json: component %d: %w", comp.ID, err)
		}
		comp.element = r
		c.components[comp.ID] = comp
		c.order = append(c.order, comp)
	}
	index := ui.Index(nodes)
	c.encoder = ui.Encoder{
		Index: func(n ui.Node) int {
			if i := index(n); i >= 0 {
				return c.file.Order[i]
			}
			return -1
		},
		Enum: func(typ string) (json.RawMessage, bool) {
			raw, ok := c.file.Enums[typ]
			return raw, ok
		},
	}
	for i, n := range nodes {
		comp := c.components[c.file.Order[i]]
		if comp == nil {
			continue // a page: its id stands for the root
		}
		comp.node = n
		if initial, ttl, dropped, ok := ui.StateOf(n); ok {
			comp.state = &session.State{Initial: initial, TTL: ttl, Delete: dropped}
		}
	}
	if err := c.fillLate(); err != nil {
		return err
	}
	for _, comp := range c.order {
		comp.label = c.file.Labels[strconv.Itoa(comp.ID)]
		if comp.label == "" {
			_ = json.Unmarshal(comp.props["label"], &comp.label) // a label that is no text is not used in messages
		}
	}
	elements := make([]json.RawMessage, len(c.order))
	for i, comp := range c.order {
		elements[i] = comp.element
	}
	c.object = c.object.Set("components", wire.List(elements))
	return nil
}

// fillLate sets the properties that only the running program knows.
func (c *config) fillLate() error {
	for _, late := range c.file.Late {
		comp := c.components[late.ID]
		if comp == nil || comp.node == nil {
			return fmt.Errorf("config.json: late property %s of component %d, which is not in the pages", late.Prop, late.ID)
		}
		for _, s := range ui.Settings(comp.node) {
			if s.Name != late.Prop {
				continue
			}
			raw, err := value.Property(c.encoder, s)
			if err != nil {
				return fmt.Errorf("component %d: %w", late.ID, err)
			}
			comp.setProp(late.Prop, raw)
		}
	}
	return nil
}

// setProp changes a property before the config is served.
func (comp *component) setProp(name string, raw json.RawMessage) {
	comp.props[name] = raw
	comp.element = comp.with(wire.Member{Name: name, Value: raw})
}

// with returns the component's element with some properties set.
func (comp *component) with(changed ...wire.Member) json.RawMessage {
	element, err := wire.ParseOrdered(comp.element)
	if err != nil {
		panic("app: an element was parsed before: " + err.Error())
	}
	props, err := wire.ParseOrdered(element.Get("props"))
	if err != nil {
		panic("app: properties were parsed before: " + err.Error())
	}
	for _, p := range changed {
		props = props.Set(p.Name, p.Value)
	}
	return element.Set("props", props.JSON()).JSON()
}

// readListeners parses the dependencies and joins them with their handlers.
func (c *config) readListeners(a *App) error {
	var raw []json.RawMessage
	if err := json.Unmarshal(c.object.Get("dependencies"), &raw); err != nil {
		return fmt.Errorf("config.json: dependencies: %w", err)
	}
	watched := map[int]bool{}
	for _, r := range raw {
		fn := &listener{watched: watched}
		if err := json.Unmarshal(r, fn); err != nil {
			return fmt.Errorf("config.json: dependency: %w", err)
		}
		c.fns[fn.ID] = fn
		if fn.Backend && fn.APIName != "" {
			c.names[fn.APIName] = fn
		}
		for _, t := range fn.Targets {
			id, _ := t[0].(float64)
			switch t[1] {
			case "unload":
				fn.unload = true
				c.unload = append(c.unload, fn)
			case "change":
				watched[int(id)] = true
			}
		}
		if err := c.join(a, fn); err != nil {
			return err
		}
	}
	for id := range a.handlers {
		if c.fns[id] == nil {
			return fmt.Errorf("a handler listens as %d, which config.json does not have", id)
		}
	}
	return nil
}

// join resolves a listener's components and handler.
func (c *config) join(a *App, fn *listener) error {
	var err error
	if fn.inputs, err = c.find(fn.Inputs); err != nil {
		return fmt.Errorf("config.json: inputs of dependency %d: %w", fn.ID, err)
	}
	if fn.outputs, err = c.find(fn.Outputs); err != nil {
		return fmt.Errorf("config.json: outputs of dependency %d: %w", fn.ID, err)
	}
	for _, out := range fn.outputs {
		if out.state != nil {
			fn.states = append(fn.states, out.ID)
		}
	}
	slices.Sort(fn.states)
	fn.states = slices.Compact(fn.states)
	if !fn.Backend {
		return nil
	}
	h, ok := a.handlers[fn.ID]
	if !ok {
		return fmt.Errorf("nothing listens as %d (%s)", fn.ID, fn.APIName)
	}
	fn.handler = h
	limit := c.defaultLimit(a.Settings)
	if h.limit != nil {
		limit = *h.limit
	}
	fn.group = job.Group{ID: h.group, Limit: limit}
	return nil
}

func (c *config) find(ids []int) ([]*component, error) {
	found := make([]*component, len(ids))
	for i, id := range ids {
		if found[i] = c.components[id]; found[i] == nil {
			return nil, fmt.Errorf("there is no component %d", id)
		}
	}
	return found, nil
}

func (c *config) defaultLimit(s Settings) int {
	if s.DefaultConcurrency > 0 {
		return s.DefaultConcurrency
	}
	return max(1, c.file.Queue.DefaultConcurrencyLimit)
}

// maxQueue is how many calls may wait, over all sessions.
func (c *config) maxQueue(s Settings) int {
	return cmp.Or(s.MaxQueueSize, c.file.Queue.MaxSize, defaultQueue)
}

// defaultQueue is the size of the queue where the app names none: more calls than
// anybody waits for, and few enough to hold in memory.
const defaultQueue = 1000

// maxWaiting is how many calls of one session may wait: official clients submit 40
// at once at most.
const maxWaiting = 100

// showError is whether users see every error's text.
func (c *config) showError(s Settings) bool {
	return s.ShowError || bytes.Equal(c.object.Get("show_error"), []byte("true"))
}

// states describes the State components to the session store.
func (c *config) states() map[int]session.State {
	states := map[int]session.State{}
	for _, comp := range c.order {
		if comp.state != nil {
			states[comp.ID] = *comp.state
		}
	}
	return states
}
