package directive

import (
	"fmt"
	"io"
	"strings"
)

// Help writes what a terminal shows about one directive, or a list of all when
// name is empty. It reports whether there is such a directive.
func Help(w io.Writer, name string) (bool, error) {
	var b strings.Builder
	if name == "" {
		b.WriteString("Directives are comments directly above a package clause, a function or a constant:\n\n")
		for _, d := range all {
			fmt.Fprintf(&b, "  //blocks:%-11s %s\n", d.Name, plain(summary(d)))
		}
		b.WriteString("\nblocksgen help directives NAME shows one with its arguments.\n")
		_, err := io.WriteString(w, b.String())
		return true, err
	}
	d := Lookup(strings.TrimPrefix(strings.TrimPrefix(name, "//"), "blocks:"))
	if d == nil {
		return false, nil
	}
	fmt.Fprintf(&b, "//blocks:%s stands on %s.\n\n%s\n", d.Name, d.targets(), wrap(plain(summary(*d)), ""))
	if d.Detail != "" {
		fmt.Fprintf(&b, "\n%s\n", wrap(plain(d.Detail), ""))
	}
	fmt.Fprintf(&b, "\nFor example:\n\n  %s\n", strings.ReplaceAll(d.Example, "\n", "\n  "))
	if params := d.described(); len(params) > 0 {
		b.WriteString("\nArguments:\n")
		for _, p := range params {
			fmt.Fprintf(&b, "\n  %s\n%s\n", p.usage(), wrap(plain(p.sentence()), "      "))
		}
	}
	_, err := io.WriteString(w, b.String())
	return true, err
}

// Reference writes docs/directives.md.
func Reference(w io.Writer) error {
	var b strings.Builder
	b.WriteString(`# Directives

A directive is a comment of the form ` + "`//blocks:name arguments`" + `, directly above a package clause, a function or a constant.

- Arguments are separated by spaces and written ` + "`name=value`" + `, without spaces around the equal sign. Triggers and a few others have no name.
- Values of a list are separated by commas; a space may follow a comma.
- Quoted text is a Go string, in double quotes or back quotes. A bare word in the place of text names a Go constant, variable or embedded file.
- ` + "`//blocks:with …`" + ` on the next line continues a directive.
- Names of options are Gradio's, and mean what they mean there.

Whatever is misspelt, misplaced or unknown is an error. This page is generated from the table that the generator follows.
`)
	for _, d := range all {
		fmt.Fprintf(&b, "\n## %s\n\n%s Stands on %s.\n", d.Name, summary(d), d.targets())
		if d.Detail != "" {
			fmt.Fprintf(&b, "\n%s\n", d.Detail)
		}
		fmt.Fprintf(&b, "\n```go\n%s\n```\n", d.Example)
		if params := d.described(); len(params) > 0 {
			b.WriteString("\n| argument | meaning | default |\n|---|---|---|\n")
			for _, p := range params {
				fmt.Fprintf(&b, "| `%s` | %s | %s |\n", strings.ReplaceAll(p.usage(), "|", `\|`), strings.ReplaceAll(p.meaning(), "|", `\|`), p.Default)
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func summary(d Def) string {
	if d.Todo != "" {
		return d.Doc + " Not supported yet."
	}
	return d.Doc
}

// described is every argument, positional ones first.
func (d *Def) described() []Param {
	list := make([]Param, 0, len(d.Positional)+len(d.Params))
	for i, p := range d.Positional {
		name := p.Name
		if d.Variadic && i == len(d.Positional)-1 {
			name += " …"
		}
		p.Name = ""
		p.Example = name
		list = append(list, p)
	}
	list = append(list, d.Params...)
	if d.Any != nil {
		p := *d.Any
		p.Name = "<" + p.Name + ">"
		list = append(list, p)
	}
	return list
}

// usage shows how an argument is written; one without a name shows in Example
// what it is called.
func (p Param) usage() string {
	if p.Name == "" {
		return p.Example
	}
	value := p.Example
	switch p.Kind {
	case Word:
		value = strings.Join(p.Words, "|")
	case Bool:
		value = "true|false"
	}
	return p.Name + "=" + value
}

// meaning is the documentation as a sentence.
func (p Param) meaning() string {
	s := strings.ToUpper(p.Doc[:1]) + p.Doc[1:]
	if p.Todo != "" {
		s += " Not supported yet."
	}
	return s
}

func (p Param) sentence() string {
	if p.Default == "" {
		return p.meaning()
	}
	return p.meaning() + " Default: " + p.Default + "."
}

func plain(s string) string { return strings.ReplaceAll(s, "`", "") }

// wrap breaks text into lines of at most 80 columns.
func wrap(text, indent string) string {
	var b strings.Builder
	column := 0
	for i, word := range strings.Fields(text) {
		switch {
		case i == 0:
			b.WriteString(indent)
			column = len(indent)
		case column+1+len(word) > 80:
			b.WriteString("\n" + indent)
			column = len(indent)
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += len(word)
	}
	return b.String()
}
