// Package plan compares the files of an app with those on disk and brings the
// disk in line. Making a plan writes nothing; applying it changes only what
// differs, one file at a time by a temporary file and a rename, and deletes last.
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

// Op is what a plan does to a file.
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

// Plan is what has to change below a directory. A plan without changes means that
// the files are up to date.
type Plan struct {
	Root    string // absolute
	Changes []Change
}

// Foreign is the error for a file or directory that stands where an output belongs
// and is not ours to replace.
type Foreign struct{ Path, Reason string }

// Error says it in one line, for logs and wrapping errors.
func (e *Foreign) Error() string {
	return fmt.Sprintf("%s is not blocksgen's to replace: %s", e.Path, e.Reason)
}

// Make compares the wanted files, by slash-separated path below root, with those
// on disk. owned are patterns of directories below root in which files of ours
// that are not wanted any more are deleted. It fails with a *Foreign error for
// whatever would be overwritten and does not carry our mark.
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
			failures = append(failures, &Foreign{filepath.Join(root, name), "it has no header of blocksgen; move it, or delete it"})
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

// read returns a file's content. Symbolic links are refused: whatever they point
// to is not ours.
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
			return nil, &Foreign{at, "it is a file where a directory belongs"}
		} else if last && !info.Mode().IsRegular() {
			return nil, &Foreign{at, "it is not a regular file"}
		}
	}
	return os.ReadFile(at)
}

// documents are the names of files that have no room for a header. They are ours
// beside a Go file that has one.
var documents = []string{"config.json", "api.json"}

// ours reports whether a file was written by blocksgen.
func ours(root, name string, content []byte) bool {
	if slices.Contains(documents, path.Base(name)) {
		return generated(filepath.Join(root, filepath.Dir(name)))
	}
	return headed(content)
}

// headed reports whether a file begins with our header.
func headed(content []byte) bool {
	return bytes.HasPrefix(content, []byte("// "+gofile.Header))
}

// generated reports whether a directory holds Go files of ours.
func generated(dir string) bool {
	for _, name := range []string{"main.go", "app.go"} {
		if content, err := os.ReadFile(filepath.Join(dir, name)); err == nil && headed(content) {
			return true
		}
	}
	return false
}

// orphans finds files of ours that are not wanted any more.
func orphans(root string, wanted map[string][]byte, owned []string) ([]Change, error) {
	var list []Change
	for _, pattern := range owned {
		dirs, err := filepath.Glob(filepath.Join(escape(root), filepath.FromSlash(pattern)))
		if err != nil {
			return nil, fmt.Errorf("pattern %q: %w", pattern, err)
		}
		for _, dir := range dirs {
			if info, err := os.Lstat(dir); err != nil || !info.IsDir() || !generated(dir) {
				continue
			}
			entries, err := os.ReadDir(dir)
			if err != nil {
				return nil, err
			}
			for _, entry := range entries {
				full := filepath.Join(dir, entry.Name())
				rel, err := filepath.Rel(root, full)
				if err != nil {
					return nil, err
				}
				name := filepath.ToSlash(rel)
				if _, ok := wanted[name]; ok || !entry.Type().IsRegular() {
					continue
				}
				content, err := os.ReadFile(full)
				if err != nil {
					return nil, err
				}
				if headed(content) || slices.Contains(documents, entry.Name()) {
					list = append(list, Change{Op: Delete, Path: name, Old: content})
				}
			}
		}
	}
	return list, nil
}

// escape makes a path mean itself in a pattern.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(s)
}
