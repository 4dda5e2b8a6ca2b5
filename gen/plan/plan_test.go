package plan

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/blocksgen/blocksgen/gen/emit/gofile"
)

const header = "// " + gofile.Header + "\n\npackage main\n"

// owned is where the tests' app writes.
var owned = []string{"cmd/*"}

func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		full := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// onDisk reads a tree back.
func onDisk(t *testing.T, root string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || path == root {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		if d.IsDir() {
			if entries, err := os.ReadDir(path); err != nil || len(entries) > 0 {
				return err
			}
			files[filepath.ToSlash(rel)+"/"] = ""
			return nil
		}
		content, err := os.ReadFile(path)
		files[filepath.ToSlash(rel)] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func ops(p *Plan) []string {
	var list []string
	for _, c := range p.Changes {
		list = append(list, string(c.Op)+" "+c.Path)
	}
	return list
}

// document is a generated document.
const document = "{\n  \"comment\": \"" + gofile.Header + "\"\n}"

// TestTemporary proves that temporary files of a run that was killed are removed, and those of
// a run that may be going on are not.
func TestTemporary(t *testing.T) {
	root := tree(t, map[string]string{"cmd/a/main.go": header, "cmd/a/.blocksgen-1": "{", "cmd/a/.blocksgen-2": "{", "cmd/b/.blocksgen-3": "x"})
	old := time.Now().Add(-time.Hour)
	for _, name := range []string{"cmd/a/.blocksgen-1", "cmd/b/.blocksgen-3"} {
		if err := os.Chtimes(filepath.Join(root, filepath.FromSlash(name)), old, old); err != nil {
			t.Fatal(err)
		}
	}
	p, err := Make(root, contents(map[string]string{"cmd/a/main.go": header}), owned)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"delete cmd/a/.blocksgen-1", "delete cmd/b/.blocksgen-3"}, ops(p)); d != "" {
		t.Errorf("changes (-want +got):\n%s", d)
	}
}

func TestPlan(t *testing.T) {
	for _, c := range []struct {
		name   string
		disk   map[string]string
		wanted map[string]string
		ops    []string
		after  map[string]string
	}{{
		name:   "first time",
		wanted: map[string]string{"cmd/a/main.go": header, "cmd/a/config.json": "{}"},
		ops:    []string{"create cmd/a/config.json", "create cmd/a/main.go"},
		after:  map[string]string{"cmd/a/main.go": header, "cmd/a/config.json": "{}"},
	}, {
		name:   "up to date",
		disk:   map[string]string{"cmd/a/main.go": header, "cmd/a/config.json": "{}"},
		wanted: map[string]string{"cmd/a/main.go": header, "cmd/a/config.json": "{}"},
		after:  map[string]string{"cmd/a/main.go": header, "cmd/a/config.json": "{}"},
	}, {
		name: "what is gone is deleted, what is the user's stays",
		disk: map[string]string{
			"cmd/a/main.go": header, "cmd/a/app.js": "// " + gofile.Header, "cmd/a/app_test.go": "package main\n", "cmd/a/notes.txt": "",
			"cmd/old/main.go": header, "cmd/old/config.json": "{}", "cmd/tool/main.go": "package main\n", "cmd/tool/config.json": "{}",
		},
		wanted: map[string]string{"cmd/a/main.go": header + "\nvar x = 1\n"},
		ops:    []string{"delete cmd/a/app.js", "update cmd/a/main.go", "delete cmd/old/config.json", "delete cmd/old/main.go"},
		after: map[string]string{
			"cmd/a/main.go": header + "\nvar x = 1\n", "cmd/a/app_test.go": "package main\n", "cmd/a/notes.txt": "",
			"cmd/tool/main.go": "package main\n", "cmd/tool/config.json": "{}",
		},
	}, {
		name:   "a checkout with carriage returns is up to date",
		disk:   map[string]string{"cmd/a/main.go": strings.ReplaceAll(header+"\nvar x = 1\n", "\n", "\r\n"), "cmd/a/config.json": "{\r\n}\r\n"},
		wanted: map[string]string{"cmd/a/main.go": header + "\nvar x = 1\n", "cmd/a/config.json": "{\n}\n"},
		after:  map[string]string{"cmd/a/main.go": strings.ReplaceAll(header+"\nvar x = 1\n", "\n", "\r\n"), "cmd/a/config.json": "{\r\n}\r\n"},
	}, {
		name:   "carriage returns do not hide the mark",
		disk:   map[string]string{"cmd/a/main.go": strings.ReplaceAll(header, "\n", "\r\n"), "cmd/a/config.json": strings.ReplaceAll(document, "\n", "\r\n")},
		wanted: map[string]string{"cmd/a/main.go": header + "\nvar x = 1\n", "cmd/a/config.json": document + "\n"},
		ops:    []string{"update cmd/a/config.json", "update cmd/a/main.go"},
		after:  map[string]string{"cmd/a/main.go": header + "\nvar x = 1\n", "cmd/a/config.json": document + "\n"},
	}, {
		name:   "a first run that was interrupted: the documents are there, and no Go file",
		disk:   map[string]string{"cmd/a/config.json": document, "cmd/b/api.json": document},
		wanted: map[string]string{"cmd/a/main.go": header, "cmd/a/config.json": document + "\n"},
		ops:    []string{"update cmd/a/config.json", "create cmd/a/main.go", "delete cmd/b/api.json"},
		after:  map[string]string{"cmd/a/main.go": header, "cmd/a/config.json": document + "\n"},
	}} {
		t.Run(c.name, func(t *testing.T) {
			root := tree(t, c.disk)
			p, err := Make(root, contents(c.wanted), owned)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.ops, ops(p)); d != "" {
				t.Errorf("changes (-want +got):\n%s", d)
			}
			if d := cmp.Diff(c.disk, onDisk(t, root), cmpopts.EquateEmpty()); d != "" {
				t.Errorf("making a plan wrote something:\n%s", d)
			}
			if err := Apply(t.Context(), p); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.after, onDisk(t, root)); d != "" {
				t.Errorf("files (-want +got):\n%s", d)
			}
			if p, err = Make(root, contents(c.wanted), owned); err != nil || len(p.Changes) > 0 {
				t.Errorf("a second plan has changes %v, error %v", ops(p), err)
			}
		})
	}
}

func TestForeign(t *testing.T) {
	wanted := map[string][]byte{"cmd/a/main.go": []byte(header), "cmd/a/config.json": []byte("{}")}
	elsewhere := tree(t, map[string]string{"main.go": header})
	for _, c := range []struct {
		name string
		disk map[string]string
		link string // made a symbolic link to elsewhere
		want string // path that the error names
	}{
		{"a program of the user's", map[string]string{"cmd/a/main.go": "package main\n"}, "", "cmd/a/main.go"},
		{"a document of the user's", map[string]string{"cmd/a/config.json": `{"mine":1}`}, "", "cmd/a/config.json"},
		{"a linked file", map[string]string{"cmd/a/x": ""}, "cmd/a/main.go", "cmd/a/main.go"},
		{"a linked directory", map[string]string{"cmd/x": ""}, "cmd/a", "cmd/a"},
		{"a file for a directory", map[string]string{"cmd": "x"}, "", "cmd"},
		{"a directory for a file", map[string]string{"cmd/a/main.go/x": ""}, "", "cmd/a/main.go"},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := tree(t, c.disk)
			if c.link != "" {
				if err := os.Symlink(elsewhere, filepath.Join(root, filepath.FromSlash(c.link))); err != nil {
					t.Skip("no symbolic links here:", err)
				}
			}
			_, err := Make(root, wanted, owned)
			var foreign *Foreign
			if !errors.As(err, &foreign) || foreign.Path != filepath.Join(root, filepath.FromSlash(c.want)) {
				t.Errorf("error %v, want one about %s", err, c.want)
			}
		})
	}
}

func TestApplyFailsWhole(t *testing.T) {
	before := map[string]string{"cmd/a/main.go": header}
	root := tree(t, before)
	p := &Plan{Root: root, Changes: []Change{
		{Op: Update, Path: "cmd/a/main.go", New: []byte(header + "\nvar x = 1\n")},
		{Op: Create, Path: "cmd/b/deep/main.go", New: []byte(header)},
		{Op: Create, Path: "cmd/a/main.go/x", New: []byte(header)}, // a file stands where its directory belongs
		{Op: Delete, Path: "cmd/a/main.go"},
	}}
	if err := Apply(t.Context(), p); err == nil {
		t.Fatal("no error")
	}
	if d := cmp.Diff(before, onDisk(t, root)); d != "" {
		t.Errorf("a plan that failed changed files (-want +got):\n%s", d)
	}
}

func TestDiff(t *testing.T) {
	root := tree(t, map[string]string{"cmd/a/main.go": header, "cmd/a/app.js": "// " + gofile.Header + "\n"})
	p, err := Make(root, map[string][]byte{"cmd/a/main.go": []byte(header + "\nvar x = 1\n"), "cmd/a/handlers.go": []byte(header)}, owned)
	if err != nil {
		t.Fatal(err)
	}
	got := string(p.Diff())
	for _, want := range []string{"--- a/cmd/a/main.go\n+++ b/cmd/a/main.go\n", "+var x = 1\n", "--- /dev/null\n+++ b/cmd/a/handlers.go\n", "--- a/cmd/a/app.js\n+++ /dev/null\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("the diff lacks %q:\n%s", want, got)
		}
	}
}

func contents(files map[string]string) map[string][]byte {
	out := map[string][]byte{}
	for name, s := range files {
		out[name] = []byte(s)
	}
	return out
}
