package app

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/blocksgen/blocksgen/runtime/value"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// apiInfo is the API's description.
type apiInfo struct {
	public    []byte // the answer of /info
	all       []byte // with undocumented endpoints
	endpoints map[string]*endpoint
}

// endpoint is one named endpoint as far as calls by parameter name need it.
type endpoint struct {
	Visibility string      `json:"api_visibility"`
	Parameters []parameter `json:"parameters"`
}

type parameter struct {
	Name       string          `json:"parameter_name"`
	HasDefault bool            `json:"parameter_has_default"`
	Default    json.RawMessage `json:"parameter_default"`
}

// readAPI reads api.json, which describes all endpoints that are not private.
func readAPI(raw []byte) (*apiInfo, error) {
	root, err := wire.ParseOrdered(raw)
	if err != nil {
		return nil, err
	}
	named, err := wire.ParseOrdered(root.Get("named_endpoints"))
	if err != nil {
		return nil, fmt.Errorf("named_endpoints: %w", err)
	}
	info := &apiInfo{all: root.JSON(), endpoints: map[string]*endpoint{}}
	var public wire.Object
	for _, p := range named {
		var e endpoint
		if err := json.Unmarshal(p.Value, &e); err != nil {
			return nil, fmt.Errorf("endpoint %s: %w", p.Name, err)
		}
		info.endpoints[p.Name] = &e
		if e.Visibility != "undocumented" {
			public = append(public, p)
		}
	}
	info.public = slices.Clone(root).Set("named_endpoints", public.JSON()).JSON()
	return info, nil
}

// arguments puts arguments by name in order and fills in defaults.
func (e *endpoint) arguments(byName wire.Object) ([]json.RawMessage, error) {
	given := map[string]json.RawMessage{}
	for _, p := range byName {
		given[p.Name] = p.Value
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
	for _, p := range byName {
		if _, unknown := given[p.Name]; unknown {
			return nil, &value.InputError{Label: p.Name, Message: "is not a parameter"}
		}
	}
	return data, nil
}
