package main

import (
	"bytes"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/gen/bundle"
)

const root = "../../.."

var update = flag.Bool("update", false, "write the page's files anew")

// TestDistIsCurrent proves that the committed files are what the sources give.
func TestDistIsCurrent(t *testing.T) {
	want := build(t, sources(root))
	if *update {
		if err := bundle.Write(filepath.Join(root, dist), want); err != nil {
			t.Fatal(err)
		}
	}
	have, err := bundle.Read(filepath.Join(root, dist))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range want {
		if !bytes.Equal(have[name], content) {
			t.Errorf("%s differs", name)
		}
	}
	for name := range have {
		if _, ok := want[name]; !ok {
			t.Errorf("%s is left over", name)
		}
	}
	if t.Failed() {
		t.Log("run: go run ./gen/bundle/write")
	}
}

// TestModulesAreComplete: every file that a module names exists, and every module
// that one imports.
func TestModulesAreComplete(t *testing.T) {
	files := build(t, sources(root))
	modules, err := bundle.Modules(files)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, m := range modules {
		names[m.Name] = true
	}
	for _, m := range modules {
		for _, file := range []string{m.Script, m.Style} {
			if _, ok := files[file]; !ok && file != "" {
				t.Errorf("%s names %q, which was not built", m.Name, file)
			}
		}
		for _, i := range m.Imports {
			if !names[i] {
				t.Errorf("%s imports %s, which is no module", m.Name, i)
			}
		}
	}
	for wire := range sources(root).Blocks {
		if !names["blocks/"+wire] {
			t.Errorf("no module for the type %s", wire)
		}
	}
}

// TestAddedBlockChangesNoOtherFile builds a copy of the sources with a block more:
// all files of before are there with the same bytes. So two changes that each add a
// block never touch a common file.
func TestAddedBlockChangesNoOtherFile(t *testing.T) {
	before := build(t, sources(root))
	copied := t.TempDir()
	for _, dir := range []string{"runtime/web/src", "runtime/blocks"} {
		copySources(t, filepath.Join(root, dir), filepath.Join(copied, dir))
	}
	added := map[string]string{
		"color/color.ts": `import { define } from "../shared/block";
import { h } from "../shared/dom";
import { Field } from "../shared/field";
import { Listbox } from "../shared/listbox";
import "./color.css";

class Color extends Field {
  protected build(): void {
    const input = h("input", { type: "color" });
    this.assemble(input);
    new Listbox(this, input, () => this.commit(input.value));
  }
}

define("color", Color);
`,
		"color/color.css": "blocks-color > .field-body > input { height: 36px; }\n",
	}
	for name, text := range added {
		file := filepath.Join(copied, "runtime/blocks", name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s := sources(copied)
	s.Blocks["color"] = filepath.Join(copied, "runtime/blocks/color/color.ts")
	after := build(t, s)
	for name, content := range before {
		if !bytes.Equal(after[name], content) {
			t.Errorf("%s changed", name)
		}
		delete(after, name)
	}
	modules, err := bundle.Modules(after)
	if err != nil {
		t.Fatal(err)
	}
	if len(modules) != 1 || modules[0].Name != "blocks/color" || modules[0].Style == "" || !slices.Equal(modules[0].Imports, []string{"blocks", "shared/listbox"}) {
		t.Errorf("the new module is %+v", modules)
	}
	if len(after) != 7 { // script and style sheet in three forms each, and the module
		t.Errorf("new files: %v", slices.Sorted(maps.Keys(after)))
	}
}

// copySources copies TypeScript and style sheets.
func copySources(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(file, ".ts") && !strings.HasSuffix(file, ".css") {
			return err
		}
		name, err := filepath.Rel(from, file)
		if err != nil {
			return err
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		target := filepath.Join(to, name)
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		return os.WriteFile(target, text, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func build(t *testing.T, s bundle.Sources) map[string][]byte {
	t.Helper()
	files, err := bundle.Build(s)
	if err != nil {
		t.Fatal(err)
	}
	return files
}
