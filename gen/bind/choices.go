package bind

import (
	"bytes"
	"encoding/json"
	"go/types"
	"slices"
)

// choiceType is the Go type of a block's choices: string, int, or float64 when one
// of them is no whole number. nil when the block has none, they are of several
// kinds, or only the running program knows them.
func (b *block) choiceType() types.Type {
	if slices.Contains(b.late, "choices") {
		return nil
	}
	var pairs [][2]json.RawMessage
	if json.Unmarshal(b.prop("choices"), &pairs) != nil || len(pairs) == 0 {
		return nil
	}
	texts, numbers, fractions := 0, 0, 0
	for _, p := range pairs {
		switch raw := bytes.TrimSpace(p[1]); {
		case len(raw) > 0 && raw[0] == '"':
			texts++
		case bytes.ContainsAny(raw, ".eE"):
			fractions++
			numbers++
		default:
			numbers++
		}
	}
	switch {
	case texts > 0 && numbers > 0:
		return nil
	case texts > 0:
		return types.Typ[types.String]
	case fractions > 0:
		return types.Typ[types.Float64]
	}
	return types.Typ[types.Int]
}

// misfit says why a handler cannot take or give the choices of a block as t: its
// choices are numbers and t holds texts, or the other way round. It is empty when
// t fits, and when the choices are not known.
func (b *block) misfit(t types.Type) string {
	choices := b.choiceType()
	if choices == nil {
		return ""
	}
	if s, ok := t.Underlying().(*types.Slice); ok {
		t = s.Elem()
	}
	basic, ok := t.Underlying().(*types.Basic)
	if !ok {
		return ""
	}
	isText, areTexts := basic.Info()&types.IsString != 0, choices == types.Typ[types.String]
	switch {
	case isText == areTexts:
		return ""
	case isText && string(b.prop("allow_custom_value")) == "true": // what users type is text
		return ""
	case !isText && string(b.prop("type")) == `"index"`: // their positions
		return ""
	case areTexts:
		return "its choices are texts"
	}
	return "its choices are numbers"
}
