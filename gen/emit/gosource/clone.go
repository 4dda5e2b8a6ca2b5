package gosource

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dave/jennifer/jen"

	"github.com/blocksgen/blocksgen/gen/model"
)

// clones writes the functions that copy the types of State components, one for
// each type that neither assignment nor slices.Clone nor maps.Clone copies whole.
type clones struct {
	g     *generator
	defs  map[string]*model.Type // structure of named types, by key
	names map[string]string      // function of a type, by key
	deep  map[string]bool        // whether a type is recursive, by key
	todo  []model.Type           // types whose functions must be written, in order
}

// newClones collects the structure of every named type of the states. A recursive type
// has it only at its first occurrence.
func newClones(g *generator) *clones {
	c := &clones{g: g, defs: map[string]*model.Type{}, names: map[string]string{}, deep: map[string]bool{}}
	g.eachClone(func(t *model.Type) { c.learn(t) })
	return c
}

func (g *generator) eachClone(f func(*model.Type)) {
	visit := func(c *model.Codec) {
		if c.Clone != nil && !c.Clone.Plain && !c.Clone.Method {
			f(&c.Clone.Type)
		}
	}
	var results func([]model.Result)
	results = func(list []model.Result) {
		for i := range list {
			visit(&list[i].Codec)
			results(list[i].Fields)
		}
	}
	var params func([]model.Param)
	params = func(list []model.Param) {
		for i := range list {
			visit(&list[i].Codec)
			params(list[i].Fields)
			results(list[i].Sends)
		}
	}
	for i := range g.app.Adapters {
		params(g.app.Adapters[i].Params)
		results(g.app.Adapters[i].Results)
	}
}

func (c *clones) learn(t *model.Type) {
	if t.Kind == model.Named && t.Under != nil {
		if _, ok := c.defs[t.Identity()]; ok {
			return
		}
		c.defs[t.Identity()] = t.Under
		c.learn(t.Under)
	}
	for _, part := range []*model.Type{t.Elem, t.Key} {
		if part != nil {
			c.learn(part)
		}
	}
	for i := range t.Fields {
		c.learn(&t.Fields[i].Type)
	}
}

// imports declares the packages that clone functions use.
func (c *clones) imports() {
	c.g.eachClone(func(t *model.Type) {
		c.g.pkg.Import("slices", "slices", false)
		c.g.pkg.Import("maps", "maps", false)
		c.importType(t, map[string]bool{})
	})
}

func (c *clones) importType(t *model.Type, seen map[string]bool) {
	walkType(t, func(t *model.Type) {
		if t.Kind != model.Named || seen[t.Identity()] {
			return
		}
		seen[t.Identity()] = true
		if t.Pkg.Path != "" {
			c.g.pkg.Import(t.Pkg.Path, t.Pkg.Name, t.Pkg == c.g.app.Package)
		}
		if def := c.defs[t.Identity()]; def != nil {
			c.importType(def, seen)
		}
	})
}

// of writes the function that copies a State's type, as a value.
func (c *clones) of(codec *model.Codec) *jen.Statement {
	t := codec.Type
	switch {
	case codec.Clone.Plain:
		return jen.Qual(valuePath, "Copy").Types(spell(t))
	case codec.Clone.Method:
		return spell(t).Dot("Clone")
	}
	return c.function(codec.Clone.Type)
}

// function writes the function that copies a type with references, as a value.
func (c *clones) function(t model.Type) *jen.Statement {
	switch def := c.structure(t); {
	case c.plain(t):
		return jen.Qual(valuePath, "Copy").Types(spell(t))
	case t.Clones && t.Kind != model.Pointer:
		return spell(t).Dot("Clone")
	case def.Kind == model.Slice && c.plain(*def.Elem):
		return jen.Qual("slices", "Clone").Types(spell(t))
	case def.Kind == model.Map && c.plain(*def.Elem):
		return jen.Qual("maps", "Clone").Types(spell(t))
	case isAny(def):
		return jen.Qual(valuePath, "CopyAny").Types(spell(t))
	case c.recursive(t):
		return jen.Qual(valuePath, "Nested").Call(jen.Id(c.name(t)))
	default:
		return jen.Id(c.name(t))
	}
}

// isAny reports whether a type is any, whose values the runtime copies.
func isAny(t model.Type) bool { return t.Kind == model.Basic && t.Name == "any" }

// recursive reports whether a type refers to itself, directly or not. A value of it can be
// cyclic, so the functions that copy it count their depth.
func (c *clones) recursive(t model.Type) bool {
	k := t.Identity()
	answer, ok := c.deep[k]
	if !ok {
		answer = c.reaches(t, map[string]bool{})
		c.deep[k] = answer
	}
	return answer
}

// reaches reports whether a type contains one that is being visited. open is true for
// types that are being visited, and false for those that were visited.
func (c *clones) reaches(t model.Type, open map[string]bool) bool {
	if c.plain(t) || t.Clones {
		return false
	}
	k := t.Identity()
	if on, met := open[k]; met {
		return on
	}
	open[k] = true
	def := c.structure(t)
	found := def.Elem != nil && c.reaches(*def.Elem, open)
	for i := 0; i < len(def.Fields) && !found; i++ {
		found = c.reaches(def.Fields[i].Type, open)
	}
	open[k] = false
	return found
}

// copied writes the copy of a value at a depth, if its type is recursive.
func (c *clones) copied(t model.Type, v, depth jen.Code) *jen.Statement {
	switch def := c.structure(t); {
	case c.plain(t):
		return jen.Add(v)
	case t.Clones && t.Kind != model.Pointer:
		return jen.Add(v).Dot("Clone").Call()
	case def.Kind == model.Slice && c.plain(*def.Elem):
		return jen.Qual("slices", "Clone").Call(v)
	case def.Kind == model.Map && c.plain(*def.Elem):
		return jen.Qual("maps", "Clone").Call(v)
	case isAny(def):
		return jen.Qual(valuePath, "CopyAny").Call(v)
	case c.recursive(t):
		return jen.Id(c.name(t)).Call(v, depth)
	default:
		return jen.Id(c.name(t)).Call(v)
	}
}

func (c *clones) name(t model.Type) string {
	k := t.Identity()
	name, ok := c.names[k]
	if !ok {
		name = c.g.pkg.Scope.Name("clone"+title(t), "")
		c.names[k] = name
		c.todo = append(c.todo, t)
	}
	return name
}

// structure is the structure of a type.
func (c *clones) structure(t model.Type) model.Type {
	if t.Kind == model.Named {
		if def := c.defs[t.Identity()]; def != nil {
			return *def
		}
	}
	return t
}

// plain reports whether assignment copies a type completely.
func (c *clones) plain(t model.Type) bool {
	if t.Clones {
		return false
	}
	if t.Pkg.Path == "time" && t.Name == "Time" {
		return true // its location is shared, and nothing can change it
	}
	switch def := c.structure(t); def.Kind {
	case model.Basic:
		return !isAny(def)
	case model.Slice, model.Map, model.Pointer:
		return false
	case model.Array:
		return c.plain(*def.Elem)
	case model.Struct:
		for _, f := range def.Fields {
			if !c.plain(f.Type) {
				return false
			}
		}
	}
	return true
}

// functions writes the functions that are used, and those that they call.
func (c *clones) functions() []jen.Code {
	var list []jen.Code
	for i := 0; i < len(c.todo); i++ { // grows when a body uses another function
		t := c.todo[i]
		name := c.name(t)
		params := []jen.Code{jen.Id("v").Add(spell(t))}
		if c.recursive(t) {
			params = append(params, jen.Id("d").Qual(valuePath, "Depth"))
		}
		list = append(list, jen.Commentf("%s copies a value with everything that it refers to.", name).Line().
			Func().Id(name).Params(params...).Add(spell(t)).Block(c.body(t)...))
	}
	return list
}

func (c *clones) body(t model.Type) []jen.Code {
	v, same, next := jen.Id("v"), jen.Id("d"), jen.Id("d").Dot("Next").Call()
	var body []jen.Code
	switch def := c.structure(t); def.Kind {
	case model.Slice:
		body = append(body,
			jen.Id("v").Op("=").Qual("slices", "Clone").Call(v),
			jen.For(jen.Id("i").Op(":=").Range().Id("v")).Block(
				jen.Id("v").Index(jen.Id("i")).Op("=").Add(c.copied(*def.Elem, jen.Id("v").Index(jen.Id("i")), next)),
			))
	case model.Array:
		body = append(body, jen.For(jen.Id("i").Op(":=").Range().Id("v")).Block(
			jen.Id("v").Index(jen.Id("i")).Op("=").Add(c.copied(*def.Elem, jen.Id("v").Index(jen.Id("i")), same)),
		))
	case model.Map:
		body = append(body,
			jen.Id("v").Op("=").Qual("maps", "Clone").Call(v),
			jen.For(jen.List(jen.Id("k"), jen.Id("e")).Op(":=").Range().Id("v")).Block(
				jen.Id("v").Index(jen.Id("k")).Op("=").Add(c.copied(*def.Elem, jen.Id("e"), next)),
			))
	case model.Pointer:
		none := jen.If(jen.Id("v").Op("==").Nil()).Block(jen.Return(jen.Nil()))
		if t.Clones {
			return []jen.Code{none, jen.Return(jen.Id("v").Dot("Clone").Call())}
		}
		return []jen.Code{
			none,
			jen.Id("e").Op(":=").Add(c.copied(*def.Elem, jen.Op("*").Id("v"), next)),
			jen.Return(jen.Op("&").Id("e")),
		}
	case model.Struct:
		for _, f := range def.Fields {
			if !c.plain(f.Type) {
				body = append(body, jen.Id("v").Dot(f.Name).Op("=").Add(c.copied(f.Type, jen.Id("v").Dot(f.Name), same)))
			}
		}
	}
	return append(body, jen.Return(v))
}

// title names a type within the name of a function: Task, Tasks, StringTaskMap.
func title(t model.Type) string {
	switch t.Kind {
	case model.Slice, model.Array:
		return title(*t.Elem) + "s"
	case model.Map:
		return title(*t.Key) + title(*t.Elem) + "Map"
	case model.Pointer:
		return title(*t.Elem) + "Pointer"
	case model.Struct:
		return "Struct"
	case model.Interface:
		return "Any"
	}
	var b strings.Builder
	r, n := utf8.DecodeRuneInString(t.Name)
	b.WriteRune(unicode.ToUpper(r))
	b.WriteString(t.Name[n:])
	for _, a := range t.Args {
		b.WriteString(title(a))
	}
	return b.String()
}
