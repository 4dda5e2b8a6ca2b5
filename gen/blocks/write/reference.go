package main

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"

	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

const notice = "<!-- Written by gen/blocks/write from runtime/blocks; do not edit. -->\n"

// reference writes the documentation of all blocks for users: a page for each block, a
// page of shared parameters, and a list.
func reference(types *codecs) map[string][]byte {
	files := map[string][]byte{}
	var index bytes.Buffer
	index.WriteString(`# Blocks

` + notice + `
Package ` + "`ui`" + ` (` + "`github.com/blocksgen/blocksgen/runtime/ui`" + `) has a constructor for every block. A setter
returns a changed copy:

    var name = ui.Textbox().Label("Name").Placeholder("What is your name?")

The page of a block lists its own parameters. [Shared parameters](shared.md) are those that most
blocks have. The first column is the name of the parameter in Gradio, so Gradio's documentation
applies. A parameter without a default is null by default. In directives, the name of an event is
` + "`block.event`" + `, as in ` + "`//blocks:on name.submit`" + `.

A handler can also use a named type with one of the Go types that a page lists, or ` + "`ui.Opt[T]`" + `
(a value, null, or unchanged). A result can also have the type of the block. Then it changes
properties.

`)
	pages := map[string]*bytes.Buffer{}
	for _, b := range blocks.All() {
		page := pages[b.Kind]
		if page == nil {
			page = &bytes.Buffer{}
			pages[b.Kind] = page
			fmt.Fprintf(&index, "- [%s](%s.md) %s\n", title(b), b.Kind, b.Doc)
			fmt.Fprintf(page, "# %s\n\n%s\n", title(b), notice)
		} else {
			fmt.Fprintf(page, "\n# %s\n\n", title(b))
		}
		writePage(page, b, types)
	}
	for kind, page := range pages {
		writeEnums(page, kind)
		files["docs/blocks/"+kind+".md"] = page.Bytes()
	}
	files["docs/blocks/README.md"] = index.Bytes()
	files["docs/blocks/shared.md"] = sharedPage()
	return files
}

// sharedPage documents the shared parameters and named values.
func sharedPage() []byte {
	var s bytes.Buffer
	s.WriteString("# Shared parameters\n\n" + notice + "\nMost blocks have these parameters. The page of a block lists those with another default.\n\n")
	writeHeader(&s)
	e := spec.Entry{Block: &spec.Block{Common: spec.Field, Props: spec.Defaults{{"value", ""}}}, Params: []spec.Param{{Name: "value"}}, Computed: true, HasRender: true}.Complete()
	for _, p := range e.Params {
		if p.Name != "value" {
			writeParam(&s, &e, p)
		}
	}
	s.WriteString("\nThe argument of `Every` must be constant. `VisibleHidden` keeps the block in the page, and\n`Visible(false)` removes it.\n")
	writeEnums(&s, "")
	return s.Bytes()
}

// title is the heading of a block: its constructor, or its class if it has none.
func title(b *spec.Entry) string { return cmp.Or(b.Go, b.Class) }

func writePage(s *bytes.Buffer, b *spec.Entry, types *codecs) {
	fmt.Fprintf(s, "%s %s\n\n", title(b), b.Doc)
	if code := constructor(b); code != "" {
		fmt.Fprintf(s, "    %s\n\n", code)
	}
	if v := valueDoc(b); v != "" {
		fmt.Fprintf(s, "%s\n\n", v)
	}
	if v := types.doc(b.TakesValue()); v != "" {
		fmt.Fprintf(s, "%s\n\n", v)
	}
	writeParams(s, b)
	if len(b.Events) == 0 {
		return
	}
	s.WriteString("\n| Event | Fires when | Event data |\n|---|---|---|\n")
	for _, e := range b.Events {
		fmt.Fprintf(s, "| `%s` | %s | %s |\n", e.Name, cell(e.Doc), e.Payload)
	}
}

// writeParams writes the parameters of a block, the shared ones with another default, and
// the names of those that are not implemented.
func writeParams(s *bytes.Buffer, b *spec.Entry) {
	shared := spec.Entry{Block: &spec.Block{Common: b.Common}, HasRender: true, Computed: true, Params: []spec.Param{{Name: "value"}}}.Complete()
	var missing, common []string
	rows := 0
	for i := range b.Params {
		p := b.Params[i]
		if q := shared.Param(p.Name); q != nil && q.Doc == p.Doc && q.Default == b.Default(p.Name) || q != nil && q.Doc == p.Doc && b.Default(p.Name) == shared.Default(p.Name) {
			common = append(common, "`"+p.Name+"`")
			continue
		}
		if p.Todo != "" {
			missing = append(missing, fmt.Sprintf("- `%s`: %s.", p.Name, p.Todo))
			continue
		}
		if rows++; rows == 1 {
			writeHeader(s)
		}
		writeParam(s, b, p)
	}
	if len(common) > 0 {
		fmt.Fprintf(s, "\n[Shared parameters](shared.md): %s.\n", strings.Join(common, ", "))
	}
	if len(missing) > 0 {
		fmt.Fprintf(s, "\nNot implemented yet (an error, or a warning if the argument is the default):\n\n%s\n", strings.Join(missing, "\n"))
	}
}

func writeHeader(s *bytes.Buffer) {
	s.WriteString("| Parameter | Setters | Default | Description |\n|---|---|---|---|\n")
}

// constructor is the signature of the constructor, as go doc prints it.
func constructor(b *spec.Entry) string {
	switch {
	case b.Go == "":
		return ""
	case b.Of != "":
		for _, p := range b.Params {
			for _, m := range p.Setters {
				if m.Becomes == b.Type() {
					return "ui." + blocks.Lookup(b.Of).Go + "()." + m.Name + "() ui." + b.Type()
				}
			}
		}
		return ""
	case b.Generic:
		return fmt.Sprintf("ui.%s[T any](initial T) ui.%s[T]\n    ui.%[1]sFunc[T any](initial func() T) ui.%[2]s[T]", b.Go, b.Type())
	}
	var names, types []string
	for _, a := range b.Args {
		names, types = append(names, a.Name), append(types, qualified(a.Type))
	}
	return fmt.Sprintf("ui.%s(%s) ui.%s", b.Go, signature(names, types), b.Type())
}

// valueDoc describes the value of a block in handlers and in the API.
func valueDoc(b *spec.Entry) string {
	switch {
	case b.Generic:
		return "Handlers receive and return T. The value stays on the server."
	case b.Wrapper || b.Layout:
		return ""
	case b.SkipAPI:
		return "Its value is its text. The API does not include it."
	}
	props := b.Fill(nil)
	if b.Of != "" {
		props["multiselect"] = []byte("true")
	}
	return "Its value in JSON has the schema `" + string(b.Describe(props).JSON) + "`."
}

func writeParam(s *bytes.Buffer, b *spec.Entry, p spec.Param) {
	name := "`" + p.Name + "`"
	if p.Alias != "" {
		name += ", `" + p.Alias + "`"
	}
	var setters []string
	for _, m := range p.Setters {
		t := ""
		if m.Arg != "" {
			t = qualified(m.Type)
		}
		setters = append(setters, "`"+m.Name+"("+t+")`")
	}
	def := ""
	if d := b.Default(p.Name); d != "" {
		def = "`" + cell(d) + "`"
	}
	doc := upper(p.Doc)
	for _, m := range p.Setters {
		if m.Doc != "" {
			doc += " `" + m.Name + "` " + m.Doc
		}
	}
	fmt.Fprintf(s, "| %s | %s | %s | %s |\n", name, strings.Join(setters, "<br>"), def, cell(doc))
}

// writeEnums documents the named values of one block, or of several ("").
func writeEnums(s *bytes.Buffer, kind string) {
	first := true
	for _, e := range sortedEnums() {
		if e.owner != kind {
			continue
		}
		if first {
			s.WriteString("\n## Named values\n\n| Type | Description | Constants |\n|---|---|---|\n")
			first = false
		}
		var values []string
		for _, v := range e.Values {
			values = append(values, fmt.Sprintf("`ui.%s` (%q)", v.Go, v.Wire))
		}
		fmt.Fprintf(s, "| `ui.%s` | %s | %s |\n", e.Type, e.Doc, strings.Join(values, ", "))
	}
}

// qualified writes a type of package ui as users write it.
func qualified(t spec.Type) string {
	prefix, name := "", t.Go
	if t.Variadic {
		prefix = "..."
	}
	if rest, ok := strings.CutPrefix(name, "[]"); ok {
		prefix, name = prefix+"[]", rest
	}
	if name[0] >= 'A' && name[0] <= 'Z' {
		name = "ui." + name
	}
	return prefix + name
}

// upper makes a sentence of a description.
func upper(doc string) string { return strings.ToUpper(doc[:1]) + doc[1:] }

// cell escapes a string for a table.
func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }
