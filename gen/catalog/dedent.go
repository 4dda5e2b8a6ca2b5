package catalog

import "strings"

// Dedented removes from a text the indentation that its lines share, and the blank
// lines around it, so that a text may be indented with the code it stands in. The
// first line does not count: it stands right after the quote. Package ui does the
// same to the texts of a running program; a test holds the two together.
func Dedented(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	lines[0] = strings.TrimLeft(lines[0], " \t")
	margin, found := "", false
	for _, line := range lines[1:] {
		rest := strings.TrimLeft(line, " \t")
		if rest == "" {
			continue
		}
		indent := line[:len(line)-len(rest)]
		if !found {
			margin, found = indent, true
		}
		for !strings.HasPrefix(indent, margin) {
			margin = margin[:len(margin)-1]
		}
	}
	for i, line := range lines[1:] {
		if strings.TrimSpace(line) == "" {
			line = ""
		}
		lines[i+1] = strings.TrimPrefix(line, margin)
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}
