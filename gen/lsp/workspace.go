package lsp

import (
	"context"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen/bind"
	"github.com/blocksgen/blocksgen/gen/check"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/gen/source"
)

// workspace is a module with open files. Its session is used by one goroutine at a time:
// the one that has put a value into busy.
type workspace struct {
	session    *source.Session
	busy       chan struct{}
	outdated   bool // something was saved; guarded by the server's mu
	components []*component
	published  map[string]bool // files with diagnostics that were sent
	reported   string          // the last problem that was logged

	ready  chan struct{} // closed when there is a result
	latest *result       // guarded by the server's mu
}

// result is what an analysis found. It is not changed afterwards.
type result struct {
	loaded   *source.Loaded
	packages map[string]*component // by directory
	docs     map[string]*document  // that were open
	findings []*diag.Diagnostic
}

// component is a set of packages that import each other. It is bound again only when one
// of them changes.
type component struct {
	loaded   *source.Loaded
	types    []*types.Package
	apps     []*model.App
	findings []*diag.Diagnostic
}

// workspaceOf returns the workspace of a file: the module that contains it. It is nil for a
// file outside of modules. The server's mu must be held.
func (s *server) workspaceOf(file string) *workspace {
	for dir := filepath.Dir(file); ; dir = filepath.Dir(dir) {
		if w := s.workspaces[dir]; w != nil {
			return w
		}
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			w := &workspace{
				session: source.NewSession(source.Options{Dir: dir, Patterns: []string{"./..."}}),
				busy:    make(chan struct{}, 1), ready: make(chan struct{}), published: map[string]bool{},
			}
			s.workspaces[dir] = w
			return w
		}
		if dir == filepath.Dir(dir) {
			return nil
		}
	}
}

// analyse analyses the modules of open documents whenever these change. While it is at
// work, further changes are collected.
func (s *server) analyse(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.wake:
		}
		docs := s.opened()
		for _, w := range s.used(docs) {
			if !w.lock(ctx) {
				return
			}
			s.guard(func() {
				if r, err := s.load(ctx, w, docs); err == nil {
					s.finish(w, r)
					s.publish(w, r)
				} else if ctx.Err() == nil {
					s.failed(w, err)
				}
			})
			<-w.busy
		}
	}
}

// failed logs why a workspace could not be loaded, such as a missing go command. Requests
// need not wait any longer: they get what is known without it.
func (s *server) failed(w *workspace, err error) {
	if w.reported != err.Error() {
		w.reported = err.Error()
		s.log(1, err.Error())
	}
	s.mu.Lock()
	first := w.latest == nil
	s.mu.Unlock()
	if first {
		s.finish(w, &result{})
	}
}

// lock waits until the session is not in use. It reports false if the context ends first.
func (w *workspace) lock(ctx context.Context) bool {
	select {
	case w.busy <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

// used lists the workspaces of the documents, and those with diagnostics that were sent.
func (s *server) used(docs map[string]*document) []*workspace {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []*workspace
	for file := range docs {
		if w := s.workspaceOf(file); w != nil && isGo(file) && !slices.Contains(list, w) {
			list = append(list, w)
		}
	}
	for _, w := range s.workspaces {
		if len(w.published) > 0 && !slices.Contains(list, w) {
			list = append(list, w)
		}
	}
	return list
}

// overlay is the content of documents, as a session takes it.
func overlay(docs map[string]*document) map[string][]byte {
	m := map[string][]byte{}
	for file, d := range docs {
		m[file] = []byte(d.src)
	}
	return m
}

// load loads and binds what has changed.
func (s *server) load(ctx context.Context, w *workspace, docs map[string]*document) (*result, error) {
	s.mu.Lock()
	if w.outdated {
		w.outdated, w.components = false, nil // files other than Go files may have changed, too
		w.session.Forget()
	}
	s.mu.Unlock()
	var list diag.List
	l, err := w.session.Load(ctx, overlay(docs), &list)
	if err != nil {
		return nil, err
	}
	var components []*component
	for _, packages := range split(l) {
		components = append(components, w.bind(ctx, l, packages))
	}
	w.components = components
	r := &result{loaded: l, packages: map[string]*component{}, docs: docs, findings: list.Sorted()}
	for _, c := range components {
		r.findings = append(r.findings, c.findings...)
		for _, p := range c.loaded.Packages {
			r.packages[p.Dir] = c
		}
	}
	return r, nil
}

// bind binds a component, or returns the one that was bound before.
func (w *workspace) bind(ctx context.Context, l *source.Loaded, packages []*source.Package) *component {
	c := &component{loaded: l.Only(packages)}
	for _, p := range packages {
		c.types = append(c.types, p.Types)
	}
	for _, was := range w.components {
		if slices.Equal(was.types, c.types) {
			return was
		}
	}
	var list diag.List
	c.apps = bind.Bind(ctx, c.loaded, &list)
	for _, app := range c.apps {
		check.App(app, &list)
	}
	c.findings = list.Sorted()
	return c
}

// split groups packages so that packages of different groups do not import each other.
func split(l *source.Loaded) [][]*source.Package {
	group := map[*types.Package]int{}
	var groups [][]*source.Package
	for _, p := range l.Packages {
		group[p.Types] = len(groups)
		groups = append(groups, []*source.Package{p})
	}
	merge := func(from, to int) {
		for _, p := range groups[from] {
			group[p.Types] = to
		}
		groups[to], groups[from] = append(groups[to], groups[from]...), nil
	}
	for _, p := range l.Packages {
		if p.Types == nil {
			continue
		}
		for _, i := range p.Types.Imports() {
			if g, ok := group[i]; ok && g != group[p.Types] {
				merge(g, group[p.Types])
			}
		}
	}
	groups = slices.DeleteFunc(groups, func(g []*source.Package) bool { return len(g) == 0 })
	for _, g := range groups {
		slices.SortFunc(g, func(a, b *source.Package) int { return strings.Compare(a.Path, b.Path) })
	}
	return groups
}

// finish makes a result the one that requests use.
func (s *server) finish(w *workspace, r *result) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if w.latest == nil {
		close(w.ready)
	}
	w.latest = r
}

// resultOf returns the latest result for a document, and the component of its package. It
// waits for the first one. The component is nil if the package has no directives.
func (s *server) resultOf(ctx context.Context, doc *document) (*result, *component) {
	s.mu.Lock()
	w := s.workspaceOf(doc.file)
	s.mu.Unlock()
	if w == nil {
		return nil, nil
	}
	select {
	case <-w.ready:
	case <-ctx.Done():
		return nil, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return w.latest, w.latest.packages[filepath.Dir(doc.file)]
}
