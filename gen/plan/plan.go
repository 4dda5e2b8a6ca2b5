// Package plan compares the files of an app with those on disk, and updates the
// disk. Making a plan writes nothing. Applying it changes only the files that
// differ, each with a temporary file and a rename, and deletes files last.
package plan

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

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

// FirstDifference is the line, from 1, at which the old and new content of an updated file start
// to differ; 1 for other changes.
func (c Change) FirstDifference() int {
	if c.Op != Update {
		return 1
	}
	old, line := bytes.Split(unixLines(c.Old), []byte("\n")), 1
	for i, l := range bytes.Split(c.New, []byte("\n")) {
		if i >= len(old) || !bytes.Equal(old[i], l) {
			return min(i+1, len(old))
		}
		line = i + 1
	}
	return line
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
		case same(old, content):
		case !ours(root, name, old):
			failures = append(failures, &Foreign{filepath.Join(root, name), "it does not have the mark of generated files"})
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

// documents are the names of generated files that had no mark in earlier versions. They count
// as generated if a Go file in the same directory does.
var documents = []string{"config.json", "api.json", "packs.zip", "packs.licenses.txt"}

// ours reports whether a file was generated.
func ours(root, name string, content []byte) bool {
	return Marked(content) || slices.Contains(documents, path.Base(name)) && generated(filepath.Join(root, filepath.Dir(name)))
}

// Marked reports whether a file has the mark of generated files: in Go and JavaScript the
// first line, in JSON the first member, in text the first line, in an archive the comment. A
// version control system may have changed the ends of lines.
func Marked(content []byte) bool {
	head := unixLines(content[:min(len(content), 200)])
	return bytes.HasPrefix(head, []byte("// "+gofile.Header)) ||
		bytes.HasPrefix(head, []byte(gofile.Header)) ||
		bytes.HasPrefix(head, []byte("{\n  \"comment\": \""+gofile.Header+"\"")) ||
		bytes.HasPrefix(content, []byte("PK")) && bytes.HasSuffix(content, []byte(gofile.Header))
}

// unixLines removes the carriage returns before the ends of lines.
func unixLines(content []byte) []byte { return bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n")) }

// same reports whether a file on disk has the wanted content, whatever the ends of its lines.
func same(disk, wanted []byte) bool {
	if bytes.Equal(disk, wanted) {
		return true
	}
	return !bytes.ContainsRune(wanted, 0) && bytes.Equal(unixLines(disk), unixLines(wanted))
}

// generated reports whether a directory contains generated Go files.
func generated(dir string) bool {
	for _, name := range []string{"main.go", "app.go"} {
		if content, err := os.ReadFile(filepath.Join(dir, name)); err == nil && Marked(content) {
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
				if !isTemporary(file) && !mayBeOurs(file) {
					continue
				}
				content, err := os.ReadFile(file)
				if err != nil {
					return nil, err
				}
				if isTemporary(file) || ours(root, name, content) {
					list = append(list, Change{Op: Delete, Path: name, Old: content})
				}
			}
		}
	}
	return list, nil
}

// mayBeOurs looks at the start of a file only, because a user's file can be large.
func mayBeOurs(file string) bool {
	if slices.Contains(documents, filepath.Base(file)) {
		return true
	}
	f, err := os.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 200)
	n, _ := io.ReadFull(f, head)
	return Marked(head[:n])
}

// isTemporary reports whether a file was left over by a run that was killed. A younger one
// may belong to a run that has not ended.
func isTemporary(file string) bool {
	info, err := os.Lstat(file)
	return strings.HasPrefix(filepath.Base(file), tempPrefix) && err == nil && time.Since(info.ModTime()) > time.Minute
}

// regular lists the regular files of a directory, or the file itself. Temporary files that
// may be in use are left out.
func regular(name string) ([]string, error) {
	info, err := os.Lstat(name)
	switch {
	case err != nil:
		return nil, nil // it is gone since it was found
	case info.Mode().IsRegular():
		return []string{name}, nil
	case !info.IsDir():
		return nil, nil
	}
	entries, err := os.ReadDir(name)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, entry := range entries {
		file := filepath.Join(name, entry.Name())
		if entry.Type().IsRegular() && (isTemporary(file) || !strings.HasPrefix(entry.Name(), tempPrefix)) {
			files = append(files, file)
		}
	}
	return files, nil
}

// escape quotes a path for use in a pattern.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(s)
}
