// Package bundle turns TypeScript and CSS into the hashed, pre-compressed files
// that an app serves. It uses esbuild as a library: no Node is needed, and the
// same sources give the same bytes everywhere.
//
// Every block is a module of its own. Modules name each other by names that do not
// change (see Module of runtime/contract), never by file: the document's import map has the files. So
// a block that is added or changed leaves the files of all others as they are.
package bundle

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/evanw/esbuild/pkg/api"

	"github.com/blocksgen/blocksgen/runtime/contract"
)

// Sources says where the sources of the page are.
type Sources struct {
	Page   string            // directory of the entry, main.ts, of around.ts for the documents around the app, and of themes/
	Shared string            // directory of what several blocks share; core.ts lists what the entry has of it
	Blocks map[string]string // component type → source of its element
}

// Build bundles the page and returns the files to write: path → content, with a
// .br and a .gz beside every script and style sheet. The error lists every fault of
// the sources with its position.
func Build(s Sources) (map[string][]byte, error) {
	b, err := newBuild(s)
	if err != nil {
		return nil, err
	}
	result := api.Build(b.options())
	// What esbuild only warns of, such as a style sheet with a brace too few, is a fault here.
	if faults := slices.Concat(result.Errors, result.Warnings); len(faults) > 0 {
		return nil, buildError(faults)
	}
	files, err := themes(filepath.Join(s.Page, "themes"))
	if err != nil {
		return nil, err
	}
	for _, f := range result.OutputFiles {
		name, err := filepath.Rel(b.out(), f.Path)
		if err != nil {
			return nil, err
		}
		files[filepath.ToSlash(name)] = f.Contents
	}
	if err := compress(files); err != nil {
		return nil, err
	}
	modules, err := b.modules(result.Metafile)
	if err != nil {
		return nil, err
	}
	for _, m := range modules {
		text, err := json.MarshalIndent(m, "", "  ")
		if err != nil {
			return nil, err
		}
		files["modules/"+m.Name+".json"] = append(text, '\n')
	}
	return files, nil
}

// Write makes the directory hold exactly the files: those that differ are
// written, those that are not among them are removed.
func Write(dir string, files map[string][]byte) error {
	old, err := Read(dir)
	if err != nil {
		return err
	}
	for name, content := range files {
		if have, ok := old[name]; ok && bytes.Equal(have, content) {
			continue
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			return err
		}
	}
	for name := range old {
		if _, keep := files[name]; !keep {
			if err := os.Remove(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
				return err
			}
		}
	}
	return nil
}

// Read returns the files of a directory that Write wrote: path → content. A
// directory that does not exist is empty.
func Read(dir string) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(file string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		files[filepath.ToSlash(name)], err = os.ReadFile(file)
		return err
	})
	if errors.Is(err, os.ErrNotExist) {
		err = nil
	}
	return files, err
}

// Modules reads the modules from the files of a build, sorted by name.
func Modules(files map[string][]byte) ([]contract.Module, error) {
	var all []contract.Module
	for name, content := range files {
		if !strings.HasPrefix(name, "modules/") {
			continue
		}
		var m contract.Module
		if err := json.Unmarshal(content, &m); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b contract.Module) int { return strings.Compare(a.Name, b.Name) })
	return all, nil
}

// themes reads the themes, which are apart because an app has one of them: default.css
// alone is the default theme, and every other file is put on top of it. Their names
// have no hash, because clients ask for theme.css.
func themes(dir string) (map[string][]byte, error) {
	base, err := os.ReadFile(filepath.Join(dir, "default.css"))
	if err != nil {
		return nil, err
	}
	all := map[string][]byte{"themes/default.css": inLayer("theme", base)}
	variants, err := filepath.Glob(filepath.Join(dir, "*.css"))
	if err != nil {
		return nil, err
	}
	for _, file := range variants {
		if filepath.Base(file) == "default.css" {
			continue
		}
		css, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		all["themes/"+filepath.Base(file)] = inLayer("theme", slices.Concat(base, []byte("\n"), css))
	}
	return all, nil
}

// inLayer puts the rules of a style sheet into a cascade layer. The page's own rules
// are all in layers, so that every rule of an app, which is in none, wins over them.
func inLayer(layer string, css []byte) []byte {
	return slices.Concat([]byte("@layer "+layer+" {"), css, []byte("}\n"))
}

// compress adds a .br and a .gz beside every file.
func compress(files map[string][]byte) error {
	packed := map[string][]byte{}
	for name, content := range files {
		var br, gz bytes.Buffer
		b := brotli.NewWriterLevel(&br, brotli.BestCompression)
		g, err := gzip.NewWriterLevel(&gz, gzip.BestCompression)
		if err != nil {
			return err
		}
		_, err1 := b.Write(content)
		_, err2 := g.Write(content)
		if err := errors.Join(err1, err2, b.Close(), g.Close()); err != nil {
			return err
		}
		packed[name+".br"], packed[name+".gz"] = br.Bytes(), gz.Bytes()
	}
	for name, content := range packed {
		files[name] = content
	}
	return nil
}
