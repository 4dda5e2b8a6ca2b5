// Package golden holds one real app per case, with its committed output, and the
// tests that hold source, output and behaviour together.
package golden

import (
	"context"
	"flag"
	"path/filepath"
	"slices"
	"testing"

	"github.com/blocksgen/blocksgen/gen"
)

var update = flag.Bool("update", false, "write the golden apps' programs anew")

// apps are the golden apps.
var apps = []string{"attack", "calculator", "chain", "counter", "embedded", "hello", "kitchen", "layout", "login", "service", "soak", "stream"}

// TestGolden generates all golden apps in memory with one load and compares every
// byte and the set of files with what is committed. With -update it writes them.
func TestGolden(t *testing.T) {
	report := generate(t, gen.Options{Patterns: []string{"./..."}, Apply: *update})
	var names []string
	for _, app := range report.Apps {
		names = append(names, app.Name)
	}
	slices.Sort(names)
	if !slices.Equal(names, apps) {
		t.Errorf("the golden apps are %q, and this test knows %q", names, apps)
	}
	if !*update {
		upToDate(t, report)
	}
}

// TestSameFromAnywhere generates one app from its own directory, as go generate
// does, and one from above: neither plans a change.
func TestSameFromAnywhere(t *testing.T) {
	upToDate(t, generate(t, gen.Options{Dir: "hello"}))
	upToDate(t, generate(t, gen.Options{Dir: "..", Patterns: []string{"./golden/layout"}}))
	abs, err := filepath.Abs("counter")
	if err != nil {
		t.Fatal(err)
	}
	upToDate(t, generate(t, gen.Options{Dir: filepath.Join("..", "docs"), Patterns: []string{abs}}))
}

func generate(t *testing.T, o gen.Options) *gen.Report {
	t.Helper()
	report, err := gen.Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range report.Findings.Sorted() {
		t.Errorf("%s: %s [%s]\n%s", d.Span, d.Message, d.Code, d.Detail)
	}
	if report.Findings.HasErrors() {
		t.FailNow()
	}
	return report
}

func upToDate(t *testing.T, report *gen.Report) {
	t.Helper()
	if len(report.Plans) == 0 {
		t.Error("no app was found")
	}
	for _, d := range report.Stale() {
		t.Errorf("%s: %s; run the test with -update", d.Span.File, d.Message)
	}
	for _, p := range report.Plans {
		if len(p.Changes) > 0 {
			t.Logf("%s", p.Diff())
		}
	}
}
