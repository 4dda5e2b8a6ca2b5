package site

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/blocksgen/blocksgen/runtime/contract"
)

// Listener is one listener, with what clients do not get to know of it.
type Listener struct {
	ID         int
	APIName    string
	Visibility string // "public", "undocumented" or "private"
	Role       string // that users need; "": none
	Queue      bool   // waits for its turn
	Generator  bool   // gives its outputs one after another
	Triggered  bool   // something in a page triggers it
	Unload     bool   // runs when a client goes away
	Inputs     []*Component
	Outputs    []*Component
	// States are the State components among the outputs, in order, each once.
	States []int

	Handler string        // name that the program gave to Listen; "" for a function of the runtime's own
	Builtin string        // name of that function
	Blocks  []int         // that it is about
	Group   string        // names the queue in which the calls wait
	Limit   *int          // how many calls of the group run at once: nil is the app's default, 0 is unlimited
	Time    time.Duration // how long a call may take; 0 is without limit

	defaults map[int]json.RawMessage // of an endpoint's parameters that may be left out, by position
}

// Private reports whether the listener answers the app's own page alone.
func (l *Listener) Private() bool { return l.Visibility == "private" }

// Listener finds a listener by its number; nil when there is none that runs on the
// server.
func (s *Site) Listener(id int) *Listener { return s.listeners[id] }

// Named finds a listener by the name of its endpoint; nil when there is none.
func (s *Site) Named(name string) *Listener { return s.named[name] }

// Listeners lists the listeners that run on the server, in the order of the config.
func (s *Site) Listeners() []*Listener { return s.backend }

// Unloads lists the listeners that run when a client goes away.
func (s *Site) Unloads() []*Listener { return s.unload }

// Watched reports whether a State has a listener to its changes.
func (s *Site) Watched(state int) bool { return s.watched[state] }

// readListeners joins what clients see of the listeners with what the author said. A
// State is watched by the page, too, so that every listener's triggers count.
func (s *Site) readListeners() error {
	for i := range s.served.Dependencies {
		d := &s.served.Dependencies[i]
		for _, t := range d.Targets {
			if t.Event == "change" {
				s.watched[t.Block] = true
			}
		}
		if !d.BackendFn {
			continue
		}
		l, err := s.listener(d, &s.file.Listeners[i])
		if err != nil {
			return err
		}
		s.listeners[l.ID] = l
		s.backend = append(s.backend, l)
		if l.APIName != "" {
			s.named[l.APIName] = l
		}
		if l.Unload {
			s.unload = append(s.unload, l)
		}
	}
	return nil
}

// NeedsRole is a listener that is for users with a role; nil when there is none.
func (s *Site) NeedsRole() *Listener {
	for _, l := range s.backend {
		if l.Role != "" {
			return l
		}
	}
	return nil
}

func (s *Site) listener(d *contract.Dependency, said *contract.Listener) (*Listener, error) {
	l := &Listener{
		ID: d.ID, APIName: d.APIName, Visibility: d.APIVisibility, Queue: d.Queue, Generator: d.Types.Generator,
		Triggered: len(d.Targets) > 0,
		Unload:    slices.ContainsFunc(d.Targets, func(t contract.Target) bool { return t.Event == "unload" }),
		Role:      said.Role,
		Handler:   said.Handler, Builtin: said.Builtin, Blocks: said.Blocks,
		Group: said.Group, Limit: said.Limit, Time: time.Duration(said.TimeLimit * float64(time.Second)),
	}
	if said.LimitID != "" {
		l.Group = "id:" + said.LimitID
	}
	var err error
	if l.Inputs, err = s.find(d.Inputs); err != nil {
		return nil, fmt.Errorf("config.json: inputs of listener %d: %w", d.ID, err)
	}
	if l.Outputs, err = s.find(d.Outputs); err != nil {
		return nil, fmt.Errorf("config.json: outputs of listener %d: %w", d.ID, err)
	}
	for _, out := range l.Outputs {
		if out.State != nil {
			l.States = append(l.States, out.ID)
		}
	}
	slices.Sort(l.States)
	l.States = slices.Compact(l.States)
	for _, p := range said.Params {
		if p.Schema != nil && p.Default != nil { // clients do the same for parameters that are components
			if l.defaults == nil {
				l.defaults = map[int]json.RawMessage{}
			}
			l.defaults[p.At] = p.Default
		}
	}
	return l, nil
}

// Pad puts null where callers may leave inputs out: those that the API does not
// show, such as State. At the end it adds the defaults of an endpoint's parameters.
func (l *Listener) Pad(data []json.RawMessage) []json.RawMessage {
	for l.defaults[len(data)] != nil {
		data = append(slices.Clip(data), l.defaults[len(data)])
	}
	shown := 0
	for _, in := range l.Inputs {
		if !in.SkipAPI {
			shown++
		}
	}
	if len(data) != shown {
		return data
	}
	padded := make([]json.RawMessage, 0, len(l.Inputs))
	for _, in := range l.Inputs {
		if in.SkipAPI {
			padded = append(padded, json.RawMessage("null"))
			continue
		}
		padded = append(padded, data[0])
		data = data[1:]
	}
	return padded
}
