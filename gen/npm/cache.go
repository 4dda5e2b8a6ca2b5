package npm

import (
	"context"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// CacheDir is the directory of the user's cache: blocksgen/npm below
// [os.UserCacheDir], or what the environment variable BLOCKSGEN_CACHE names.
func CacheDir() (string, error) {
	if dir := os.Getenv("BLOCKSGEN_CACHE"); dir != "" {
		return dir, nil
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "blocksgen", "npm"), nil
}

// Tarball returns the tarball of a package: from the cache, or from the registry.
// Its hash is compared in either case.
func (c *Client) Tarball(ctx context.Context, p Package) ([]byte, error) {
	what := p.Name + " " + p.Version
	want, err := digest(p.Integrity)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	file := filepath.Join(c.Cache, hex.EncodeToString(want)+".tgz")
	if raw, err := os.ReadFile(file); err == nil {
		if Integrity(raw) == p.Integrity {
			return raw, nil
		}
		// A file that has been damaged. It is fetched anew.
		if err := os.Remove(file); err != nil && !os.IsNotExist(err) {
			return nil, err
		}
	}
	address, err := c.absolute(p)
	if err != nil {
		return nil, err
	}
	raw, err := c.get(ctx, what, address, "*/*", c.Limits.Tarball)
	if err != nil {
		return nil, err
	}
	if got := Integrity(raw); got != p.Integrity {
		return nil, &IntegrityError{what, p.Integrity, got}
	}
	return raw, store(file, raw)
}

// Cached reports whether the tarball of a package is in the cache.
func (c *Client) Cached(p Package) bool {
	want, err := digest(p.Integrity)
	if err != nil {
		return false
	}
	_, err = os.Stat(filepath.Join(c.Cache, hex.EncodeToString(want)+".tgz"))
	return err == nil
}

// store writes a file under another name first, so that no process ever reads a
// part of it.
func store(file string, raw []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(file), ".fetch-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // fails once it is renamed
	_, err = f.Write(raw)
	if err1 := f.Close(); err == nil {
		err = err1
	}
	if err != nil {
		return err
	}
	if err := os.Rename(f.Name(), file); err != nil {
		// Windows refuses to replace a file that another process has open. It is the
		// same file, since its name is its hash.
		if _, there := os.Stat(file); there == nil {
			return nil
		}
		return err
	}
	return nil
}

const algorithm = "sha512-"

// Integrity is the hash of a tarball as npm writes it.
func Integrity(raw []byte) string {
	sum := sha512.Sum512(raw)
	return algorithm + base64.StdEncoding.EncodeToString(sum[:])
}

// digest reads a hash as npm writes it. Others than SHA-512, which npm gives for
// very old packages, are refused.
func digest(integrity string) ([]byte, error) {
	text, ok := strings.CutPrefix(integrity, algorithm)
	if !ok {
		return nil, fmt.Errorf("the integrity %q is not of the form sha512-…", integrity)
	}
	sum, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil || len(sum) != sha512.Size {
		return nil, fmt.Errorf("the integrity %q is not a hash in base64", integrity)
	}
	return sum, nil
}

// strongest picks the SHA-512 of a registry's integrity, which may list several.
func strongest(list string) string {
	for _, one := range strings.Fields(list) {
		if strings.HasPrefix(one, algorithm) {
			one, _, _ = strings.Cut(one, "?") // options, which mean nothing
			return one
		}
	}
	return list
}
