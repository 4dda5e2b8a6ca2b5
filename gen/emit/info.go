package emit

import (
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// apiInfo is the answer of /info for every endpoint that is not private.
type apiInfo struct {
	Named   object   `json:"named_endpoints"`
	Unnamed struct{} `json:"unnamed_endpoints"`
}

type endpoint struct {
	Parameters  []parameter `json:"parameters"`
	Returns     []returned  `json:"returns"`
	Visibility  string      `json:"api_visibility"`
	Description string      `json:"description"`
}

type parameter struct {
	Label      json.RawMessage `json:"label"`
	Name       string          `json:"parameter_name"`
	HasDefault bool            `json:"parameter_has_default"`
	Default    json.RawMessage `json:"parameter_default"`
	Type       json.RawMessage `json:"type"`
	Python     pythonType      `json:"python_type"`
	Component  string          `json:"component"`
	Example    json.RawMessage `json:"example_input"`
}

type returned struct {
	Label     json.RawMessage `json:"label"`
	Type      json.RawMessage `json:"type"`
	Python    pythonType      `json:"python_type"`
	Component string          `json:"component"`
}

type pythonType struct {
	Type        string `json:"type"`
	Description string `json:"description"`
}

// info writes api.json.
func info(app *model.App) ([]byte, error) {
	w := newConfigWriter(app)
	api := apiInfo{Named: object{}}
	for i := range app.Fns {
		fn := &app.Fns[i]
		if !hasBackend(fn) || fn.APIVisibility == "private" {
			continue
		}
		api.Named.set("/"+fn.APIName, w.endpoint(fn))
	}
	return document(api, 4)
}

func (w *configWriter) endpoint(fn *model.Fn) endpoint {
	e := endpoint{Parameters: []parameter{}, Returns: []returned{}, Visibility: fn.APIVisibility, Description: fn.Description}
	if e.Visibility == "" {
		e.Visibility = "public"
	}
	if fn.Endpoint {
		for _, p := range fn.Params {
			s := typeSchema(p.Type)
			e.Parameters = append(e.Parameters, parameter{
				Label: quote(p.Name), Name: p.Name, HasDefault: p.HasDefault, Default: orNull(p.Default),
				Type: s.JSON, Python: pythonType{s.Python, p.Doc}, Component: "Api", Example: orNull(s.Example),
			})
		}
		for _, r := range fn.Returns {
			s := typeSchema(r.Type)
			e.Returns = append(e.Returns, returned{quote(r.Name), s.JSON, pythonType{s.Python, r.Doc}, "Api"})
		}
		return e
	}
	for position, id := range fn.Inputs {
		if b := &w.app.Blocks[id]; !blocks.Lookup(b.Kind).SkipAPI {
			e.Parameters = append(e.Parameters, w.parameter(fn, position, b))
		}
	}
	for position, id := range fn.Outputs {
		if b := &w.app.Blocks[id]; !blocks.Lookup(b.Kind).SkipAPI {
			e.Returns = append(e.Returns, w.returned(fn, position, b))
		}
	}
	return e
}

func (w *configWriter) parameter(fn *model.Fn, position int, b *model.Block) parameter {
	props := w.props(b)
	s := schema(b, props)
	p := parameter{
		Label: labelOr(props, "parameter_"+decimal(b.ID)), Name: "param_" + decimal(position), Default: json.RawMessage("null"),
		Type: s.JSON, Python: pythonType{s.Python, ""}, Component: componentName(b), Example: orNull(s.Example),
	}
	for _, documented := range fn.Params {
		if documented.Input == position {
			p.Name, p.Python.Description = documented.Name, documented.Doc
			p.HasDefault, p.Default = documented.HasDefault, orNull(documented.Default)
		}
	}
	if value := props["value"]; present(value) {
		p.HasDefault, p.Default = true, value
	}
	return p
}

func (w *configWriter) returned(fn *model.Fn, position int, b *model.Block) returned {
	props := w.props(b)
	s := schema(b, props)
	r := returned{labelOr(props, "value_"+decimal(b.ID)), s.JSON, pythonType{s.Python, s.Description}, componentName(b)}
	for _, documented := range fn.Returns {
		if documented.Output == position && documented.Doc != "" {
			r.Python.Description = documented.Doc
		}
	}
	return r
}

// schema describes a block's value: the catalogue knows the built-in blocks, the
// Go type says it for a user's own.
func schema(b *model.Block, props map[string]json.RawMessage) spec.Schema {
	if b.Custom != nil {
		return typeSchema(b.Custom.Value)
	}
	return blocks.Lookup(b.Kind).Describe(props)
}

// componentName is the block's class as Gradio prints it: a capital and small
// letters.
func componentName(b *model.Block) string {
	name := blocks.Lookup(b.Kind).Name()
	if b.Custom != nil {
		name = strings.ToLower(b.Custom.Class)
	}
	r, n := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(r)) + name[n:]
}

func labelOr(props map[string]json.RawMessage, other string) json.RawMessage {
	if label := props["label"]; present(label) {
		return label
	}
	return quote(other)
}

func orNull(v json.RawMessage) json.RawMessage {
	if len(v) == 0 {
		return json.RawMessage("null")
	}
	return v
}
