package catalog

var (
	children      = Arg{Name: "children", Type: "...Node"}
	layoutVariant = param("variant", `"default"`, "the look: DefaultVariant, PanelVariant (a grey background with a frame) or CompactVariant (no gaps between the fields).",
		setter("Variant", "variant", "LayoutVariant"))
	showProgress = param("show_progress", "false", "whether the layout shows the progress of events whose output it is.", setter("ShowProgress", "show", "bool"))
	expand       = Event{Name: "expand", Doc: "the user opens it."}
	collapse     = Event{Name: "collapse", Doc: "the user closes it."}
)

// open is the parameter of what opens and closes.
var open = param("open", "true", "whether it is open at first.", setter("Open", "open", "bool"))

// layouts arrange other blocks.
var layouts = []*Block{
	{
		Kind: "row", Class: "Row", Wire: "row", Name: "row", Go: "Row",
		Doc:  "puts its children side by side, as far as the width allows.",
		Args: []Arg{children},
		Params: layout(
			layoutVariant, scale,
			size("height", "", "Height", "the height of the row, which scrolls what does not fit,"),
			size("max_height", "", "MaxHeight", "the height up to which the row grows before it scrolls,"),
			size("min_height", "", "MinHeight", "the height that the row has at least,"),
			param("equal_height", "false", "whether all children are as high as the highest.", setter("EqualHeight", "equal", "bool")),
			showProgress),
		Layout: true, SkipAPI: true,
	},
	{
		Kind: "column", Class: "Column", Wire: "column", Name: "column", Go: "Column",
		Doc:    "puts its children below each other.",
		Args:   []Arg{children},
		Params: layout(dflt(scale, "1"), dflt(minWidth, "320"), layoutVariant, showProgress),
		Layout: true, SkipAPI: true,
	},
	{
		Kind: "group", Class: "Group", Wire: "group", Name: "group", Go: "Group",
		Doc:    "joins its children to one panel, without gaps.",
		Args:   []Arg{children},
		Params: layout(),
		Layout: true, SkipAPI: true,
	},
	{
		Kind: "tabs", Class: "Tabs", Wire: "tabs", Name: "tabs", Go: "Tabs",
		Doc:  "shows one of its tabs at a time.",
		Args: []Arg{{Name: "tabs", Type: "...Node"}},
		Params: layout(param("selected", "", "the id of the tab that is shown. When it is not set, that is the first one.",
			setter("Selected", "id", "string"),
			setter("SelectedInt", "id", "int").documented("sets the tab that is shown, by its number: see Selected."))),
		Events: []Event{{Name: "change", Doc: "another tab is shown."}, {Name: "select", Doc: "the user selects a tab.", Payload: "select"}},
		Layout: true, SkipAPI: true,
	},
	{
		Kind: "tab", Class: "Tab", Wire: "tabitem", Name: "tab", Go: "Tab",
		Doc:  "is one of several Tabs.",
		Args: []Arg{{Name: "label", Type: "string", Param: "label"}, children},
		Params: layout(
			param("label", "", "the text on the tab.", setter("Label", "label", "string")),
			param("interactive", "true", "whether the tab can be selected.", setter("Interactive", "interactive", "bool")),
			param("id", "", "the name by which Selected finds the tab.",
				setter("ID", "id", "string"),
				setter("IDInt", "id", "int").documented("sets the number by which SelectedInt finds the tab.")),
			scale,
			param("render_children", "false", "whether the children are built before the tab is shown for the first time.", setter("RenderChildren", "render", "bool"))),
		Events: []Event{{Name: "select", Doc: "the user selects the tab.", Payload: "select"}},
		Layout: true, SkipAPI: true,
	},
	{
		Kind: "accordion", Class: "Accordion", Wire: "accordion", Name: "accordion", Go: "Accordion",
		Doc:    "hides its children behind a heading that opens and closes.",
		Args:   []Arg{{Name: "label", Type: "string", Param: "label"}, children},
		Params: layout(param("label", "", "the heading.", setter("Label", "label", "string")), open),
		Events: []Event{expand, collapse},
		Layout: true, SkipAPI: true,
	},
	{
		Kind: "sidebar", Class: "Sidebar", Wire: "sidebar", Name: "sidebar", Go: "Sidebar",
		Doc:  "is a drawer at the side of the page.",
		Args: []Arg{children},
		Params: layout(
			param("label", "", "the name of the sidebar.", setter("Label", "label", "string")),
			open,
			size("width", "320", "Width", "the width of the open sidebar"),
			param("position", `"left"`, "the side of the page: Left or Right.", setter("Position", "side", "Side"))),
		Events: []Event{expand, collapse},
		Layout: true, SkipAPI: true,
	},
	{
		Kind: "form", Class: "Form", Wire: "form", Name: "form",
		Doc: "joins consecutive fields to one frame. It is made where fields stand side by side, and has no constructor.",
		Params: []Param{
			param("scale", "0", scale.Doc), param("min_width", "0", minWidth.Doc),
			param("render", "true", render.Doc).notProp(),
			param("key", "", key.Doc), param("preserved_by_key", "[]", preserved("").Doc),
		},
		Layout: true, SkipAPI: true,
	},
}
