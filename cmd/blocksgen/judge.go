package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"

	"github.com/blocksgen/blocksgen/templates"
)

// judge checks everything that init needs before it writes anything: the go command, the
// checkout, the module and the names. It completes m.
func (m *goModule) judge(app templates.App) error {
	if _, err := exec.LookPath("go"); err != nil {
		return fmt.Errorf("the go command is needed: %w", err)
	}
	if err := app.Conflicts(m.dir); err != nil {
		return usage{fmt.Errorf("nothing was written: %w", err)}
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		m.version = info.Main.Version
	}
	switch unreleased := m.version == "" || m.version == "(devel)" || strings.Contains(m.version, "+dirty"); {
	case m.checkout != "":
		if err := isCheckout(m.checkout); err != nil {
			return usage{err}
		}
	case unreleased:
		return usage{errors.New("this blocksgen was built from a checkout; pass the directory of the checkout with --replace")}
	}
	return m.judgeModule()
}

// isCheckout reports why a directory is not a checkout of blocksgen.
func isCheckout(dir string) error {
	mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		return fmt.Errorf("--replace must be a checkout of blocksgen: %w", err)
	}
	if path := modfile.ModulePath(mod); path != modulePath {
		return fmt.Errorf("--replace must be a checkout of blocksgen, but %s is module %s", dir, path)
	}
	return nil
}

// judgeModule finds the module that the directory is part of, and checks the path that the new
// package or module gets.
func (m *goModule) judgeModule() error {
	at, err := m.run("env", "GOMOD")
	if err != nil {
		return err
	}
	if at = strings.TrimSpace(at); at == "" || at == os.DevNull {
		if m.path == "" {
			return nil // the module is named like the package, which is always valid
		}
		if err := module.CheckImportPath(m.path); err != nil {
			return usage{fmt.Errorf("--module: %w", err)}
		}
		return nil
	}
	m.root = filepath.Dir(at)
	if m.path != "" {
		return usage{fmt.Errorf("--module is for a new module, but the directory is part of the module in %s", m.root)}
	}
	dir := m.dir
	if real, err := filepath.EvalSymlinks(existing(dir)); err == nil { // the go command gives the real path
		dir = real + strings.TrimPrefix(dir, existing(dir))
	}
	rel, err := filepath.Rel(m.root, dir)
	if err != nil || rel == "." {
		return err
	}
	for _, part := range strings.Split(filepath.ToSlash(rel), "/") {
		if part == "vendor" || part == "testdata" || strings.HasPrefix(part, "_") || strings.HasPrefix(part, ".") {
			return usage{fmt.Errorf("the go command skips directories with the name %s", part)}
		}
	}
	if err := module.CheckImportPath(filepath.ToSlash(rel)); err != nil {
		return usage{fmt.Errorf("the directory cannot be a package of the module in %s: %w", m.root, err)}
	}
	return nil
}

// existing is a directory, or the nearest one above it that exists.
func existing(dir string) string {
	for dir != filepath.Dir(dir) {
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			break
		}
		dir = filepath.Dir(dir)
	}
	return dir
}

// undo restores files as they were.
type undo struct {
	files map[string][]byte // nil for a file that did not exist
	trees []string          // directories that did not exist, and are removed with their files
	dirs  []string          // directories that did not exist, and are removed if they are empty, innermost first
}

// undo records what create may change.
func (m goModule) undo(app templates.App) (*undo, error) {
	u := &undo{files: map[string][]byte{}, trees: []string{filepath.Join(m.dir, "cmd", app.Package)}}
	for dir := filepath.Join(m.dir, "cmd"); ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(dir); err == nil {
			break
		}
		u.dirs = append(u.dirs, dir)
	}
	root := m.root
	if root == "" {
		root = m.dir
	}
	for _, name := range []string{
		filepath.Join(root, "go.mod"), filepath.Join(root, "go.sum"),
		filepath.Join(m.dir, app.Package+".go"), filepath.Join(m.dir, ".gitattributes"),
	} {
		content, err := os.ReadFile(name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		u.files[name] = content
	}
	return u, nil
}

// revert restores the files, and removes those that did not exist.
func (u *undo) revert() error {
	var errs []error
	for name, content := range u.files {
		err := error(nil)
		if content == nil {
			err = os.Remove(name)
		} else if now, e := os.ReadFile(name); e != nil || string(now) != string(content) {
			err = os.WriteFile(name, content, 0o644)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	for _, dir := range u.trees {
		errs = append(errs, os.RemoveAll(dir))
	}
	for _, dir := range u.dirs {
		_ = os.Remove(dir) // it stays if somebody else wrote to it
	}
	return errors.Join(errs...)
}
