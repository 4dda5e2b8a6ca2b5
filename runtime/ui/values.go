package ui

import "github.com/blocksgen/blocksgen/runtime/blocks/label"

// LabelData is the value of a Label: a class and, if there are any, how sure one is
// of it and of others, the surest first. Its fields are Label, a string, and
// Confidences, a list of [LabelConfidence].
type LabelData = label.Data

// LabelConfidence is one class of a [LabelData]: Label, a string, and Confidence, a
// float64 from 0 to 1.
type LabelConfidence = label.Confidence

// LabelScores makes a LabelData of the confidence in each class. The surest class
// is the label; classes of one confidence are in the order of their names.
func LabelScores(scores map[string]float64) LabelData { return label.Scores(scores) }

// LatexDelimiter is a pair of marks between which a formula stands.
type LatexDelimiter struct {
	Left    string `json:"left"`
	Right   string `json:"right"`
	Display bool   `json:"display"` // on a line of its own
}

// InputHTMLAttributes are attributes of a Textbox's input element. What is not set
// is left to the browser.
type InputHTMLAttributes struct {
	Autocapitalize string    `json:"autocapitalize,omitempty"` // off, none, on, sentences, words or characters
	Autocorrect    string    `json:"autocorrect,omitempty"`    // on or off
	Spellcheck     Opt[bool] `json:"spellcheck,omitzero"`
	Autocomplete   string    `json:"autocomplete,omitempty"` // what the browser may fill in: "email", "current-password"
	Tabindex       Opt[int]  `json:"tabindex,omitzero"`
	Enterkeyhint   string    `json:"enterkeyhint,omitempty"` // enter, done, go, next, previous, search or send
	Lang           string    `json:"lang,omitempty"`         // language of the text: "en"
}

// ToolbarItem is what can stand in the toolbar of a block: a Button of yours, or a
// built-in one, such as [CopyButton].
type ToolbarItem interface{ toolbarItem() }

func (ButtonBlock) toolbarItem()   {}
func (ToolbarButton) toolbarItem() {}
