package emit

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/packages"

	"github.com/blocksgen/blocksgen/gen/model"
)

// testdata holds the packages that the emitted code of these tests uses.
const testdata = "github.com/blocksgen/blocksgen/gen/emit/testdata/"

var update = flag.Bool("update", false, "rewrite what the tests expect")

var (
	shop  = model.Package{Path: testdata + "shop", Name: "shop"}
	other = model.Package{Path: testdata + "value", Name: "value"} // clashes with runtime/value
	ui    = model.Package{Path: "github.com/blocksgen/blocksgen/runtime/ui", Name: "ui"}

	stringType = model.Type{Kind: model.Basic, Name: "string"}
	intType    = model.Type{Kind: model.Basic, Name: "int"}
	text       = model.Codec{Name: "Text", Type: stringType}
	number     = model.Codec{Name: "Int", Type: intType}
)

func named(p model.Package, name string) model.Type {
	return model.Type{Kind: model.Named, Pkg: p, Name: name}
}

func slice(t model.Type) model.Type   { return model.Type{Kind: model.Slice, Elem: &t} }
func pointer(t model.Type) model.Type { return model.Type{Kind: model.Pointer, Elem: &t} }

func input(name string, in int, c model.Codec) model.Param {
	return model.Param{Name: name, Kind: model.Input, In: in, Codec: c, Type: c.Type}
}

func output(name string, out int, c model.Codec) model.Result {
	return model.Result{Name: name, Out: out, Codec: c, Type: c.Type}
}

// shapes has an adapter of every shape that a handler can have.
func shapes() *model.App {
	item := named(shop, "Item")
	item.Under = &model.Type{Kind: model.Struct, Fields: []model.Field{
		{Name: "Name", Type: stringType},
		{Name: "Tags", Type: slice(stringType)},
		{Name: "Parts", Type: slice(named(shop, "Item"))},
		{Name: "Next", Type: pointer(named(shop, "Item"))},
		{Name: "Stock", Type: model.Type{Kind: model.Map, Key: &stringType, Elem: &intType}},
		{Name: "Pair", Type: model.Type{Kind: model.Array, Len: 2, Elem: &stringType}},
		{Name: "Book", Type: model.Type{Kind: model.Named, Pkg: shop, Name: "Ledger", Clones: true}},
	}}
	items := slice(item)
	basket := model.Codec{Name: "State", Type: items, Clone: &model.Clone{Type: items}}
	count := model.Codec{Name: "State", Type: intType, Clone: &model.Clone{Plain: true}}
	ledger := model.Codec{Name: "State", Type: named(shop, "Ledger"), Clone: &model.Clone{Method: true}}
	opt := text
	opt.Opt = true
	price := model.Codec{Name: "From", Type: named(shop, "Price"), Via: &text}
	form := named(shop, "Form")
	app := &model.App{
		Name: "shop", Package: shop,
		Options: model.Options{CSS: "p { margin: 0 }", MaxSize: 9, StateSessionCapacity: 50, SessionLinger: 600, MaxFileSize: 1 << 20},
		Pages: []model.Page{
			{Block: 0, Name: "Home", InNavbar: true, Var: model.Ref{Pkg: shop, Name: "Home"}},
			{Block: 6, Path: "more", Name: "More", Var: model.Ref{Pkg: shop, Name: "More"}},
		},
		Blocks: []model.Block{
			{ID: 0, Kind: "page", Children: []int{1, 2, 4}, Props: []model.Prop{{Name: "title", Value: json.RawMessage(`"The shop"`)}}},
			{ID: 1, Kind: "textbox", Var: "name", Children: []int{3}, Props: []model.Prop{
				{Name: "label", Value: json.RawMessage(`"Old"`)},
				{Name: "label", Value: json.RawMessage(`"<Name>"`)},
				{Name: "buttons", Value: json.RawMessage(`["copy",{"$block":2}]`)},
			}},
			{ID: 2, Kind: "radio", Var: "size", Late: []string{"label"}, Props: []model.Prop{{Name: "choices", Value: json.RawMessage(`[["",{"$enum":"` + testdata + `shop.Size"}]]`)}}},
			{ID: 3, Kind: "button", Toolbar: true, Props: []model.Prop{{Name: "value", Value: json.RawMessage(`"Go"`)}}},
			{ID: 4, Kind: "state", Var: "basket"},
			{ID: 5, Kind: "html", Page: 1, Custom: &model.Custom{Class: "Stars", Value: intType}, Props: []model.Prop{
				{Name: "max", Value: json.RawMessage(`5`)}, {Name: "component_class_name", Value: json.RawMessage(`"Stars"`)}, {Name: "css", Value: json.RawMessage(`"b {}"`)},
			}},
			{ID: 6, Kind: "page", Page: 1, Children: []int{5}},
		},
		Order: []int{0, 1, 3, 2, 4, 6, 5},
		Enums: []model.Enum{{Type: model.Ref{Pkg: shop, Name: "Size"}, Choices: json.RawMessage(`[["S",1],["L",2]]`)}},
		Adapters: []model.Adapter{
			{
				Name: "greet", Func: model.Ref{Pkg: shop, Name: "Greet"},
				Params:  []model.Param{{Kind: model.Context}, input("name", 0, text), input("value", 1, number), input("err", 2, text), input("_", 3, text)},
				Results: []model.Result{output("reply", 0, text), output("", 1, number)}, Error: true,
			},
			{Name: "shop", Func: model.Ref{Pkg: shop, Name: "Shop"}},
			{
				Name: "check", Func: model.Ref{Pkg: shop, Name: "Check"}, Error: true,
				Params: []model.Param{{Name: "limit", Kind: model.Const, Const: "Limit"}, {Name: "mode", Kind: model.Const, Const: `"fast"`}},
			},
			{Name: "add", Func: model.Ref{Pkg: shop, Name: "Add"}, Error: true, Params: []model.Param{
				{Name: "basket", Kind: model.InOut, In: 0, Out: 0, Codec: basket, Type: items},
				{Name: "count", Kind: model.InOut, In: 1, Out: 1, Codec: count, Type: intType},
				{Name: "ledger", Kind: model.Input, In: 2, Codec: ledger, Type: ledger.Type},
			}},
			{
				Name: "edit", Func: model.Ref{Pkg: shop, Name: "Edit"},
				Params: []model.Param{
					input("note", 0, opt), input("price", 1, price),
					{Name: "form", Kind: model.Fields, Type: form, Fields: []model.Param{input("Name", 2, text), input("Age", 3, number)}},
				},
				Results: []model.Result{
					output("note", 0, opt), output("total", 1, price),
					{Name: "f", Out: -1, Type: form, Fields: []model.Result{output("Name", 2, text)}},
					{Name: "box", Out: 3, Type: named(ui, "TextboxBlock"), Change: true},
					{Name: "unused", Out: -1},
				},
			},
			{
				Name: "type", Func: model.Ref{Pkg: shop, Name: "Type"}, Stream: "seq2",
				Params:  []model.Param{input("text", 0, text)},
				Results: []model.Result{{Out: 0, Type: named(ui, "Token"), Token: true}},
			},
			{Name: "tick", Func: model.Ref{Pkg: other, Name: "Tick"}, Stream: "seq", Error: true, Results: []model.Result{output("", 0, number)}},
			{
				Name: "stream", Func: model.Ref{Pkg: shop, Name: "Stream"}, Error: true, TypeArgs: []model.Type{named(other, "Unit")},
				Params: []model.Param{{Kind: model.Context}, {
					Name: "send", Kind: model.Send,
					Sends: []model.Result{output("reply", 0, text), {Name: "log", Out: 1, Codec: opt, Type: model.Type{Kind: model.Named, Pkg: ui, Name: "Opt", Args: []model.Type{stringType}}}},
				}},
			},
			{
				Name: "pick", Func: model.Ref{Pkg: shop, Name: "Pick"},
				Params: []model.Param{{Name: "choice", Kind: model.EventData, Codec: model.Codec{Name: "JSON", Type: named(shop, "Choice")}}},
			},
			{
				Name: "seek", Func: model.Ref{Pkg: shop, Name: "Seek"},
				Params: []model.Param{{Name: "position", Kind: model.Input, In: 0, Prop: "playback_position", Codec: model.Codec{Name: "JSON", Type: model.Type{Kind: model.Basic, Name: "float64"}}}},
			},
			{
				Name: "greet2", Func: model.Ref{Pkg: shop, Name: "Greet"},
				Params:  []model.Param{{Kind: model.Context}, input("name", 0, text), input("value", 1, number), input("err", 2, text), input("_", 3, text)},
				Results: []model.Result{output("reply", 0, text), output("", 1, number)}, Error: true,
			},
		},
	}
	limit := 2
	for i, a := range app.Adapters {
		app.Fns = append(app.Fns, model.Fn{
			ID: i, Adapter: i, Group: shop.Name + "." + a.Func.Name, APIName: a.Name, Queue: true,
			Targets: []model.Target{{Block: 1, Event: "submit"}},
		})
	}
	app.Fns[1].ConcurrencyLimit, app.Fns[1].TimeLimit, app.Fns[2].ConcurrencyID, app.Fns[2].TimeLimit = &limit, 30, "slow", 1.5
	after := 0
	app.Fns = append(app.Fns,
		model.Fn{ID: len(app.Fns), Adapter: -1, Builtin: "reset_state", BuiltinArgs: []int{1}, Group: "reset_state", APIName: "reset_state", APIVisibility: "undocumented"},
		model.Fn{ID: len(app.Fns) + 1, Adapter: -1, JSOnly: true, JS: "() => 1 && 2", APIName: "js_fn", TriggerAfter: &after, Targets: []model.Target{{Block: -1, Event: "then"}}},
	)
	line := model.Type{Kind: model.Named, Pkg: shop, Name: "Line", Under: &model.Type{Kind: model.Struct, Fields: []model.Field{
		{Name: "SKU", Type: stringType, Tag: `json:"sku"`}, {Name: "Count", Type: intType, Tag: `json:"count,omitempty"`}, {Name: "Note", Type: pointer(stringType)},
	}}}
	app.Adapters = append(app.Adapters, model.Adapter{
		Name: "order", Func: model.Ref{Pkg: shop, Name: "Order"},
		Params:  []model.Param{input("lines", 0, model.Codec{Name: "JSON", Type: slice(named(shop, "Line"))})},
		Results: []model.Result{output("total", 0, number)},
	})
	app.Fns = append(app.Fns, model.Fn{
		ID: len(app.Fns), Adapter: len(app.Adapters) - 1, Group: "shop.Order", APIName: "order", Endpoint: true, Queue: true, Description: "orders goods",
		Params:  []model.APIParam{{Name: "lines", Doc: "what to order", Type: slice(line)}},
		Returns: []model.APIReturn{{Name: "total", Type: intType}},
	})
	edit := &app.Fns[4]
	edit.Targets, edit.Inputs, edit.Outputs = []model.Target{{Block: 0, Event: "load"}, {Block: 2, Event: "select"}}, []int{1, 2, 4}, []int{5, 1, 4}
	edit.Params = []model.APIParam{{Name: "note", Input: 0, Doc: "a note"}}
	app.Scripts = []model.Script{{Name: "fn11", Source: "() => 1 && 2;\n"}}
	return app
}

func TestFiles(t *testing.T) {
	app := shapes()
	files, err := Files(app)
	if err != nil {
		t.Fatal(err)
	}
	app = shapes()
	app.Options.Emit = "package"
	library, err := Files(app)
	if err != nil {
		t.Fatal(err)
	}
	files["shopapp/app.go"] = library["shopapp/app.go"]
	compare(t, files)
	compile(t, "cmd/shop")
	if len(library) != 5 || !bytes.Contains(library["shopapp/handlers.go"], []byte("\npackage shopapp\n")) {
		t.Errorf("emit=package gives %d files", len(library))
	}
	again, err := Files(app)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(library, again); d != "" {
		t.Errorf("the same model gives other files:\n%s", d)
	}
}

// compile type-checks an emitted package.
func compile(t *testing.T, dir string) {
	t.Helper()
	list, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedTypes | packages.NeedSyntax | packages.NeedTypesInfo,
	}, "./testdata/shop/"+dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range list {
		for _, e := range p.Errors {
			t.Errorf("the emitted code does not compile: %v", e)
		}
	}
}

// compare holds files against testdata.
func compare(t *testing.T, files map[string][]byte) {
	t.Helper()
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		golden := filepath.Join("testdata", "shop", filepath.FromSlash(name))
		if *update {
			if err := os.MkdirAll(filepath.Dir(golden), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(golden, files[name], 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), string(files[name])); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}
