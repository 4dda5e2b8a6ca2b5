package listen

import (
	"go/types"
	"slices"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/bind/handler"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
)

// linker connects listeners with each other after all of them were made.
type linker struct {
	*maker
	byID      map[string]*Listener
	byHandler map[*handler.Handler][]*Listener // listeners of directives
}

// link connects listeners with those that they follow and cancel. It reports and leaves
// out listeners that follow an unknown one.
func link(m *maker, listeners []*Listener) []*Listener {
	k := &linker{maker: m, byID: map[string]*Listener{}, byHandler: map[*handler.Handler][]*Listener{}}
	for _, l := range listeners {
		k.index(l)
	}
	for _, l := range listeners {
		if l.After != nil && l.After.To == nil {
			l.After.To = k.followed(l.After)
		}
		for _, v := range l.cancelNames {
			l.Cancels = append(l.Cancels, k.cancelled(l, v)...)
		}
	}
	listeners = slices.DeleteFunc(listeners, func(l *Listener) bool { return l.After != nil && l.After.To == nil })
	m.reportCycles(listeners)
	return listeners
}

// index records a listener of a directive under its id and its handler.
func (k *linker) index(l *Listener) {
	if l.call == nil {
		return
	}
	k.byHandler[l.Handler] = append(k.byHandler[l.Handler], l)
	id := l.Fn.ListenerID
	if id == "" {
		return
	}
	if was := k.byID[id]; was != nil {
		k.diags.Errorf(diag.DuplicateID, l.call.Arg("id").Value.Span, "two listeners have the id %s", id).
			Note(was.Fn.Span, "the other listener")
		return
	}
	k.byID[id] = l
}

// find returns the listeners of a name: the one with that id, or all of that handler. It
// reports false if the name is unknown. There are no listeners if the handler, or the
// directive with that id, has errors, which were reported.
func (k *linker) find(home *types.Package, name string) ([]*Listener, bool) {
	if l := k.byID[name]; l != nil {
		return []*Listener{l}, true
	}
	if h := k.handlers.Attached(gotype.Find(home, name)); h != nil {
		return k.byHandler[h], true
	}
	written := slices.ContainsFunc(k.handlers.Directives("on"), func(c *directive.Call) bool {
		id := c.Arg("id")
		return id != nil && id.Value.Text == name
	})
	return nil, written
}

// followed finds the listener that a chained trigger names; nil if there is not exactly
// one.
func (k *linker) followed(a *After) *Listener {
	at := a.Span.Head(len(a.name))
	found, known := k.find(a.home, a.name)
	switch {
	case !known:
		k.diags.Errorf(diag.UnknownListener, at, "there is no block, handler or listener id %s", a.name).
			Suggest(a.name, k.names(a.home))
		return nil
	case len(found) == 0:
		return nil
	case len(found) == 1:
		return found[0]
	}
	d := k.diags.Errorf(diag.AmbiguousListener, at, "%s has several listeners: use the id of one", a.name)
	for _, l := range found {
		if l.Fn.ListenerID != "" {
			d.Note(l.Fn.Span, "the listener with id %s", l.Fn.ListenerID)
		} else {
			d.Note(l.Fn.Span, "a listener without an id")
		}
	}
	k.distinguish(d, found, a, at)
	return nil
}

// cancelled finds the listeners for a name in cancels=. Of a handler, these are the
// listeners that run on the server.
func (k *linker) cancelled(l *Listener, v directive.Value) []*Listener {
	if to := k.byID[v.Text]; to != nil {
		return []*Listener{to}
	}
	found, known := k.find(l.Handler.Home, v.Text)
	if !known {
		k.diags.Errorf(diag.UnknownListener, v.Span, "there is no handler or listener id %s", v.Text).
			Suggest(v.Text, k.names(l.Handler.Home))
	}
	return slices.DeleteFunc(slices.Clone(found), func(to *Listener) bool { return to.Adapter == nil })
}

// names lists the names that a chained trigger can refer to.
func (k *linker) names(home *types.Package) []string {
	var names []string
	for id := range k.byID {
		names = append(names, id)
	}
	names = slices.Concat(names, k.handlers.Names(home), k.layout.All(home))
	slices.Sort(names)
	return names
}

// reportCycles reports listeners that follow each other in a cycle, so that none of them
// runs first.
func (m *maker) reportCycles(listeners []*Listener) {
	done := map[*Listener]bool{}
	for _, l := range listeners {
		var path []*Listener
		for at := l; at != nil && at.After != nil && !done[at]; at = at.After.To {
			if i := slices.Index(path, at); i >= 0 {
				cycle := path[i:]
				d := m.diags.Errorf(diag.Cycle, cycle[0].After.Span, "%s follows itself, so it never runs", cycle[0].Handler.Name())
				for _, c := range cycle[1:] {
					d.Note(c.After.Span, "%s follows %s", c.Handler.Name(), c.After.To.Handler.Name())
				}
				break
			}
			path = append(path, at)
		}
		for _, p := range path {
			done[p] = true
		}
	}
}
