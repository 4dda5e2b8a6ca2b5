package catalog

import "slices"

var buttonEvents = []Event{{Name: "change", Doc: "the text on the button changes."}, {Name: "click", Doc: "the user presses the button."}}

// button lists the parameters of a button. The value is the text on it.
func button(value Param, own ...Param) []Param {
	value.Doc = "the text on the button."
	return slices.Concat(
		valueFunc(value),
		[]Param{
			param("variant", `"secondary"`, "the weight of the button: Primary for the main action of a page, Secondary, Stop, or Huggingface.", setter("Variant", "variant", "ButtonVariant")),
			param("size", `"lg"`, "the size of the button: Small, Medium or Large.", setter("Size", "size", "ButtonSize")),
			param("icon", "", "the address of the image before the text: a path of this app, or a data URL.", setter("Icon", "url", "string")),
			param("link", "", "the address that a click opens. The button is a link then.", setter("Link", "url", "string")),
			param("link_target", `"_self"`, "where the link opens: TargetSelf, TargetBlank (a new tab), TargetParent or TargetTop.", setter("LinkTarget", "target", "LinkTarget")),
		}, own,
		[]Param{interactiveButton, scale, dflt(minWidth, ""), visible, elemID, elemClasses, render, key, preserved(`["value"]`)})
}

var interactiveButton = param("interactive", "true", "whether the button can be pressed.", setter("Interactive", "interactive", "bool"))

// buttonBlocks are the buttons of the page.
var buttonBlocks = []*Block{
	{
		Kind: "button", Class: "Button", Wire: "button", Name: "button", Go: "Button",
		Doc:     "is a button. What it does is said by the handlers of its click.",
		Args:    []Arg{{Name: "text", Type: "string", Param: "value"}},
		Params:  button(param("value", `"Run"`, "", setter("Value", "text", "string"))),
		Events:  buttonEvents,
		SkipAPI: true,
	},
	{
		Kind: "clearbutton", Class: "ClearButton", Wire: "button", Name: "clearbutton", Go: "ClearButton",
		Doc:  "is a button that empties other blocks.",
		Args: []Arg{{Name: "components", Type: "...Node", Param: "components"}},
		Params: button(param("value", `"Clear"`, "", setter("Value", "text", "string")),
			param("components", "", "the blocks that a click empties. States return to their initial value.", setter("Components", "blocks", "...Node")).form(Refs).notProp(),
			param("api_name", "", "the name of the click in the API.", setter("APIName", "name", "string")),
			param("api_visibility", `"undocumented"`, "who may call the click by name: Public, Private or Undocumented.", setter("APIVisibility", "visibility", "APIVisibility"))),
		Events:  buttonEvents,
		SkipAPI: true,
	},
}
