package kitchen

import "github.com/blocksgen/blocksgen/runtime/ui"

// StarsBlock is a block of this package's own: a row of stars whose value is how
// many of them are lit.
type StarsBlock struct{ ui.Custom[int] }

// Stars makes a row of five stars.
func Stars() StarsBlock {
	return StarsBlock{ui.NewCustom[int]("Stars").
		With("max", 5).
		With("html_template", "<span role=\"img\" aria-label=\"${value ?? 0} of ${max} stars\">${\"★\".repeat(value ?? 0)}${\"☆\".repeat(max - (value ?? 0))}</span>").
		With("css_template", "span { font-size: 24px; letter-spacing: 4px; }")}
}

// Label sets the text above the stars.
func (b StarsBlock) Label(text string) StarsBlock {
	return StarsBlock{b.With("label", text).With("show_label", true)}
}

// Max sets how many stars there are.
func (b StarsBlock) Max(n int) StarsBlock { return StarsBlock{b.With("max", n)} }

// Value sets how many stars are lit.
func (b StarsBlock) Value(n int) StarsBlock { return StarsBlock{b.Custom.Value(n)} }

// Change fires when another number of stars is lit.
func (b StarsBlock) Change() ui.Trigger { return b.On("change") }
