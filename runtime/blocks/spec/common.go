package spec

import "maps"

// Common selects the properties that a block shares with others of its kind.
type Common int

// The kinds of shared properties.
const (
	NoCommon  Common = iota
	Layout           // arranges other blocks
	Bare             // a component without a label
	Button           // a button
	Component        // shows a value
	Field            // takes input
)

var commonProps = map[Common]Defaults{
	Layout: {{"visible", "true"}, {"elem_id", ""}, {"elem_classes", "[]"}, {"key", ""}, {"preserved_by_key", "[]"}},
	Bare:   {{"visible", "true"}, {"elem_id", ""}, {"elem_classes", "[]"}, {"key", ""}, {"preserved_by_key", `["value"]`}},
	Button: {
		{"value", ""},
		{"variant", `"secondary"`},
		{"size", `"lg"`},
		{"icon", ""},
		{"link", ""},
		{"link_target", `"_self"`},
		{"interactive", "true"},
		{"scale", ""},
		{"min_width", ""},
		{"visible", "true"},
		{"elem_id", ""},
		{"elem_classes", "[]"},
		{"key", ""},
		{"preserved_by_key", `["value"]`},
	},
	Component: {
		{"label", ""},
		{"show_label", "true"},
		{"container", "true"},
		{"scale", ""},
		{"min_width", "160"},
		{"visible", "true"},
		{"elem_id", ""},
		{"elem_classes", "[]"},
		{"key", ""},
		{"preserved_by_key", `["value"]`},
	},
	Field: {
		{"label", ""},
		{"info", ""},
		{"show_label", "true"},
		{"container", "true"},
		{"scale", ""},
		{"min_width", "160"},
		{"interactive", ""},
		{"visible", "true"},
		{"elem_id", ""},
		{"elem_classes", "[]"},
		{"key", ""},
		{"preserved_by_key", `["value"]`},
	},
}

// Complete adds the shared parameters to those of an entry and of its shapes.
func (e Entry) Complete() Entry {
	own := map[string]bool{}
	for _, p := range e.Params {
		own[p.Name] = true
	}
	var all []Param
	for _, p := range e.Params {
		all = append(all, p)
		if p.Name == "value" && e.Computed {
			all = append(all, computed()...)
		}
	}
	docs := commonParams()
	if e.Common == Button {
		maps.Copy(docs, buttonParams())
	}
	for _, p := range commonProps[e.Common] {
		name := p[0]
		if name == "key" && e.HasRender {
			all = append(all, RenderParam())
		}
		if !own[name] {
			all = append(all, docs[name])
			if name == "value" && e.Computed {
				all = append(all, computed()...)
			}
		}
	}
	if e.Common == NoCommon && e.HasRender {
		all = append(all, RenderParam())
	}
	e.Params = all
	shapes := e.Shapes
	e.Shapes = nil
	for _, s := range shapes {
		s.Of = e.Kind
		e.Shapes = append(e.Shapes, s.Complete())
	}
	return e
}

// RenderParam is the parameter render.
func RenderParam() Param {
	return P("render", "whether the block is placed where it is declared. A block that is not can be placed elsewhere.", Set("Render", "render", Bool))
}

// commonParams documents the common properties.
func commonParams() map[string]Param {
	list := []Param{
		P("visible", "whether the block is shown. A block that is not visible is not part of the page.",
			Set("Visible", "visible", Bool),
			Fixed("VisibleHidden", `"hidden"`, "hides the block, but keeps it in the page: calls still use its value.")),
		P("elem_id", "the id of the block's element in the page, for CSS and scripts.", Set("ElemID", "id", String)),
		P("elem_classes", "additional CSS classes of the block's element.", Set("ElemClasses", "classes", Strings)),
		P("key", "the key that identifies the block. When it is rendered again with the same key, it keeps the properties that PreservedByKey lists.",
			Set("Key", "key", String),
			Set("KeyInt", "key", Int).Says("sets the key as a number: see Key."),
			Set("KeyOf", "parts", Anys).Says("sets a key of several parts, strings and integers: see Key.")),
		P("preserved_by_key", "the properties that a block with a key keeps when it is rendered again.", Set("PreservedByKey", "names", Strings)),
		P("label", "the text above the block. It is also the name of the block in the API and for screen readers.", Set("Label", "label", String)),
		P("show_label", "whether the label is shown. A hidden label still names the block.", Set("ShowLabel", "show", Bool)),
		P("container", "whether the block has a border and padding.", Set("Container", "container", Bool)),
		P("scale", "the width of the block relative to its neighbours in a row. 0 makes it as narrow as its content.", Set("Scale", "scale", Int)),
		P("min_width", "the minimum width in pixels. If there is less space, the block wraps to the next line.", Set("MinWidth", "pixels", Int)),
		P("interactive", "whether the user can edit the value. By default, a block that is only an output cannot be edited.", Set("Interactive", "interactive", Bool)),
		P("info", "a description below the label, in Markdown.", Set("Info", "info", String)),
	}
	return byName(list...)
}

// buttonParams documents the parameters of all buttons.
func buttonParams() map[string]Param {
	return byName(
		P("value", "the text on the button.", Set("Value", "text", String)),
		P("variant", "the style of the button: Primary for the main action of a page, Secondary, Stop, or Huggingface.", Set("Variant", "variant", ButtonVariant.Arg())),
		P("size", "the size of the button: Small, Medium or Large.", Set("Size", "size", ButtonSize.Arg())),
		P("icon", "the URL of the icon before the text: a path of this app, or a data URL.", Set("Icon", "url", String.Like(`"favicon.ico"`, `"favicon.ico"`))),
		P("link", "the URL that a click opens. It turns the button into a link.", Set("Link", "url", String)),
		P("link_target", "where the link opens: TargetSelf, TargetBlank (a new tab), TargetParent or TargetTop.", Set("LinkTarget", "target", LinkTarget.Arg())),
		P("interactive", "whether the button can be pressed.", Set("Interactive", "interactive", Bool)),
	)
}

func byName(list ...Param) map[string]Param {
	m := map[string]Param{}
	for _, p := range list {
		m[p.Name] = p
	}
	return m
}

// CommonParam is one of the shared parameters, such as "scale", for a block that does not
// have the others.
func CommonParam(name string) Param { return commonParams()[name] }

// computed are the parameters for a value that a function computes.
func computed() []Param {
	return []Param{
		P("value_func", "the function that computes the value each time the page is loaded. Its parameters are the values of Inputs.",
			Set("ValueFunc", "fn", Any)).As(GoValue),
		P("every", "the interval in seconds at which the function of ValueFunc runs again while the page is open.",
			Set("Every", "seconds", Float),
			Set("EveryTimer", "timer", Timer).Says("sets a timer. The function of ValueFunc runs again at each of its ticks.")).As(BlockRefs).Const(),
		P("inputs", "the blocks whose values are the parameters of the function of ValueFunc. It runs again when one of them changes.",
			Set("Inputs", "blocks", Nodes)).As(BlockRefs),
	}
}

// Size is a parameter that accepts pixels or any CSS length.
func Size(name, method, doc string) Param {
	return P(name, doc+" in pixels.",
		Set(method, "pixels", Int),
		Set(method+"CSS", "length", String).Says("sets "+doc+" as a CSS length, such as \"50vh\"."))
}

// Buttons is the toolbar of a block. builtin names its built-in buttons; "" for none.
func Buttons(builtin string) Param {
	doc := "the buttons in the block's toolbar, in order: your own buttons, which have click events."
	if builtin != "" {
		doc = "the buttons in the block's toolbar, in order: " + builtin + " and your own buttons, which have click events."
	}
	return P("buttons", doc, Set("Buttons", "items", Toolbar)).As(BlockParts)
}

// RTL is the parameter rtl.
func RTL() Param {
	return P("rtl", "whether the text runs from right to left.", Set("RTL", "rtl", Bool))
}

// Placeholder is the parameter placeholder.
func Placeholder() Param {
	return P("placeholder", "the text that an empty field shows.", Set("Placeholder", "text", String))
}

// ChoicesOf is the parameter choices.
func ChoicesOf() Param {
	return P("choices", "the choices. Each has a name that the user sees, and a value that handlers receive.", Set("Choices", "choices", Choices)).As(Pairs)
}

// TypeOf is the parameter type of a field with choices.
func TypeOf() Param {
	return P("type", "what handlers receive: the chosen value (TypeValue) or its index, from 0 (TypeIndex).", Set("Type", "kind", ChoiceType.Arg()))
}

// Precision is the parameter precision.
func Precision() Param {
	return P("precision", "the number of decimal places to which the value is rounded. With 0, the value is an integer.", Set("Precision", "digits", Int))
}

// Variant is the parameter variant of a layout.
func Variant() Param {
	return P("variant", "the style: DefaultVariant, PanelVariant (a grey background with a border) or CompactVariant (no gaps between the fields).", Set("Variant", "variant", LayoutVariant.Arg()))
}

// Progress is the parameter show_progress of a layout.
func Progress() Param {
	return P("show_progress", "whether the layout shows the progress of events of which it is an output.", Set("ShowProgress", "show", Bool))
}

// Open is the parameter open.
func Open() Param {
	return P("open", "whether the block is open initially.", Set("Open", "open", Bool))
}

// ButtonEvents are the events of a button.
var ButtonEvents = []Event{
	{Name: "change", Doc: "the text on the button changes."},
	{Name: "click", Doc: "the user presses the button."},
}

// Events that many blocks have.
var (
	Change     = Event{Name: "change", Doc: "the user or a handler changes the value."}
	Input      = Event{Name: "input", Doc: "the user changes the value."}
	Submit     = Event{Name: "submit", Doc: "the user presses Enter in the field."}
	Focus      = Event{Name: "focus", Doc: "the field receives the focus."}
	Blur       = Event{Name: "blur", Doc: "the field loses the focus."}
	SelectItem = Event{Name: "select", Doc: "the user selects or deselects an item.", Payload: "select"}
	Copy       = Event{Name: "copy", Doc: "the user copies the content with the copy button.", Payload: "copy"}
	Expand     = Event{Name: "expand", Doc: "the user or a handler opens the block."}
	Collapse   = Event{Name: "collapse", Doc: "the user or a handler closes the block."}
)
