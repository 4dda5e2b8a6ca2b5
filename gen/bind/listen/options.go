package listen

import (
	"github.com/blocksgen/blocksgen/gen/bind/layout"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
)

// options reads the arguments that all listeners have.
func (m *maker) options(l *Listener) bool {
	f, ok := &l.Fn, true
	f.ArgSpans = map[string]diag.Span{}
	for _, a := range l.call.Args {
		if a.Name != "" {
			f.ArgSpans[a.Name] = a.Span
		}
		found := true
		switch a.Name {
		case "id":
			f.ListenerID = a.Value.Text
		case "api_name":
			f.APIName, l.APIName = a.Value.Text, &a
		case "api_description":
			if f.Description = ""; a.Value.Quoted || a.Value.Text != "false" {
				f.Description, found = m.args.String(l.Handler.Home, a.Value)
			}
		case "api_visibility":
			f.APIVisibility = a.Value.Text
		case "role":
			f.Role = a.Value.Text
		case "queue":
			f.Queue = a.Value.Bool
		case "concurrency_limit":
			if n := int(a.Value.Int); n >= 0 {
				f.ConcurrencyLimit = &n
			}
		case "concurrency_id":
			f.ConcurrencyID = a.Value.Text
		case "show_progress":
			f.ShowProgress = a.Value.Text
		case "show_progress_on":
			l.ProgressOn, found = m.progressOn(l, a.Value.List)
		case "scroll_to_output":
			f.ScrollToOutput = a.Value.Bool
		case "trigger_mode":
			f.TriggerMode = a.Value.Text
		case "cancels":
			l.cancelNames = a.Value.List
		case "time_limit":
			f.TimeLimit = a.Value.Float
		case "js":
			f.JS, found = m.args.String(l.Handler.Home, a.Value)
			f.ArgSpans["js"] = a.Value.Span
			if found && f.JS == "" {
				m.diags.Errorf(diag.BadScript, a.Value.Span, "js is empty").Fix("write a function, or remove the argument")
				found = false
			}
		}
		ok = ok && found
	}
	return ok
}

// progressOn finds the blocks that show a listener's progress.
func (m *maker) progressOn(l *Listener, names []directive.Value) (list []*layout.Block, ok bool) {
	ok = true
	for _, v := range names {
		blk := m.layout.Named(l.Handler.Home, v.Text, v.Span)
		if blk != nil && blk.Wrapper() {
			m.diags.Errorf(diag.UnknownBlock, v.Span, "%s is a page or an interface, which cannot show progress", v.Text)
			blk = nil
		}
		if ok = ok && blk != nil; blk != nil {
			list = append(list, blk)
		}
	}
	return list, ok
}
