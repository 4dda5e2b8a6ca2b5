package spec

import "maps"

// Common names the properties that a block shares with others of its sort.
type Common int

// The sorts of blocks.
const (
	NoCommon  Common = iota
	Layout           // arranges other blocks
	Bare             // a component without a label
	Button           // a component that is pressed
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

// Complete adds to the parameters of an entry those that it shares with others, and
// does the same for its shapes.
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
	return P("render", "whether the block stands where it is written. A block that is not rendered there can be placed elsewhere.", Set("Render", "render", Bool))
}

// commonParams documents the common properties.
func commonParams() map[string]Param {
	list := []Param{
		P("visible", "whether the block is shown. What is not visible is not in the page at all.",
			Set("Visible", "visible", Bool),
			Fixed("VisibleHidden", `"hidden"`, "keeps the block in the page, but undisplayed: its value still takes part in calls.")),
		P("elem_id", "the id of the block's element in the page, for CSS and scripts.", Set("ElemID", "id", String)),
		P("elem_classes", "the CSS classes that the block's element gets besides its own.", Set("ElemClasses", "classes", Strings)),
		P("key", "the key that ties the block to the one with the same key before a re-render, so that it keeps what PreservedByKey names.",
			Set("Key", "key", String),
			Set("KeyInt", "key", Int).Says("sets the key as a number: see Key."),
			Set("KeyOf", "parts", Anys).Says("sets a key of several parts, texts and whole numbers: see Key.")),
		P("preserved_by_key", "the properties that a keyed block keeps when it is rendered again.", Set("PreservedByKey", "names", Strings)),
		P("label", "the text above the block, which is also its name for the API and for assistive technology.", Set("Label", "label", String)),
		P("show_label", "whether the label is shown. A hidden label still names the block.", Set("ShowLabel", "show", Bool)),
		P("container", "whether the block has a frame with padding.", Set("Container", "container", Bool)),
		P("scale", "how much of a row's free width the block takes, compared with its neighbours. 0 keeps it as narrow as it can be.", Set("Scale", "scale", Int)),
		P("min_width", "the width in pixels below which the block moves to a line of its own.", Set("MinWidth", "pixels", Int)),
		P("interactive", "whether the user can edit the value. When it is not set, a block that only shows results cannot be edited.", Set("Interactive", "interactive", Bool)),
		P("info", "the explanation under the label. Markdown works in it.", Set("Info", "info", String)),
	}
	return byName(list...)
}

// buttonParams documents what all buttons have.
func buttonParams() map[string]Param {
	return byName(
		P("value", "the text on the button.", Set("Value", "text", String)),
		P("variant", "the weight of the button: Primary for the main action of a page, Secondary, Stop, or Huggingface.", Set("Variant", "variant", ButtonVariant.Arg())),
		P("size", "the size of the button: Small, Medium or Large.", Set("Size", "size", ButtonSize.Arg())),
		P("icon", "the address of the image before the text: a path of this app, or a data URL.", Set("Icon", "url", String.Like(`"favicon.ico"`, `"favicon.ico"`))),
		P("link", "the address that a click opens. The button is a link then.", Set("Link", "url", String)),
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

// CommonParam is one of the parameters that blocks share, for a block that has it
// without the others of its sort: "scale".
func CommonParam(name string) Param { return commonParams()[name] }

// computed are the parameters of a value that a function computes.
func computed() []Param {
	return []Param{
		P("value_func", "the function that computes the initial value, for each user, when the page is loaded. Its parameters are the values of Inputs.",
			Set("ValueFunc", "fn", Any)).As(GoValue),
		P("every", "the time in seconds after which the value's function runs again, as long as the page is open.",
			Set("Every", "seconds", Float),
			Set("EveryTimer", "timer", Timer).Says("sets the timer at whose ticks the value's function runs again.")).As(BlockRefs).Const(),
		P("inputs", "the blocks whose values the value's function gets. It runs again when one of them changes.",
			Set("Inputs", "blocks", Nodes)).As(BlockRefs),
	}
}

// Size is a parameter that takes pixels or any CSS length.
func Size(name, method, doc string) Param {
	return P(name, doc+" in pixels.",
		Set(method, "pixels", Int),
		Set(method+"CSS", "length", String).Says("sets "+doc+" as a CSS length, such as \"50vh\"."))
}

// Buttons is the toolbar of a block. builtin names the built-in buttons that it may
// have; "" for none.
func Buttons(builtin string) Param {
	doc := "the buttons in the block's toolbar, in order: your own buttons, whose clicks are events."
	if builtin != "" {
		doc = "the buttons in the block's toolbar, in order: " + builtin + " and your own buttons, whose clicks are events."
	}
	return P("buttons", doc, Set("Buttons", "items", Toolbar)).As(BlockParts)
}

// RTL is the parameter rtl.
func RTL() Param {
	return P("rtl", "whether the text runs from right to left.", Set("RTL", "rtl", Bool))
}

// Placeholder is the parameter placeholder.
func Placeholder() Param {
	return P("placeholder", "the hint in the empty field.", Set("Placeholder", "text", String))
}

// ChoicesOf is the parameter choices.
func ChoicesOf() Param {
	return P("choices", "what the user can choose from: names to show and values that handlers get.", Set("Choices", "choices", Choices)).As(Pairs)
}

// TypeOf is the parameter type of a field with choices.
func TypeOf() Param {
	return P("type", "what handlers get: the chosen value (TypeValue) or its place in the list, from 0 (TypeIndex).", Set("Type", "kind", ChoiceType.Arg()))
}

// Precision is the parameter precision.
func Precision() Param {
	return P("precision", "the number of decimal places to which the value is rounded. 0 makes it a whole number.", Set("Precision", "digits", Int))
}

// Variant is the parameter variant of a layout.
func Variant() Param {
	return P("variant", "the look: DefaultVariant, PanelVariant (a grey background with a frame) or CompactVariant (no gaps between the fields).", Set("Variant", "variant", LayoutVariant.Arg()))
}

// Progress is the parameter show_progress of a layout.
func Progress() Param {
	return P("show_progress", "whether the layout shows the progress of events whose output it is.", Set("ShowProgress", "show", Bool))
}

// Open is the parameter open.
func Open() Param {
	return P("open", "whether it is open at first.", Set("Open", "open", Bool))
}

// ButtonEvents are the events of a button.
var ButtonEvents = []Event{
	{Name: "change", Doc: "the text on the button changes."},
	{Name: "click", Doc: "the user presses the button."},
}

// Events that many blocks have.
var (
	Change     = Event{Name: "change", Doc: "the value changes, whether the user or a handler changed it."}
	Input      = Event{Name: "input", Doc: "the user changes the value."}
	Submit     = Event{Name: "submit", Doc: "the user presses Enter in the field."}
	Focus      = Event{Name: "focus", Doc: "the field gets the focus."}
	Blur       = Event{Name: "blur", Doc: "the field loses the focus."}
	SelectItem = Event{Name: "select", Doc: "the user selects or deselects an item.", Payload: "select"}
	Copy       = Event{Name: "copy", Doc: "the user copies the content with the copy button.", Payload: "copy"}
	Expand     = Event{Name: "expand", Doc: "the user opens it."}
	Collapse   = Event{Name: "collapse", Doc: "the user closes it."}
)
