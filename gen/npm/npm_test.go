package npm_test

import (
	"archive/tar"
	"context"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/blocksgen/blocksgen/gen/npm"
	"github.com/blocksgen/blocksgen/gen/npm/npmtest"
)

func TestFetchOnceThenOffline(t *testing.T) {
	r := npmtest.New(t, npmtest.Package{Name: "@scope/sum", Version: "1.2.3", License: "MIT", Files: map[string]string{"lib/index.js": "export const sum = 1"}})
	c := r.Client(t)
	tree := resolve(t, c, "@scope/sum", "1.2.3")
	if got, want := tree["node_modules/@scope/sum"].Tarball, "@scope/sum/-/sum-1.2.3.tgz"; got != want {
		t.Errorf("tarball %q, want %q", got, want)
	}
	if got, want := install(t, c, tree), []string{"node_modules/@scope/sum/lib/index.js", "node_modules/@scope/sum/package.json"}; !slices.Equal(got, want) {
		t.Errorf("files %q, want %q", got, want)
	}
	if got, want := r.Requests(), []string{"/@scope/sum", "/@scope/sum/-/sum-1.2.3.tgz"}; !slices.Equal(got, want) {
		t.Errorf("requests %q, want %q", got, want)
	}
	c.Offline = true
	install(t, c, tree)
	if got := r.Requests(); len(got) > 0 {
		t.Errorf("an offline client asks for %q", got)
	}
	c.Cache = t.TempDir()
	var unreachable *npm.UnreachableError
	if err := c.Install(t.Context(), tree, t.TempDir()); !errors.As(err, &unreachable) {
		t.Errorf("offline with an empty cache: %v", err)
	} else if want := "@scope/sum 1.2.3 is not in the cache, and fetching is turned off"; err.Error() != want {
		t.Errorf("%q, want %q", err, want)
	}
}

// A registry that gives another tarball than the one that was locked is refused,
// and nothing of it reaches the cache.
func TestChangedTarball(t *testing.T) {
	r := npmtest.New(t, npmtest.Package{Name: "sum", Version: "1.0.0"})
	c := r.Client(t)
	tree := resolve(t, c, "sum", "1.0.0")
	r.Publish(t, npmtest.Package{Name: "sum", Version: "1.0.0", Files: map[string]string{"evil.js": "alert(1)"}})
	var changed *npm.IntegrityError
	if err := c.Install(t.Context(), tree, t.TempDir()); !errors.As(err, &changed) {
		t.Fatalf("error %v, want one about the hash", err)
	}
	if want := tree["node_modules/sum"].Integrity; changed.Want != want || changed.Got == want {
		t.Errorf("want %s and got %s, with %s locked", changed.Want, changed.Got, want)
	}
	if left := files(t, c.Cache); len(left) > 0 {
		t.Errorf("the cache holds %q", left)
	}
}

func TestDamagedCacheIsFetchedAnew(t *testing.T) {
	r := npmtest.New(t, npmtest.Package{Name: "sum", Version: "1.0.0"})
	c := r.Client(t)
	tree := resolve(t, c, "sum", "1.0.0")
	install(t, c, tree)
	r.Requests()
	cached := files(t, c.Cache)
	if len(cached) != 1 {
		t.Fatalf("the cache holds %q", cached)
	}
	if err := os.WriteFile(filepath.Join(c.Cache, cached[0]), []byte("damaged"), 0o644); err != nil {
		t.Fatal(err)
	}
	install(t, c, tree)
	if got := r.Requests(); len(got) != 1 {
		t.Errorf("requests %q, want one for the tarball", got)
	}
}

func TestTruncated(t *testing.T) {
	r := npmtest.New(t, npmtest.Package{Name: "sum", Version: "1.0.0"})
	c := r.Client(t)
	tree := resolve(t, c, "sum", "1.0.0")
	r.Change(func(w http.ResponseWriter, _ *http.Request) bool {
		w.Header().Set("Content-Length", "1000")
		_, _ = w.Write(make([]byte, 100))
		return true
	})
	var unreachable *npm.UnreachableError
	if err := c.Install(t.Context(), tree, t.TempDir()); !errors.As(err, &unreachable) {
		t.Errorf("error %v, want one about the registry", err)
	}
	if left := files(t, c.Cache); len(left) > 0 {
		t.Errorf("the cache holds %q", left)
	}
}

func TestRegistryAnswers(t *testing.T) {
	r := npmtest.New(t, npmtest.Package{Name: "sum", Version: "1.0.0"}, npmtest.Package{Name: "old", Version: "1.0.0", Integrity: "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk="})
	c := r.Client(t)
	for _, tt := range []struct{ name, version, want string }{
		{"absent", "1.0.0", "absent cannot be fetched from " + r.URL + "absent: the answer is 404 Not Found"},
		{"sum", "^2", `the registry has no version of sum that is "^2"`},
		{"sum", "git+https://example.com/sum", `the pack depends on sum "git+https://example.com/sum", which is not a range of versions`},
		{"old", "1", `old 1.0.0: the integrity "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=" is not of the form sha512-…`},
		{"../sum", "1", `"../sum" is not the name of an npm package`},
		{"a/b", "1", `"a/b" is not the name of an npm package`},
	} {
		if _, err := c.Resolve(t.Context(), map[string]string{tt.name: tt.version}); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s %s: error %v, want %s", tt.name, tt.version, err, tt.want)
		}
	}
	r.Change(func(w http.ResponseWriter, _ *http.Request) bool {
		_, _ = w.Write([]byte("<html>"))
		return true
	})
	var unreachable *npm.UnreachableError
	if _, err := c.Resolve(t.Context(), map[string]string{"sum": "1"}); !errors.As(err, &unreachable) {
		t.Errorf("no JSON: %v", err)
	}
	c.Limits.Metadata = 3
	if _, err := c.Resolve(t.Context(), map[string]string{"sum": "1"}); err == nil || !strings.Contains(err.Error(), "larger than 3 bytes") {
		t.Errorf("large metadata: %v", err)
	}
}

// What a tarball must not do.
func TestHostileTarballs(t *testing.T) {
	file := npmtest.Entry{Name: "package/package.json", Body: "{}"}
	many := make([]npmtest.Entry, 11)
	for i := range many {
		many[i] = npmtest.Entry{Name: "package/" + strings.Repeat("f", i+1)}
	}
	for _, tt := range []struct {
		name    string
		tarball []byte
		want    string
	}{
		{"symbolic link", npmtest.Pack(t, file, npmtest.Entry{Name: "package/a", Type: tar.TypeSymlink, Link: "/etc"}), "neither a file nor a directory"},
		{"hard link", npmtest.Pack(t, file, npmtest.Entry{Name: "package/a", Type: tar.TypeLink, Link: "package/package.json"}), "neither a file nor a directory"},
		{"device", npmtest.Pack(t, npmtest.Entry{Name: "package/a", Type: tar.TypeChar}), "neither a file nor a directory"},
		{"parent", npmtest.Pack(t, npmtest.Entry{Name: "package/../../a"}), "not a path that can be used"},
		{"absolute", npmtest.Pack(t, npmtest.Entry{Name: "package//etc/passwd"}), "not a path that can be used"},
		{"backslash", npmtest.Pack(t, npmtest.Entry{Name: `package/..\..\a`}), "not a path that can be used"},
		{"drive", npmtest.Pack(t, npmtest.Entry{Name: "package/C:a"}), "not a path that can be used"},
		{"no directory", npmtest.Pack(t, npmtest.Entry{Name: "a"}), "not a path that can be used"},
		{"twice", npmtest.Pack(t, file, file), "exists"},
		{"many files", npmtest.Pack(t, many...), "more than 10 files"},
		{"large", npmtest.Pack(t, npmtest.Entry{Name: "package/a", Body: strings.Repeat("a", 1<<20)}), "larger than the limit"},
		{"no tarball", []byte("no tarball"), "gzip"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := npmtest.New(t, npmtest.Package{Name: "evil", Version: "1.0.0", Tarball: tt.tarball})
			c := r.Client(t)
			c.Limits.Unpacked, c.Limits.Files = 64<<10, 10
			dir := filepath.Join(t.TempDir(), "deep", "down")
			if err := os.MkdirAll(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			err := c.Install(t.Context(), resolve(t, c, "evil", "1.0.0"), dir)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %s", err, tt.want)
			}
			for _, name := range files(t, filepath.Dir(filepath.Dir(dir))) {
				if !strings.HasPrefix(name, "deep/down/node_modules/evil/") {
					t.Errorf("%s was written", name)
				}
			}
		})
	}
}

func TestTarballTooLarge(t *testing.T) {
	r := npmtest.New(t, npmtest.Package{Name: "sum", Version: "1.0.0"})
	c := r.Client(t)
	tree := resolve(t, c, "sum", "1.0.0")
	c.Limits.Tarball = 10
	if err := c.Install(t.Context(), tree, t.TempDir()); err == nil || !strings.Contains(err.Error(), "larger than 10 bytes") {
		t.Errorf("error %v", err)
	}
}

// A lock file is input: its directories and addresses are checked.
func TestHostileTree(t *testing.T) {
	r := npmtest.New(t, npmtest.Package{Name: "sum", Version: "1.0.0"})
	c := r.Client(t)
	good := resolve(t, c, "sum", "1.0.0")["node_modules/sum"]
	for _, dir := range []string{"sum", "../node_modules/sum", "node_modules/../sum", "node_modules/", "node_modules/a/b", "node_modules/a/node_modules/..", "/node_modules/sum"} {
		if err := c.Install(t.Context(), npm.Tree{dir: good}, t.TempDir()); err == nil || !strings.Contains(err.Error(), "not a directory of an npm package") {
			t.Errorf("%q: error %v", dir, err)
		}
	}
	r.Requests()
	for _, tarball := range []string{"http://example.com/sum.tgz", "//example.com/sum.tgz", "file:///etc/passwd"} {
		p := good
		p.Tarball = tarball
		if err := c.Install(t.Context(), npm.Tree{"node_modules/sum": p}, t.TempDir()); err == nil || !strings.Contains(err.Error(), "cannot be used") {
			t.Errorf("%q: error %v", tarball, err)
		}
	}
	if got := r.Requests(); len(got) > 0 {
		t.Errorf("requests %q", got)
	}
}

// Many clients, as of several processes, fill one cache at the same time.
func TestParallel(t *testing.T) {
	r := npmtest.New(t, npmtest.Package{Name: "sum", Version: "1.0.0", Files: map[string]string{"a.js": strings.Repeat("a", 1<<16)}})
	first := r.Client(t)
	tree := resolve(t, first, "sum", "1.0.0")
	var group sync.WaitGroup
	for range 16 {
		dir := t.TempDir()
		group.Go(func() {
			c, err := npm.New(npm.Config{Registry: r.URL})
			if err == nil {
				c.Cache = first.Cache
				err = c.Install(context.Background(), tree, dir)
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if got := files(t, first.Cache); len(got) != 1 {
		t.Errorf("the cache holds %q, want one tarball", got)
	}
}

func TestCancelled(t *testing.T) {
	r := npmtest.New(t, npmtest.Package{Name: "sum", Version: "1.0.0"})
	ctx, cancel := context.WithCancel(t.Context())
	r.Change(func(_ http.ResponseWriter, req *http.Request) bool {
		cancel()
		<-req.Context().Done()
		return true
	})
	if _, err := r.Client(t).Resolve(ctx, map[string]string{"sum": "1"}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func resolve(t *testing.T, c *npm.Client, name, version string) npm.Tree {
	t.Helper()
	tree, err := c.Resolve(t.Context(), map[string]string{name: version})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// install unpacks a tree and lists the files.
func install(t *testing.T, c *npm.Client, tree npm.Tree) []string {
	t.Helper()
	dir := t.TempDir()
	if err := c.Install(t.Context(), tree, dir); err != nil {
		t.Fatal(err)
	}
	return files(t, dir)
}

// files lists the files below a directory.
func files(t *testing.T, dir string) []string {
	t.Helper()
	var list []string
	if err := fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			list = append(list, name)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return list
}

func TestTreeSurvivesJSON(t *testing.T) {
	r := npmtest.New(t, npmtest.Package{Name: "a", Version: "1.0.0", Dependencies: map[string]string{"b": "^1"}}, npmtest.Package{Name: "b", Version: "1.1.0"})
	tree := resolve(t, r.Client(t), "a", "1.0.0")
	if d := cmp.Diff([]string{"node_modules/a", "node_modules/b"}, tree.Dirs()); d != "" {
		t.Error(d)
	}
	if p := tree.At("node_modules/a"); p.Name != "a" || p.Version != "1.0.0" {
		t.Errorf("%+v", p)
	}
}
