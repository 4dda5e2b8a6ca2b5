package site

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Listener is one entry of the config's dependencies, and what only the server knows
// of it.
type Listener struct {
	ID         int
	APIName    string
	Visibility string // "public", "undocumented" or "private"
	Backend    bool   // runs on the server
	Queue      bool   // waits for its turn
	Generator  bool   // gives its outputs one after another
	Triggered  bool   // something in a page triggers it
	Unload     bool   // runs when a client goes away
	Inputs     []*Component
	Outputs    []*Component
	// States are the State components among the outputs, in order, each once.
	States []int
	Wiring
}

// Wiring is what config.json says of a listener that clients do not get to know.
type Wiring struct {
	Fn int `json:"id"` // the listener's number
	// Handler is the name of the handler as Listen knows it; several listeners may
	// have one. "" for a handler of the runtime's own.
	Handler string `json:"handler"`
	Builtin string `json:"builtin"` // the name of a handler of the runtime's own
	Args    []int  `json:"args"`    // what that one needs: the States that reset_state resets
	// Group names the queue in which the listener's calls wait; "" is the handler's name.
	Group string `json:"group"`
	// Limit is how many calls of the group run at once: nil is the app's default, 0 is
	// unlimited. Of several limits of a group the lowest holds.
	Limit *int `json:"concurrency_limit"`
	// TimeLimit is how many seconds a call may take; 0 is without limit.
	TimeLimit float64 `json:"time_limit"`
}

// Time is how long a call may take; 0 is without limit.
func (w *Wiring) Time() time.Duration { return time.Duration(w.TimeLimit * float64(time.Second)) }

// Private reports whether the listener answers the app's own page alone.
func (l *Listener) Private() bool { return l.Visibility == "private" }

// Listener finds a listener by its number; nil when there is none that runs on the
// server.
func (s *Site) Listener(id int) *Listener {
	if l := s.listeners[id]; l != nil && l.Backend {
		return l
	}
	return nil
}

// Named finds a listener by the name of its endpoint; nil when there is none.
func (s *Site) Named(name string) *Listener { return s.named[name] }

// Listeners lists the listeners that run on the server, in the order of the config.
func (s *Site) Listeners() []*Listener { return s.backend }

// Unloads lists the listeners that run when a client goes away.
func (s *Site) Unloads() []*Listener { return s.unload }

// Watched reports whether a State has a listener to its changes.
func (s *Site) Watched(state int) bool { return s.watched[state] }

// dependency is an entry of the config's dependencies, as far as the server goes by it.
type dependency struct {
	ID            int      `json:"id"`
	Targets       [][2]any `json:"targets"`
	Inputs        []int    `json:"inputs"`
	Outputs       []int    `json:"outputs"`
	Backend       bool     `json:"backend_fn"`
	Queue         bool     `json:"queue"`
	APIName       string   `json:"api_name"`
	APIVisibility string   `json:"api_visibility"`
	Types         struct {
		Generator bool `json:"generator"`
	} `json:"types"`
}

// readListeners parses the dependencies and joins them with their wiring.
func (s *Site) readListeners(wiring []Wiring) error {
	var list []dependency
	if err := s.member("dependencies", &list); err != nil {
		return err
	}
	for i := range list {
		l, err := s.listener(&list[i])
		if err != nil {
			return err
		}
		s.listeners[l.ID] = l
		if !l.Backend {
			continue
		}
		s.backend = append(s.backend, l)
		if l.APIName != "" {
			s.named[l.APIName] = l
		}
		if l.Unload {
			s.unload = append(s.unload, l)
		}
	}
	for _, w := range wiring {
		l := s.listeners[w.Fn]
		if l == nil {
			return fmt.Errorf("config.json: listener %d is wired, but is not in the config", w.Fn)
		}
		if w.Group == "" {
			w.Group = w.Handler
		}
		l.Wiring = w
	}
	return nil
}

// listener resolves an entry's triggers and components.
func (s *Site) listener(d *dependency) (*Listener, error) {
	l := &Listener{
		ID: d.ID, APIName: d.APIName, Visibility: d.APIVisibility, Backend: d.Backend, Queue: d.Queue,
		Generator: d.Types.Generator, Triggered: len(d.Targets) > 0,
	}
	for _, t := range d.Targets {
		switch t[1] {
		case "unload":
			l.Unload = true
		case "change":
			id, _ := t[0].(float64)
			s.watched[int(id)] = true
		}
	}
	var err error
	if l.Inputs, err = s.find(d.Inputs); err != nil {
		return nil, fmt.Errorf("config.json: inputs of dependency %d: %w", d.ID, err)
	}
	if l.Outputs, err = s.find(d.Outputs); err != nil {
		return nil, fmt.Errorf("config.json: outputs of dependency %d: %w", d.ID, err)
	}
	for _, out := range l.Outputs {
		if out.State != nil {
			l.States = append(l.States, out.ID)
		}
	}
	slices.Sort(l.States)
	l.States = slices.Compact(l.States)
	return l, nil
}

// Pad puts null where callers may leave inputs out: those that the API does not
// show, such as State.
func (l *Listener) Pad(data []json.RawMessage) []json.RawMessage {
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
