package source_test

import (
	"testing"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/source"
)

// BenchmarkLoad is what a run on one small app spends in finding and loading.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		var list diag.List
		if _, err := source.Load(b.Context(), source.Options{Dir: "../../golden/hello", Patterns: []string{"."}}, &list); err != nil || list.Len() > 0 {
			b.Fatal(err, list.Len())
		}
	}
}
