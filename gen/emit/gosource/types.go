package gosource

import (
	"go/ast"
	"go/parser"
	"go/token"

	"github.com/dave/jennifer/jen"

	"github.com/blocksgen/blocksgen/gen/model"
)

// spell writes a Go type in source.
func spell(t model.Type) *jen.Statement {
	switch t.Kind {
	case model.Named:
		s := jen.Id(t.Name)
		if t.Pkg.Path != "" {
			s = jen.Qual(t.Pkg.Path, t.Name)
		}
		if len(t.Args) > 0 {
			s.Types(spellAll(t.Args)...)
		}
		return s
	case model.Slice:
		return jen.Index().Add(spell(*t.Elem))
	case model.Array:
		return jen.Index(jen.Lit(int(t.Len))).Add(spell(*t.Elem))
	case model.Map:
		return jen.Map(spell(*t.Key)).Add(spell(*t.Elem))
	case model.Pointer:
		return jen.Op("*").Add(spell(*t.Elem))
	case model.Struct:
		fields := make([]jen.Code, len(t.Fields))
		for i, f := range t.Fields {
			field := jen.Id(f.Name).Add(spell(f.Type))
			if f.Tag != "" {
				field.Op("`" + f.Tag + "`")
			}
			fields[i] = field
		}
		return jen.Struct(fields...)
	case model.Interface:
		return jen.Any()
	default:
		return jen.Id(t.Name)
	}
}

func spellAll(types []model.Type) []jen.Code {
	list := make([]jen.Code, len(types))
	for i, t := range types {
		list[i] = spell(t)
	}
	return list
}

// eachCodec calls f for every codec that an adapter uses.
func eachCodec(a *model.Adapter, f func(*model.Codec)) {
	var results func(list []model.Result)
	visit := func(c *model.Codec) {
		for ; c != nil; c = c.Via {
			f(c)
		}
	}
	results = func(list []model.Result) {
		for i := range list {
			visit(&list[i].Codec)
			results(list[i].Fields)
		}
	}
	var params func(list []model.Param)
	params = func(list []model.Param) {
		for i := range list {
			visit(&list[i].Codec)
			params(list[i].Fields)
			results(list[i].Sends)
		}
	}
	params(a.Params)
	results(a.Results)
}

// eachType calls f for every type that the code of an adapter uses.
func eachType(a *model.Adapter, f func(*model.Type)) {
	for i := range a.TypeArgs {
		walkType(&a.TypeArgs[i], f)
	}
	for i := range a.Params {
		eachParamType(&a.Params[i], f)
	}
	for i := range a.Results {
		eachResultType(&a.Results[i], f)
	}
}

func eachParamType(p *model.Param, f func(*model.Type)) {
	switch p.Kind {
	case model.Context, model.Const:
		return
	case model.Fields:
		walkType(&p.Type, f)
	case model.Send:
		for i := range p.Sends {
			walkType(&p.Sends[i].Type, f)
			eachResultType(&p.Sends[i], f)
		}
	default:
		eachCodecType(&p.Codec, f)
	}
	for i := range p.Fields {
		eachParamType(&p.Fields[i], f)
	}
}

func eachResultType(r *model.Result, f func(*model.Type)) {
	// Encoding infers its type argument, unless the function is passed on.
	if r.Codec.Opt || r.Codec.Via != nil {
		eachCodecType(&r.Codec, f)
	}
	for i := range r.Fields {
		eachResultType(&r.Fields[i], f)
	}
}

func eachCodecType(c *model.Codec, f func(*model.Type)) {
	walkType(&c.Type, f)
	if c.Via != nil {
		eachCodecType(c.Via, f)
	}
}

func walkType(t *model.Type, f func(*model.Type)) {
	f(t)
	for i := range t.Args {
		walkType(&t.Args[i], f)
	}
	for _, part := range []*model.Type{t.Elem, t.Key} {
		if part != nil {
			walkType(part, f)
		}
	}
	for i := range t.Fields {
		walkType(&t.Fields[i].Type, f)
	}
}

// constant writes a Go expression of the annotated package for the generated program:
// names that the package declares are qualified.
func constant(expr string, pkg model.Package) (*jen.Statement, error) {
	parsed, err := parser.ParseExpr(expr)
	if err != nil {
		return nil, err
	}
	switch e := parsed.(type) {
	case *ast.Ident:
		if token.IsExported(e.Name) {
			return jen.Qual(pkg.Path, e.Name), nil
		}
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok && x.Name == pkg.Name {
			return jen.Qual(pkg.Path, e.Sel.Name), nil
		}
	}
	return jen.Op(expr), nil
}
