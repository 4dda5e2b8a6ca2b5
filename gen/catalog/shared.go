package catalog

import "encoding/json"

// raw is a default in wire form.
func raw(s string) json.RawMessage {
	if s == "" {
		return nil
	}
	return json.RawMessage(s)
}

// param describes a parameter; the default is in wire form, "" for null.
func param(name, def, doc string, setters ...Setter) Param {
	return Param{Name: name, Doc: doc, Default: raw(def), Setters: setters}
}

// setter describes a method with one argument.
func setter(name, arg, typ string) Setter {
	return Setter{Name: name, Args: []SetterArg{{Name: arg, Type: typ}}}
}

// documented gives a setter a sentence of its own.
func (s Setter) documented(doc string) Setter {
	s.Doc = doc
	return s
}

// fixed describes a method without arguments, that sets a value in wire form.
func fixed(name, value, doc string) Setter { return Setter{Name: name, Value: value, Doc: doc} }

// form gives a parameter its form.
func (p Param) form(f Form) Param {
	p.Form = f
	return p
}

// alias gives a parameter its second name.
func (p Param) alias(name string) Param {
	p.Alias = name
	return p
}

// notProp marks a parameter that is not one of the component's props.
func (p Param) notProp() Param {
	p.NotProp = true
	return p
}

// todo marks a parameter that has no effect yet, with the diagnostic's text.
func (p Param) todo(why string) Param {
	p.Todo = why
	return p
}

// The setters that many parameters share.
var (
	visible = param("visible", "true", "whether the block is shown. What is not visible is not in the page at all.",
		setter("Visible", "visible", "bool"),
		fixed("VisibleHidden", `"hidden"`, "keeps the block in the page, but undisplayed: its value still takes part in calls."))
	elemID      = param("elem_id", "", "the id of the block's element in the page, for CSS and scripts.", setter("ElemID", "id", "string"))
	elemClasses = param("elem_classes", "[]", "the CSS classes that the block's element gets besides its own.", setter("ElemClasses", "classes", "...string"))
	render      = param("render", "true", "whether the block stands where it is written. A block that is not rendered there can be placed elsewhere.",
		setter("Render", "render", "bool")).notProp()
	key = param("key", "", "the key that ties the block to the one with the same key before a re-render, so that it keeps what PreservedByKey names.",
		setter("Key", "key", "string"),
		setter("KeyInt", "key", "int").documented("sets the key as a number: see Key."),
		setter("KeyOf", "parts", "...any").documented("sets a key of several parts, texts and whole numbers: see Key."))
	label     = param("label", "", "the text above the block, which is also its name for the API and for assistive technology.", setter("Label", "label", "string"))
	showLabel = param("show_label", "true", "whether the label is shown. A hidden label still names the block.", setter("ShowLabel", "show", "bool"))
	container = param("container", "true", "whether the block has a frame with padding.", setter("Container", "container", "bool"))
	scale     = param("scale", "", "how much of a row's free width the block takes, compared with its neighbours. 0 keeps it as narrow as it can be.",
		setter("Scale", "scale", "int"))
	minWidth    = param("min_width", "160", "the width in pixels below which the block moves to a line of its own.", setter("MinWidth", "pixels", "int"))
	interactive = param("interactive", "", "whether the user can edit the value. When it is not set, a block that only shows results cannot be edited.",
		setter("Interactive", "interactive", "bool"))
	info = param("info", "", "the explanation under the label. Markdown works in it.", setter("Info", "info", "string"))
	rtl  = param("rtl", "false", "whether the text runs from right to left.", setter("RTL", "rtl", "bool"))
)

// preserved is preserved_by_key, whose default differs: components keep their
// value, layouts keep nothing.
func preserved(def string) Param {
	return param("preserved_by_key", def, "the properties that a keyed block keeps when it is rendered again.", setter("PreservedByKey", "names", "...string"))
}

// valueFunc gives a value parameter the function that computes it.
func valueFunc(p Param) []Param {
	return []Param{
		p,
		param("value_func", "", "the function that computes the initial value, for each user, when the page is loaded. Its parameters are the values of Inputs.",
			setter("ValueFunc", "fn", "any")).form(Opaque).notProp(),
		param("every", "", "the time in seconds after which the value's function runs again, as long as the page is open.",
			setter("Every", "seconds", "float64"),
			setter("EveryTimer", "timer", "TimerBlock").documented("sets the timer at whose ticks the value's function runs again.")).form(Refs).notProp(),
		param("inputs", "", "the blocks whose values the value's function gets. It runs again when one of them changes.",
			setter("Inputs", "blocks", "...Node")).form(Refs).notProp(),
	}
}

// size is a parameter that takes pixels or any CSS length.
func size(name, def, goName, doc string) Param {
	return param(name, def, doc+" in pixels.",
		setter(goName, "pixels", "int"),
		setter(goName+"CSS", "length", "string").documented("sets "+doc+" as a CSS length, such as \"50vh\"."))
}

// buttons is the toolbar of a block. The names are those of the built-in buttons.
func buttons(def, builtin string) Param {
	doc := "the buttons in the block's toolbar, in order: your own buttons, whose clicks are events."
	if builtin != "" {
		doc = "the buttons in the block's toolbar, in order: " + builtin + " and your own buttons, whose clicks are events."
	}
	return param("buttons", def, doc, setter("Buttons", "items", "...ToolbarItem")).form(Parts)
}

// with replaces parameters of a list by others of the same name.
func with(list []Param, changed ...Param) []Param {
	out := append([]Param(nil), list...)
	for _, c := range changed {
		for i := range out {
			if out[i].Name == c.Name {
				out[i] = c
			}
		}
	}
	return out
}

// dflt is the parameter with another default.
func dflt(p Param, def string) Param {
	p.Default = raw(def)
	return p
}

// component lists what every component has after its own parameters.
func component(own ...Param) []Param {
	return append(own, label, showLabel, container, scale, minWidth, visible, elemID, elemClasses, render, key, preserved(`["value"]`))
}

// field lists what every field for input has after its own parameters.
func field(own ...Param) []Param {
	return append(own, label, info, showLabel, container, scale, minWidth, interactive, visible, elemID, elemClasses, render, key, preserved(`["value"]`))
}

// layout lists what every layout has after its own parameters.
func layout(own ...Param) []Param {
	return append(own, visible, elemID, elemClasses, render, key, preserved("[]"))
}

// The events that many blocks share.
var (
	change     = Event{Name: "change", Doc: "the value changes, whether the user or a handler changed it."}
	input      = Event{Name: "input", Doc: "the user changes the value."}
	submit     = Event{Name: "submit", Doc: "the user presses Enter in the field."}
	focus      = Event{Name: "focus", Doc: "the field gets the focus."}
	blur       = Event{Name: "blur", Doc: "the field loses the focus."}
	selectItem = Event{Name: "select", Doc: "the user selects or deselects an item.", Payload: "select"}
	copyText   = Event{Name: "copy", Doc: "the user copies the content with the copy button.", Payload: "copy"}
)
