package site

import (
	"encoding/json"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/contract"
	"github.com/blocksgen/blocksgen/runtime/value"
)

// API is the description of the API.
type API struct {
	Public []byte // the answer of /info
	All    []byte // with undocumented endpoints

	endpoints map[string]*Endpoint
}

// Endpoint is one named endpoint.
type Endpoint struct{ contract.Endpoint }

// API is the description of the API.
func (s *Site) API() *API { return s.api }

// Endpoint finds an endpoint that is not private by its name, without a slash; nil when
// there is none.
func (a *API) Endpoint(name string) *Endpoint { return a.endpoints["/"+name] }

// newAPI encodes the description, which holds all endpoints that are not private.
func newAPI(info *contract.APIInfo) *API {
	api := &API{All: spec.Marshal(info), Public: spec.Marshal(info.Public()), endpoints: map[string]*Endpoint{}}
	for _, e := range info.Named {
		api.endpoints[e.Name] = &Endpoint{e}
	}
	return api
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
