package golden_test

import (
	"os"
	"path"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/gen/bind/tree"
	"github.com/blocksgen/blocksgen/gen/bind/tree/testdata/treetest"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/source"
	"github.com/blocksgen/blocksgen/golden/attack"
	"github.com/blocksgen/blocksgen/golden/calculator"
	"github.com/blocksgen/blocksgen/golden/chain"
	"github.com/blocksgen/blocksgen/golden/counter"
	"github.com/blocksgen/blocksgen/golden/embedded"
	"github.com/blocksgen/blocksgen/golden/hello"
	"github.com/blocksgen/blocksgen/golden/kitchen"
	"github.com/blocksgen/blocksgen/golden/layout"
	"github.com/blocksgen/blocksgen/golden/login"
	"github.com/blocksgen/blocksgen/golden/soak"
	"github.com/blocksgen/blocksgen/golden/stream"
	"github.com/blocksgen/blocksgen/runtime/ui"
)

// TestReadIsEvaluated holds, for every golden app, what the generator reads from
// the source to what the page variables are when the program runs.
func TestReadIsEvaluated(t *testing.T) {
	pages := map[string][]ui.Node{
		"attack":     {attack.Home},
		"calculator": {calculator.Home},
		"chain":      {chain.Home},
		"counter":    {counter.Home},
		"embedded":   {embedded.Home},
		"hello":      {hello.Home},
		"kitchen":    {kitchen.Home},
		"layout":     {layout.Home, layout.About},
		"login":      {login.Home},
		"service":    {},
		"soak":       {soak.Home, soak.Wall},
		"stream":     {stream.Home},
	}
	var list diag.List
	l, err := source.Load(t.Context(), source.Options{}, &list)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range l.Packages {
		name := path.Base(p.Path)
		if !p.Annotated || path.Base(path.Dir(p.Path)) != "golden" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			treetest.Compare(t, tree.Read(l, p, &list), pages[name]...)
		})
		delete(pages, name)
	}
	for name := range pages {
		t.Errorf("%s was not read", name)
	}
	if list.Len() > 0 {
		dir, err := os.Getwd()
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := (diag.Printer{Dir: dir}).Text(&b, list.Sorted()); err != nil {
			t.Fatal(err)
		}
		t.Error(b.String())
	}
}
