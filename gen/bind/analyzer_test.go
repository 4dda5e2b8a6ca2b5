package bind_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/blocksgen/blocksgen/gen/bind"
)

func TestAnalyzer(t *testing.T) {
	analysistest.RunWithSuggestedFixes(t, analysistest.TestData(), bind.Analyzer, "vet")
}
