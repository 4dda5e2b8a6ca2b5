package plan

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/diff"
)

// Apply makes the changes of the plans. It first writes all new contents to
// temporary files in the same directories, then renames them, then deletes orphans.
// If anything fails before the first rename, or ctx ends, no file has changed.
func Apply(ctx context.Context, plans ...*Plan) (err error) {
	var staged []staged
	defer func() {
		for _, s := range staged {
			err = errors.Join(err, s.discard())
		}
	}()
	for _, p := range plans {
		for _, c := range p.Changes {
			if c.Op == Delete {
				continue
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			s, err := stage(filepath.Join(p.Root, filepath.FromSlash(c.Path)), c.New, 0o644)
			staged = append(staged, s)
			if err != nil {
				return fmt.Errorf("writing %s: %w", c.Path, err)
			}
		}
	}
	for i := range staged {
		if err := staged[i].commit(); err != nil {
			return err
		}
	}
	for _, p := range plans {
		if err := p.deleteOrphans(); err != nil {
			return err
		}
	}
	return nil
}

// Replace gives an existing file new content and keeps its mode. It writes a temporary
// file and renames it.
func Replace(file string, content []byte) (err error) {
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	s, err := stage(file, content, info.Mode().Perm())
	defer func() { err = errors.Join(err, s.discard()) }()
	if err != nil {
		return err
	}
	return s.commit()
}

// tempPrefix is how the names of temporary files start.
const tempPrefix = ".blocksgen-"

// staged is a file that was written and not renamed yet.
type staged struct {
	target  string
	temp    string   // "" after the rename
	created []string // directories created for it, outermost first
}

func stage(target string, content []byte, mode fs.FileMode) (s staged, err error) {
	s.target = target
	if s.created, err = makeDirs(filepath.Dir(target)); err != nil {
		return s, err
	}
	f, err := os.CreateTemp(filepath.Dir(target), tempPrefix+"*")
	if err != nil {
		return s, err
	}
	s.temp = f.Name()
	_, err = f.Write(content)
	if err == nil {
		err = f.Chmod(mode)
	}
	return s, errors.Join(err, f.Close())
}

// makeDirs creates a directory and its parents, and returns the new ones.
func makeDirs(dir string) ([]string, error) {
	var missing []string
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); err == nil {
			break
		} else if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		missing = append([]string{at}, missing...)
	}
	for i, at := range missing {
		if err := os.Mkdir(at, 0o755); err != nil {
			return missing[:i], err
		}
	}
	return missing, nil
}

func (s *staged) commit() error {
	if err := os.Rename(s.temp, s.target); err != nil {
		return err
	}
	s.temp, s.created = "", nil
	return nil
}

// discard removes the temporary file and new directories of a file that was not
// renamed.
func (s *staged) discard() error {
	if s.temp != "" {
		if err := os.Remove(s.temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	removeEmpty(s.created)
	return nil
}

func (p *Plan) deleteOrphans() error {
	for _, c := range p.Changes {
		if c.Op != Delete {
			continue
		}
		full := filepath.Join(p.Root, filepath.FromSlash(c.Path))
		if err := os.Remove(full); err != nil {
			return err
		}
		removeEmpty([]string{filepath.Dir(filepath.Dir(full)), filepath.Dir(full)})
	}
	return nil
}

// removeEmpty removes the directories that are empty, innermost first. os.Remove
// fails for the others.
func removeEmpty(dirs []string) {
	for i := len(dirs) - 1; i >= 0; i-- {
		_ = os.Remove(dirs[i])
	}
}

// Diff returns the changes as a unified diff.
func (p *Plan) Diff() []byte {
	var b bytes.Buffer
	for _, c := range p.Changes {
		oldName, newName := "a/"+c.Path, "b/"+c.Path
		switch c.Op {
		case Create:
			oldName = "/dev/null"
		case Delete:
			newName = "/dev/null"
		}
		if bytes.IndexByte(c.Old, 0) >= 0 || bytes.IndexByte(c.New, 0) >= 0 {
			fmt.Fprintf(&b, "Binary files %s and %s differ\n", oldName, newName)
			continue
		}
		b.Write(diff.Diff(oldName, c.Old, newName, c.New))
	}
	return b.Bytes()
}
