package site_test

import (
	"fmt"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/app/internal/site"
	"github.com/blocksgen/blocksgen/runtime/blocks/button"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/blocks/textbox"
	"github.com/blocksgen/blocksgen/runtime/ui"
)

type op string

// TestChanges: what was set since the declaration is the change.
func TestChanges(t *testing.T) {
	declared := ui.Textbox().Label("Old").Lines(2)
	other := ui.Button("Other")
	s, err := site.New(site.Source{
		Config: []byte(`{"pages":[{"id":0,"name":"Home","layout":[1,7]}],"blocks":[{"id":1,"kind":"textbox"},{"id":7,"kind":"button"}],"listeners":[],
			"order":[0,1,7],"enums":{"github.com/blocksgen/blocksgen/runtime/app/internal/site_test.op":[["Add","add"]]}}`),
		Pages:  []ui.Node{ui.Page(declared, other)},
		Blocks: []*spec.Block{textbox.Block, button.Block},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name  string
		block ui.Node
		want  string
	}{
		{"nothing", declared, ``},
		{"changes", declared.Label("New").Value("v").Label("Newer"), `label="Newer" value="v" `},
		{"another block", ui.TextboxBlock{}.Label("New"), `label="New" `},
		{"zero block", ui.TextboxBlock{}, ``},
		{"toolbar", declared.Buttons(ui.CopyButton, other), `buttons=["copy",{"id":7}] `},
		{"enum", ui.RadioBlock{}.Choices(ui.Enum[op]()), `choices=[["Add","add"]] `},
		{"a value's function", declared.ValueFunc(func() string { return "" }).Lines(3), `lines=3 `},
	} {
		t.Run(tt.name, func(t *testing.T) {
			props, err := s.Changes(tt.block, declared)
			got := ""
			for _, p := range props {
				got += fmt.Sprintf("%s=%s ", p.Name, p.Value)
			}
			if got != tt.want || err != nil {
				t.Errorf("got %q, %v, want %q", got, err, tt.want)
			}
		})
	}
	if props, err := s.Changes(declared.Buttons(ui.Button("Nowhere")), declared); err == nil {
		t.Errorf("a block that is not placed was encoded: %v", props)
	}
}
