package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/blocksgen/blocksgen/gen/model"
)

// outline prints the pages of an app with their blocks, and its listeners.
func outline(w io.Writer, app *model.App) {
	fmt.Fprintf(w, "%s (%s)\n", app.Name, app.Package.Path)
	for _, p := range app.Pages {
		fmt.Fprintf(w, "\npage /%s\n", p.Path)
		for _, child := range app.Blocks[p.Block].Children {
			outlineBlock(w, app, child, "  ")
		}
	}
	if len(app.Fns) > 0 {
		fmt.Fprintln(w, "\nlisteners")
	}
	for _, fn := range app.Fns {
		triggers := make([]string, len(fn.Targets))
		for i, t := range fn.Targets {
			triggers[i] = t.Event
			if t.Block >= 0 {
				triggers[i] = blockName(app, t.Block) + "." + t.Event
			} else if fn.TriggerAfter != nil {
				triggers[i] = fmt.Sprintf("%d.%s", *fn.TriggerAfter, t.Event)
			}
		}
		fmt.Fprintf(w, "  %d /%s on %s: %s → %s\n", fn.ID, fn.APIName, strings.Join(triggers, ", "), blockNames(app, fn.Inputs), blockNames(app, fn.Outputs))
	}
}

func outlineBlock(w io.Writer, app *model.App, id int, indent string) {
	b := &app.Blocks[id]
	fmt.Fprintf(w, "%s%d %s", indent, id, b.Kind)
	if b.Var != "" {
		fmt.Fprintf(w, " %s", b.Var)
	}
	fmt.Fprintln(w)
	for _, child := range b.Children {
		outlineBlock(w, app, child, indent+"  ")
	}
}

func blockNames(app *model.App, ids []int) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = blockName(app, id)
	}
	return "(" + strings.Join(names, ", ") + ")"
}

func blockName(app *model.App, id int) string {
	if b := &app.Blocks[id]; b.Var != "" {
		return b.Var
	}
	return fmt.Sprintf("%s %d", app.Blocks[id].Kind, id)
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
