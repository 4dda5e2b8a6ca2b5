package call

import (
	"bytes"
	"encoding/json"
	"errors"

	"github.com/blocksgen/blocksgen/runtime/app/internal/site"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/value"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// output is one output of a call and what was published of it.
type output struct {
	value.Out
	comp    *site.Component
	last    json.RawMessage // the wire value as published; nil before the first step
	text    []byte          // the text so far, while it only grows; last is older then
	growing bool
}

// unchanged is the wire value that leaves an output as it is.
var unchanged = json.RawMessage(`{"__type__":"update"}`)

// step takes what was put since the last step. It returns the edits since then if
// they are wanted; the first step has none, and neither has the last, which are
// sent whole.
func (o *output) step(edits bool) json.RawMessage {
	next := o.put()
	switch {
	case o.Tokens:
		return o.grow(next, edits)
	case next != nil:
		return o.become(next, edits)
	case o.last == nil:
		o.last = unchanged
	}
	return noEdits
}

var noEdits = json.RawMessage("[]")

// orNull makes an output null that was never put into.
func (o *output) orNull() {
	if bytes.Equal(o.last, unchanged) {
		o.last = json.RawMessage("null")
	}
}

// put takes the wire value that was put; nil when there was none.
func (o *output) put() json.RawMessage {
	raw, update := o.Raw, o.Update
	o.Raw, o.Update = nil, nil
	switch {
	case o.comp.State != nil:
		return json.RawMessage("null") // a State never leaves the server
	case update != nil:
		if v := update.Get("value"); v != nil {
			update.Set("value", o.comp.Present(o.Props, v))
		}
		return spec.Marshal(append(spec.Object{{Name: "__type__", Value: json.RawMessage(`"update"`)}}, update...))
	case raw != nil:
		return o.comp.Present(o.Props, raw)
	}
	return nil
}

// checkDepth refuses what nests deeper than clients may send.
func (o *output) checkDepth() error {
	err := wire.CheckDepth(o.Raw)
	for _, p := range o.Update {
		err = errors.Join(err, wire.CheckDepth(p.Value))
	}
	return err
}

// grow appends the tokens to the text so far, or to a new one.
func (o *output) grow(next json.RawMessage, edits bool) json.RawMessage {
	tokens := o.Append
	o.Append, o.Tokens = "", false
	if o.growing && next == nil {
		o.text = append(o.text, tokens...)
		return wire.Append(tokens)
	}
	if next == nil {
		next = o.full()
	}
	var text string
	_ = json.Unmarshal(next, &text) // a value that is not a string is replaced
	text += tokens
	diff := o.become(wire.MustMarshal(text), edits)
	o.text, o.growing = []byte(text), true
	return diff
}

// become makes next the whole value.
func (o *output) become(next json.RawMessage, edits bool) json.RawMessage {
	var diff json.RawMessage
	if edits {
		diff = wire.Diff(o.full(), next)
	}
	o.last, o.growing = next, false
	return diff
}

// full is the whole value as published; nil before the first step.
func (o *output) full() json.RawMessage {
	if o.growing {
		return wire.MustMarshal(string(o.text))
	}
	return o.last
}

// fail records that an output could not be encoded, unless an earlier one could not.
func (o *output) fail(err error) {
	if o.Err == nil {
		o.Err = err
	}
}
