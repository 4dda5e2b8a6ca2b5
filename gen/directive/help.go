package directive

import (
	"fmt"
	"io"
	"strings"

	"github.com/blocksgen/blocksgen/gen/diag"
)

// Help writes the help text of one directive, or a list of all if name is empty. It
// reports whether the directive exists.
func Help(w io.Writer, name string) (bool, error) {
	var b strings.Builder
	if name == "" {
		b.WriteString("A directive is a comment directly above a package clause, a function or a constant:\n\n")
		for _, d := range all {
			fmt.Fprintf(&b, "  //blocks:%-11s %s\n", d.Name, plain(summary(d)))
		}
		b.WriteString("\nRun \"blocksgen help directives NAME\" for the arguments of one directive.\n")
		_, err := io.WriteString(w, b.String())
		return true, err
	}
	d := Lookup(strings.TrimPrefix(strings.TrimPrefix(name, "//"), "blocks:"))
	if d == nil {
		return false, nil
	}
	fmt.Fprintf(&b, "//blocks:%s is written above %s.\n\n%s\n", d.Name, d.targets(), terminal(summary(*d), ""))
	if d.Detail != "" {
		fmt.Fprintf(&b, "\n%s\n", terminal(d.Detail, ""))
	}
	fmt.Fprintf(&b, "\nFor example:\n\n  %s\n", strings.ReplaceAll(d.Example, "\n", "\n  "))
	if params := d.described(); len(params) > 0 {
		b.WriteString("\nArguments:\n")
		for _, p := range params {
			fmt.Fprintf(&b, "\n  %s\n%s\n", p.usage(), terminal(p.sentence(), "      "))
		}
	}
	_, err := io.WriteString(w, b.String())
	return true, err
}

// Reference writes docs/directives.md.
func Reference(w io.Writer) error {
	var b strings.Builder
	b.WriteString(`# Directives

A directive is a comment of the form ` + "`//blocks:name arguments`" + `, directly above a package clause, a
function or a constant.

- Arguments are separated by spaces and written ` + "`name=value`" + `, without spaces around the equal
  sign. Triggers and a few other arguments have no name.
- Values of a list are separated by commas. A comma can be followed by spaces.
- A value in quotes is a Go string, in double quotes or back quotes. A word without quotes, where a
  string is expected, is the name of a Go constant, variable or embedded file.
- ` + "`//blocks:with …`" + ` on the next line continues a directive.
- Arguments have the names and the meaning of Gradio's parameters.

A directive or argument that is misspelt, in the wrong place or unknown is an error. This page is
generated from the table that the generator uses.
`)
	for _, d := range all {
		fmt.Fprintf(&b, "\n## %s\n\n%s", d.Name, d.Markdown())
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

// Markdown is what the reference says about the directive, without its arguments.
func (d Def) Markdown() string {
	s := diag.Wrap(summary(d)+" Written above "+d.targets()+".", "", 100) + "\n"
	if d.Detail != "" {
		s += "\n" + diag.Wrap(d.Detail, "", 100) + "\n"
	}
	return s + "\n```go\n" + d.Example + "\n```\n"
}

// Markdown is what the reference says about the argument.
func (p Param) Markdown() string {
	return "`" + p.usage() + "`\n\n" + p.sentence()
}

func summary(d Def) string {
	if d.Todo != "" {
		return d.Doc + " Not supported yet."
	}
	return d.Doc
}

// described returns all arguments, positional ones first.
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

// usage returns how an argument is written. The Example of an argument without a
// name is what the documentation calls it.
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

// meaning returns the documentation as a sentence.
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

// plain removes the Markdown from a text.
func plain(s string) string { return strings.ReplaceAll(s, "`", "") }

// terminal wraps a text for a terminal.
func terminal(s, indent string) string { return diag.Wrap(plain(s), indent, 80) }
