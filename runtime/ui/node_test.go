package ui_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/blocksgen/blocksgen/runtime/ui"
)

func names(settings []ui.Setting) (list []string) {
	for _, s := range settings {
		list = append(list, s.Name)
	}
	return list
}

func TestSettersReturnCopies(t *testing.T) {
	plain := ui.Textbox().Label("Name")
	left, right := plain.Lines(3), plain.Placeholder("?").Lines(9)
	if got := names(ui.Settings(plain)); !slices.Equal(got, []string{"label"}) {
		t.Errorf("the first block has %v", got)
	}
	if got := names(ui.Settings(left)); !slices.Equal(got, []string{"label", "lines"}) {
		t.Errorf("left has %v", got)
	}
	if got := names(ui.Settings(right)); !slices.Equal(got, []string{"label", "placeholder", "lines"}) {
		t.Errorf("right has %v", got)
	}
	if !ui.Same(left, right) || ui.Same(left, ui.Textbox().Label("Name")) {
		t.Error("copies are the same block, and only they")
	}
}

func TestChanges(t *testing.T) {
	declared := ui.Timer(2).Active(false)
	tests := []struct {
		changed ui.Node
		want    []string
	}{
		{declared, nil},
		{declared.Active(true), []string{"active"}},
		{declared.Active(true).Value(1).Active(false), []string{"active", "value", "active"}},
		{ui.TimerBlock{}.Active(true), []string{"active"}},
		{ui.TimerBlock{}, nil},
		{ui.Timer(2).Active(false), []string{"value", "active"}},
	}
	for i, test := range tests {
		if got := names(ui.Changes(test.changed, declared)); !slices.Equal(got, test.want) {
			t.Errorf("%d: changes %v, want %v", i, got, test.want)
		}
	}
	if got := names(ui.Changes(declared, declared.Value(1))); got != nil {
		t.Errorf("an earlier stage has no changes, got %v", got)
	}
}

func TestZeroValues(t *testing.T) {
	for _, n := range []ui.Node{ui.TextboxBlock{}, ui.RowBlock{}, ui.StateBlock[int]{}, ui.Custom[int]{}, ui.MultiDropdownBlock{}} {
		if ui.Kind(n) != "" || len(ui.Children(n)) > 0 || len(ui.Settings(n)) > 0 || ui.Same(n, n) {
			t.Errorf("%T has something", n)
		}
	}
	if got := names(ui.Settings(ui.MarkdownBlock{}.Value("x"))); !slices.Equal(got, []string{"value"}) {
		t.Errorf("a setter of a zero value sets %v", got)
	}
}

// TestCallersKeepTheirSlices changes what was given to constructors and setters.
func TestCallersKeepTheirSlices(t *testing.T) {
	texts, list := []string{"a"}, ui.Values(1)
	kids, data := []ui.Node{ui.Textbox()}, map[string]any{"max": 1}
	radio := ui.Radio(texts...)
	number := ui.Radio().Choices(list).ElemClasses(texts...)
	row, html := ui.Row(kids...), ui.HTML("").Props(data)
	texts[0], list[0], kids[0], data["max"] = "changed", ui.Choice{Name: "changed"}, nil, "changed"

	for _, test := range []struct {
		block ui.Node
		name  string
		want  string
	}{
		{radio, "choices", `[["a","a"]]`},
		{number, "choices", `[["1",1]]`},
		{number, "elem_classes", `["a"]`},
		{html, "props", `{"max":1}`},
	} {
		props, err := ui.Encoder{}.Props(test.block)
		if err != nil || string(props[test.name]) != test.want {
			t.Errorf("%s is %s, want %s (%v)", test.name, props[test.name], test.want, err)
		}
	}
	if ui.Children(row)[0] == nil {
		t.Error("the row lost its child")
	}
}

// TestConcurrentSetters is for the race detector.
func TestConcurrentSetters(t *testing.T) {
	shared := ui.Dropdown("a", "b").Label("shared")
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			b := shared.Value(i).Choices(ui.Values(i))
			got := ui.Changes(b, shared)
			if len(got) != 2 || got[0].Value != i {
				t.Errorf("changes %v, want value %d", got, i)
			}
		})
	}
	wg.Wait()
	if got := names(ui.Settings(shared)); !slices.Equal(got, []string{"choices", "label"}) {
		t.Errorf("the shared block has %v", got)
	}
}

func TestWalk(t *testing.T) {
	run, clearAll := ui.Button("Run"), ui.Button("Clear")
	name := ui.Textbox().Buttons(ui.CopyButton, clearAll)
	other := ui.Number()
	calc := ui.Interface().Inputs(other).SubmitBtn(run)
	unused := ui.Button("never")
	fragment := ui.Page(name)
	home := ui.Page(ui.Row(fragment, ui.JSON().Buttons(unused).Buttons()), ui.ClearButton(name), calc)

	// A zero value stands for itself; the name stands once; a later stage of a
	// block is the block.
	nodes := ui.Walk(home, ui.Page(name.Label("again"), ui.TextboxBlock{}, nil))
	var kinds []string
	for _, n := range nodes {
		kinds = append(kinds, ui.Kind(n))
	}
	want := []string{"page", "row", "page", "textbox", "button", "json", "clearbutton", "interface", "number", "button", "page", ""}
	if !slices.Equal(kinds, want) {
		t.Errorf("walked\n%v, want\n%v", kinds, want)
	}
	index := ui.Index(nodes)
	if i := index(name.Lines(2)); i != 3 {
		t.Errorf("name is at %d", i)
	}
	if i := index(unused); i != -1 {
		t.Errorf("the unused button is at %d", i)
	}
	if i := index(ui.TextboxBlock{}); i != -1 {
		t.Errorf("a zero value is at %d", i)
	}
}

func TestTriggers(t *testing.T) {
	box := ui.Dropdown()
	trigger := box.KeyUp()
	if trigger.Event != "key_up" || !ui.Same(trigger.Block, box) {
		t.Errorf("trigger is %v", trigger)
	}
}

func TestStateOf(t *testing.T) {
	made, dropped := 0, 0
	state := ui.StateFunc(func() int { made++; return made }).TimeToLive(1.5).DeleteCallback(func(v int) { dropped = v })
	initial, ttl, onDelete, ok := ui.StateOf(state)
	if !ok || ttl != 1500*time.Millisecond {
		t.Fatalf("StateOf gives %v, %v", ttl, ok)
	}
	if initial() != 1 || initial() != 2 {
		t.Error("each session has a value of its own")
	}
	onDelete(7)
	if dropped != 7 {
		t.Errorf("dropped %d", dropped)
	}

	initial, ttl, onDelete, ok = ui.StateOf(ui.State([]string{"a"}))
	if !ok || ttl != 0 || onDelete != nil || !reflect.DeepEqual(initial(), []string{"a"}) {
		t.Errorf("StateOf gives %v, %v", ttl, ok)
	}
	if _, _, _, ok := ui.StateOf(ui.Textbox().Value("a")); ok {
		t.Error("a textbox is no State")
	}
	if _, _, _, ok := ui.StateOf(ui.StateBlock[int]{}); ok {
		t.Error("the zero value is no State that was declared")
	}
	_, _, onDelete, _ = ui.StateOf(ui.State[error](nil).DeleteCallback(func(err error) { dropped = -1 }))
	if onDelete(nil); dropped != -1 {
		t.Error("a nil value is dropped like others")
	}
}

func TestOpt(t *testing.T) {
	var zero ui.Opt[int]
	if _, ok := zero.Get(); ok || zero.IsNull() || zero.IsSet() {
		t.Error("the zero Opt has something")
	}
	if v, ok := ui.Some(0).Get(); v != 0 || !ok || !ui.Some(0).IsSet() || ui.Some(0).IsNull() {
		t.Error("Some(0) is a value")
	}
	if _, ok := ui.Null[int]().Get(); ok || !ui.Null[int]().IsNull() || !ui.Null[int]().IsSet() {
		t.Error("Null is null")
	}
	var all struct{ A, B, C ui.Opt[int] }
	if err := json.Unmarshal([]byte(`{"A":3,"B":null}`), &all); err != nil {
		t.Fatal(err)
	}
	if all.A != ui.Some(3) || all.B != ui.Null[int]() || all.C != zero {
		t.Errorf("read %+v", all)
	}
	if raw, err := json.Marshal(all); err != nil || string(raw) != `{"A":3,"B":null,"C":null}` {
		t.Errorf("wrote %s, %v", raw, err)
	}
	if err := json.Unmarshal([]byte(`{"A":"x"}`), &all); err == nil {
		t.Error("a text is no int")
	}
}
