// Package plan compares the files of an app with those on disk, and updates the
// disk. Making a plan writes nothing. Applying it changes only the files that
// differ, each with a temporary file and a rename, and deletes files last.
package plan

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen/emit/gofile"
)

// Op is the operation on a file.
type Op string

// The operations of a plan.
const (
	Create Op = "create"
	Update Op = "update"
	Delete Op = "delete"
)

// Change is one file that differs.
type Change struct {
	Op   Op
	Path string // slash-separated, relative to the plan's root
	Old  []byte // nil for Create
	New  []byte // nil for Delete
}

// Plan lists the changes below a directory. A plan without changes means that the
// files are up to date.
type Plan struct {
	Root    string // absolute
	Changes []Change
}

// Foreign is the error for a file or directory that has the name of a generated file
// but was not generated, so it must not be replaced.
type Foreign struct{ Path, Reason string }

// Error implements the error interface.
func (e *Foreign) Error() string {
	return fmt.Sprintf("%s cannot be replaced with a generated file: %s", e.Path, e.Reason)
}

// Make compares the wanted files, by slash-separated path below root, with those on
// disk. owned lists patterns of directories and files below root; the plan deletes
// generated files there that are no longer wanted. For each file that would be overwritten
// but was not generated, the returned error contains a *Foreign.
func Make(root string, wanted map[string][]byte, owned []string) (*Plan, error) {
	p := &Plan{Root: root}
	var failures []error
	for name, content := range wanted {
		old, err := read(root, name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			p.Changes = append(p.Changes, Change{Op: Create, Path: name, New: content})
		case err != nil:
			failures = append(failures, err)
		case bytes.Equal(old, content):
		case !ours(root, name, old):
			failures = append(failures, &Foreign{filepath.Join(root, name), "it has no header of blocksgen"})
		default:
			p.Changes = append(p.Changes, Change{Op: Update, Path: name, Old: old, New: content})
		}
	}
	orphans, err := orphans(root, wanted, owned)
	if err != nil {
		failures = append(failures, err)
	}
	p.Changes = append(p.Changes, orphans...)
	if len(failures) > 0 {
		slices.SortFunc(failures, func(a, b error) int { return cmp.Compare(a.Error(), b.Error()) })
		return nil, errors.Join(failures...)
	}
	slices.SortFunc(p.Changes, func(a, b Change) int { return cmp.Compare(a.Path, b.Path) })
	return p, nil
}

// read returns a file's content. Symbolic links are an error, because what they
// point to was not generated.
func read(root, name string) ([]byte, error) {
	at := root
	for _, part := range strings.Split(name, "/") {
		at = filepath.Join(at, part)
		info, err := os.Lstat(at)
		if err != nil {
			return nil, err
		}
		if info.Mode()&fs.ModeSymlink != 0 {
			return nil, &Foreign{at, "it is a symbolic link"}
		}
		if last := at == filepath.Join(root, name); !last && !info.IsDir() {
			return nil, &Foreign{at, "it is a file, but must be a directory"}
		} else if last && !info.Mode().IsRegular() {
			return nil, &Foreign{at, "it is not a regular file"}
		}
	}
	return os.ReadFile(at)
}

// documents are the names of generated files that cannot have a header. They count
// as generated if a Go file in the same directory does.
var documents = []string{"config.json", "api.json", "packs.zip", "packs.licenses.txt"}

// ours reports whether a file was generated.
func ours(root, name string, content []byte) bool {
	if slices.Contains(documents, path.Base(name)) {
		return generated(filepath.Join(root, filepath.Dir(name)))
	}
	return headed(content)
}

// headed reports whether a file starts with the header of generated files. In JSON it
// is the first member.
func headed(content []byte) bool {
	return bytes.HasPrefix(content, []byte("// "+gofile.Header)) ||
		bytes.HasPrefix(content, []byte("{\n  \"comment\": \""+gofile.Header+"\""))
}

// generated reports whether a directory contains generated Go files.
func generated(dir string) bool {
	for _, name := range []string{"main.go", "app.go"} {
		if content, err := os.ReadFile(filepath.Join(dir, name)); err == nil && headed(content) {
			return true
		}
	}
	return false
}

// orphans returns the deletion of generated files that are no longer wanted.
func orphans(root string, wanted map[string][]byte, owned []string) ([]Change, error) {
	var list []Change
	for _, pattern := range owned {
		matches, err := filepath.Glob(filepath.Join(escape(root), filepath.FromSlash(pattern)))
		if err != nil {
			return nil, fmt.Errorf("pattern %q: %w", pattern, err)
		}
		for _, match := range matches {
			files, err := regular(match)
			if err != nil {
				return nil, err
			}
			for _, file := range files {
				rel, err := filepath.Rel(root, file)
				if err != nil {
					return nil, err
				}
				name := filepath.ToSlash(rel)
				if _, ok := wanted[name]; ok {
					continue
				}
				content, err := os.ReadFile(file)
				if err != nil {
					return nil, err
				}
				if headed(content) || slices.Contains(documents, path.Base(name)) {
					list = append(list, Change{Op: Delete, Path: name, Old: content})
				}
			}
		}
	}
	return list, nil
}

// regular lists the regular files of a directory with generated Go files, or the file
// itself.
func regular(name string) ([]string, error) {
	info, err := os.Lstat(name)
	switch {
	case err != nil:
		return nil, nil // it is gone since it was found
	case info.Mode().IsRegular():
		return []string{name}, nil
	case !info.IsDir() || !generated(name):
		return nil, nil
	}
	entries, err := os.ReadDir(name)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, entry := range entries {
		if entry.Type().IsRegular() {
			files = append(files, filepath.Join(name, entry.Name()))
		}
	}
	return files, nil
}

// escape quotes a path for use in a pattern.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(s)
}
