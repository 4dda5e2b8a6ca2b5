package listen

import (
	"fmt"
	"go/types"
	"slices"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/bind/handler"
	"github.com/blocksgen/blocksgen/gen/bind/jsontype"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/gen/model"
	"github.com/blocksgen/blocksgen/gen/source"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/contract"
)

// api makes an endpoint without a page: values are encoded as JSON, and their schemas
// come from the Go types.
func (m *maker) api(h *handler.Handler, call *directive.Call) []*Listener {
	if h.Generic() {
		m.diags.Errorf(diag.BadTypeArgument, m.loaded.Span(h.Decl.Name), "%s is generic, but an endpoint has no blocks from which type arguments can be inferred", h.Name())
		return nil
	}
	l := newListener(h, call)
	l.Fn.Endpoint, l.Fn.TriggerMode = true, "once"
	before := m.diags.Len()
	if !m.options(l) {
		return nil
	}
	e := endpoint{maker: m, Listener: l, names: reservedNames()}
	l.Adapter = newAdapter(h, h.Sig, nil)
	for _, s := range h.Sig.Params {
		l.Adapter.Params = append(l.Adapter.Params, e.param(s))
	}
	if h.Sig.HasSend() && len(h.Sig.Results) > 0 {
		m.diags.Errorf(diag.BadEndpoint, h.Sig.Results[0].Span, "endpoint %s has results and a send function, but can have only one of them", h.Name())
	}
	l.Adapter.Results = e.results(h.Sig.Results)
	l.Fn.Generator = h.Sig.Streams()
	if m.diags.Len() > before {
		return nil
	}
	return []*Listener{l}
}

// endpoint makes the listener of one api directive.
type endpoint struct {
	*maker
	*Listener
	names gotype.Unique
}

func (e endpoint) param(s gotype.Slot) model.Param {
	p := model.Param{Name: s.Name, Kind: s.Kind, Type: gotype.Describe(s.Type)}
	switch s.Kind {
	case model.Input:
		p.In = len(e.Fn.Params)
		p.Codec = e.codec(s, "parameter", gotype.Decode)
		name := gotype.Snake(s.Name)
		if name == "" {
			name = fmt.Sprintf("param_%d", p.In)
		}
		e.Fn.Params = append(e.Fn.Params, model.APIParam{
			Name: e.names.Take(name), Input: p.In, Doc: e.Handler.ParamDocs[s.Name], Schema: e.schema(s.Type, jsontype.Decoded),
			HasDefault: gotype.Opt(s.Type) != s.Type, // null, which is not a value
		})
	case model.InOut:
		e.diags.Errorf(diag.BadEndpoint, s.Span, "parameter %s is a pointer, but an endpoint has no blocks to read and write", s.Label()).
			Fix("take the value, and return the new value")
	case model.EventData:
		e.diags.Errorf(diag.BadEndpoint, s.Span, "parameter %s is event data, but an endpoint has no events", s.Label())
	case model.Send:
		p.Sends = e.results(e.Handler.Sig.Sends)
	}
	return p
}

func (e endpoint) results(slots []gotype.Slot) []model.Result {
	var list []model.Result
	for _, s := range slots {
		token := gotype.Is(s.Type, source.UIPath, "Token")
		switch {
		case gotype.IsBlock(s.Type):
			e.diags.Errorf(diag.BadEndpoint, s.Span, "result %s is %s, but an endpoint has no blocks to change", s.Label(), diag.A(gotype.Short(s.Type, e.Handler.Home)))
			continue
		case token && !e.Handler.Sig.Streams():
			e.diags.Errorf(diag.BadEndpoint, s.Span, "result %s is one ui.Token, but tokens must be streamed", s.Label()).Fix(streamTokens)
			continue
		}
		r := model.Result{Name: s.Name, Out: len(e.Fn.Returns), Type: gotype.Describe(s.Type), Token: token}
		if token {
			r.Codec = model.Codec{Name: "Text", Type: r.Type}
		} else {
			r.Codec = e.codec(s, "result", gotype.Encode)
		}
		name := gotype.Snake(s.Name)
		if name == "" {
			name = "output"
		}
		e.Fn.Returns = append(e.Fn.Returns, model.APIReturn{Name: name, Output: r.Out, Doc: e.Handler.ResultDocs[s.Name], Schema: e.schema(s.Type, jsontype.Encoded)})
		list = append(list, r)
	}
	return list
}

// codec refuses what encoding/json would refuse when the program runs. The codecs of
// scalars have better messages than encoding/json, which they agree with otherwise. A
// duration is in seconds, as in handlers with blocks.
func (e endpoint) codec(s gotype.Slot, what string, d gotype.Direction) model.Codec {
	shape, done := e.shapes.Of(gotype.Opt(s.Type), jsontype.Decoded), "decoded from"
	if d == gotype.Encode {
		shape, done = e.shapes.Of(gotype.Opt(s.Type), jsontype.Encoded), "encoded as"
	}
	if why := shape.Problem(); why != "" {
		e.diags.Errorf(diag.BadEndpoint, s.Span, "%s %s is %s, which cannot be %s JSON: %s", what, s.Label(), diag.A(gotype.Short(s.Type, e.Handler.Home)), done, why)
	}
	codecs := spec.JSONValue.Codecs
	if shape.Scalar() {
		codecs = slices.Concat([]string{"Text", "Bool", "Duration", "Int", "Float"}, codecs)
	}
	codec, _ := e.codecs.Choose(codecs, s.Type, d)
	return codec
}

// schema describes a parameter or result of an endpoint.
func (e endpoint) schema(t types.Type, d jsontype.Direction) *contract.Schema {
	if gotype.Is(gotype.Opt(t), "time", "Duration") { // in seconds
		t = types.Typ[types.Float64]
	}
	return e.shapes.Of(t, d).Schema()
}
