package spec

import (
	"encoding/json"
	"errors"
	"strings"
)

// Shape is the JSON schema of a value that a Go type describes and not a block: of a
// parameter of an endpoint, and of a block of the user's own. It knows the parts of JSON
// schemas that the generator writes.
type Shape struct {
	Type       json.RawMessage   `json:"type"`
	Format     string            `json:"format"`
	Enum       []json.RawMessage `json:"enum"`
	Items      *Shape            `json:"items"`
	Properties map[string]*Shape `json:"properties"`
	Values     *Shape            `json:"additionalProperties"`
	AnyOf      []*Shape          `json:"anyOf"` // of a value or null: the value first
	Ref        string            `json:"$ref"`  // of a schema in Defs of the root: "#/$defs/Name"
	Defs       map[string]*Shape `json:"$defs"`

	root *Shape // for Ref
}

// ParseShape reads a schema. One that cannot be read is that of any JSON.
func ParseShape(schema json.RawMessage) *Shape {
	s := &Shape{}
	if json.Unmarshal(schema, s) != nil {
		return &Shape{}
	}
	s.link(s)
	return s
}

// link tells all parts of a schema its root.
func (s *Shape) link(root *Shape) {
	if s == nil {
		return
	}
	s.root = root
	s.Items.link(root)
	s.Values.link(root)
	for _, part := range s.AnyOf {
		part.link(root)
	}
	for _, part := range s.Properties {
		part.link(root)
	}
	for _, def := range s.Defs {
		def.link(root)
	}
}

// resolve is the schema that a reference refers to; s itself if it is none. An unknown one is
// that of any JSON.
func (s *Shape) resolve() *Shape {
	if s == nil || s.Ref == "" {
		return s
	}
	if s.root == nil {
		return nil
	}
	return s.root.Defs[strings.TrimPrefix(s.Ref, "#/$defs/")]
}

// Accept converts what a client sent by the rules of the blocks: a string, number or
// boolean by those of Textbox, Number and Checkbox, a value with an enum by those of Radio.
// Null is left to the handler's type.
func (s *Shape) Accept(raw json.RawMessage) (json.RawMessage, error) {
	s = s.resolve()
	if s == nil || IsNull(raw) {
		return raw, nil
	}
	if len(s.AnyOf) > 0 {
		return s.AnyOf[0].Accept(raw)
	}
	if len(s.Enum) > 0 {
		return choiceSet(s.Enum).accept(raw)
	}
	switch kind, _ := Text(s.Type); kind {
	case "string":
		if s.Format == "" {
			return acceptText(nil, raw)
		}
	case "boolean":
		return acceptBool(nil, raw)
	case "integer", "number":
		return AcceptNumber(nil, raw)
	case "array":
		return s.acceptList(raw)
	case "object":
		return s.acceptObject(raw)
	}
	return raw, nil
}

// Zero is what null is where the handler's type cannot hold it; nil where the type says it.
func (s *Shape) Zero() json.RawMessage {
	if s == nil || len(s.Enum) > 0 {
		return nil
	}
	if kind, _ := Text(s.Type); kind == "integer" || kind == "number" {
		return json.RawMessage("0")
	}
	return nil
}

func (s *Shape) acceptList(raw json.RawMessage) (json.RawMessage, error) {
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil {
		return nil, errors.New("expected a list")
	}
	var err error
	for i := range list {
		if list[i], err = s.Items.Accept(list[i]); err != nil {
			return nil, err
		}
	}
	return Marshal(list), nil
}

func (s *Shape) acceptObject(raw json.RawMessage) (json.RawMessage, error) {
	members, err := ParseObject(raw)
	if err != nil {
		return nil, errors.New("expected an object")
	}
	for i, m := range members {
		shape := s.Values
		if s.Properties != nil {
			shape = s.Properties[m.Name]
		}
		if members[i].Value, err = shape.Accept(m.Value); err != nil {
			return nil, errors.New(m.Name + ": " + err.Error())
		}
	}
	return Marshal(members), nil
}
