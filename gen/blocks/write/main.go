// Command write writes what follows from what the blocks say of themselves: the
// setters of package runtime/ui, the property types of the page, and the reference
// in docs.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

func main() {
	root := flag.String("root", ".", "directory of the module")
	flag.Parse()
	if err := write(*root); err != nil {
		fmt.Fprintln(os.Stderr, "write:", err)
		os.Exit(1)
	}
}

// files gives everything that is generated, by path under the module's directory,
// from the block packages and the codecs.
func files(root string) (map[string][]byte, error) {
	all, err := goFiles()
	if err != nil {
		return nil, err
	}
	types, err := readCodecs(root)
	if err != nil {
		return nil, err
	}
	maps.Copy(all, reference(types))
	maps.Copy(all, typescript())
	all["runtime/web/src/shell/config_gen.ts"] = contractTypes()
	return all, nil
}

// write brings the files up to date, and removes those of blocks that are gone.
func write(root string) error {
	all, err := files(root)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		path := filepath.Join(root, name)
		old, err := os.ReadFile(path)
		if err == nil && bytes.Equal(old, all[name]) {
			continue
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, all[name], 0o644); err != nil {
			return err
		}
	}
	gone, err := orphans(root, all)
	if err != nil {
		return err
	}
	for _, path := range gone {
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return nil
}

// orphans lists generated files that nothing generates any more.
func orphans(root string, all map[string][]byte) ([]string, error) {
	var gone []string
	for _, pattern := range []string{"runtime/ui/*_gen.go", "docs/blocks/*.md", "runtime/blocks/*/props_gen.ts"} {
		paths, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			return nil, err
		}
		for _, path := range paths {
			if _, ok := all[relative(root, path)]; !ok {
				gone = append(gone, path)
			}
		}
	}
	return gone, nil
}

// relative is a path as the generated files are named: under root, with slashes.
func relative(root, path string) string {
	name, err := filepath.Rel(root, path)
	if err != nil {
		return path
	}
	return filepath.ToSlash(name)
}
