package pack_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/andybalholm/brotli"
	"golang.org/x/mod/modfile"

	"github.com/blocksgen/blocksgen/gen/bundle"
	"github.com/blocksgen/blocksgen/gen/npm"
	"github.com/blocksgen/blocksgen/gen/npm/npmtest"
	"github.com/blocksgen/blocksgen/gen/pack"
	"github.com/blocksgen/blocksgen/runtime/contract"
)

// packages are what the pack of the tests needs, and one that none of its modules uses.
var packages = []npmtest.Package{
	{
		Name: "sum", Version: "1.0.0", License: "MIT", Main: "index.mjs", Dependencies: map[string]string{"add": "^2", "unused": "1"},
		Files: map[string]string{"index.mjs": `export { add as sum } from "add"`, "LICENSE": "The licence of sum.\r\n", "sum.css": "@font-face { font-family: f; src: url(f.woff2) }", "f.woff2": "font"},
	},
	{Name: "add", Version: "2.1.0", License: "ISC", Main: "index.mjs", Files: map[string]string{"index.mjs": "export const add = (a, b) => a + b", "LICENCE.md": "The licence of add."}},
	{Name: "unused", Version: "1.0.0", License: "proprietary"},
}

// example is a pack that imports the packages.
func example(t *testing.T, version, integrity string) pack.Pack {
	t.Helper()
	declaration, err := json.Marshal(map[string]any{"doc": "adds", "packages": map[string]pack.Pin{"sum": {Version: version, Integrity: integrity}}})
	if err != nil {
		t.Fatal(err)
	}
	p, err := pack.Read("example", fstest.MapFS{
		"pack.json":   {Data: declaration},
		"example.ts":  {Data: []byte("import { sum } from 'sum';\nimport './example.css';\nexport const draw = async (a: number): Promise<number> => sum(a, (await import('./late')).late);\n")},
		"late.ts":     {Data: []byte("export const late: number = 1;\n")},
		"example.css": {Data: []byte("@import 'sum/sum.css' layer(blocks.pack);\n.example { color: red }\n")},
		"sum.d.ts":    {Data: []byte("declare module 'sum';\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestMake(t *testing.T) {
	r := npmtest.New(t, packages...)
	p := example(t, "1.0.0", r.Integrity("sum", "1.0.0"))
	client := r.Client(t)
	b := makeBundle(t, client, p, pack.Have{}, pack.Reuse)
	files := unzip(t, b.Archive)

	var manifest contract.Packs
	if err := json.Unmarshal(files[contract.PackManifest], &manifest); err != nil {
		t.Fatal(err)
	}
	script, style := manifest["example"].Script, manifest["example"].Style
	if !strings.HasPrefix(script, "example-") || files[script] == nil || files[style] == nil {
		t.Fatalf("manifest %s and files %q", files[contract.PackManifest], names(files))
	}
	late := slices.IndexFunc(names(files), func(name string) bool { return strings.HasPrefix(name, "late-") })
	font := slices.IndexFunc(names(files), func(name string) bool { return strings.HasPrefix(name, "f-") })
	if late < 0 || font < 0 || !bytes.Contains(files[style], []byte(names(files)[font])) {
		t.Errorf("files %q and style sheet %s", names(files), files[style])
	}
	if !bytes.HasPrefix(files[script], []byte("/*! Licenses: licenses.txt */")) {
		t.Errorf("script %.60s", files[script])
	}
	for name, content := range files {
		if plain, ok := strings.CutSuffix(name, ".br"); ok {
			if got := decompress(t, content); !bytes.Equal(got, files[plain]) {
				t.Errorf("%s is not %s compressed", name, plain)
			}
		}
	}
	// The texts of what is in the bundle, and of nothing else.
	for text, want := range map[string]bool{"The licence of sum.\n": true, "add 2.1.0\nLicense: ISC\n\nThe licence of add.": true, "unused": false} {
		if bytes.Contains(b.Licenses, []byte(text)) != want {
			t.Errorf("%q among the licences: %v, want %v\n%s", text, !want, want, b.Licenses)
		}
	}
	if !bytes.Equal(b.Licenses, files[contract.PackLicenses]) {
		t.Error("the licences differ from those in the archive")
	}
}

func TestMakeAgain(t *testing.T) {
	r := npmtest.New(t, packages...)
	p := example(t, "1.0.0", r.Integrity("sum", "1.0.0"))
	first := makeBundle(t, r.Client(t), p, pack.Have{}, pack.Reuse)
	have := pack.Have{Lock: first.Lock, Archive: first.Archive}
	r.Publish(t, npmtest.Package{Name: "add", Version: "2.2.0", License: "ISC", Main: "index.mjs", Files: map[string]string{"index.mjs": "export const add = (a, b) => b + a"}})
	r.Requests()

	offline := r.Client(t)
	offline.Offline = true
	same(t, "with all that there was, offline and without a cache", first, makeBundle(t, offline, p, have, pack.Reuse))
	if got := r.Requests(); len(got) > 0 {
		t.Errorf("requests %q", got)
	}
	same(t, "with the lock file and another cache", first, makeBundle(t, r.Client(t), p, pack.Have{Lock: first.Lock}, pack.Reuse))
	same(t, "verified", first, makeBundle(t, r.Client(t), p, have, pack.Verify))
	same(t, "with another archive", first, makeBundle(t, r.Client(t), p, pack.Have{Lock: first.Lock, Archive: []byte("damaged")}, pack.Reuse))

	newer := makeBundle(t, r.Client(t), p, have, pack.Update)
	if !bytes.Contains(newer.Lock, []byte(`"version": "2.2.0"`)) || bytes.Equal(newer.Archive, first.Archive) {
		t.Errorf("an update locks %s", newer.Lock)
	}

	// Another version of blocksgen brings another pack.
	r.Publish(t, npmtest.Package{Name: "sum", Version: "1.1.0", License: "MIT", Main: "index.mjs", Files: map[string]string{"index.mjs": "export const sum = (a, b) => a - -b", "sum.css": ""}})
	other := makeBundle(t, r.Client(t), example(t, "1.1.0", r.Integrity("sum", "1.1.0")), have, pack.Reuse)
	if !bytes.Contains(other.Lock, []byte(`"version": "1.1.0"`)) || bytes.Contains(other.Lock, []byte("add")) {
		t.Errorf("the lock file after the pack changed is %s", other.Lock)
	}
}

// A tarball that differs from the lock file is refused, and so is one that differs from
// what the pack says when nothing is locked yet.
func TestChangedPackage(t *testing.T) {
	r := npmtest.New(t, packages...)
	p := example(t, "1.0.0", r.Integrity("sum", "1.0.0"))
	lock := makeBundle(t, r.Client(t), p, pack.Have{}, pack.Reuse).Lock
	evil := packages[0]
	evil.Files = map[string]string{"index.mjs": "export const sum = () => alert(1)", "sum.css": ""}
	r.Publish(t, evil)
	for name, have := range map[string]pack.Have{"locked": {Lock: lock}, "first use": {}} {
		var changed *npm.IntegrityError
		if _, err := pack.Make(t.Context(), r.Client(t), []pack.Pack{p}, have, pack.Reuse); !errors.As(err, &changed) || changed.What != "sum 1.0.0" {
			t.Errorf("%s: error %v, want one about the hash of sum 1.0.0", name, err)
		}
	}
}

func TestMakeFails(t *testing.T) {
	r := npmtest.New(t, packages...)
	if _, err := pack.Make(t.Context(), r.Client(t), nil, pack.Have{Lock: []byte("{")}, pack.Reuse); err == nil || !strings.Contains(err.Error(), "blocks.lock.json cannot be read") {
		t.Errorf("a lock file that is no JSON: %v", err)
	}
	r.Publish(t, npmtest.Package{Name: "sum", Version: "2.0.0", Main: "index.mjs", Files: map[string]string{"index.mjs": `import "fs"; export const sum = 1`, "sum.css": ""}})
	if _, err := pack.Make(t.Context(), r.Client(t), []pack.Pack{example(t, "2.0.0", r.Integrity("sum", "2.0.0"))}, pack.Have{}, pack.Reuse); err == nil || !strings.Contains(err.Error(), `node_modules/sum/index.mjs:1:8: Could not resolve "fs"`) {
		t.Errorf("a package for Node: %v", err)
	}
	r.Publish(t, npmtest.Package{Name: "sum", Version: "3.0.0", Main: "index.mjs", Files: map[string]string{"index.mjs": `export const sum = 1`, "sum.css": ""}})
	if _, err := pack.Make(t.Context(), r.Client(t), []pack.Pack{example(t, "3.0.0", r.Integrity("sum", "3.0.0"))}, pack.Have{}, pack.Reuse); err == nil || !strings.Contains(err.Error(), "sum 3.0.0 has no licence") {
		t.Errorf("a package without a licence: %v", err)
	}
}

// What a pack must have, so that a new folder is enough to add one.
func TestPacks(t *testing.T) {
	all := pack.All()
	if len(all) < 2 {
		t.Fatalf("%d packs", len(all))
	}
	for _, p := range all {
		if found, ok := pack.Lookup(p.Name); !ok || found[0].Name != p.Name {
			t.Errorf("pack %s is not found", p.Name)
		}
		if p.Doc == "" || strings.HasSuffix(p.Doc, ".") {
			t.Errorf("pack %s has the doc %q, want a sentence without its subject and full stop", p.Name, p.Doc)
		}
		for name, pin := range p.Packages {
			if !strings.HasPrefix(pin.Integrity, "sha512-") || strings.ContainsAny(pin.Version, "^~*<> ") {
				t.Errorf("pack %s wants %s %q with the hash %q, want one version and its sha512", p.Name, name, pin.Version, pin.Integrity)
			}
		}
	}
	if _, ok := pack.Lookup("absent"); ok {
		t.Error("a pack that does not exist is found")
	}
}

// The lock file names the version of esbuild that made a bundle.
func TestEsbuildVersion(t *testing.T) {
	raw, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	mod, err := modfile.Parse("go.mod", raw, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range mod.Require {
		if r.Mod.Path == "github.com/evanw/esbuild" && r.Mod.Version != bundle.Esbuild {
			t.Errorf("bundle.Esbuild is %s, and go.mod has %s", bundle.Esbuild, r.Mod.Version)
		}
	}
}

func makeBundle(t *testing.T, client *npm.Client, p pack.Pack, have pack.Have, mode pack.Mode) *pack.Bundle {
	t.Helper()
	b, err := pack.Make(t.Context(), client, []pack.Pack{p}, have, mode)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func same(t *testing.T, what string, want, got *pack.Bundle) {
	t.Helper()
	if !bytes.Equal(want.Archive, got.Archive) || !bytes.Equal(want.Lock, got.Lock) || !bytes.Equal(want.Licenses, got.Licenses) {
		t.Errorf("%s: the bundle differs:\n%s", what, got.Lock)
	}
}

func unzip(t *testing.T, archive []byte) map[string][]byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range r.File {
		if files[f.Name], err = fs.ReadFile(r, f.Name); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func names(files map[string][]byte) []string {
	list := make([]string, 0, len(files))
	for name := range files {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

func decompress(t *testing.T, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := b.ReadFrom(brotli.NewReader(bytes.NewReader(content))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
