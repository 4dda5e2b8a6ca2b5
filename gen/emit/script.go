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
		b.WriteString("\nexport const " + s.Name + " = " + strings.TrimSuffix(strings.TrimSpace(s.Source), ";") + ";\n")
	}
	return []byte(b.String())
}
