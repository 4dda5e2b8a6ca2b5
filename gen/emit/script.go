package emit

import (
	"strings"

	"github.com/blocksgen/blocksgen/gen/emit/gofile"
	"github.com/blocksgen/blocksgen/gen/model"
)

// script writes app.js: a module with one export per function, because the
// page's content security policy forbids evaluating strings.
func script(app *model.App) []byte {
	var b strings.Builder
	b.WriteString("// " + gofile.Header + "\n")
	for _, s := range app.Scripts {
		source := s.Expression()
		if s.Written && s.IsName() { // it may be defined after this module is loaded
			source = "(...args) => " + source + "(...args)"
		}
		b.WriteString("\nexport const " + s.Name + " = " + source + ";\n")
	}
	return []byte(b.String())
}
