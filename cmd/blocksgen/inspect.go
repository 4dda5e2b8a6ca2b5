package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/blocksgen/blocksgen/gen"
	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/model"
)

func (c *cli) inspect() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "inspect [packages]",
		Short: "Print the pages, blocks and listeners of annotated packages",
		Long: `inspect prints what the generator has read: the blocks of each page as a tree, and the
listeners with their triggers, inputs and outputs.

--format json prints the whole model. --format mermaid prints the flow of data as a Mermaid
diagram, which GitHub and many editors draw: solid arrows are inputs and outputs, dotted
ones are triggers.`,
		RunE: func(cmd *cobra.Command, patterns []string) error {
			if err := checkFormat(format, "text", "json", "mermaid"); err != nil {
				return err
			}
			report, err := c.report(cmd, gen.Options{Patterns: patterns, NoPlan: true}, false)
			if err != nil {
				return err
			}
			switch format {
			case "json":
				return c.json(report.Apps)
			case "mermaid":
				return mermaid(c.stdout, report.Apps)
			}
			for i, app := range report.Apps {
				if i > 0 {
					fmt.Fprintln(c.stdout)
				}
				if err := outline(c.stdout, app); err != nil {
					return err
				}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "the output format: text, json, or mermaid for a diagram of the data flow")
	return cmd
}

// outline prints the pages of an app with their blocks, and its listeners.
func outline(w io.Writer, app *model.App) error {
	fmt.Fprintf(w, "%s (%s)\n", app.Name, app.Package.Path)
	for _, p := range app.Pages {
		fmt.Fprintf(w, "\npage /%s: %s\n", p.Path, p.Name)
		tree(w, app, app.Blocks[p.Block].Children, "")
	}
	for i := range app.Fns {
		if fn := &app.Fns[i]; fn.Builtin == "" {
			if err := outlineListener(w, app, fn); err != nil {
				return err
			}
		}
	}
	return nil
}

// tree prints blocks with lines that show how they are nested. Forms, which the generator
// adds, are left out.
func tree(w io.Writer, app *model.App, ids []int, indent string) {
	ids = declared(app, ids)
	for i, id := range ids {
		branch, next := "├── ", "│   "
		if i == len(ids)-1 {
			branch, next = "└── ", "    "
		}
		b := &app.Blocks[id]
		line := component(b)
		if b.Var != "" {
			line = b.Var + ": " + line
		}
		if label := labelOf(b); label != "" {
			line += fmt.Sprintf(" %q", label)
		}
		fmt.Fprintf(w, "%s%s%s\n", indent, branch, line)
		tree(w, app, b.Children, indent+next)
	}
}

// declared replaces forms by what is in them.
func declared(app *model.App, ids []int) []int {
	var list []int
	for _, id := range ids {
		if b := &app.Blocks[id]; b.Kind == "form" {
			list = append(list, declared(app, b.Children)...)
		} else {
			list = append(list, id)
		}
	}
	return list
}

// labelOf is the text by which users know a block: its label, or that of a button, shortened.
func labelOf(b *model.Block) string {
	text := cmp.Or(b.Text("label"), b.Text("value"))
	text, _, _ = strings.Cut(strings.TrimSpace(text), "\n")
	if runes := []rune(text); len(runes) > 40 {
		text = string(runes[:39]) + "…"
	}
	return text
}

func outlineListener(w io.Writer, app *model.App, fn *model.Fn) error {
	kind := "listener"
	if fn.Endpoint {
		kind = "endpoint"
	}
	fmt.Fprintf(w, "\n%s %s\n", kind, function(app, fn))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	row := func(name string, values []string) {
		if len(values) > 0 {
			fmt.Fprintf(t, "  %s\t%s\n", name, strings.Join(values, ", "))
		}
	}
	row("on", triggers(app, fn))
	if fn.Endpoint {
		var in, out []string
		for _, p := range fn.Params {
			in = append(in, p.Name)
		}
		for _, r := range fn.Returns {
			out = append(out, r.Name)
		}
		row("in", in)
		row("out", out)
	}
	row("in", blockNames(app, fn.Inputs))
	row("out", blockNames(app, fn.Outputs))
	var cancels []string
	for _, id := range fn.Cancels {
		cancels = append(cancels, function(app, &app.Fns[id]))
	}
	row("cancels", cancels)
	if fn.APIVisibility != "private" {
		row("api", []string{"/" + fn.APIName})
	}
	row("at", []string{fmt.Sprintf("%s:%d", short("", fn.Span.File), fn.Span.Line)})
	return t.Flush()
}

// triggers lists what a listener runs on.
func triggers(app *model.App, fn *model.Fn) []string {
	var list []string
	for _, t := range fn.Targets {
		switch {
		case t.Block >= 0:
			list = append(list, blockName(app, t.Block)+"."+t.Event)
		case fn.TriggerAfter == nil:
			list = append(list, t.Event)
		}
	}
	if fn.TriggerAfter != nil {
		list = append(list, function(app, &app.Fns[*fn.TriggerAfter])+"."+after(fn))
	}
	return list
}

// after is the event of a listener that follows another one.
func after(fn *model.Fn) string {
	switch {
	case fn.TriggerOnSuccess:
		return "success"
	case fn.TriggerOnFailure:
		return "failure"
	}
	return "then"
}

// function is the name of what a listener runs: a Go function, a constant with JavaScript,
// or a function of the runtime.
func function(app *model.App, fn *model.Fn) string {
	if fn.Adapter >= 0 {
		return app.Adapters[fn.Adapter].Func.Name
	}
	if _, name, ok := strings.Cut(fn.Group, "."); ok && fn.Builtin == "" {
		return name
	}
	return cmp.Or(fn.Builtin, fn.APIName)
}

func blockNames(app *model.App, ids []int) []string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = blockName(app, id)
	}
	return names
}

// blockName is the variable of a block, or else its component and its label.
func blockName(app *model.App, id int) string {
	b := &app.Blocks[id]
	if b.Var != "" {
		return b.Var
	}
	if label := labelOf(b); label != "" {
		return fmt.Sprintf("%s %q", component(b), label)
	}
	return fmt.Sprintf("%s %d", component(b), id)
}

// component is the constructor of a block's kind: Textbox.
func component(b *model.Block) string {
	if b.Custom != nil {
		return b.Custom.Class
	}
	return cmp.Or(blocks.Lookup(b.Kind).Go, b.Kind)
}

// short is the path of a file relative to the current directory, if it is below that.
func short(root, name string) string {
	full := filepath.Join(root, filepath.FromSlash(name))
	if dir, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(dir, full); err == nil && !strings.HasPrefix(rel, "..") {
			return rel
		}
	}
	return full
}
