package diag_test

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/diag/diagtest"
)

func TestCodesAreAppendOnly(t *testing.T) {
	form := regexp.MustCompile(`^BLK\d{3}$`)
	var last diag.Code
	for _, c := range diag.Codes {
		if !form.MatchString(string(c.Code)) {
			t.Errorf("%s is not a valid code", c.Code)
		}
		if c.Code <= last {
			t.Errorf("%s comes after %s", c.Code, last)
		}
		last = c.Code
		if c.Summary == "" || strings.HasSuffix(c.Summary, ".") {
			t.Errorf("%s needs a summary without a full stop", c.Code)
		}
		for _, text := range []string{c.Explanation, c.Fix} {
			if !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "`") || strings.Count(text, "`")%2 != 0 {
				t.Errorf("%s needs an explanation and a fix in full sentences, not %q", c.Code, text)
			}
		}
		if got := diag.Lookup(c.Code); got == nil || got.Code != c.Code {
			t.Errorf("%s is not found", c.Code)
		}
	}
}

// archive is a test case of some package.
type archive struct {
	name string
	*txtar.Archive
}

// cases maps each code to the archives that expect it, those named after it first.
func cases(t *testing.T) map[diag.Code][]archive {
	t.Helper()
	printed := regexp.MustCompile(`\[(BLK\d{3})\\?\]`) // as output, or as a pattern for it
	found := map[diag.Code][]archive{}
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if d != nil && d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git") {
			return filepath.SkipDir
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".txtar") || !strings.Contains(path, "testdata") {
			return err
		}
		a, err := txtar.ParseFile(path)
		if err != nil {
			return err
		}
		for _, m := range printed.FindAllSubmatch(txtar.Format(a), -1) {
			code := diag.Code(m[1])
			found[code] = append(found[code], archive{filepath.Base(path), a})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for code, list := range found {
		slices.SortStableFunc(list, func(a, b archive) int {
			return cmp.Or(cmp.Compare(b2i(!strings.HasPrefix(a.name, string(code))), b2i(!strings.HasPrefix(b.name, string(code)))), strings.Compare(a.name, b.name))
		})
	}
	return found
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// TestEveryCodeHasACaseAndAPage also checks that docs/diagnostics matches the table
// and the cases.
func TestEveryCodeHasACaseAndAPage(t *testing.T) {
	const docs = "../../docs/diagnostics"
	all := cases(t)
	want := map[string]string{}
	var index strings.Builder
	index.WriteString("# Diagnostics\n\nEvery error and warning has a code. Its page explains the message and how to fix the cause. Codes\n" +
		"never change their meaning.\n\n| code | error |\n|---|---|\n")
	for _, c := range diag.Codes {
		list := all[c.Code]
		if len(list) == 0 && !strings.HasPrefix(string(c.Code), "BLK9") {
			t.Errorf("no case expects %s (%s)", c.Code, c.Summary)
		}
		source, printed := "", ""
		if len(list) > 0 {
			source, printed = example(list[0].Archive, c.Code)
		}
		want[string(c.Code)+".md"] = c.Page(source, printed)
		fmt.Fprintf(&index, "| [%s](%s.md) | %s |\n", c.Code, c.Code, c.Summary)
	}
	want["README.md"] = index.String()
	for code := range all {
		if diag.Lookup(code) == nil {
			t.Errorf("a case expects %s, which is not in the table", code)
		}
	}
	if diagtest.Update() {
		if err := os.MkdirAll(docs, 0o755); err != nil {
			t.Fatal(err)
		}
		for name, text := range want {
			if err := os.WriteFile(filepath.Join(docs, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, text := range want {
		got, err := os.ReadFile(filepath.Join(docs, name))
		if err != nil || string(got) != text {
			t.Errorf("docs/diagnostics/%s does not match the table and the cases; -update rewrites it (%v)", name, err)
		}
	}
}

// example returns the source of a case, and the part of its expected output that
// belongs to one code.
func example(a *txtar.Archive, code diag.Code) (source, printed string) {
	var s, p strings.Builder
	start := regexp.MustCompile(`^\S.* \[BLK\d{3}\]$`)
	for _, f := range a.Files {
		switch {
		case f.Name == "want":
			mine := false
			for line := range strings.Lines(string(f.Data)) {
				if start.MatchString(strings.TrimSuffix(line, "\n")) {
					mine = strings.HasSuffix(line, "["+string(code)+"]\n")
				}
				if mine {
					p.WriteString(line)
				}
			}
		case strings.HasPrefix(f.Name, "fixed/"):
		default:
			fmt.Fprintf(&s, "-- %s --\n%s", f.Name, f.Data)
		}
	}
	return s.String(), p.String()
}
