package compat_test

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/blocksgen/blocksgen/gen/compat"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/diag/diagtest"
)

// TestCases compares the apps of each case, whose earlier state is in before/.
func TestCases(t *testing.T) {
	for _, c := range diagtest.Load(t, "testdata", t.TempDir()) {
		t.Run(c.Name, func(t *testing.T) {
			c.Write(t)
			c.Check(t, compareDirs(t, filepath.Join(c.Dir, "before"), c.Dir))
			// Nothing has changed.
			if list := compareDirs(t, c.Dir, c.Dir); len(list) > 0 {
				t.Errorf("compared with itself: %s", list[0].Message)
			}
		})
	}
}

func compareDirs(t *testing.T, before, now string) []*diag.Diagnostic {
	t.Helper()
	was, err := compat.Dir(before)
	if err != nil {
		t.Fatal(err)
	}
	is, err := compat.Dir(now)
	if err != nil {
		t.Fatal(err)
	}
	var list diag.List
	if err := compat.Compare(was, is, []string{"."}, &list); err != nil {
		t.Fatal(err)
	}
	return list.Sorted()
}

// TestWidening checks that each change of a type in one direction is a break, and in the
// other one is none.
func TestWidening(t *testing.T) {
	for _, c := range diagtest.Load(t, "testdata", t.TempDir()) {
		if c.Name != "BLK504-narrowed" {
			continue
		}
		c.Write(t)
		// Only these change what is accepted in both directions.
		both := []string{
			"parameter a of endpoint /type accepts less than before: number, before string",
			`parameter a of endpoint /choice accepts less than before: "z" is no longer a choice`,
		}
		var got []string
		for _, d := range compareDirs(t, c.Dir, filepath.Join(c.Dir, "before")) {
			got = append(got, d.Message)
		}
		if !slices.Equal(got, both) {
			t.Errorf("%q", got)
		}
	}
}
