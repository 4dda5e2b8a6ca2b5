package contract

import (
	"cmp"
	"encoding/json"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// APIInfo describes the endpoints of an app: the answer of /info.
type APIInfo struct {
	Named   Endpoints `json:"named_endpoints"`
	Unnamed struct{}  `json:"unnamed_endpoints"`
}

// Endpoints are endpoints by name, in the order of their listeners.
type Endpoints []Endpoint

// Endpoint is what can be called by name.
type Endpoint struct {
	Name        string        `json:"-"` // "/greet"
	Parameters  []APIParam    `json:"parameters"`
	Returns     []APIReturned `json:"returns"`
	Visibility  string        `json:"api_visibility"` // public or undocumented
	Description string        `json:"description"`
}

// APIParam is one parameter of an endpoint.
type APIParam struct {
	Label      json.RawMessage `json:"label"`
	Name       string          `json:"parameter_name"`
	HasDefault bool            `json:"parameter_has_default"`
	Default    json.RawMessage `json:"parameter_default"`
	Type       json.RawMessage `json:"type"`
	Python     PythonType      `json:"python_type"`
	Component  string          `json:"component"`
	Example    json.RawMessage `json:"example_input"`
}

// APIReturned is one result of an endpoint.
type APIReturned struct {
	Label     json.RawMessage `json:"label"`
	Type      json.RawMessage `json:"type"`
	Python    PythonType      `json:"python_type"`
	Component string          `json:"component"`
}

// PythonType is a type as the Python client prints it.
type PythonType struct {
	Type        string `json:"type"`
	Description string `json:"description"`
}

// MarshalJSON writes the endpoints by name. It implements [json.Marshaler].
func (list Endpoints) MarshalJSON() ([]byte, error) {
	o := make(spec.Object, 0, len(list))
	for _, e := range list {
		raw, err := spec.Encode(e)
		if err != nil {
			return nil, err
		}
		o = append(o, spec.Member{Name: e.Name, Value: raw})
	}
	return o.MarshalJSON()
}

// Public is the description without the endpoints that are not documented.
func (a *APIInfo) Public() *APIInfo {
	public := &APIInfo{Named: Endpoints{}}
	for _, e := range a.Named {
		if e.Visibility != "undocumented" {
			public.Named = append(public.Named, e)
		}
	}
	return public
}

// Describe is the part of [Expand] that describes every endpoint that is not private.
func Describe(c *Config, find Find) (*APIInfo, error) {
	e, err := newExpansion(c, find)
	if err != nil {
		return nil, err
	}
	return e.describe(), nil
}

func (e *expansion) describe() *APIInfo {
	info := &APIInfo{Named: Endpoints{}}
	for i := range e.Listeners {
		if l := &e.Listeners[i]; l.Backend() && l.API.Visibility != "private" {
			info.Named = append(info.Named, e.endpoint(l))
		}
	}
	return info
}

func (e *expansion) endpoint(l *Listener) Endpoint {
	end := Endpoint{
		Name: "/" + l.API.Name, Parameters: []APIParam{}, Returns: []APIReturned{},
		Visibility: cmp.Or(l.API.Visibility, "public"), Description: l.API.Description,
	}
	for _, p := range l.Params {
		if s := p.Schema; s != nil {
			end.Parameters = append(end.Parameters, APIParam{
				Label: spec.Quote(p.Name), Name: p.Name, HasDefault: p.Default != nil, Default: orNull(p.Default),
				Type: s.JSON, Python: PythonType{s.Python, p.Doc}, Component: "Api", Example: orNull(s.Example),
			})
		}
	}
	for _, r := range l.Returns {
		if s := r.Schema; s != nil {
			end.Returns = append(end.Returns, APIReturned{spec.Quote(r.Name), s.JSON, PythonType{s.Python, r.Doc}, "Api"})
		}
	}
	for at, id := range l.Inputs {
		if b := e.byID[id]; b != nil && !e.find(b.Kind).SkipAPI {
			end.Parameters = append(end.Parameters, e.param(l, at, b))
		}
	}
	for at, id := range l.Outputs {
		if b := e.byID[id]; b != nil && !e.find(b.Kind).SkipAPI {
			end.Returns = append(end.Returns, e.returned(l, at, b))
		}
	}
	return end
}

func (e *expansion) param(l *Listener, at int, b *Block) APIParam {
	block, props := e.find(b.Kind), e.props[b.ID]
	s := schemaOf(block, b, props)
	p := APIParam{
		Label: labelOr(props, "parameter_"+strconv.Itoa(b.ID)), Name: "param_" + strconv.Itoa(at), Default: json.RawMessage("null"),
		Type: s.JSON, Python: PythonType{s.Python, ""}, Component: componentName(block, b), Example: orNull(s.Example),
	}
	for _, documented := range l.Params {
		if documented.At == at {
			p.Name, p.Python.Description = documented.Name, documented.Doc
			p.HasDefault, p.Default = documented.Default != nil, orNull(documented.Default)
		}
	}
	if value := props["value"]; !spec.IsNull(value) {
		p.HasDefault, p.Default = true, value
	}
	return p
}

func (e *expansion) returned(l *Listener, at int, b *Block) APIReturned {
	block, props := e.find(b.Kind), e.props[b.ID]
	s := schemaOf(block, b, props)
	r := APIReturned{labelOr(props, "value_"+strconv.Itoa(b.ID)), s.JSON, PythonType{s.Python, s.Description}, componentName(block, b)}
	for _, documented := range l.Returns {
		if documented.At == at && documented.Doc != "" {
			r.Python.Description = documented.Doc
		}
	}
	return r
}

// componentName is the block's class as Gradio prints it: a capital and small
// letters.
func componentName(block *spec.Block, b *Block) string {
	name := strings.ToLower(class(block, b))
	r, n := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(r)) + name[n:]
}

func labelOr(props spec.Props, other string) json.RawMessage {
	if label := props["label"]; !spec.IsNull(label) {
		return label
	}
	return spec.Quote(other)
}
