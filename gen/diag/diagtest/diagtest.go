// Package diagtest runs test cases for diagnostics: txtar archives with source and
// the exact text that is printed for it.
//
// An archive testdata/BLK104-blank-line.txtar holds the files of a package. Its
// section "want" is the printed text. A section "fixed/a.go" is the content of a.go
// after the first fix of each diagnostic was applied. For a new case, write only
// the source and run the test with -update.
package diagtest

import (
	"flag"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/blocksgen/blocksgen/gen/diag"
)

var update = flag.Bool("update", false, "rewrite what the tests expect")

// Update reports whether the test was run with -update. All tests that import this
// package have the flag.
func Update() bool { return *update }

// Case is one archive.
type Case struct {
	Name  string            // of the archive, without .txtar
	Dir   string            // directory of its files: absolute, need not exist
	Files map[string][]byte // by absolute path

	file    string
	archive *txtar.Archive
}

// Load reads the archives dir/*.txtar. The files of a case get paths in
// root/<case>; [Case.Write] writes them there.
func Load(t *testing.T, dir, root string) []*Case {
	t.Helper()
	root, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases in %s: %v", dir, err)
	}
	cases := make([]*Case, len(files))
	for i, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		c := &Case{
			Name: strings.TrimSuffix(filepath.Base(file), ".txtar"), Files: map[string][]byte{},
			file: file, archive: a,
		}
		c.Dir = filepath.Join(root, c.Name)
		for _, f := range a.Files {
			if f.Name != "want" && !strings.HasPrefix(f.Name, "fixed/") {
				c.Files[filepath.Join(c.Dir, filepath.FromSlash(f.Name))] = f.Data
			}
		}
		cases[i] = c
	}
	return cases
}

// Module makes a temporary module that uses this checkout of blocksgen, and
// returns its directory. Cases written below it can be loaded together.
func Module(t *testing.T) string {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	checkout, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/blocksgen/blocksgen").Output()
	if err != nil {
		t.Fatal(err)
	}
	mod := "module example.com\n\ngo 1.26.0\n\nrequire github.com/blocksgen/blocksgen v0.0.0\n\n" +
		"replace github.com/blocksgen/blocksgen => " + strings.TrimSpace(string(checkout)) + "\n"
	if err := os.WriteFile(filepath.Join(root, "go.mod"), []byte(mod), 0o644); err != nil {
		t.Fatal(err)
	}
	return root
}

// Write writes the files of the case to disk.
func (c *Case) Write(t *testing.T) {
	t.Helper()
	for name, src := range c.Files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, src, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// Of returns the diagnostics in files of the case.
func (c *Case) Of(list []*diag.Diagnostic) []*diag.Diagnostic {
	var mine []*diag.Diagnostic
	for _, d := range list {
		if strings.HasPrefix(d.Span.File, c.Dir+string(filepath.Separator)) {
			mine = append(mine, d)
		}
	}
	return mine
}

// Comment is the text above the archive's first file.
func (c *Case) Comment() string { return string(c.archive.Comment) }

// Check compares the diagnostics of a case with its archive. With -update it
// rewrites the archive.
func (c *Case) Check(t *testing.T, list []*diag.Diagnostic) {
	t.Helper()
	var text strings.Builder
	p := diag.Printer{Dir: c.Dir, Source: c.read}
	if err := p.Text(&text, list); err != nil {
		t.Fatal(err)
	}
	got := &txtar.Archive{Comment: c.archive.Comment}
	want := &txtar.Archive{Comment: c.archive.Comment}
	for _, f := range c.archive.Files {
		if f.Name != "want" && !strings.HasPrefix(f.Name, "fixed/") {
			got.Files = append(got.Files, f)
			want.Files = append(want.Files, f)
		}
	}
	for _, f := range c.archive.Files {
		if f.Name == "want" || strings.HasPrefix(f.Name, "fixed/") {
			want.Files = append(want.Files, f)
		}
	}
	got.Files = append(got.Files, txtar.File{Name: "want", Data: []byte(strings.ReplaceAll(text.String(), c.Dir, "$DIR"))})
	for _, f := range c.archive.Files {
		if f.Name == "want" || strings.HasPrefix(f.Name, "fixed/") {
			continue
		}
		name := filepath.Join(c.Dir, filepath.FromSlash(f.Name))
		fixed, err := diag.Apply(list, name, c.Files[name])
		if err != nil {
			t.Fatal(err)
		}
		if string(fixed) != string(c.Files[name]) {
			got.Files = append(got.Files, txtar.File{Name: path.Join("fixed", f.Name), Data: fixed})
		}
	}
	if *update {
		if err := os.WriteFile(c.file, txtar.Format(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if d := cmp.Diff(string(txtar.Format(want)), string(txtar.Format(got))); d != "" {
		t.Errorf("%s (-want +got; -update rewrites it):\n%s", c.file, d)
	}
}

func (c *Case) read(file string) ([]byte, error) {
	if src, ok := c.Files[file]; ok {
		return src, nil
	}
	return os.ReadFile(file)
}
