package directive

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/blocksgen/blocksgen/gen/diag"
)

// args reads the arguments of one line into a call.
func (r *reader) args(call *Call, d ast.Directive) {
	at := func(start, end int) diag.Span {
		return diag.At(r.fset, d.ArgsPos+token.Pos(start), d.ArgsPos+token.Pos(end))
	}
	words, errs := scan(d.Args)
	covered := 0 // the text that a fix replaces: errors in it follow from the first one
	for _, e := range errs {
		call.Broken = true
		if e.start < covered {
			continue
		}
		f := r.list.Errorf(diag.MalformedArgument, at(e.start, e.end), "%s", e.message)
		start := wordStart(d.Args, e.start)
		if n, meant := rewrite(d.Args[start:]); meant != "" {
			f.Fix("write "+meant, diag.Edit{Span: at(start, start+n), NewText: meant})
			covered = start + n
		} else if e.correct != nil {
			f.Fix(e.fix, diag.Edit{Span: at(e.correct.start, e.correct.end), NewText: e.correct.text})
			covered = e.correct.end
		} else if e.fix != "" {
			f.Fix(e.fix)
		}
	}
	for i := 0; i < len(words); i++ {
		w := words[i]
		if n := spaced(call.Def, len(call.Positional()), words[i:]); n > 1 {
			call.Broken = true
			start, end := w.elems[0].start, words[i+n-1].end
			r.list.Errorf(diag.MalformedArgument, at(start, end), "the value of %s has spaces, so it must be in quotes", w.name).
				Fix("put it in quotes", diag.Edit{Span: at(start, end), NewText: strconv.Quote(d.Args[start:end])})
			i += n - 1
			continue
		}
		arg := Arg{Name: w.name, Span: at(w.start, w.end), NameSpan: at(w.start, w.start+len(w.name))}
		if arg.Param = r.param(call, &arg, w); arg.Param == nil {
			call.Broken = true
			continue
		}
		if arg.Param.Todo != "" {
			call.Broken = true
			r.list.Errorf(diag.NotSupported, arg.Span, "%s", arg.Param.Todo)
			continue
		}
		if arg.Param.Kind == Trigger && r.repeated(call, w, arg.Span) {
			continue
		}
		if r.value(call.Def, &arg, w, at) {
			call.Args = append(call.Args, arg)
		} else {
			call.Broken = true
		}
	}
}

// repeated reports a trigger that the directive has already.
func (r *reader) repeated(call *Call, w word, at diag.Span) bool {
	for _, earlier := range call.Positional() {
		if len(w.elems) == 1 && earlier.Value.Text == w.elems[0].text {
			call.Broken = true
			r.list.Errorf(diag.DuplicateArgument, at, "trigger %s is given twice", w.elems[0].text).
				Note(earlier.Span, "it is first given here").
				Fix("remove it", diag.Edit{Span: diag.Span{File: at.File, Line: at.Line, Column: at.Column - 1, EndLine: at.EndLine, EndColumn: at.EndColumn}})
			return true
		}
	}
	return false
}

// param returns an argument's entry in the table. It returns nil, and reports why,
// if the directive has no such argument.
func (r *reader) param(call *Call, arg *Arg, w word) *Param {
	def := call.Def
	if arg.Name == "" {
		p := def.at(len(call.Positional()))
		if p == nil {
			f := r.list.Errorf(diag.UnknownArgument, arg.Span, "blocks:%s does not accept the value %q", def.Name, w.elems[0].text)
			if def.param(w.elems[0].text) != nil {
				f.Fix("write " + w.elems[0].text + "=value")
			} else if len(def.Params) > 0 {
				f.Detail = "arguments are written name=value; the names are " + strings.Join(def.paramNames(), ", ")
			}
		}
		return p
	}
	p := def.param(arg.Name)
	if p == nil {
		p = def.Any
	}
	if p == nil {
		f := r.list.Errorf(diag.UnknownArgument, arg.NameSpan, "blocks:%s has no argument %s", def.Name, arg.Name)
		if other := gradioNames[arg.Name]; def.param(other) != nil {
			f.Fix("write "+other+"=", diag.Edit{Span: arg.NameSpan, NewText: other})
		} else if near := diag.Nearest(arg.Name, def.paramNames()); near != "" {
			f.Fix("did you mean "+near+"?", diag.Edit{Span: arg.NameSpan, NewText: near})
		} else if len(def.Params) > 0 {
			f.Detail = "the arguments are " + strings.Join(def.paramNames(), ", ")
		}
		return nil
	}
	if earlier := call.Arg(arg.Name); earlier != nil {
		r.list.Errorf(diag.DuplicateArgument, arg.Span, "argument %s is given twice", arg.Name).
			Note(earlier.Span, "it is first given here")
		return nil
	}
	return p
}

// value converts the elements of an argument, and reports whether all are valid.
func (r *reader) value(def *Def, arg *Arg, w word, at func(start, end int) diag.Span) bool {
	p := arg.Param
	values := make([]Value, len(w.elems))
	ok := true
	for i, e := range w.elems {
		v := &values[i]
		*v = Value{Text: e.text, Quoted: e.quoted, Key: e.key, Span: at(e.start, e.end)}
		if e.key != "" {
			v.KeySpan = at(e.keyStart, e.keyStart+len(e.key))
		}
		if key, rest, found := strings.Cut(e.text, ":"); p.Kind == Bindings && !e.quoted && found {
			v.Key, v.Text = key, rest
			v.KeySpan, v.Span = at(e.start, e.start+len(key)), at(e.start+len(key)+1, e.end)
		}
		expected := p.convert(v)
		if v.Key != "" && p.Kind != Bindings {
			expected = "a value without a name"
		}
		if expected != "" {
			ok = false
			span := at(e.start, e.end)
			f := r.list.Errorf(diag.BadValue, span, "%s of blocks:%s must be %s, not %s", p.Name, def.Name, expected, show(e))
			if arg.Name == "" && slices.Contains(def.paramNames(), e.text) {
				f.Fix("write " + e.text + "=value, such as " + e.text + "=true")
			}
			p.correct(f, *v)
		}
	}
	if p.Kind.list() {
		arg.Value = Value{List: values, Span: at(w.elems[0].keyStart, w.end)}
		return ok
	}
	if len(values) > 1 {
		f := r.list.Errorf(diag.BadValue, arg.Span, "%s of blocks:%s must be one value, not a list", p.Name, def.Name)
		if arg.Name == "" {
			var edits []diag.Edit
			for i, e := range w.elems[1:] {
				edits = append(edits, diag.Edit{Span: at(w.elems[i].end, e.start), NewText: " "})
			}
			f.Fix("write a space instead of the comma", edits...)
		}
		return false
	}
	arg.Value = values[0]
	return ok
}

func show(e elem) string {
	if e.quoted {
		return "the string " + `"` + e.text + `"`
	}
	return e.text
}

// required reports missing required arguments. It is called after a directive and
// the lines that continue it were read.
func (r *reader) required(call *Call) {
	if def := call.Def; def.Any != nil && !call.Broken && len(call.Args) == 0 {
		call.Broken = true
		r.list.Errorf(diag.MissingArgument, call.Span, "blocks:%s needs a %s", def.Name, def.Any.Name).
			Fix("write, for example: " + def.Example)
		return
	}
	have := len(call.Positional())
	if call.Broken || have >= len(call.Def.Positional) || !call.Def.Positional[have].Required {
		return
	}
	call.Broken = true
	p := call.Def.Positional[have]
	r.list.Errorf(diag.MissingArgument, call.Span, "blocks:%s needs a %s: %s", call.Name, p.Name, strings.TrimSuffix(p.Doc, ".")).
		Fix("write, for example: " + call.Def.Example)
}
