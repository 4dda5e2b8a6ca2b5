package markdown

import (
	"regexp"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// packs lists the asset packs that a block needs. Formulas are drawn where the author
// asks for them by setting the delimiters, and in a constant text that has some. Code is
// coloured in a constant text that names its language. Other texts are not known, and
// the app directive says what they need.
func packs(set spec.Props, late func(string) bool) (needed []string) {
	// A block of code with its language, and a formula between the default delimiters.
	// Compiled here, so that no app has them.
	fence := regexp.MustCompile("(?ms)^[ \\t>]*```+[ \\t]*([\\w+#.-]*)[^\\n]*\\n.*?(?:^[ \\t>]*```|\\z)")
	formula := regexp.MustCompile(`(?s)\$\$.*?[^\s$].*?\$\$`)
	text, _ := spec.Text(set["value"])
	if late("value") {
		text = ""
	}
	marks, said := set["latex_delimiters"]
	switch {
	case late("latex_delimiters"), said && string(marks) != "[]":
		needed = append(needed, "latex")
	case !said && formula.MatchString(fence.ReplaceAllString(text, "")):
		needed = append(needed, "latex")
	}
	for _, m := range fence.FindAllStringSubmatch(text, -1) {
		if m[1] != "" && !slices.Contains(plain, strings.ToLower(m[1])) {
			return append(needed, "highlight")
		}
	}
	return needed
}

// plain are names that people write for code which is no programming language.
var plain = []string{"text", "txt", "plain", "plaintext", "none", "output", "math", "mermaid"}
