package bind_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/blocksgen/blocksgen/gen/bind"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/diag/diagtest"
	"github.com/blocksgen/blocksgen/gen/emit"
	"github.com/blocksgen/blocksgen/gen/source"
)

// TestProgramsCompile checks that the programs of the models compile. So every conversion
// between a handler and its blocks has the right types.
func TestProgramsCompile(t *testing.T) {
	if testing.Short() {
		t.Skip("builds programs")
	}
	root := diagtest.Module(t)
	writeModels(t, root)
	var list diag.List
	l, err := source.Load(t.Context(), source.Options{Dir: root}, &list)
	if err != nil {
		t.Fatal(err)
	}
	for _, app := range bind.Bind(t.Context(), l, &list) {
		files, err := emit.Files(app)
		if err != nil {
			t.Fatalf("%s: %v", app.Name, err)
		}
		for name, src := range files {
			writeFile(t, filepath.Join(app.Dir, filepath.FromSlash(name)), src)
		}
	}
	vet := exec.Command("go", "vet", "-mod=mod", "./...")
	vet.Dir = root
	if out, err := vet.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// writeModels writes the sources of the cases of TestModel.
func writeModels(t *testing.T, root string) map[string]*txtar.Archive {
	t.Helper()
	files, err := filepath.Glob("testdata/model/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	archives := map[string]*txtar.Archive{}
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(file[:len(file)-len(".txtar")])
		archives[name] = a
		for _, f := range a.Files {
			if f.Name != "want" {
				writeFile(t, filepath.Join(root, name, filepath.FromSlash(f.Name)), f.Data)
			}
		}
	}
	return archives
}

func writeFile(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
