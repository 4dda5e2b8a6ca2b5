package catalog

// Enum is a named string type of package ui with its constants.
type Enum struct {
	Type   string // "ButtonVariant"
	Doc    string // what it says: "the weight of a button"
	Values []EnumValue
}

// EnumValue is one constant of an Enum.
type EnumValue struct {
	Go   string // "Primary"
	Wire string // "primary"
}

// Enums lists the named string types that setters take.
var Enums = []Enum{
	{"APIVisibility", "who may call an endpoint by name", []EnumValue{{"Public", "public"}, {"Private", "private"}, {"Undocumented", "undocumented"}}},
	{"ButtonSize", "the size of a button", []EnumValue{{"Small", "sm"}, {"Medium", "md"}, {"Large", "lg"}}},
	{"ButtonVariant", "the weight of a button", []EnumValue{{"Primary", "primary"}, {"Secondary", "secondary"}, {"Stop", "stop"}, {"Huggingface", "huggingface"}}},
	{"CacheMode", "when results of examples are computed", []EnumValue{{"Eager", "eager"}, {"Lazy", "lazy"}}},
	{"ChoiceType", "what handlers get of a choice", []EnumValue{{"TypeValue", "value"}, {"TypeIndex", "index"}}},
	{"DatasetLayout", "how samples are shown", []EnumValue{{"GalleryLayout", "gallery"}, {"TableLayout", "table"}}},
	{"DatasetType", "what handlers get of a sample", []EnumValue{{"DatasetValues", "values"}, {"DatasetIndex", "index"}, {"DatasetTuple", "tuple"}}},
	{"FlaggingMode", "who keeps inputs and outputs for review", []EnumValue{{"FlaggingNever", "never"}, {"FlaggingAuto", "auto"}, {"FlaggingManual", "manual"}}},
	{"LayoutVariant", "the look of a row or column", []EnumValue{{"DefaultVariant", "default"}, {"PanelVariant", "panel"}, {"CompactVariant", "compact"}}},
	{"LinkTarget", "where a link opens", []EnumValue{{"TargetSelf", "_self"}, {"TargetBlank", "_blank"}, {"TargetParent", "_parent"}, {"TargetTop", "_top"}}},
	{"ProgressMode", "how progress is shown", []EnumValue{{"ProgressFull", "full"}, {"ProgressMinimal", "minimal"}, {"ProgressHidden", "hidden"}}},
	{"Side", "a side of a field or page", []EnumValue{{"Left", "left"}, {"Right", "right"}}},
	{"TextType", "what a text field is for", []EnumValue{{"Text", "text"}, {"Password", "password"}, {"Email", "email"}}},
	{"ToolbarButton", "a built-in button of a toolbar", []EnumValue{{"CopyButton", "copy"}, {"ResetButton", "reset"}}},
}
