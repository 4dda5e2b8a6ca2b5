package gosource

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dave/jennifer/jen"

	"github.com/blocksgen/blocksgen/gen/model"
)

// clones writes the functions that copy the types of State components, one for
// each type that neither assignment nor slices.Clone nor maps.Clone copies whole.
type clones struct {
	g       *generator
	roots   []model.Type           // types of the states
	defs    map[string]*model.Type // structure of named types, by key
	methods map[string]bool        // types with a method Clone of their own, by key
	flat    map[string]bool        // whether assignment copies a type, by key
	deep    map[string]bool        // types that lead to a recursive one, by key
	names   map[string]string      // function of a type, by key
	todo    []model.Type           // types whose functions must be written, in order
}

// newClones collects the types of the states.
func newClones(g *generator) *clones {
	c := &clones{g: g, defs: map[string]*model.Type{}, methods: map[string]bool{}, flat: map[string]bool{}, names: map[string]string{}}
	seen := map[*model.Clone]bool{}
	for i := range g.app.Adapters {
		eachCodec(&g.app.Adapters[i], func(codec *model.Codec) {
			clone := codec.Clone
			if clone == nil || clone.Plain || clone.Method || seen[clone] {
				return
			}
			seen[clone] = true
			c.roots = append(c.roots, codec.Type)
			for i := range clone.Copied {
				c.defs[clone.Copied[i].Type.Identity()] = &clone.Copied[i].Under
			}
			for _, t := range clone.Methods {
				c.methods[t.Identity()] = true
			}
		})
	}
	c.deep = c.recursiveTypes()
	return c
}

// imports declares the packages that clone functions use.
func (c *clones) imports() {
	declare := func(t *model.Type) {
		walkType(t, func(t *model.Type) {
			if t.Kind == model.Named && t.Pkg.Path != "" {
				c.g.pkg.Import(t.Pkg.Path, t.Pkg.Name, t.Pkg == c.g.app.Package)
			}
		})
	}
	for i := range c.roots {
		c.g.pkg.Import("slices", "slices", false)
		c.g.pkg.Import("maps", "maps", false)
		declare(&c.roots[i])
	}
	for _, k := range slices.Sorted(maps.Keys(c.defs)) {
		declare(c.defs[k])
	}
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
	return c.function(t)
}

// function writes the function that copies a type with references, as a value.
func (c *clones) function(t model.Type) *jen.Statement {
	switch def := c.structure(t); {
	case c.plain(t):
		return jen.Qual(valuePath, "Copy").Types(spell(t))
	case c.clonesItself(t) && t.Kind != model.Pointer:
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

// clonesItself reports whether a type has a method Clone of its own type.
func (c *clones) clonesItself(t model.Type) bool { return c.methods[t.Identity()] }

// recursive reports whether a type refers to itself, directly or not, or to such a type. A
// value of it can be cyclic, so the functions that copy it count their depth.
func (c *clones) recursive(t model.Type) bool { return c.deep[t.Identity()] }

// recursiveTypes finds the recursive types, and those that lead to them: what remains
// after types are removed that refer only to removed ones.
func (c *clones) recursiveTypes() map[string]bool {
	waits := map[string]int{} // number of types that a type refers to
	users := map[string][]string{}
	var done []string
	var visit func(t model.Type) string
	visit = func(t model.Type) string {
		k := t.Identity()
		if _, met := waits[k]; met {
			return k
		}
		waits[k] = 0
		for _, part := range c.parts(t) {
			p := visit(part)
			waits[k]++
			users[p] = append(users[p], k)
		}
		if waits[k] == 0 {
			done = append(done, k)
		}
		return k
	}
	for _, t := range c.roots {
		visit(t)
	}
	for len(done) > 0 {
		k := done[len(done)-1]
		done = done[:len(done)-1]
		for _, u := range users[k] {
			if waits[u]--; waits[u] == 0 {
				done = append(done, u)
			}
		}
	}
	deep := map[string]bool{}
	for k, n := range waits {
		if n > 0 {
			deep[k] = true
		}
	}
	return deep
}

// parts lists the types that the copy of a type copies.
func (c *clones) parts(t model.Type) []model.Type {
	if c.plain(t) || c.clonesItself(t) {
		return nil
	}
	var list []model.Type
	def := c.structure(t)
	if def.Elem != nil {
		list = append(list, *def.Elem)
	}
	for _, f := range def.Fields {
		list = append(list, f.Type)
	}
	return slices.DeleteFunc(list, c.plain)
}

// copied writes the copy of a value at a depth, if its type is recursive.
func (c *clones) copied(t model.Type, v, depth jen.Code) *jen.Statement {
	switch def := c.structure(t); {
	case c.plain(t):
		return jen.Add(v)
	case c.clonesItself(t) && t.Kind != model.Pointer:
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
	k := t.Identity()
	flat, known := c.flat[k]
	if !known {
		flat = !c.methods[k] && c.isFlat(t)
		c.flat[k] = flat
	}
	return flat
}

func (c *clones) isFlat(t model.Type) bool {
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
		if c.clonesItself(t) {
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
