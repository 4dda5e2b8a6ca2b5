package check

import (
	"github.com/evanw/esbuild/pkg/api"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/model"
)

// listener checks that a listener stays within a page and writes each output
// once.
func (c *checker) listener(fn *model.Fn) {
	var first *model.Block
	look := func(id int) bool {
		if id < 0 {
			return true
		}
		b := &c.app.Blocks[id]
		switch {
		case b.Kind == "state":
		case first == nil:
			first = b
		case first.Page != b.Page:
			c.list.Errorf(diag.TwoPages, span(fn.Pos), "%s stands in page %s, and %s in page %s", name(first), c.app.Pages[first.Page].Name, name(b), c.app.Pages[b.Page].Name).
				Note(span(first.Pos), "%s is declared here", name(first)).
				Note(span(b.Pos), "%s is declared here", name(b)).
				Fix("keep a listener within one page; a State carries values from page to page")
			return false
		}
		return true
	}
	var all []int
	for _, t := range fn.Targets {
		all = append(all, t.Block)
	}
	all = append(append(append(all, fn.Inputs...), fn.Outputs...), fn.ShowProgressOn...)
	for _, id := range all {
		if !look(id) {
			return
		}
	}
	written := map[int]bool{}
	for _, id := range fn.Outputs {
		if written[id] {
			c.list.Errorf(diag.WrittenTwice, span(fn.Pos), "%s is written twice by one listener", name(&c.app.Blocks[id]))
		}
		written[id] = true
	}
}

// concurrency checks that handlers that share a limit agree on it.
func (c *checker) concurrency() {
	first := map[string]*model.Fn{}
	for i := range c.app.Fns {
		fn := &c.app.Fns[i]
		if fn.ConcurrencyID == "" || fn.ConcurrencyLimit == nil {
			continue
		}
		was := first[fn.ConcurrencyID]
		if was == nil {
			first[fn.ConcurrencyID] = fn
			continue
		}
		if *was.ConcurrencyLimit != *fn.ConcurrencyLimit {
			c.list.Errorf(diag.ConcurrencyClash, span(fn.Pos), "the concurrency_id %s has the limits %d and %d", fn.ConcurrencyID, *was.ConcurrencyLimit, *fn.ConcurrencyLimit).
				Note(span(was.Pos), "the other limit")
		}
	}
}

// scripts checks that the JavaScript of an app can be parsed: a mistake in one
// function would keep the whole module from loading.
func (c *checker) scripts() {
	for _, s := range c.app.Scripts {
		result := api.Transform("export const f = (\n"+s.Source+"\n)", api.TransformOptions{Loader: api.LoaderJS, LogLevel: api.LogLevelSilent})
		for _, e := range result.Errors {
			d := c.list.Errorf(diag.BadScript, span(s.Pos), "the JavaScript here cannot be parsed: %s", e.Text)
			if e.Location != nil && e.Location.LineText != ")" { // ours, behind the end of the source
				d.Detail = e.Location.LineText
			}
			break // what follows is a consequence as a rule
		}
	}
}
