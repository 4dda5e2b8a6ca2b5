package bind

import (
	"go/constant"
	"go/types"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
)

// hide keeps what clients could not call out of the API, unless the directive
// says otherwise.
func (b *binder) hide(l *listener, call *directive.Call) {
	if call.Arg("api_visibility") == nil {
		l.fn.APIVisibility = "private"
	}
}

// options reads the arguments that are the same for every listener.
func (b *binder) options(h *handler, l *listener, call *directive.Call) bool {
	f, ok := &l.fn, true
	f.ArgSpans = map[string]diag.Span{}
	for _, a := range call.Args {
		if a.Name != "" {
			f.ArgSpans[a.Name] = pos(a.Span)
		}
		switch a.Name {
		case "id":
			f.ListenerID = a.Value.Text
		case "api_name":
			f.APIName, l.apiName = a.Value.Text, &a
		case "api_description":
			if !a.Value.Quoted && a.Value.Text == "false" {
				f.Description = ""
				break
			}
			text, found := b.text(h.home, a.Value)
			f.Description, ok = text, ok && found
		case "api_visibility":
			f.APIVisibility = a.Value.Text
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
			for _, v := range a.Value.List {
				blk := b.blockNamed(h.home, v.Text, v.Span)
				if blk != nil && blk.wrapper() {
					b.diags.Errorf(diag.UnknownBlock, v.Span, "%s is a page or an interface, which shows no progress", v.Text)
					blk = nil
				}
				if ok = ok && blk != nil; blk != nil {
					l.progressOn = append(l.progressOn, blk)
				}
			}
		case "scroll_to_output":
			f.ScrollToOutput = a.Value.Bool
		case "trigger_mode":
			f.TriggerMode = a.Value.Text
		case "cancels":
			l.cancelRefs = a.Value.List
		case "time_limit":
			f.TimeLimit = a.Value.Float
		case "js":
			text, found := b.text(h.home, a.Value)
			f.JS, ok = text, ok && found
		}
	}
	return ok
}

// text reads an argument that is text: quoted, or the name of a constant, of a
// variable with a constant value, or of an embedded file.
func (b *binder) text(home *types.Package, v directive.Value) (string, bool) {
	if v.Quoted {
		return v.Text, true
	}
	o := b.object(home, v.Text)
	if c, ok := o.(*types.Const); ok && c.Val().Kind() == constant.String {
		return constant.StringVal(c.Val()), true
	}
	if o, ok := o.(*types.Var); ok {
		if text, ok := b.stringOf(o); ok {
			return text, true
		}
	}
	if o == nil {
		b.diags.Errorf(diag.BadText, v.Span, "%s names no constant or variable", v.Text).
			Fix("write text in quotes", diag.Edit{Span: v.Span, NewText: quote(v.Text)})
	} else {
		b.diags.Errorf(diag.BadText, v.Span, "%s is no text that can be read from the source", v.Text).
			Note(b.spanOf(o), "%s is declared here", v.Text)
	}
	return "", false
}
