package blocks_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/contract"
)

// facts describe a block of the reference: runtime/blocks/<kind>/facts.json,
// which scripts/facts.py writes from an installed Gradio.
type facts struct {
	Class      string                     `json:"class"`
	Version    string                     `json:"version"`
	Parameters map[string]json.RawMessage `json:"parameters"`
	Events     []string                   `json:"events"`
	Type       string                     `json:"type"`
	SkipAPI    bool                       `json:"skip_api"`
	Props      map[string]json.RawMessage `json:"props"`
	Schema     json.RawMessage            `json:"schema"`
	Python     string                     `json:"python_type"`
	Example    json.RawMessage            `json:"example_input"`
}

func read(t *testing.T, e *spec.Entry) *facts {
	t.Helper()
	path := filepath.Join("../../runtime/blocks", dir(e), "facts.json")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%s has no facts: run scripts/facts.py (%v)", e.Kind, err)
	}
	var f facts
	if err := json.Unmarshal(raw, &f); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if f.Version != contract.Version {
		t.Errorf("%s is of Gradio %s, but apps announce %s: run scripts/facts.py", path, f.Version, contract.Version)
	}
	if f.Class != e.Class {
		t.Errorf("%s is of the class %s, not %s", path, f.Class, e.Class)
	}
	return &f
}

// dir is the directory of a block's package: its kind, unless that is a keyword of
// Go.
func dir(e *spec.Entry) string {
	if e.Kind == "interface" {
		return "iface"
	}
	return e.Kind
}

// TestParameters holds that a block has the reference's parameters, no others, and
// that something sets each.
func TestParameters(t *testing.T) {
	// Ours besides the reference's: value_func is the function that Gradio takes as a
	// value, samples_dir and examples_dir the directory that it takes as examples.
	// The app directive's css, js and head are of a page, too; an HTML block's props are
	// keywords there.
	ours := []string{"value_func", "samples_dir", "examples_dir", "path", "name", "show_in_navbar", "css", "js", "head", "props"}
	// Parameters that we do not have: they are arguments of the app directive or of the launch,
	// or the reference keeps them for itself.
	theirs := map[string][]string{
		"page": {"mode"},
	}
	for _, e := range blocks.All() {
		f := read(t, e)
		for name := range f.Parameters {
			p := e.Param(name)
			if p == nil {
				if !slices.Contains(theirs[e.Kind], name) {
					t.Errorf("%s has no parameter %s", e.Kind, name)
				}
				continue
			}
			made := slices.ContainsFunc(e.Args, func(a spec.Arg) bool { return a.Param == p.Name })
			if len(p.Setters) == 0 && !made && e.Go != "" && !e.Generic && p.Name != "fn" {
				t.Errorf("nothing sets %s of %s", name, e.Kind)
			}
		}
		for _, p := range e.Params {
			_, known := f.Parameters[p.Name]
			if _, alias := f.Parameters[p.Alias]; !known && !alias && !slices.Contains(ours, p.Name) {
				t.Errorf("%s has a parameter %s, which the reference does not have", e.Kind, p.Name)
			}
		}
	}
}

// TestEvents holds that a block has the reference's events and no others.
func TestEvents(t *testing.T) {
	for _, e := range blocks.All() {
		f := read(t, e)
		got := []string{}
		for _, ev := range e.Events {
			got = append(got, ev.Name)
		}
		slices.Sort(got)
		if want := slices.Sorted(slices.Values(f.Events)); !slices.Equal(got, want) && !e.Wrapper {
			t.Errorf("%s has the events %v, the reference %v", e.Kind, got, want)
		}
	}
}

// TestProperties compares a component of which nothing was set, but for choices a
// and b, with the reference's.
func TestProperties(t *testing.T) {
	for _, e := range blocks.All() {
		if e.Wrapper || e.Of != "" {
			continue
		}
		f := read(t, e)
		set := spec.Props{}
		if e.IsProp("choices") {
			set["choices"] = json.RawMessage(`[["a","a"],["b","b"]]`)
		}
		if e.Kind == "examples" {
			set["samples"] = json.RawMessage(`[["a"]]`)
		}
		props := e.Fill(set)
		if e.Wire != f.Type || e.SkipAPI != f.SkipAPI {
			t.Errorf("%s: type %s, skip_api %v; the reference has %s, %v", e.Kind, e.Wire, e.SkipAPI, f.Type, f.SkipAPI)
		}
		for name, want := range f.Props {
			if got := props[name]; !sameJSON(got, want) && !differs(e.Kind, name) {
				t.Errorf("%s: %s is %s, in the reference %s", e.Kind, name, got, want)
			}
		}
		for name, got := range props {
			if _, ok := f.Props[name]; !ok && f.Parameters[name] != nil && !differs(e.Kind, name) && !spec.IsNull(got) {
				t.Errorf("%s: %s is %s, which the reference leaves out", e.Kind, name, got)
			}
		}
		if f.Schema == nil {
			continue
		}
		s := e.Describe(props)
		if !sameJSON(s.JSON, f.Schema) || s.Python != f.Python || !sameJSON(s.Example, f.Example) {
			t.Errorf("%s: schema\n %s %s %s, want\n %s %s %s", e.Kind, s.JSON, s.Python, s.Example, f.Schema, f.Python, f.Example)
		}
	}
}

// differs lists defaults that differ from the reference's, each with its reason.
func differs(kind, prop string) bool {
	reason := map[string]string{
		"examples.components":      "they follow from the blocks that a sample fills",
		"examples.component_props": "they follow from the blocks that a sample fills",
		"examples.headers":         "they follow from the blocks that a sample fills",
		"examples.label":           "Examples gives it this label, a bare Dataset has none",
		"slider.randomize":         "the page draws the value, not the server",
	}[kind+"."+prop]
	return reason != ""
}

func sameJSON(a, b json.RawMessage) bool {
	var x, y any
	if len(a) > 0 && json.Unmarshal(a, &x) != nil || len(b) > 0 && json.Unmarshal(b, &y) != nil {
		return false
	}
	return reflect.DeepEqual(x, y)
}

// TestEntries checks that a block is described completely, beyond its facts.
func TestEntries(t *testing.T) {
	dirs, err := filepath.Glob("../../runtime/blocks/*/facts.json")
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]bool{}
	for _, e := range blocks.All() {
		kinds[dir(e)] = true
		var faults []string
		fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
		if e.Doc == "" || !strings.HasSuffix(e.Doc, ".") {
			fault("its documentation is not a sentence")
		}
		for _, p := range e.AllProps() {
			if e.Param(p.Name) == nil {
				fault("property %s has no parameter", p.Name)
			}
			if p.Default != "" && !json.Valid([]byte(p.Default)) {
				fault("the default of %s is not JSON", p.Name)
			}
		}
		for _, p := range e.Params {
			if p.Doc == "" {
				fault("parameter %s has no documentation", p.Name)
			}
		}
		if v := e.TakesValue(); v != nil && (len(v.Samples) < 2 || v.TS == "" || v.Schema == nil && e.Schema == nil) {
			fault("its value needs two samples, a TypeScript type and a schema")
		}
		for _, f := range faults {
			t.Errorf("%s: %s", e.Kind, f)
		}
	}
	for _, path := range dirs {
		if name := filepath.Base(filepath.Dir(path)); !kinds[name] {
			t.Errorf("runtime/blocks/%s is not added to gen/blocks: run go generate ./gen/blocks", name)
		}
	}
}
