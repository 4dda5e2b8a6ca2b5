package app

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/contract"
	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/session"
	"github.com/blocksgen/blocksgen/runtime/ui"
	"github.com/blocksgen/blocksgen/runtime/value"
)

// config is what the runtime knows of an app, read once at the start and never
// changed: what a session changes is in its own store.
type config struct {
	file       *contract.Config
	served     *contract.Served // with late properties, without what a request adds
	components map[int]*component
	order      []*component // in the order of the config
	fns        map[int]*listener
	names      map[string]*listener // by api_name
	unload     []*listener
	encoder    ui.Encoder
	api        *apiInfo
}

// component is one block as its page declares it.
type component struct {
	contract.Component
	block *spec.Block // nil for what stands for a parameter of an endpoint
	props value.Props
	label string
	node  ui.Node        // nil for what the generator made itself
	state *session.State // nil for what is no State
}

// listener is one entry of dependencies, and its handler.
type listener struct {
	contract.Dependency
	call    Handler
	group   job.Group
	limit   time.Duration // of a call's time; 0: none
	inputs  []*component
	outputs []*component
	unload  bool         // runs when a client goes away
	states  []int        // State components among inputs and outputs that are written
	watched map[int]bool // States with a change listener
}

// readConfig reads config.json and fills in what only the page variables know, and
// what follows from all of it.
func readConfig(a *App) (*config, error) {
	c := &config{file: &contract.Config{}, components: map[int]*component{}, fns: map[int]*listener{}, names: map[string]*listener{}}
	if err := json.Unmarshal(a.build.Config, c.file); err != nil {
		return nil, fmt.Errorf("config.json: %w", err)
	}
	nodes := ui.Walk(a.pages...)
	if len(nodes) != len(c.file.Order) {
		return nil, fmt.Errorf("the pages hold %d blocks, but were generated with %d: run go tool blocksgen generate", len(nodes), len(c.file.Order))
	}
	c.encoder = c.newEncoder(nodes)
	byID := make(map[int]ui.Node, len(nodes))
	for i, n := range nodes {
		byID[c.file.Order[i]] = n
	}
	if err := c.fillLate(byID); err != nil {
		return nil, err
	}
	var err error
	if c.served, err = contract.Expand(c.file, a.find); err != nil {
		return nil, err
	}
	c.readComponents(a, byID)
	if err := c.readListeners(a); err != nil {
		return nil, err
	}
	info, err := contract.Describe(c.file, a.find)
	if err != nil {
		return nil, err
	}
	c.api = newAPI(info)
	return c, nil
}

// newEncoder writes settings with the ids of components.
func (c *config) newEncoder(nodes []ui.Node) ui.Encoder {
	index := ui.Index(nodes)
	return ui.Encoder{
		Index: func(n ui.Node) int {
			if i := index(n); i >= 0 {
				return c.file.Order[i]
			}
			return -1
		},
		Enum: func(typ string) (json.RawMessage, bool) {
			raw := c.file.Enums.Get(typ)
			return raw, raw != nil
		},
	}
}

// fillLate sets the properties that only the running program knows.
func (c *config) fillLate(nodes map[int]ui.Node) error {
	for i := range c.file.Blocks {
		b := &c.file.Blocks[i]
		if len(b.Late) > 0 && nodes[b.ID] == nil {
			return fmt.Errorf("config.json: block %d is not in the pages: run go tool blocksgen generate", b.ID)
		}
		for _, late := range b.Late {
			for _, s := range ui.Settings(nodes[b.ID]) {
				if s.Name != late {
					continue
				}
				raw, err := value.Property(c.encoder, s)
				if err != nil {
					return fmt.Errorf("block %d: %w", b.ID, err)
				}
				b.Props.Set(late, raw)
			}
		}
	}
	return nil
}

// readComponents gives each component its node of the pages.
func (c *config) readComponents(a *App, nodes map[int]ui.Node) {
	blocks := make(map[int]*contract.Block, len(c.file.Blocks))
	for i := range c.file.Blocks {
		blocks[c.file.Blocks[i].ID] = &c.file.Blocks[i]
	}
	for _, served := range c.served.Components {
		comp := &component{Component: served, props: make(value.Props, len(served.Props)), node: nodes[served.ID]}
		for _, m := range served.Props {
			comp.props[m.Name] = m.Value
		}
		if b := blocks[served.ID]; b != nil {
			comp.block, comp.label = a.find(b.Kind), b.Label
		}
		if comp.label == "" {
			comp.label, _ = spec.Text(comp.props["label"])
		}
		if comp.node != nil {
			if initial, ttl, dropped, ok := ui.StateOf(comp.node); ok {
				comp.state = &session.State{Initial: initial, TTL: ttl, Delete: dropped}
			}
		}
		c.components[comp.ID] = comp
		c.order = append(c.order, comp)
	}
}

// with returns the component with some properties set.
func (comp *component) with(changed ...value.Prop) contract.Component {
	c := comp.Component
	c.Props = slices.Clone(c.Props)
	for _, p := range changed {
		c.Props.Set(p.Name, p.Value)
	}
	return c
}

// readListeners joins the listeners with their handlers.
func (c *config) readListeners(a *App) error {
	watched := map[int]bool{}
	used := map[string]bool{}
	for i, dep := range c.served.Dependencies {
		fn := &listener{Dependency: dep, watched: watched}
		c.fns[fn.ID] = fn
		if fn.BackendFn && fn.APIName != "" {
			c.names[fn.APIName] = fn
		}
		for _, t := range fn.Targets {
			switch t.Event {
			case "unload":
				fn.unload = true
				c.unload = append(c.unload, fn)
			case "change":
				watched[t.Block] = true
			}
		}
		said := &c.file.Listeners[i]
		used[said.Handler] = true
		if err := c.join(a, fn, said); err != nil {
			return err
		}
	}
	for name := range a.handlers {
		if !used[name] {
			return fmt.Errorf("a handler listens as %q, which config.json does not have: run go tool blocksgen generate", name)
		}
	}
	return nil
}

// join resolves a listener's components and handler.
func (c *config) join(a *App, fn *listener, said *contract.Listener) error {
	var err error
	if fn.inputs, err = c.find(fn.Inputs); err != nil {
		return fmt.Errorf("config.json: inputs of listener %d: %w", fn.ID, err)
	}
	if fn.outputs, err = c.find(fn.Outputs); err != nil {
		return fmt.Errorf("config.json: outputs of listener %d: %w", fn.ID, err)
	}
	for _, out := range fn.outputs {
		if out.state != nil {
			fn.states = append(fn.states, out.ID)
		}
	}
	slices.Sort(fn.states)
	fn.states = slices.Compact(fn.states)
	if !fn.BackendFn {
		return nil
	}
	if said.Handler != "" {
		fn.call = a.handlers[said.Handler]
	} else if builtin := builtins[said.Builtin]; builtin != nil {
		fn.call = builtin(said.Blocks...)
	}
	if fn.call == nil {
		return fmt.Errorf("nothing listens as %q (%s): run go tool blocksgen generate", said.Handler+said.Builtin, fn.APIName)
	}
	fn.limit = time.Duration(said.TimeLimit * float64(time.Second))
	fn.group = job.Group{ID: said.Group, Limit: c.defaultLimit(a.Settings)}
	if said.LimitID != "" {
		fn.group.ID = "id:" + said.LimitID
	}
	if said.Limit != nil {
		fn.group.Limit = *said.Limit
	}
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
	return s.ShowError || c.file.ShowError
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
