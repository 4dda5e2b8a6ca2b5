package markdown

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

func TestPacks(t *testing.T) {
	for _, tt := range []struct {
		name, text, delimiters string
		late                   []string
		want                   []string
	}{
		{"plain text", "a $5 b $6 c", "", nil, nil},
		{"formula", "a $$b$$ c", "", nil, []string{"latex"}},
		{"formula over lines", "a\n\n$$\nb\n$$\n", "", nil, []string{"latex"}},
		{"dollars with nothing between", "$$ $$$", "", nil, nil},
		{"formula in code", "```\n$$b$$\n```\n", "", nil, nil},
		{"delimiters set", "", `[{"left":"$","right":"$"}]`, nil, []string{"latex"}},
		{"no delimiters", "a $$b$$ c", `[]`, nil, nil},
		{"late delimiters", "", "", []string{"latex_delimiters"}, []string{"latex"}},
		{"late text", "a $$b$$ ```go\n```", "", []string{"value"}, nil},
		{"late text with delimiters", "", `[{"left":"$","right":"$"}]`, []string{"value"}, []string{"latex"}},
		{"code", "a\n\n```go\nb\n```\n", "", nil, []string{"highlight"}},
		{"code in a list", "- a\n\n  ```python\n  b\n  ```\n", "", nil, []string{"highlight"}},
		{"code without a language", "```\nb\n```\n", "", nil, nil},
		{"code in no language", "```text\nb\n```\n", "", nil, nil},
		{"both", "$$a$$\n\n```text\nb\n```\n\n```js\nc\n```", "", nil, []string{"latex", "highlight"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			set := spec.Props{"value": spec.Quote(tt.text)}
			if tt.delimiters != "" {
				set["latex_delimiters"] = json.RawMessage(tt.delimiters)
			}
			got := Entry().Packs(set, func(name string) bool { return slices.Contains(tt.late, name) })
			if !slices.Equal(got, tt.want) {
				t.Errorf("packs %q, want %q", got, tt.want)
			}
		})
	}
}
