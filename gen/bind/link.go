package bind

import (
	"go/types"
	"slices"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
)

// chain says which listener is followed.
type chain struct {
	name string
	home *types.Package
	on   string // then, success, failure
	span diag.Span
	to   *listener // once resolved
}

// link resolves what listeners say about each other, once all of them are known.
func (b *binder) link() {
	for _, l := range b.listeners {
		if l.after != nil && l.after.to == nil {
			l.after.to = b.followed(l.after)
		}
		for _, v := range l.cancelRefs {
			b.cancelled(l, v)
		}
	}
	b.listeners = slices.DeleteFunc(b.listeners, func(l *listener) bool { return l.after != nil && l.after.to == nil })
	b.cycles()
}

// followed finds the listener that a chained trigger names.
func (b *binder) followed(c *chain) *listener {
	name := headSpan(c.span, len(c.name))
	if l := b.ids[c.name]; l != nil {
		return l
	}
	h := b.byFunc[b.object(c.home, c.name)]
	if h == nil && b.written[c.name] {
		return nil // its own findings say why
	}
	if h == nil {
		d := b.diags.Errorf(diag.UnknownListener, name, "there is no block, handler or listener id %s", c.name)
		b.suggest(d, name, c.name, b.listenerNames(c.home))
		return nil
	}
	switch len(h.listeners) {
	case 0:
		return nil // its own findings say why
	case 1:
		return h.listeners[0]
	}
	d := b.diags.Errorf(diag.AmbiguousListener, name, "%s has several listeners; say which one by its id", c.name)
	for _, l := range h.listeners {
		if l.fn.ListenerID != "" {
			d.Note(l.span, "id %s", l.fn.ListenerID)
		} else {
			d.Note(l.span, "a listener without id")
		}
	}
	d.Fix("give the listener an id= and write id." + c.on)
	return nil
}

func (b *binder) listenerNames(home *types.Package) []string {
	var names []string
	for id := range b.ids {
		names = append(names, id)
	}
	for o := range b.byFunc {
		if o.Pkg() == home {
			names = append(names, o.Name())
		}
	}
	names = append(names, b.blockNames(home)...)
	slices.Sort(names)
	return names
}

// cancelled resolves one name of cancels=: a listener's id, or a handler, which
// means all of its listeners.
func (b *binder) cancelled(l *listener, v directive.Value) {
	if to := b.ids[v.Text]; to != nil {
		l.cancels = append(l.cancels, to)
		return
	}
	h := b.byFunc[b.object(l.handler.home, v.Text)]
	if h == nil && b.written[v.Text] {
		return // its own findings say why
	}
	if h == nil {
		d := b.diags.Errorf(diag.UnknownListener, v.Span, "there is no handler or listener id %s", v.Text)
		b.suggest(d, v.Span, v.Text, b.listenerNames(l.handler.home))
		return
	}
	for _, to := range h.listeners {
		if to.handler.decl != nil && to.adapter != nil {
			l.cancels = append(l.cancels, to)
		}
	}
}

// cycles reports listeners that follow each other in a circle: none of them
// could ever be the first.
func (b *binder) cycles() {
	done := map[*listener]bool{}
	for _, l := range b.listeners {
		var path []*listener
		for at := l; at != nil && at.after != nil && !done[at]; at = at.after.to {
			if i := slices.Index(path, at); i >= 0 {
				circle := path[i:]
				d := b.diags.Errorf(diag.Cycle, circle[0].after.span, "%s follows itself, so it never runs", circle[0].handler.goName())
				for _, c := range circle[1:] {
					d.Note(c.after.span, "%s follows %s", c.handler.goName(), c.after.to.handler.goName())
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
