// Command write generates files from the block packages: the setters of package
// runtime/ui, the property types of the page, and the reference in docs.
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

// files returns all generated files, by path below the module's directory, from the block
// packages and the codecs.
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

// write updates the files, and removes those of blocks that no longer exist.
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

// orphans lists files that are no longer generated.
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

// relative is a path relative to root, with slashes.
func relative(root, path string) string {
	name, err := filepath.Rel(root, path)
	if err != nil {
		return path
	}
	return filepath.ToSlash(name)
}
