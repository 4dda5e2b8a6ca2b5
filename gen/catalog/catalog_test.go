package catalog

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
)

var (
	//go:embed testdata/parameters.txt
	parametersTxt string
	//go:embed testdata/events.txt
	eventsTxt string
	//go:embed testdata/wire.json
	wireJSON []byte
)

// byClass reads a list of names by class; # begins a comment.
func byClass(t *testing.T, text string) map[string][]string {
	t.Helper()
	m := map[string][]string{}
	for line := range strings.Lines(text) {
		if class, names, ok := strings.Cut(line, ":"); ok && line[0] != '#' {
			m[class] = strings.Fields(names)
		}
	}
	if len(m) < 20 {
		t.Fatalf("read %d classes", len(m))
	}
	return m
}

// ofClass finds the blocks of a class. Examples is a Dataset with more to it.
func ofClass(class string) (list []*Block) {
	if class == "Examples" {
		class = "Dataset"
	}
	for _, b := range Blocks() {
		if b.Class == class {
			list = append(list, b)
		}
	}
	return list
}

func TestEveryParameterIsThere(t *testing.T) {
	for class, names := range byClass(t, parametersTxt) {
		found := ofClass(class)
		if len(found) == 0 {
			t.Errorf("no block of class %s", class)
		}
		for _, b := range found {
			for _, name := range names {
				p := b.Param(name)
				if p == nil {
					t.Errorf("%s has no parameter %s", b.Kind, name)
					continue
				}
				made := slices.ContainsFunc(b.Args, func(a Arg) bool { return a.Param == name })
				if len(p.Setters) == 0 && !made && b.Go != "" && !b.Generic && name != "fn" {
					t.Errorf("nothing sets %s of %s", name, b.Kind)
				}
			}
		}
	}
}

func TestEventsAreTheSame(t *testing.T) {
	for class, want := range byClass(t, eventsTxt) {
		for _, b := range ofClass(class) {
			var got []string
			for _, e := range b.Events {
				got = append(got, e.Name)
			}
			slices.Sort(got)
			if slices.Sort(want); !slices.Equal(got, want) {
				t.Errorf("%s has events %v, want %v", b.Kind, got, want)
			}
		}
	}
}

// TestWire compares defaults and schemas with those of the reference, where the
// choices are a and b.
func TestWire(t *testing.T) {
	var classes map[string]struct {
		Type    string
		SkipAPI bool `json:"skip_api"`
		Props   map[string]json.RawMessage
		Value   json.RawMessage
		Schema  json.RawMessage
		Python  string          `json:"python_type"`
		Example json.RawMessage `json:"example_input"`
	}
	if err := json.Unmarshal(wireJSON, &classes); err != nil {
		t.Fatal(err)
	}
	for class, want := range classes {
		b := ofClass(class)[0]
		set := map[string]json.RawMessage{}
		if b.Param("choices") != nil {
			set["choices"] = raw(`[["a","a"],["b","b"]]`)
		}
		props := b.Props(set)
		if b.Wire != want.Type || b.SkipAPI != want.SkipAPI {
			t.Errorf("%s: type %s, skip_api %v", class, b.Wire, b.SkipAPI)
		}
		for name, v := range want.Props {
			if !sameJSON(props[name], v) {
				t.Errorf("%s: %s is %s, want %s", class, name, props[name], v)
			}
		}
		if !b.NoValue && !sameJSON(props["value"], want.Value) {
			t.Errorf("%s: value is %s, want %s", class, props["value"], want.Value)
		}
		if (b.Schema != nil) != (want.Schema != nil) {
			t.Errorf("%s: has a schema: %v", class, b.Schema != nil)
			continue
		}
		if b.Schema == nil {
			continue
		}
		got := b.Schema(props)
		if !sameJSON(got.JSON, want.Schema) || got.PythonType != want.Python || !sameJSON(got.Example, want.Example) {
			t.Errorf("%s: schema\n %s %s %s, want\n %s %s %s", class, got.JSON, got.PythonType, got.Example, want.Schema, want.Python, want.Example)
		}
	}
}

func sameJSON(a, b json.RawMessage) bool {
	var x, y any
	if len(a) > 0 && json.Unmarshal(a, &x) != nil || len(b) > 0 && json.Unmarshal(b, &y) != nil {
		return false
	}
	return reflect.DeepEqual(x, y)
}

func TestSchemasFollowProperties(t *testing.T) {
	tests := []struct {
		kind, props               string
		schema, python, exampleIs string
	}{
		{"number", `{"precision":0}`, `{"type":"integer"}`, "int", "3"},
		{"number", `{"minimum":10}`, `{"type":"number"}`, "float", "10"},
		{"number", `{"maximum":-2.5}`, `{"type":"number"}`, "float", "-2.5"},
		{"slider", `{"minimum":-1,"maximum":1.5}`, `{"type":"number","description":"numeric value between -1 and 1.5"}`, "float", "-1"},
		{"dropdown", `{"choices":[["One",1],["Two",2]]}`, `{"enum":[1,2],"type":"number"}`, "Literal[1, 2]", "1"},
		{"dropdown", `{"choices":[["One",1],["Two","2"]]}`, `{"enum":[1,"2"]}`, "Literal[1, '2']", "1"},
		{"dropdown", `{"choices":[["a","a"]],"multiselect":true}`, `{"items":{"enum":["a"],"type":"string"},"type":"array"}`, "list[Literal['a']]", `["a"]`},
		{"dropdown", `{"choices":[["a","a"]],"allow_custom_value":true}`, `{"type":"string"}`, "str", `"a"`},
		{"dropdown", `{}`, `{"type":"string"}`, "str", "null"},
		{
			"radio", `{"choices":[["x","it's"],["y","say \"hi\" isn't \\"]]}`, `{"enum":["it's","say \"hi\" isn't \\"],"title":"Radio","type":"string"}`,
			`Literal["it's", 'say "hi" isn\'t \\']`, `"it's"`,
		},
		{"checkboxgroup", `{}`, `{"items":{"type":"string"},"title":"Checkbox Group","type":"array"}`, "list[str]", "[]"},
	}
	for _, test := range tests {
		var set map[string]json.RawMessage
		if err := json.Unmarshal([]byte(test.props), &set); err != nil {
			t.Fatal(err)
		}
		b := Lookup(test.kind)
		got := b.Schema(b.Props(set))
		if string(got.JSON) != test.schema || got.PythonType != test.python || string(got.Example) != test.exampleIs {
			t.Errorf("%s %s:\ngot  %s %s %s\nwant %s %s %s", test.kind, test.props, got.JSON, got.PythonType, got.Example, test.schema, test.python, test.exampleIs)
		}
	}
}

func TestProps(t *testing.T) {
	tests := []struct{ kind, set, name, want string }{
		{"slider", `{"minimum":0,"maximum":1}`, "step", "0.01"},
		{"slider", `{"minimum":5,"maximum":5}`, "step", "1"},
		{"slider", `{"minimum":-3}`, "value", "-3"},
		{"slider", `{"value":4}`, "value", "4"},
		{"dropdown", `{"choices":[["A",7]]}`, "value", "7"},
		{"dropdown", `{"choices":[["A",7]],"value":null}`, "value", ""},
		{"dropdown", `{"choices":[["A",7]],"multiselect":true}`, "value", "[]"},
		{"textbox", `{"label":null}`, "label", ""},
		{"textbox", `{"every":3}`, "every", ""},
		{"textbox", `{"lines":3}`, "lines", "3"},
		{"textbox", `{}`, "name", `"textbox"`},
		{"html", `{"stars":5,"props":{"max":9}}`, "props", `{"max":9,"stars":5}`},
		{"html", `{"stars":5}`, "stars", ""},
		{"html", `{"component_class_name":"Stars"}`, "component_class_name", `"Stars"`},
		{"state", `{"value":{"$go":true}}`, "value", ""},
	}
	for _, test := range tests {
		var set map[string]json.RawMessage
		if err := json.Unmarshal([]byte(test.set), &set); err != nil {
			t.Fatal(err)
		}
		before := maps.Clone(set)
		if got := string(Lookup(test.kind).Props(set)[test.name]); got != test.want {
			t.Errorf("%s %s: %s is %s, want %s", test.kind, test.set, test.name, got, test.want)
		}
		if !reflect.DeepEqual(before, set) {
			t.Errorf("%s: Props changed its argument", test.kind)
		}
	}
}

// TestTable holds the table to its own rules.
func TestTable(t *testing.T) {
	enums := map[string][]string{}
	constants := map[string]bool{}
	for _, e := range Enums {
		for _, v := range e.Values {
			enums[e.Type] = append(enums[e.Type], v.Wire)
			if constants[v.Go] {
				t.Errorf("two constants are called %s", v.Go)
			}
			constants[v.Go] = true
		}
	}
	for _, b := range Blocks() {
		if constants[b.Go] || constants[b.Type()] {
			t.Errorf("%s is a block and a constant", b.Go)
		}
		if found := LookupFunc(b.Go); b.Of == "" && b.Go != "" && found != b {
			t.Errorf("LookupFunc(%q) = %v", b.Go, found)
		}
		if found := LookupType(b.Type()); b.Go != "" && found != b {
			t.Errorf("LookupType(%q) = %v", b.Type(), found)
		}
		if !strings.HasSuffix(b.Doc, ".") {
			t.Errorf("%s: doc %q", b.Kind, b.Doc)
		}
		methods := map[string]bool{}
		method := func(name string) {
			if methods[name] {
				t.Errorf("%s has two methods %s", b.Kind, name)
			}
			methods[name] = true
		}
		params := map[string]bool{}
		for _, p := range b.Params {
			if params[p.Name] {
				t.Errorf("%s has two parameters %s", b.Kind, p.Name)
			}
			params[p.Name] = true
			if p.Default != nil && !json.Valid(p.Default) {
				t.Errorf("%s: default of %s is %s", b.Kind, p.Name, p.Default)
			}
			if !strings.HasSuffix(p.Doc, ".") || strings.HasSuffix(p.Todo, ".") {
				t.Errorf("%s: doc of %s is %q, todo %q", b.Kind, p.Name, p.Doc, p.Todo)
			}
			for _, m := range p.Setters {
				method(m.Name)
				if found, _ := b.Setter(m.Name); found == nil || found.Name != p.Name {
					t.Errorf("%s: Setter(%q) is of %v", b.Kind, m.Name, found)
				}
				if len(m.Args) == 1 && enums[m.Args[0].Type] != nil && p.Default != nil {
					def := strings.Trim(string(p.Default), `"`)
					if !slices.Contains(enums[m.Args[0].Type], def) {
						t.Errorf("%s: default of %s is %s, one of %v", b.Kind, p.Name, def, enums[m.Args[0].Type])
					}
				}
			}
		}
		for _, e := range b.Events {
			method(strings.ReplaceAll(strings.ToUpper(e.Name[:1])+e.Name[1:], "_", ""))
			if b.Event(e.Name) == nil || !strings.HasSuffix(e.Doc, ".") {
				t.Errorf("%s: event %s: %q", b.Kind, e.Name, e.Doc)
			}
		}
		for _, a := range b.Args {
			if a.Param != "" && b.Param(a.Param) == nil {
				t.Errorf("%s: argument %s sets %s, which there is not", b.Kind, a.Name, a.Param)
			}
		}
	}
	if Lookup("nothing") != nil || LookupType("") != nil || LookupFunc("MultiDropdown") != nil {
		t.Error("found what there is not")
	}
}

func TestSchemaTextIsNotEscaped(t *testing.T) {
	got := Lookup("radio").Schema(map[string]json.RawMessage{"choices": raw(`[["<b>","<b> & co"]]`)})
	if !bytes.Contains(got.JSON, []byte(`"<b> & co"`)) {
		t.Errorf("schema is %s", got.JSON)
	}
}
