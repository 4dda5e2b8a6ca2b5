// Package mutate_test asks whether the tests would notice a mistake: it breaks one line of
// the runtime at a time and runs the tests of that line. docs/mutation.md has the results.
package mutate_test

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// root is the directory of the module.
const root = "../.."

// mutation is a place in a source file, and what a mistake would make of it.
type mutation struct {
	name string // area-mistake
	file string // from the directory of the module
	old  string // occurs once in the file
	new  string
	// tests are the packages whose tests should notice it, the quickest first. The default
	// is the package of the file, or that of the app for the packages inside it. Those of
	// the page's TypeScript need a browser.
	tests string
	// run is the pattern of the tests, by default all. It is set where all would take long.
	run string
	// accepted is why no test has to notice it.
	accepted string
}

// mutations is all of them.
var mutations = slices.Concat(frontMutations, callMutations, appMutations, queueMutations, logMutations, sessionMutations,
	wireMutations, valueMutations, webMutations, pageMutations)

// inBrowser reports whether the mutation is in what a browser runs.
func (m *mutation) inBrowser() bool { return path.Ext(m.file) == ".ts" }

// packages are those whose tests should notice the mutation, the quickest first.
func (m *mutation) packages() []string {
	switch {
	case m.tests != "":
		return strings.Fields(m.tests)
	case m.inBrowser():
		return []string{"./golden/internal/page"}
	case strings.HasPrefix(m.file, "runtime/app/internal/site/") && m.run == "":
		return []string{"./runtime/app/internal/site", "./runtime/app"}
	case strings.HasPrefix(m.file, "runtime/app/"):
		return []string{"./runtime/app"}
	case strings.HasPrefix(m.file, "runtime/web/"):
		return []string{"./runtime/web", "./runtime/app"}
	}
	return []string{"./" + path.Dir(m.file)}
}

// apply returns the content of the file with the mistake.
func (m *mutation) apply() (string, error) {
	raw, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(m.file)))
	if err != nil {
		return "", err
	}
	source := string(raw)
	if n := strings.Count(source, m.old); n != 1 {
		return "", fmt.Errorf("%s has the old text of %s %d times, not once", m.file, m.name, n)
	}
	return strings.Replace(source, m.old, m.new, 1), nil
}

// TestList: every mutation still applies, and gives code that compiles.
func TestList(t *testing.T) {
	if len(mutations) < 80 {
		t.Errorf("only %d mutations", len(mutations))
	}
	check := newChecker(t)
	seen := map[string]bool{}
	for _, m := range mutations {
		if seen[m.name] {
			t.Errorf("two mutations are called %s", m.name)
		}
		seen[m.name] = true
		source, err := m.apply()
		if err == nil {
			err = check.compiles(m.file, source)
		}
		if err != nil {
			t.Errorf("%s: %v", m.name, err)
		}
	}
}

// TestMutations runs the tests with each mutation in turn. Those that no test notices, and
// that are not accepted, are survivors: they fail.
func TestMutations(t *testing.T) {
	if os.Getenv("BLOCKSGEN_MUTATE") == "" {
		t.Skip("BLOCKSGEN_MUTATE=1 runs the tests with each mutation (make mutate does)")
	}
	r := newRunner(t)
	var survivors, accepted []string
	noticed := 0
	for _, m := range mutations {
		t.Run(m.name, func(t *testing.T) {
			switch by := r.noticedBy(t, &m); {
			case by != "":
				noticed++
				t.Logf("noticed by %s", by)
				if m.accepted != "" {
					t.Logf("it is accepted although it is noticed: %s", m.accepted)
				}
			case m.accepted != "":
				accepted = append(accepted, m.name+": "+m.accepted)
			default:
				survivors = append(survivors, m.name)
				t.Errorf("no test of %s notices this line of %s:\n%s\nthat became:\n%s", strings.Join(m.packages(), ", "), m.file, m.old, m.new)
			}
		})
	}
	t.Logf("%d noticed, %d accepted, %d survive", noticed, len(accepted), len(survivors))
	for _, s := range accepted {
		t.Logf("accepted: %s", s)
	}
	for _, s := range survivors {
		t.Logf("SURVIVES: %s", s)
	}
}
