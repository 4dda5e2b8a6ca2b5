package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/blocksgen/blocksgen/gen/catalog"
)

// reference writes the documentation of all blocks, for users.
func reference(types *codecs) []byte {
	var s bytes.Buffer
	s.WriteString(`# Blocks

<!-- Written from gen/catalog by gen/catalog/write; do not edit. -->

Package ` + "`ui`" + ` (` + "`github.com/blocksgen/blocksgen/runtime/ui`" + `) has a constructor for every block. A setter returns a changed copy:

    var name = ui.Textbox().Label("Name").Placeholder("What is your name?")

The first column has Gradio's name of a parameter, so that its documentation applies; a parameter without a default is
null there. An event is named in directives as ` + "`block.event`" + `: ` + "`//blocks:on name.submit`" + `.

Where a handler takes or gives a Go type, a named type of the same kind does as well, and so do ` + "`ui.Opt[T]`" + ` (a value, null,
or unchanged) and, as a result, the block type itself (changes its properties).

`)
	for _, b := range catalog.Blocks() {
		fmt.Fprintf(&s, "- [%s](#%s)\n", title(b), strings.ToLower(title(b)))
	}
	for _, b := range catalog.Blocks() {
		writeBlock(&s, b, types)
	}
	writeEnums(&s)
	return s.Bytes()
}

// title is the heading of a block: its constructor, or the class of what has none.
func title(b *catalog.Block) string {
	if b.Go == "" {
		return b.Class
	}
	return b.Go
}

func writeBlock(s *bytes.Buffer, b *catalog.Block, types *codecs) {
	fmt.Fprintf(s, "\n## %s\n\n%s %s\n\n", title(b), title(b), b.Doc)
	if code := constructor(b); code != "" {
		fmt.Fprintf(s, "    %s\n\n", code)
	}
	if v := valueDoc(b); v != "" {
		fmt.Fprintf(s, "%s\n\n", v)
	}
	if v := types.doc(b.Go); v != "" {
		fmt.Fprintf(s, "%s\n\n", v)
	}
	s.WriteString("| Parameter | Setters | Default | What it is |\n|---|---|---|---|\n")
	for _, p := range b.Params {
		writeParam(s, p)
	}
	if len(b.Events) == 0 {
		return
	}
	s.WriteString("\n| Event | It fires when | Event data |\n|---|---|---|\n")
	for _, e := range b.Events {
		fmt.Fprintf(s, "| `%s` | %s | %s |\n", e.Name, cell(e.Doc), e.Payload)
	}
}

// constructor is the signature of the constructor, as go doc prints it.
func constructor(b *catalog.Block) string {
	switch {
	case b.Go == "":
		return ""
	case b.Of != "":
		return "ui." + catalog.Lookup(b.Of).Go + "().Multiselect() ui." + b.Type()
	case b.Generic:
		return fmt.Sprintf("ui.%s[T any](initial T) ui.%s[T]\n    ui.%[1]sFunc[T any](initial func() T) ui.%[2]s[T]", b.Go, b.Type())
	}
	var names, types []string
	for _, a := range b.Args {
		names, types = append(names, a.Name), append(types, qualified(a.Type))
	}
	return fmt.Sprintf("ui.%s(%s) ui.%s", b.Go, signature(names, types), b.Type())
}

// valueDoc says what a block's value is for handlers and the API.
func valueDoc(b *catalog.Block) string {
	switch {
	case b.Generic:
		return "Handlers get and return T. The value never leaves the server."
	case b.Wrapper || b.Layout:
		return ""
	case b.SkipAPI:
		return "Its value is the text on it; the API leaves it out."
	}
	props := b.Props(nil)
	if b.Of != "" {
		props["multiselect"] = []byte("true")
	}
	return "Its value in JSON has the schema `" + string(b.Schema(props).JSON) + "`."
}

func writeParam(s *bytes.Buffer, p catalog.Param) {
	name := "`" + p.Name + "`"
	if p.Alias != "" {
		name += ", `" + p.Alias + "`"
	}
	var setters []string
	for _, m := range p.Setters {
		var names, types []string
		for _, a := range m.Args {
			names, types = append(names, a.Name), append(types, qualified(a.Type))
		}
		setters = append(setters, "`"+m.Name+"("+signature(names, types)+")`")
	}
	def := ""
	if p.Default != nil {
		def = "`" + cell(string(p.Default)) + "`"
	}
	doc := upper(p.Doc)
	for _, m := range p.Setters {
		if m.Doc != "" {
			doc += " `" + m.Name + "` " + m.Doc
		}
	}
	if p.Todo != "" {
		doc += " *Not done yet: " + p.Todo + ".*"
	}
	fmt.Fprintf(s, "| %s | %s | %s | %s |\n", name, strings.Join(setters, "<br>"), def, cell(doc))
}

func writeEnums(s *bytes.Buffer) {
	s.WriteString("\n## Named values\n\n| Type | What it says | Constants |\n|---|---|---|\n")
	for _, e := range catalog.Enums {
		var values []string
		for _, v := range e.Values {
			values = append(values, fmt.Sprintf("`ui.%s` (%q)", v.Go, v.Wire))
		}
		fmt.Fprintf(s, "| `ui.%s` | %s | %s |\n", e.Type, e.Doc, strings.Join(values, ", "))
	}
}

// qualified writes a type of package ui as users write it.
func qualified(t string) string {
	prefix := ""
	for _, p := range []string{"...", "[]"} {
		if rest, ok := strings.CutPrefix(t, p); ok {
			prefix, t = prefix+p, rest
		}
	}
	if t[0] >= 'A' && t[0] <= 'Z' {
		t = "ui." + t
	}
	return prefix + t
}

// cell makes a text safe within a table.
func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }
