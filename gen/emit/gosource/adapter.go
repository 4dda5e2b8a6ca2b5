package gosource

import (
	"encoding/json"
	"fmt"
	"go/token"

	"github.com/dave/jennifer/jen"

	"github.com/blocksgen/blocksgen/gen/emit/gofile"
	"github.com/blocksgen/blocksgen/gen/model"
)

// name assigns names to the functions of all adapters that a listener uses. Adapters that
// differ only in their name share a function.
func (g *generator) name() {
	used := map[int]bool{}
	for _, fn := range g.app.Fns {
		if fn.Builtin == "" && !fn.JSOnly && fn.Adapter >= 0 {
			used[fn.Adapter] = true
		}
	}
	seen := map[string]string{}
	for i := range g.app.Adapters {
		if !used[i] {
			continue
		}
		a := &g.app.Adapters[i]
		same := *a
		same.Name, same.Doc = "", ""
		content, err := json.Marshal(same)
		if err != nil {
			content = fmt.Appendf(nil, "%+v", same) // plain data always marshals
		}
		name, ok := seen[string(content)]
		if !ok {
			name = g.pkg.Scope.Name(a.Name, "Handler")
			seen[string(content)] = name
			g.handlers = append(g.handlers, handler{name, a})
		}
		g.names[i] = name
	}
}

// adapterWriter writes one adapter: decode, call, encode.
type adapterWriter struct {
	g      *generator
	a      *model.Adapter
	scope  *gofile.Scope
	decode []jen.Code
	args   []jen.Code
	inouts []jen.Code // values of pointer parameters after the call
	sends  bool
}

func (g *generator) adapter(h handler) (jen.Code, error) {
	w := &adapterWriter{g: g, a: h.adapter, scope: g.pkg.Scope.Child()}
	w.scope.Reserve("c", "err")
	for i := range h.adapter.Params {
		if err := w.param(&h.adapter.Params[i]); err != nil {
			return nil, fmt.Errorf("parameter %s of %s: %w", h.adapter.Params[i].Name, h.adapter.Func.Name, err)
		}
	}
	body := w.decode
	if len(body) > 0 {
		body = append(body, returnOn(jen.Err().Op(":=").Id("c").Dot("Err").Call()))
	}
	body = append(body, w.call()...)
	return jen.Commentf("%s adapts %s.%s.", h.name, h.adapter.Func.Pkg.Name, h.adapter.Func.Name).Line().
		Func().Id(h.name).Params(jen.Id("c").Op("*").Qual(appPath, "Call")).Error().Block(body...), nil
}

// param decodes one parameter, and adds it to the arguments.
func (w *adapterWriter) param(p *model.Param) error {
	switch p.Kind {
	case model.Context:
		w.args = append(w.args, jen.Id("c").Dot("Context").Call())
	case model.Const:
		expr, err := constant(p.Const, w.a.Func.Pkg)
		if err != nil {
			return fmt.Errorf("constant %s: %w", p.Const, err)
		}
		w.args = append(w.args, expr)
	case model.Send:
		w.sends = true
		w.args = append(w.args, w.send(p))
	case model.InOut:
		v := w.local(p)
		w.decode = append(w.decode, jen.Id(v).Op(":=").Add(w.g.decoded(p)))
		w.args = append(w.args, jen.Op("&").Id(v))
		w.inouts = append(w.inouts, w.g.put(&p.Codec, p.Out, jen.Id(v)))
	default:
		v := w.local(p)
		w.decode = append(w.decode, jen.Id(v).Op(":=").Add(w.g.decoded(p)))
		w.args = append(w.args, jen.Id(v))
	}
	return nil
}

func (w *adapterWriter) local(p *model.Param) string {
	name := p.Name
	if !token.IsIdentifier(name) || name == "_" {
		name = "arg"
	}
	return w.scope.Name(name, "Arg")
}

// send writes the function with which a handler sends intermediate results.
func (w *adapterWriter) send(p *model.Param) jen.Code {
	scope := w.scope.Child()
	params := make([]jen.Code, len(p.Sends))
	var puts []jen.Code
	for i := range p.Sends {
		r := &p.Sends[i]
		name := resultName(scope, r)
		params[i] = jen.Id(name).Add(spell(r.Type))
		puts = append(puts, w.g.result(r, jen.Id(name))...)
	}
	body := append(lock(), jen.Defer().Id("c").Dot("Recover").Call(jen.Op("&").Err()))
	body = append(append(body, puts...), jen.Return(jen.Id("c").Dot("Send").Call()))
	return jen.Func().Params(params...).Params(jen.Err().Error()).Block(body...)
}

// call writes the call, and the encoding of its results.
func (w *adapterWriter) call() []jen.Code {
	call := jen.Qual(w.a.Func.Pkg.Path, w.a.Func.Name)
	if len(w.a.TypeArgs) > 0 {
		call.Types(spellAll(w.a.TypeArgs)...)
	}
	call.Call(w.args...)
	switch {
	case w.a.Stream != "":
		return w.stream(call)
	case len(w.a.Results) == 0:
		return w.plain(call)
	}
	names, puts := w.results(w.scope)
	if w.a.Error {
		names = append(names, jen.Err())
	}
	// Without results there is nothing to declare.
	assign := ":="
	if len(puts) == 0 && !w.a.Error {
		assign = "="
	}
	body := []jen.Code{jen.List(names...).Op(assign).Add(call)}
	if w.a.Error {
		body = append(body, returnIf())
	}
	return w.finish(body, puts)
}

// plain writes the call of a handler without results.
func (w *adapterWriter) plain(call *jen.Statement) []jen.Code {
	switch {
	case !w.a.Error:
		return w.finish([]jen.Code{call}, nil)
	case len(w.inouts) == 0:
		return []jen.Code{jen.Return(call)}
	case w.sends:
		return w.finish([]jen.Code{jen.Err().Op(":=").Add(call), returnIf()}, nil)
	default:
		return w.finish([]jen.Code{returnOn(jen.Err().Op(":=").Add(call))}, nil)
	}
}

// stream writes the loop over an iterator, which sends each value.
func (w *adapterWriter) stream(call *jen.Statement) []jen.Code {
	var body []jen.Code
	if w.a.Error {
		seq := w.scope.Name("seq", "Result")
		body = append(body, jen.List(jen.Id(seq), jen.Err()).Op(":=").Add(call), returnIf())
		call = jen.Id(seq)
	}
	names, puts := w.results(w.scope.Child())
	var loop []jen.Code
	if w.a.Stream == "seq2" {
		names = append(names, jen.Err())
		loop = append(loop, returnIf())
	}
	loop = append(loop, puts...)
	loop = append(loop, returnOn(jen.Err().Op(":=").Id("c").Dot("Send").Call()))
	body = append(body, jen.For(jen.List(names...).Op(":=").Range().Add(call)).Block(loop...))
	return w.finish(body, nil)
}

// results names the handler's results and encodes them. A result without an output is
// blank.
func (w *adapterWriter) results(scope *gofile.Scope) (names, puts []jen.Code) {
	for i := range w.a.Results {
		r := &w.a.Results[i]
		if r.Out < 0 && len(r.Fields) == 0 {
			names = append(names, jen.Id("_"))
			continue
		}
		name := resultName(scope, r)
		names = append(names, jen.Id(name))
		puts = append(puts, w.g.result(r, jen.Id(name))...)
	}
	return names, puts
}

// finish encodes the results and the pointer parameters, and returns. It holds the lock,
// because a goroutine of the handler can still be sending.
func (w *adapterWriter) finish(call, puts []jen.Code) []jen.Code {
	puts = append(puts, w.inouts...)
	if w.sends && len(puts) > 0 {
		call = append(call, lock()...)
	}
	return append(append(call, puts...), jen.Return(jen.Nil()))
}

// lock writes the locking that serializes sends of several goroutines.
func lock() []jen.Code {
	return []jen.Code{jen.Id("c").Dot("Lock").Call(), jen.Defer().Id("c").Dot("Unlock").Call()}
}

func resultName(scope *gofile.Scope, r *model.Result) string {
	name := r.Name
	if !token.IsIdentifier(name) || name == "_" {
		name = "result"
	}
	return scope.Name(name, "Result")
}

// returnOn writes: if <init>; err != nil { return err }.
func returnOn(init jen.Code) jen.Code {
	return jen.If(init, jen.Err().Op("!=").Nil()).Block(jen.Return(jen.Err()))
}

// returnIf writes: if err != nil { return err }.
func returnIf() jen.Code {
	return jen.If(jen.Err().Op("!=").Nil()).Block(jen.Return(jen.Err()))
}
