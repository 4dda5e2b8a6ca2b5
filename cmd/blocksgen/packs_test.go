package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/blocksgen/blocksgen/gen/diag/diagtest"
	"github.com/blocksgen/blocksgen/gen/npm/npmtest"
	"github.com/blocksgen/blocksgen/gen/pack"
)

// TestPacks runs the commands about asset packs on an app and a registry that has a
// newer version of what the pack's package depends on.
func TestPacks(t *testing.T) {
	r := npmtest.New(t,
		npmtest.Package{Name: "sum", Version: "1.0.0", License: "MIT", Main: "a.mjs", Dependencies: map[string]string{"add": "^1"}, Files: map[string]string{"a.mjs": `export { add as sum } from "add"`}},
		npmtest.Package{Name: "add", Version: "1.0.0", License: "ISC", Main: "a.mjs", Files: map[string]string{"a.mjs": "export const add = 1"}})
	only(t, fmt.Sprintf(`{"doc":"adds","packages":{"sum":{"version":"1.0.0","integrity":%q}}}`, r.Integrity("sum", "1.0.0")))
	r.Use(t)
	app(t, "adder", "//blocks:app packs=adder")

	want(t, exitOK, "adder  adds\n", "packs", "list")
	want(t, exitOK, "adder  adder  not generated yet\n", "packs", "list", ".")
	want(t, exitFindings, "sum is not in the cache, and fetching is turned off [BLK404]", "generate", "--offline")
	want(t, exitOK, "blocksgen: 1 app, 6 files changed", "generate")
	for _, name := range []string{"blocks.lock.json", "cmd/adder/packs.zip", "cmd/adder/packs.licenses.txt"} {
		if _, err := os.Stat(name); err != nil {
			t.Error(err)
		}
	}
	r.Requests()
	want(t, exitOK, "", "check")
	want(t, exitOK, "blocksgen: 1 app up to date", "generate")
	if got := r.Requests(); len(got) > 0 {
		t.Errorf("what is up to date asks for %q", got)
	}
	want(t, exitOK, "adder  adder  add 1.0.0  ISC\nadder  adder  sum 1.0.0  MIT\n", "packs", "verify", "--offline")

	r.Publish(t, npmtest.Package{Name: "add", Version: "1.1.0", License: "ISC", Main: "a.mjs", Files: map[string]string{"a.mjs": "export const add = 2"}})
	want(t, exitOK, "blocksgen: 1 app up to date", "generate")
	want(t, exitOK, "add 1.1.0", "packs", "update")
	var listed []bundledApp
	if err := json.Unmarshal([]byte(command(t, exitOK, "packs", "list", "--json", ".")), &listed); err != nil {
		t.Fatal(err)
	}
	if len(listed) != 1 || listed[0].Name != "adder" || len(listed[0].Packs) != 1 || listed[0].Packs[0].Packages[0].Version != "1.1.0" {
		t.Errorf("the list in JSON is %+v", listed)
	}
	want(t, exitOK, "", "check")

	// Somebody changed the bundle, and its hash in the lock file.
	forge(t)
	want(t, exitOK, "", "check")
	want(t, exitFindings, "cmd/adder/packs.zip:1:1: packs.zip is not what the packages in blocks.lock.json give [BLK403]", "packs", "verify", "--offline")
	want(t, exitFindings, `"code": "BLK403"`, "packs", "verify", "--offline", "--json")
	want(t, exitOK, "add 1.1.0", "packs", "update")
	want(t, exitOK, "add 1.1.0", "packs", "verify", "--offline")

	// The app does without.
	app(t, "adder", "//blocks:app packs=none")
	want(t, exitOK, "delete blocks.lock.json\nupdate cmd/adder/config.json\nupdate cmd/adder/main.go\ndelete cmd/adder/packs.licenses.txt\ndelete cmd/adder/packs.zip\n", "generate", "-v")
	want(t, exitOK, "adder  no asset packs\n", "packs", "list", ".")
	want(t, exitUsage, `unknown command "packs lst"`, "packs", "lst")
}

// only makes a pack the only one, until the test ends.
func only(t *testing.T, declaration string) {
	t.Helper()
	p, err := pack.Read("adder", fstest.MapFS{
		"pack.json": {Data: []byte(declaration)},
		"adder.ts":  {Data: []byte("export { sum } from 'sum';\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	all := pack.All
	pack.All = func() []pack.Pack { return []pack.Pack{p} }
	t.Cleanup(func() { pack.All = all })
}

// app writes an app into the current directory, which it changes to one of the test's
// own the first time.
func app(t *testing.T, name, directive string) {
	t.Helper()
	if _, err := os.Stat(name + ".go"); err != nil {
		t.Chdir(diagtest.Module(t))
	}
	source := directive + "\npackage " + name + "\n\nimport \"github.com/blocksgen/blocksgen/runtime/ui\"\n\n// Home is the page.\nvar Home = ui.Page(ui.Markdown(\"Hello\"))\n"
	if err := os.WriteFile(name+".go", []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
}

// forge changes the archive, and what the lock file says of it.
func forge(t *testing.T) {
	t.Helper()
	archive, lock := filepath.Join("cmd", "adder", pack.ArchiveFile), pack.LockFile
	raw, err := os.ReadFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	forged := bytes.Replace(raw, []byte("licenses.txt"), []byte("Licenses.txt"), 1)
	text, err := os.ReadFile(lock)
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(text), pack.Hash(raw), pack.Hash(forged), 1)
	if changed == string(text) {
		t.Fatal("the lock file does not have the hash of the archive")
	}
	for name, content := range map[string][]byte{archive: forged, lock: []byte(changed)} {
		if err := os.WriteFile(name, content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// command runs a command line and returns all that it prints.
func command(t *testing.T, code int, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	if got := run(t.Context(), args, &out, &out); got != code {
		t.Errorf("blocksgen %s: exit code %d, want %d\n%s", strings.Join(args, " "), got, code, out.Bytes())
	}
	return out.String()
}

// want runs a command line that prints something, or nothing for "".
func want(t *testing.T, code int, text string, args ...string) {
	t.Helper()
	if got := command(t, code, args...); !strings.Contains(got, text) || text == "" && got != "" {
		t.Errorf("blocksgen %s prints\n%s\nwant\n%s", strings.Join(args, " "), got, text)
	}
}
