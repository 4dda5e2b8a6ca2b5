package spec

import "strings"

// Enum is a named string type of package ui with its constants. An enum of one block is
// declared in the package of that block; shared ones are here.
type Enum struct {
	Type   string // "ButtonVariant"
	Doc    string // its meaning: "the style of a button"
	Values []EnumValue
	Shared bool // several blocks use it
}

// EnumValue is one constant of an Enum.
type EnumValue struct {
	Go   string // "Primary"
	Wire string // "primary"
}

// Arg is the type of an argument that takes the enum's constants.
func (e *Enum) Arg() Type { return Type{Go: e.Type, Enum: e} }

// TS is the TypeScript type: the union of the values.
func (e *Enum) TS() string {
	values := make([]string, len(e.Values))
	for i, v := range e.Values {
		values[i] = string(Quote(v.Wire))
	}
	return strings.Join(values, " | ")
}

// The enums that several blocks use.
var (
	APIVisibility = &Enum{"APIVisibility", "who can call an endpoint by name", []EnumValue{{"Public", "public"}, {"Private", "private"}, {"Undocumented", "undocumented"}}, true}
	CacheMode     = &Enum{"CacheMode", "when results of examples are computed", []EnumValue{{"Eager", "eager"}, {"Lazy", "lazy"}}, true}
	ChoiceType    = &Enum{"ChoiceType", "what handlers receive for a choice", []EnumValue{{"TypeValue", "value"}, {"TypeIndex", "index"}}, true}
	LayoutVariant = &Enum{"LayoutVariant", "the style of a row or column", []EnumValue{{"DefaultVariant", "default"}, {"PanelVariant", "panel"}, {"CompactVariant", "compact"}}, true}
	ButtonSize    = &Enum{"ButtonSize", "the size of a button", []EnumValue{{"Small", "sm"}, {"Medium", "md"}, {"Large", "lg"}}, true}
	ButtonVariant = &Enum{"ButtonVariant", "the style of a button", []EnumValue{{"Primary", "primary"}, {"Secondary", "secondary"}, {"Stop", "stop"}, {"Huggingface", "huggingface"}}, true}
	LinkTarget    = &Enum{"LinkTarget", "where a link opens", []EnumValue{{"TargetSelf", "_self"}, {"TargetBlank", "_blank"}, {"TargetParent", "_parent"}, {"TargetTop", "_top"}}, true}
	ProgressMode  = &Enum{"ProgressMode", "how progress is shown", []EnumValue{{"ProgressFull", "full"}, {"ProgressMinimal", "minimal"}, {"ProgressHidden", "hidden"}}, true}
	Side          = &Enum{"Side", "a side of a field or page", []EnumValue{{"Left", "left"}, {"Right", "right"}}, true}
	ToolbarButton = &Enum{"ToolbarButton", "a built-in button of a toolbar", []EnumValue{{"CopyButton", "copy"}, {"ResetButton", "reset"}}, true}
)

// SharedEnums lists them for the generator of package ui.
func SharedEnums() []*Enum {
	return []*Enum{APIVisibility, ButtonSize, ButtonVariant, CacheMode, ChoiceType, LayoutVariant, LinkTarget, ProgressMode, Side, ToolbarButton}
}
