package value

// The codecs of each component, tried in order: the first whose constraint the
// Go type satisfies is used. A codec C has the functions C, which decodes, PutC,
// which encodes, and AppendC where text may be appended; one that only reads or
// only writes has one of them. A constant's name is "For" and the constructor's
// name in package ui.
const (
	ForMarkdown      = "Text"
	ForHTML          = "Text"
	ForTextbox       = "Text"
	ForNumber        = "Duration Int Float"
	ForSlider        = "Duration Int Float"
	ForCheckbox      = "Bool"
	ForCheckboxGroup = "Choices"
	ForRadio         = "Choice ChoiceInt ChoiceFloat"
	ForDropdown      = "Choice ChoiceInt ChoiceFloat"
	ForMultiDropdown = "Choices"
	ForButton        = "Text"
	ForClearButton   = "Text"
	ForJSON          = "JSON"
	ForLabel         = "Label LabelMap LabelText LabelNumber"
	ForTimer         = "Duration Float Int"
	ForExamples      = "Int"
	ForCustom        = "JSON" // blocks of the user's own
	ForProperty      = "JSON" // a property as an input: in=audio.playback_position
)
