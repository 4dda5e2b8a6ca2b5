package gosource

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/blocksgen/blocksgen/gen/model"
)

// decoded writes the value of a parameter.
func (g *generator) decoded(p *model.Param) *jen.Statement {
	switch p.Kind {
	case model.Fields:
		return g.literal(p)
	case model.EventData:
		return g.decode(&p.Codec, jen.Id("c").Dot("EventData").Call())
	}
	if p.Prop != "" {
		return g.decode(&p.Codec, jen.Id("c").Dot("Property").Call(jen.Lit(p.In), jen.Lit(p.Prop)))
	}
	return g.decode(&p.Codec, jen.Id("c").Dot("Input").Call(jen.Lit(p.In)))
}

// literal writes the composite literal of a struct that binds its fields.
func (g *generator) literal(p *model.Param) *jen.Statement {
	fields := make([]jen.Code, len(p.Fields))
	for i := range p.Fields {
		fields[i] = jen.Id(p.Fields[i].Name).Op(":").Add(g.decoded(&p.Fields[i]))
	}
	lines := jen.Options{Open: "{", Close: "}", Separator: ",", Multi: true}
	if p.Type.Kind == model.Pointer {
		return jen.Op("&").Add(spell(*p.Type.Elem)).Custom(lines, fields...)
	}
	return spell(p.Type).Custom(lines, fields...)
}

// decode writes the call of a codec's decoding function.
func (g *generator) decode(c *model.Codec, in jen.Code) *jen.Statement {
	switch {
	case c.Opt:
		return jen.Qual(appPath, "Opt").Call(in, g.decoder(c))
	case c.Clone != nil:
		return jen.Qual(valuePath, "State").Call(in, g.clones.of(c))
	case c.Via != nil:
		return jen.Qual(valuePath, "From").Types(jen.Op("*").Add(spell(c.Type)), spell(c.Via.Type)).Call(in, g.decoder(c.Via))
	default:
		return codec(c, "").Types(spell(c.Type)).Call(in)
	}
}

// decoder writes a codec's decoding function as a value.
func (g *generator) decoder(c *model.Codec) *jen.Statement {
	if c.Via == nil && c.Clone == nil {
		return codec(c, "").Types(spell(c.Type))
	}
	bare := *c
	bare.Opt = false
	return jen.Func().Params(jen.Id("in").Op("*").Qual(valuePath, "In")).Add(spell(c.Type)).Block(
		jen.Return(g.decode(&bare, jen.Id("in"))),
	)
}

// result writes the encoding of one result.
func (g *generator) result(r *model.Result, v *jen.Statement) []jen.Code {
	out := jen.Id("c").Dot("Output").Call(jen.Lit(r.Out))
	switch {
	case len(r.Fields) > 0:
		var puts []jen.Code
		for i := range r.Fields {
			puts = append(puts, g.result(&r.Fields[i], v.Clone().Dot(r.Fields[i].Name))...)
		}
		return puts
	case r.Out < 0:
		return nil
	case r.Change:
		return []jen.Code{jen.Id("c").Dot("PutBlock").Call(jen.Lit(r.Out), v)}
	case r.Token:
		return []jen.Code{jen.Qual(valuePath, "AppendText").Call(out, v)}
	default:
		return []jen.Code{g.put(&r.Codec, r.Out, v)}
	}
}

// put writes the call of a codec's encoding function.
func (g *generator) put(c *model.Codec, out int, v jen.Code) jen.Code {
	return g.encode(c, jen.Id("c").Dot("Output").Call(jen.Lit(out)), v)
}

func (g *generator) encode(c *model.Codec, out, v jen.Code) *jen.Statement {
	switch {
	case c.Opt:
		return jen.Qual(appPath, "PutOpt").Call(out, v, g.encoder(c))
	case c.Clone != nil:
		return jen.Qual(valuePath, "PutState").Call(out, v, g.clones.of(c))
	case c.Via != nil:
		return jen.Qual(valuePath, "PutTo").Call(out, v, g.encoder(c.Via))
	default:
		return codec(c, "Put").Call(out, v)
	}
}

// encoder writes a codec's encoding function as a value.
func (g *generator) encoder(c *model.Codec) *jen.Statement {
	if c.Via == nil && c.Clone == nil {
		return codec(c, "Put").Types(spell(c.Type))
	}
	bare := *c
	bare.Opt = false
	return jen.Func().Params(jen.Id("out").Op("*").Qual(valuePath, "Out"), jen.Id("v").Add(spell(c.Type))).Block(
		g.encode(&bare, jen.Id("out"), jen.Id("v")),
	)
}

// codec names a function of a codec: its own package's, or runtime/value's.
func codec(c *model.Codec, prefix string) *jen.Statement {
	if pkg, name, own := strings.Cut(c.Name, "."); own {
		return jen.Qual(blockPath(pkg), prefix+name)
	}
	return jen.Qual(valuePath, prefix+c.Name)
}

// ownCodecs lists the packages of the blocks whose codecs an adapter uses.
func ownCodecs(a *model.Adapter) []string {
	var names []string
	eachCodec(a, func(c *model.Codec) {
		if pkg, _, own := strings.Cut(c.Name, "."); own {
			names = append(names, pkg)
		}
	})
	return names
}
