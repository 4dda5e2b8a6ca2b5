package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/blocksgen/blocksgen/gen/model"
)

// mermaid prints the flow of data between the blocks and the functions of apps as one
// Mermaid flowchart. Blocks that no listener uses are left out.
func mermaid(w io.Writer, apps []*model.App) error {
	var b strings.Builder
	b.WriteString("flowchart LR\n")
	for i, app := range apps {
		d := diagram{Builder: &b, app: app, prefix: fmt.Sprintf("a%d", i), indent: "  "}
		if len(apps) > 1 {
			d.line("subgraph %s[%s]", d.prefix, quote(app.Package.Path))
			d.indent += "  "
		}
		d.draw()
		if len(apps) > 1 {
			d.indent = "  "
			d.line("end")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// diagram draws one app. Nodes have the numbers of the model: a0b3 is a block, a0f1 a
// listener.
type diagram struct {
	*strings.Builder
	app    *model.App
	prefix string
	indent string
}

func (d *diagram) line(format string, args ...any) {
	fmt.Fprintf(d, d.indent+format+"\n", args...)
}

func (d *diagram) block(id int) string    { return fmt.Sprintf("%sb%d", d.prefix, id) }
func (d *diagram) listener(id int) string { return fmt.Sprintf("%sf%d", d.prefix, id) }

func (d *diagram) draw() {
	used := d.used()
	for i, p := range d.app.Pages {
		var ids []int
		for id := range d.app.Blocks {
			if used[id] && d.app.Blocks[id].Page == i {
				ids = append(ids, id)
			}
		}
		if len(ids) == 0 {
			continue
		}
		d.line("subgraph %sp%d[%s]", d.prefix, i, quote("page /"+p.Path))
		for _, id := range ids {
			name, what := blockName(d.app, id), component(&d.app.Blocks[id])
			if strings.HasPrefix(name, what) {
				what = ""
			}
			d.line("  %s[%s]", d.block(id), quote(name, what))
		}
		d.line("end")
	}
	for i := range d.app.Fns {
		fn := &d.app.Fns[i]
		endpoint := ""
		if fn.APIVisibility != "private" {
			endpoint = "/" + fn.APIName
		}
		d.line("%s([%s])", d.listener(fn.ID), quote(function(d.app, fn), endpoint))
	}
	for i := range d.app.Fns {
		d.edges(&d.app.Fns[i])
	}
}

// used marks the blocks that have an arrow.
func (d *diagram) used() map[int]bool {
	used := map[int]bool{}
	for i := range d.app.Fns {
		fn := &d.app.Fns[i]
		for _, t := range fn.Targets {
			used[t.Block] = true
		}
		for _, ids := range [][]int{fn.Inputs, fn.Outputs} {
			for _, id := range ids {
				used[id] = true
			}
		}
	}
	return used
}

// edges draws the triggers, inputs and outputs of a listener.
func (d *diagram) edges(fn *model.Fn) {
	self := d.listener(fn.ID)
	for _, t := range fn.Targets {
		if t.Block >= 0 {
			d.line("%s -. %s .-> %s", d.block(t.Block), quote(t.Event), self)
		}
	}
	if fn.TriggerAfter != nil {
		d.line("%s -. %s .-> %s", d.listener(*fn.TriggerAfter), quote(after(fn)), self)
	}
	for _, id := range fn.Inputs {
		d.line("%s --> %s", d.block(id), self)
	}
	for _, id := range fn.Outputs {
		d.line("%s --> %s", self, d.block(id))
	}
	for _, id := range fn.Cancels {
		d.line("%s -. %s .-x %s", self, quote("cancels"), d.listener(id))
	}
}

// quote writes lines of text as a label. What has a meaning in Mermaid or HTML becomes an
// entity, in Mermaid's notation.
func quote(lines ...string) string {
	var b strings.Builder
	for i, line := range lines {
		if line == "" {
			continue
		}
		if i > 0 {
			b.WriteString("<br>")
		}
		for _, r := range line {
			if strings.ContainsRune("\"#<>&;`\\{}[]()|*~", r) || r < ' ' {
				fmt.Fprintf(&b, "#%d;", r)
			} else {
				b.WriteRune(r)
			}
		}
	}
	return `"` + b.String() + `"`
}
