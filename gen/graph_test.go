package gen_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/gen"
	"github.com/blocksgen/blocksgen/gen/diag/diagtest"
)

// TestGraphs generates apps with a State, and with an endpoint, whose 200 types mention each
// other, so that the number of paths through them is exponential. Time and size are not.
func TestGraphs(t *testing.T) {
	var levels, cycles strings.Builder
	for i := range 200 {
		next := fmt.Sprintf("T%d", i+1)
		if i == 199 {
			next = "int"
		}
		fmt.Fprintf(&levels, "type T%d struct {\n\tA []%s\n\tB *%[2]s\n\tC map[string]*%[2]s\n}\n", i, next)
		fmt.Fprintf(&cycles, "type T%d struct {\n", i)
		for k := range 10 {
			fmt.Fprintf(&cycles, "\tF%d *T%d\n", k, (i*7+k*k)%200)
		}
		cycles.WriteString("}\n")
	}
	const state = "var (\n\tst  = ui.State(T0{})\n\trun = ui.Button(\"Run\")\n)\n\n// Home is the page.\nvar Home = ui.Page(st, run)\n\n//blocks:on run.click\nfunc H(st *T0) { println() }\n"
	const endpoint = "//blocks:api\nfunc H(t T0) (u T0) { return t }\n"
	const ui = "import \"github.com/blocksgen/blocksgen/runtime/ui\"\n\n"
	root := diagtest.Module(t)
	c := &diagtest.Case{Files: map[string][]byte{}}
	for name, source := range map[string]string{
		"slevels": ui + levels.String() + state, "scycles": ui + cycles.String() + state,
		"elevels": levels.String() + endpoint, "ecycles": cycles.String() + endpoint,
	} {
		c.Files[filepath.Join(root, name, "a.go")] = []byte("//blocks:app\npackage " + name + "\n\n" + source)
	}
	c.Write(t)
	r, err := gen.Run(t.Context(), gen.Options{Dir: root, Patterns: []string{"./..."}})
	if err != nil || r.Findings.Len() > 0 || len(r.Plans) != 4 {
		t.Fatal(err, r.Findings.Sorted(), len(r.Plans))
	}
	for _, p := range r.Phases {
		if p.Name != "load" && p.Took > 10*time.Second { // a hundred times what it takes
			t.Errorf("phase %s took %v", p.Name, p.Took)
		}
	}
	for _, p := range r.Plans {
		for _, change := range p.Changes {
			if len(change.New) > 500_000 {
				t.Errorf("%s of %s has %d bytes", change.Path, p.Root, len(change.New))
			}
			if n := bytes.Count(change.New, []byte("\nfunc clone")); n > 1000 { // a few for each type
				t.Errorf("%s of %s copies by %d functions", change.Path, p.Root, n)
			}
		}
	}
}
