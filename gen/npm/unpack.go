package npm

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Install unpacks the packages of a tree below dir, which must exist.
func (c *Client) Install(ctx context.Context, tree Tree, dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, at := range tree.Dirs() {
		if !validDir(at) {
			return fmt.Errorf("%q is not a directory of an npm package", at)
		}
		p := tree.At(at)
		raw, err := c.Tarball(ctx, p)
		if err != nil {
			return err
		}
		if err := root.MkdirAll(at, 0o755); err != nil {
			return err
		}
		if err := c.unpack(raw, root, at); err != nil {
			return fmt.Errorf("the tarball of %s %s cannot be unpacked: %w", p.Name, p.Version, err)
		}
	}
	return nil
}

// validDir reports whether a directory is node_modules/name, once or several times.
func validDir(dir string) bool {
	rest, ok := strings.CutPrefix(dir, modules)
	name, below, nested := strings.Cut(rest, "/"+modules)
	return ok && validName(name) && (!nested || validDir(modules+below))
}

var errTooLarge = errors.New("its content is larger than the limit")

// unpack writes the files of a tarball below at. The first part of their paths,
// which is "package" by custom, is left out. Whatever is not a plain file or would
// lie elsewhere is an error: npm makes no such tarballs.
func (c *Client) unpack(tarball []byte, root *os.Root, at string) error {
	gz, err := gzip.NewReader(bytes.NewReader(tarball))
	if err != nil {
		return err
	}
	files, limited := 0, &io.LimitedReader{R: gz, N: c.Limits.Unpacked}
	for entries := tar.NewReader(limited); ; {
		header, err := entries.Next()
		switch {
		case limited.N <= 0:
			return errTooLarge
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		switch header.Typeflag {
		case tar.TypeReg:
		case tar.TypeDir, tar.TypeXGlobalHeader:
			continue
		default:
			return fmt.Errorf("%q is neither a file nor a directory", header.Name)
		}
		_, name, ok := strings.Cut(header.Name, "/")
		if !ok || !plain(name) {
			return fmt.Errorf("%q is not a path that can be used", header.Name)
		}
		if files++; files > c.Limits.Files {
			return fmt.Errorf("it holds more than %d files", c.Limits.Files)
		}
		if err := write(root, path.Join(at, name), entries); err != nil {
			if limited.N <= 0 {
				return errTooLarge
			}
			return err
		}
	}
}

// plain reports whether a path names a file below its root on every system.
func plain(name string) bool {
	return filepath.IsLocal(name) && path.Clean(name) == name && name != "." && !strings.ContainsAny(name, "\\:\x00")
}

// write writes a new file. One that is there already is an error, so that two
// names which only differ in case give none of two contents.
func write(root *os.Root, name string, content io.Reader) error {
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, content)
	return errors.Join(err, f.Close())
}
