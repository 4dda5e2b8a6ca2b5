package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/blocksgen/blocksgen/gen/blocks"
)

const root = "../../.."

var update = flag.Bool("update", false, "write the files instead of comparing them")

// TestCurrent holds the generated files to the blocks.
func TestCurrent(t *testing.T) {
	if *update {
		if err := write(root); err != nil {
			t.Fatal(err)
		}
	}
	all, err := files(root)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range all {
		got, err := os.ReadFile(filepath.Join(root, name))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what the blocks give (%v): run go generate ./runtime/ui", name, err)
		}
	}
	gone, err := orphans(root, all)
	if err != nil || len(gone) > 0 {
		t.Errorf("files that nothing generates: %v, %v", gone, err)
	}
}

// TestWriteIsQuiet writes into an empty directory and again: the second time, no
// file changes, and a file of a block that is gone disappears.
func TestWriteIsQuiet(t *testing.T) {
	dir := t.TempDir()
	if err := write(dir); err != nil {
		t.Fatal(err)
	}
	page := filepath.Join(dir, "runtime/ui/page_gen.go")
	before, err := os.Stat(page)
	if err != nil {
		t.Fatal(err)
	}
	gone := filepath.Join(dir, "runtime/ui/gone_gen.go")
	if err := os.WriteFile(gone, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(page, 0o444); err != nil {
		t.Fatal(err)
	}
	if err := write(dir); err != nil {
		t.Fatal(err)
	}
	after, err := os.Stat(page)
	if err != nil || !after.ModTime().Equal(before.ModTime()) {
		t.Errorf("%s was written again: %v", page, err)
	}
	if _, err := os.Stat(gone); !os.IsNotExist(err) {
		t.Errorf("%s is still there: %v", gone, err)
	}
}

// TestHandlerTypes holds what the reference says about handlers to the codecs: a
// block with a value has some.
func TestHandlerTypes(t *testing.T) {
	types, err := readCodecs(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range blocks.All() {
		if hasValue := b.TakesValue() != nil; (types.doc(b.TakesValue()) != "") != hasValue {
			t.Errorf("%s: handler types are %q", b.Go, types.doc(b.TakesValue()))
		}
	}
}
