package web_test

import (
	"crypto/sha256"
	"encoding/base64"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/web"
	"github.com/google/go-cmp/cmp"
)

func TestInline(t *testing.T) {
	for name, tt := range map[string]struct {
		markup          string
		scripts, styles []string // the texts
	}{
		"nothing":      {markup: `<meta name="a" content="b">`},
		"script":       {markup: "<script>let a = '<b>';\n</script>", scripts: []string{"let a = '<b>';\n"}},
		"module":       {markup: `<SCRIPT type="module" data-x="a > b">1</SCRIPT >`, scripts: []string{"1"}},
		"external":     {markup: `<script async src="/x.js"></script><script src=y.js>2</script>`},
		"style":        {markup: `<style media=print>b { color: red }</style>`, styles: []string{"b { color: red }"}},
		"both":         {markup: `<script>"</style>"</script><style>b::after { content: "<script>" }</style><script>3</script>`, scripts: []string{`"</style>"`, "3"}, styles: []string{`b::after { content: "<script>" }`}},
		"comment":      {markup: `<!-- <script>4</script> --><script>5</script>`, scripts: []string{"5"}},
		"other names":  {markup: `<scripts>6</scripts><styled>7</styled>`},
		"never closed": {markup: `<script>8`},
	} {
		t.Run(name, func(t *testing.T) {
			scripts, styles := web.Inline(tt.markup)
			if diff := cmp.Diff(hashes(tt.scripts), scripts); diff != "" {
				t.Error("scripts:", diff)
			}
			if diff := cmp.Diff(hashes(tt.styles), styles); diff != "" {
				t.Error("styles:", diff)
			}
		})
	}
}

func hashes(texts []string) []string {
	var list []string
	for _, text := range texts {
		sum := sha256.Sum256([]byte(text))
		list = append(list, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
	}
	return list
}
