package diag

import (
	"fmt"
	"strings"
)

// Page is the documentation of a code, docs/diagnostics/BLKnnn.md: the case is the
// source that a test runs, and what is printed for it; both are empty for a code
// that no source can cause.
func (i Info) Page(source, printed string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s: %s\n\n%s\n", i.Code, i.Summary, strings.TrimSpace(i.Explanation))
	if source != "" {
		fmt.Fprintf(&b, "\n## Example\n\n```\n%s\n```\n\nThis is what blocksgen says about it:\n\n```\n%s\n```\n",
			strings.TrimSpace(source), strings.TrimRight(printed, "\n"))
	}
	return b.String()
}

// Lookup finds a code, nil when there is none.
func Lookup(code Code) *Info {
	for i := range Codes {
		if Codes[i].Code == code {
			return &Codes[i]
		}
	}
	return nil
}
