package ui

import "github.com/blocksgen/blocksgen/runtime/blocks/spec"

// Dedent removes from a string the indentation that its lines share, and the blank
// lines around it, so that a text may be indented with the code it is part of. The
// first line does not count: it follows the opening quote. The setters of Markdown
// and of other long texts do it to their argument.
func Dedent(text string) string { return spec.Dedented(text) }
