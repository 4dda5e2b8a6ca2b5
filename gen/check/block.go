package check

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// block checks one block's properties against each other. The properties of its kind
// decide which rules apply.
func (c *checker) block(b *model.Block) {
	e := blocks.Lookup(b.Kind)
	switch {
	case e.IsProp("minimum"):
		c.bounds(e, b)
	case e.TakesValue() == spec.SecondsValue:
		c.interval(b)
	case e.IsProp("choices"):
		c.choices(e, b)
	case e.IsProp("selected"):
		c.tabs(b)
	}
}

// bounds checks minimum, maximum and value.
func (c *checker) bounds(e *spec.Entry, b *model.Block) {
	low, hasLow := bound(e, b, "minimum")
	high, hasHigh := bound(e, b, "maximum")
	if hasLow && hasHigh && low > high {
		c.list.Errorf(diag.EmptyRange, b.Span, "minimum %v of %s is greater than maximum %v", low, name(b), high)
		return
	}
	v, ok := b.Number("value")
	switch {
	case !ok:
	case hasLow && v < low:
		c.list.Errorf(diag.OutOfRange, b.Prop("value").Span, "value %v of %s is less than minimum %v", v, name(b), low)
	case hasHigh && v > high:
		c.list.Errorf(diag.OutOfRange, b.Prop("value").Span, "value %v of %s is greater than maximum %v", v, name(b), high)
	}
}

// bound returns a bound as it is set, or else its default. It reports false if there is
// none, or if it is computed at startup.
func bound(e *spec.Entry, b *model.Block, name string) (float64, bool) {
	switch {
	case slices.Contains(b.Late, name):
		return 0, false
	case b.Prop(name) != nil:
		return b.Number(name)
	default:
		return model.Props{{Name: name, Value: json.RawMessage(e.Default(name))}}.Number(name)
	}
}

// interval checks the seconds between two ticks.
func (c *checker) interval(b *model.Block) {
	if v, ok := b.Number("value"); ok && v <= 0 {
		c.list.Errorf(diag.OutOfRange, b.Prop("value").Span, "interval %v of %s must be positive", v, name(b))
	}
}

// choices checks that the initial value is one of the choices.
func (c *checker) choices(e *spec.Entry, b *model.Block) {
	list, value := b.Prop("choices"), b.Prop("value")
	if value == nil || slices.Contains(b.Late, "choices") || b.IsTrue("allow_custom_value") {
		return
	}
	var pairs [][2]json.RawMessage
	if list != nil && json.Unmarshal(list.Value, &pairs) != nil {
		return
	}
	var values []json.RawMessage
	if json.Unmarshal(value.Value, &values) != nil {
		values = []json.RawMessage{value.Value}
	}
	var known []string
	for _, p := range pairs {
		known = append(known, string(p[1]))
	}
	for _, v := range values {
		if string(v) == "null" || slices.Contains(known, string(v)) {
			continue
		}
		d := c.list.Errorf(diag.NotAChoice, value.Span, "value %s of %s is not one of its choices", v, name(b))
		if near := diag.Nearest(string(v), known); near != "" {
			var edits []diag.Edit
			if p := e.Param("value"); p != nil && value.Span.IsValid() && string(value.Value) == string(v) && len(p.Setters) > 0 {
				edits = append(edits, diag.Edit{Span: value.Span, NewText: p.Setters[0].Name + "(" + near + ")"})
			}
			d.Fix("did you mean "+near+"?", edits...)
		}
		if len(known) > 0 && len(known) <= 20 {
			d.Detail = "its choices: " + strings.Join(known, ", ")
		}
	}
}

// tabs checks the ids of the tabs, and that of the selected tab.
func (c *checker) tabs(b *model.Block) {
	seen := map[string]*model.Prop{}
	late := false
	for _, id := range b.Children {
		tab := &c.app.Blocks[id]
		late = late || slices.Contains(tab.Late, "id")
		set := tab.Prop("id")
		if set == nil {
			continue
		}
		k := string(set.Value)
		if was := seen[k]; was != nil {
			c.list.Errorf(diag.DuplicateTab, set.Span, "two tabs have the id %s", k).Note(was.Span, "the other tab")
			continue
		}
		seen[k] = set
	}
	if selected := b.Prop("selected"); selected != nil && !late && seen[string(selected.Value)] == nil && string(selected.Value) != "null" {
		c.list.Errorf(diag.NotAChoice, selected.Span, "%s has no tab with the id %s", name(b), selected.Value)
	}
}
