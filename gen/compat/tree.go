package compat

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Tree holds the files of apps at one time. Paths are relative to its root, with slashes.
type Tree struct {
	Name  string // for messages: "main", "../old"
	files []string
	read  func(name string) ([]byte, error)
	full  func(name string) string // the absolute path on disk; nil if there is none
}

// Dir returns the files below a directory that blocksgen may have generated.
func Dir(dir string) (*Tree, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	full := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	t := &Tree{Name: dir, full: full, read: func(name string) ([]byte, error) { return os.ReadFile(full(name)) }}
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != dir && ignored(d.Name()):
			return filepath.SkipDir
		case d.IsDir() || !interesting(d.Name()):
			return nil
		}
		rel, err := filepath.Rel(dir, name)
		t.files = append(t.files, filepath.ToSlash(rel))
		return err
	})
	return t, err
}

// ignored reports whether the go command ignores a directory, or finds no apps of the
// module there.
func ignored(name string) bool {
	return name == "vendor" || name == "testdata" || name == "node_modules" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")
}

func interesting(name string) bool {
	return name == "api.json" || name == "config.json" || name == "go.mod"
}

// ErrNoRevision is returned by [Git] for what is not a commit of the repository.
var ErrNoRevision = errors.New("unknown revision")

// Git returns the files below a directory, as they were in a commit of its repository.
func Git(ctx context.Context, dir, ref string) (*Tree, error) {
	run := func(args ...string) ([]byte, error) {
		cmd := exec.CommandContext(ctx, "git", args...)
		cmd.Dir = dir
		var stderr strings.Builder
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if exit := (&exec.ExitError{}); errors.As(err, &exit) {
			return nil, errors.New(strings.TrimSpace(stderr.String()))
		}
		return out, err
	}
	commit, err := run("rev-parse", "--verify", "--quiet", "--end-of-options", ref+"^{commit}")
	if missing := (&exec.Error{}); errors.As(err, &missing) || ctx.Err() != nil {
		return nil, err
	}
	if err != nil {
		if _, here := run("rev-parse", "--git-dir"); here != nil {
			return nil, fmt.Errorf("%w: %w", ErrNoRevision, here)
		}
		return nil, fmt.Errorf("%w %s: it is not a commit, a file or a directory", ErrNoRevision, ref)
	}
	hash := strings.TrimSpace(string(commit))
	list, err := run("ls-tree", "-r", "-z", "--name-only", hash, ".")
	if err != nil {
		return nil, err
	}
	t := &Tree{Name: ref, read: func(name string) ([]byte, error) { return run("cat-file", "blob", hash+":./"+name) }}
	for name := range strings.SplitSeq(strings.TrimRight(string(list), "\x00"), "\x00") {
		dirs := strings.Split(path.Dir(name), "/")
		skip := slices.ContainsFunc(dirs, func(d string) bool { return d != "." && ignored(d) })
		if interesting(path.Base(name)) && !skip {
			t.files = append(t.files, name)
		}
	}
	return t, nil
}

// apps reads the apps of a tree in the directories that match one of the patterns, by the
// directory of their package.
func (t *Tree) apps(patterns []string) (map[string]*app, error) {
	apps := map[string]*app{}
	for _, name := range t.files {
		dir := packageDir(name)
		if path.Base(name) != "api.json" || dir == "" || t.nested(name) || !slices.ContainsFunc(patterns, func(p string) bool { return matches(p, dir) }) {
			continue
		}
		api, err := t.read(name)
		if err != nil {
			return nil, err
		}
		config, err := t.read(path.Join(path.Dir(name), "config.json"))
		if errors.Is(err, fs.ErrNotExist) || config == nil {
			continue // somebody else's api.json
		}
		a, err := parse(api, config)
		if err != nil {
			return nil, fmt.Errorf("%s of %s: %w", name, t.Name, err)
		}
		if a == nil {
			continue
		}
		a.dir, a.path, a.file = dir, name, name
		if t.full != nil {
			a.file = t.full(name)
		}
		apps[dir] = a
	}
	return apps, nil
}

// packageDir is the directory of the package whose app has its files beside an api.json:
// cmd/<app> below the package, or <package>app. It is "" elsewhere.
func packageDir(name string) string {
	dir := path.Dir(name)
	switch parent := path.Dir(dir); {
	case dir == ".":
		return ""
	case path.Base(parent) == "cmd":
		return path.Dir(parent)
	case strings.HasSuffix(path.Base(dir), "app"):
		return parent
	}
	return ""
}

// nested reports whether a file is in a module below the root.
func (t *Tree) nested(name string) bool {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if slices.Contains(t.files, path.Join(dir, "go.mod")) {
			return true
		}
	}
	return false
}

// matches reports whether a pattern, as for the go command, selects a directory.
func matches(pattern, dir string) bool {
	pattern = path.Clean(filepath.ToSlash(pattern))
	if prefix, ok := strings.CutSuffix(pattern, "..."); ok {
		prefix = strings.TrimSuffix(prefix, "/")
		return prefix == "" || prefix == "." || dir == prefix || strings.HasPrefix(dir, prefix+"/")
	}
	return pattern == dir
}
