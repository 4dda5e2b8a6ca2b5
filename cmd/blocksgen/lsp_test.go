package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/blocksgen/blocksgen/gen/diag/diagtest"
)

// TestLanguageServer runs the scripts in testdata/lsp. A script is a section of an archive
// with the files of a module; its lines are:
//
//	open FILE                 open a file, and print its diagnostics
//	change FILE OLD NEW       replace a text in the editor, and print the diagnostics
//	complete FILE TEXT        complete where TEXT has a | (a text of the file without it)
//	hover, definition, actions FILE TEXT
//	rename FILE TEXT NAME     rename, and print the files that change
//
// Arguments are separated by tabs.
func TestLanguageServer(t *testing.T) {
	files, err := filepath.Glob("testdata/lsp/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			e := newEditor(t, nil)
			script, want := "", ""
			kept := slices.DeleteFunc(slices.Clone(a.Files), func(f txtar.File) bool {
				switch f.Name {
				case "script":
					script = string(f.Data)
				case "want":
					want = string(f.Data)
					return true
				default:
					e.write(f.Name, f.Data)
				}
				return false
			})
			for line := range strings.Lines(script) {
				if line = strings.TrimSpace(line); line != "" {
					fmt.Fprintf(&e.out, "> %s\n", line)
					e.run(strings.Split(line, "\t"))
				}
			}
			if code := e.stop(); code != 0 {
				t.Errorf("exit code %d", code)
			}
			got := strings.ReplaceAll(e.out.String(), e.dir, "$DIR")
			if diagtest.Update() {
				out := txtar.Format(&txtar.Archive{Comment: a.Comment, Files: append(kept, txtar.File{Name: "want", Data: []byte(got)})})
				if err := os.WriteFile(file, out, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := gocmp.Diff(want, got); d != "" {
				t.Errorf("-want +got; -update rewrites it:\n%s", d)
			}
		})
	}
}
