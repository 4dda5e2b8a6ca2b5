package bind

import (
	"go/types"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/gen/model"
)

// endpoint makes an endpoint of the API that stands in no page: values travel as
// JSON, and their schemas come from the Go types.
func (b *binder) endpoint(h *handler, call *directive.Call) {
	if call.Broken || h.decl == nil {
		return
	}
	if h.function().Signature().TypeParams().Len() > 0 {
		b.diags.Errorf(diag.BadTypeArgument, b.span(h.decl.Name), "%s is generic, and an endpoint has no blocks that would determine its type parameters", h.goName())
		return
	}
	l := &listener{handler: h, span: call.Span, fn: model.Fn{
		Adapter: -1, Endpoint: true, Group: h.group(), Description: h.doc(), Queue: true,
		APIVisibility: "public", APIName: snake(h.goName()), ShowProgress: "full", TriggerMode: "once", Span: pos(call.Span),
	}}
	before := b.diags.Len()
	if !b.options(h, l, call) {
		return
	}
	a := &model.Adapter{Name: lowerFirst(h.goName()), Func: modelRef(h.obj), Doc: h.doc(), Error: h.sig.isError, Stream: h.sig.stream}
	names := unique{"api_name": true, "fn_index": true, "result_callbacks": true}
	for i, s := range h.sig.params {
		p := model.Param{Name: s.name, Kind: s.kind, Type: modelType(s.typ)}
		switch s.kind {
		case model.Input:
			p.In = len(l.fn.Params)
			p.Codec = b.jsonCodec(h, s, "parameter "+label(s.name, i))
			name := snake(s.name)
			if name == "" {
				name = "param_" + itoa(p.In)
			}
			l.fn.Params = append(l.fn.Params, model.APIParam{
				Name: names.take(name), Input: p.In, Doc: h.params[s.name], Type: encodedType(s.typ),
				HasDefault: optOf(s.typ) != s.typ, // null, which is no value
			})
		case model.InOut:
			b.diags.Errorf(diag.BadEndpoint, s.span, "parameter %s is a pointer: an endpoint has no blocks that could be read and written", label(s.name, i)).
				Fix("take the value, and return the new one")
		case model.EventData:
			b.diags.Errorf(diag.BadEndpoint, s.span, "parameter %s is event data, and an endpoint has no events", label(s.name, i))
		case model.Send:
			p.Sends = b.endpointResults(h, l, h.sig.sends)
		}
		a.Params = append(a.Params, p)
	}
	if results := b.endpointResults(h, l, h.sig.results); !h.sig.sender() || len(results) == 0 {
		a.Results = results
	} else {
		b.diags.Errorf(diag.BadEndpoint, h.sig.results[0].span, "an endpoint gives its outputs by results or by a send function, not by both")
	}
	if b.diags.Len() > before {
		return
	}
	l.adapter = a
	l.fn.Generator = h.sig.stream != "" || h.sig.sender()
	h.listeners = append(h.listeners, l)
	b.listeners = append(b.listeners, l)
}

func (b *binder) endpointResults(h *handler, l *listener, slots []slot) []model.Result {
	var list []model.Result
	for i, s := range slots {
		if isBlockType(s.typ) || isNamed(s.typ, uiPath, "Token") && h.sig.stream == "" && !h.sig.sender() {
			b.diags.Errorf(diag.BadEndpoint, s.span, "result %s is %s, and an endpoint stands in no page", label(s.name, i), article(shortType(s.typ, h.home)))
			continue
		}
		r := model.Result{Name: s.name, Out: len(l.fn.Returns), Type: modelType(s.typ)}
		if r.Token = isNamed(s.typ, uiPath, "Token"); r.Token {
			r.Codec = model.Codec{Name: "Text", Type: r.Type}
		} else {
			r.Codec = b.jsonCodec(h, s, "result "+label(s.name, i))
		}
		name := snake(s.name)
		if name == "" {
			name = "output"
		}
		l.fn.Returns = append(l.fn.Returns, model.APIReturn{Name: name, Output: r.Out, Doc: h.results[s.name], Type: encodedType(s.typ)})
		list = append(list, r)
	}
	return list
}

// jsonCodec refuses what encoding/json would refuse when the program runs.
func (b *binder) jsonCodec(h *handler, s slot, what string) model.Codec {
	if why := notJSON(s.typ, nil); why != "" {
		b.diags.Errorf(diag.BadEndpoint, s.span, "%s, %s, cannot travel as JSON: %s", what, article(shortType(s.typ, h.home)), why)
	}
	return model.Codec{Name: "JSON", Type: modelType(s.typ)}
}

// notJSON says what in a type encoding/json cannot handle; "" when nothing.
func notJSON(t types.Type, open []types.Type) string {
	for _, o := range open {
		if types.Identical(o, t) {
			return ""
		}
	}
	open = append(open, t)
	switch u := t.Underlying().(type) {
	case *types.Chan:
		return "a channel has no JSON"
	case *types.Signature:
		return "a function has no JSON"
	case *types.Basic:
		if u.Info()&types.IsComplex != 0 {
			return "a complex number has no JSON"
		}
	case *types.Slice:
		return notJSON(u.Elem(), open)
	case *types.Array:
		return notJSON(u.Elem(), open)
	case *types.Pointer:
		return notJSON(u.Elem(), open)
	case *types.Map:
		if k, ok := u.Key().Underlying().(*types.Basic); !ok || k.Info()&(types.IsString|types.IsInteger) == 0 {
			if method(u.Key(), "MarshalText") == nil {
				return "the keys of a JSON object are text"
			}
		}
		return notJSON(u.Elem(), open)
	case *types.Struct:
		if method(t, "MarshalJSON") != nil {
			return ""
		}
		for f := range u.Fields() {
			if f.Exported() {
				if why := notJSON(f.Type(), open); why != "" {
					return "field " + f.Name() + ": " + why
				}
			}
		}
	}
	return ""
}
