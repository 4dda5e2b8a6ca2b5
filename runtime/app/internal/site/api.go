package site

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/value"
)

// API is the description of the API.
type API struct {
	Public []byte // the answer of /info
	All    []byte // with undocumented endpoints

	endpoints map[string]*Endpoint
}

// Endpoint is one named endpoint as far as calls by parameter name need it.
type Endpoint struct {
	Visibility string      `json:"api_visibility"`
	Parameters []parameter `json:"parameters"`
}

type parameter struct {
	Name       string          `json:"parameter_name"`
	HasDefault bool            `json:"parameter_has_default"`
	Default    json.RawMessage `json:"parameter_default"`
}

// API is the description of the API.
func (s *Site) API() *API { return s.api }

// Endpoint finds an endpoint by its name, without a slash; nil when there is none.
func (a *API) Endpoint(name string) *Endpoint { return a.endpoints["/"+name] }

// readAPI reads api.json, which describes all endpoints that are not private.
func readAPI(raw []byte) (*API, error) {
	root, err := spec.ParseObject(raw)
	if err != nil {
		return nil, err
	}
	named, err := spec.ParseObject(root.Get("named_endpoints"))
	if err != nil {
		return nil, fmt.Errorf("named_endpoints: %w", err)
	}
	api := &API{All: spec.Marshal(root), endpoints: map[string]*Endpoint{}}
	var public spec.Object
	for _, m := range named {
		var e Endpoint
		if err := json.Unmarshal(m.Value, &e); err != nil {
			return nil, fmt.Errorf("endpoint %s: %w", m.Name, err)
		}
		api.endpoints[m.Name] = &e
		if e.Visibility != "undocumented" {
			public = append(public, m)
		}
	}
	shown := slices.Clone(root)
	shown.Set("named_endpoints", spec.Marshal(public))
	api.Public = spec.Marshal(shown)
	return api, nil
}

// Arguments puts arguments by name in order and fills in defaults. The error is a
// [value.InputError].
func (e *Endpoint) Arguments(byName spec.Object) ([]json.RawMessage, error) {
	given := map[string]json.RawMessage{}
	for _, m := range byName {
		given[m.Name] = m.Value
	}
	data := make([]json.RawMessage, len(e.Parameters))
	for i, p := range e.Parameters {
		v, ok := given[p.Name]
		delete(given, p.Name)
		switch {
		case ok:
			data[i] = v
		case p.HasDefault:
			data[i] = p.Default
		default:
			return nil, &value.InputError{Label: p.Name, Message: "is required"}
		}
	}
	for _, m := range byName {
		if _, unknown := given[m.Name]; unknown {
			return nil, &value.InputError{Label: m.Name, Message: "is not a parameter"}
		}
	}
	return data, nil
}
