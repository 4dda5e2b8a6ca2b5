package call

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/blocksgen/blocksgen/runtime/app/internal/site"
	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/value"
)

// errReturned is what Send says to goroutines that outlive their handler.
var errReturned = errors.New("the handler has returned")

// Send publishes what was put so far as an intermediate result. It fails once the
// call is over, and the handler should return then.
func (c *Call) Send() error {
	c.step.Lock()
	defer c.step.Unlock()
	if c.over {
		return errReturned
	}
	if c.fail != nil {
		return c.fail
	}
	if c.ctx.Err() != nil {
		return context.Cause(c.ctx)
	}
	if err := c.take(); err != nil {
		return err
	}
	edits := make([]json.RawMessage, len(c.outputs))
	for i, o := range c.outputs {
		edits[i] = o.step(c.sent)
	}
	out := job.Output{Edits: edits, ChangedStates: c.takeChanged()}
	if !c.sent {
		out.Full, out.Edits = c.full(), nil
	}
	c.sent = true
	c.emitter.Generating(out)
	return nil
}

// finish takes what was put last and makes it the result.
func (c *Call) finish() (out job.Output, err error) {
	if err := c.take(); err != nil {
		return out, err
	}
	for _, o := range c.outputs {
		o.step(false)
		if c.listener.Generator && !c.sent {
			o.orNull()
		}
	}
	return job.Output{Full: c.full(), ChangedStates: c.takeChanged()}, nil
}

// take keeps what was put into States and properties since the last step.
func (c *Call) take() error {
	for i, o := range c.outputs {
		if err := cmp.Or(o.Err, o.checkDepth()); err != nil {
			return fmt.Errorf("output %d: %w", i, err)
		}
	}
	for i, o := range c.outputs {
		if o.State != nil {
			c.setState(o.comp, *o.State)
			o.State = nil
		}
		if len(o.Update) > 0 {
			if err := c.keepProps(o); err != nil {
				return fmt.Errorf("output %d: %w", i, err)
			}
		}
	}
	return nil
}

// full is the whole wire value of each output.
func (c *Call) full() []json.RawMessage {
	values := make([]json.RawMessage, len(c.outputs))
	for i, o := range c.outputs {
		values[i] = o.full()
	}
	return values
}

// setState keeps a State's new value and notes whether listeners must know.
func (c *Call) setState(comp *site.Component, v any) {
	if c.site.Watched(comp.ID) && !value.Equal(c.session.Value(comp.ID), v) {
		if c.changed == nil {
			c.changed = map[int]bool{}
		}
		c.changed[comp.ID] = true
	}
	c.session.Set(comp.ID, v)
}

func (c *Call) takeChanged() []int {
	ids := slices.Sorted(maps.Keys(c.changed))
	clear(c.changed)
	return ids
}

// keepProps remembers the properties that a handler changed: from now on the
// session's values are checked by them.
func (c *Call) keepProps(o *output) error {
	changed := value.Props{}
	for _, p := range o.Update {
		if p.Name != "value" {
			changed[p.Name] = p.Value
		}
	}
	if len(changed) == 0 {
		return nil
	}
	err := c.session.SetProps(o.comp.ID, changed, c.job.ID)
	o.Props = c.props(o.comp)
	return err
}
