package diag

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Page returns the documentation of a code, docs/diagnostics/BLKnnn.md. Source is
// a test case that reports the code, and printed is the report. Both are empty if
// no test can cause the error.
func (i Info) Page(source, printed string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s: %s\n\n%s\n\n## How to fix it\n\n%s\n", i.Code, i.Summary, Wrap(i.Explanation, "", 100), Wrap(i.Fix, "", 100))
	if printed != "" {
		fmt.Fprintf(&b, "\n## Example\n\n```\n%s\n```\n\nblocksgen reports:\n\n```\n%s\n```\n",
			strings.TrimSpace(source), strings.TrimRight(printed, "\n"))
	}
	return b.String()
}

// Wrap breaks text into lines of at most width characters, each after the indent.
// A line break in text is kept. Code in backquotes is not broken.
func Wrap(text, indent string, width int) string {
	var lines []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		line := ""
		for _, word := range words(paragraph) {
			if line != "" && utf8.RuneCountInString(indent+line+" "+word) > width {
				lines, line = append(lines, indent+line), ""
			}
			if line != "" {
				line += " "
			}
			line += word
		}
		if line != "" {
			line = indent + line
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// words splits a paragraph at its spaces, except for those in backquotes.
func words(paragraph string) []string {
	quoted := false
	return strings.FieldsFunc(paragraph, func(r rune) bool {
		if r == '`' {
			quoted = !quoted
		}
		return r == ' ' && !quoted
	})
}

// Lookup returns the description of a code, or nil if there is no such code.
func Lookup(code Code) *Info {
	for i := range Codes {
		if Codes[i].Code == code {
			return &Codes[i]
		}
	}
	return nil
}

// URL is the address of a code's page.
func URL(c Code) string {
	return "https://github.com/blocksgen/blocksgen/blob/main/docs/diagnostics/" + string(c) + ".md"
}
