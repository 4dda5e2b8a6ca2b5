package app

import (
	"encoding/json"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/contract"
	"github.com/blocksgen/blocksgen/runtime/value"
)

// apiInfo is the API's description.
type apiInfo struct {
	public    []byte // the answer of /info
	all       []byte // with undocumented endpoints
	endpoints map[string]*endpoint
}

// endpoint is one named endpoint as far as calls by parameter name need it.
type endpoint struct{ contract.Endpoint }

// newAPI encodes the description of the API, which holds all endpoints that are not
// private.
func newAPI(info *contract.APIInfo) *apiInfo {
	api := &apiInfo{all: spec.Marshal(info), public: spec.Marshal(info.Public()), endpoints: map[string]*endpoint{}}
	for _, e := range info.Named {
		api.endpoints[e.Name] = &endpoint{e}
	}
	return api
}

// arguments puts arguments by name in order and fills in defaults.
func (e *endpoint) arguments(byName object) ([]json.RawMessage, error) {
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
