package value_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/blocksgen/blocksgen/runtime/value"
)

type leaf struct {
	Name  string
	Tags  []string
	Since time.Time
}

type sealed struct{ names []string }

func TestCopyAny(t *testing.T) {
	doc := func() map[string]any {
		return map[string]any{
			"n": 1, "f": 2.5, "s": "text", "b": true, "null": nil, "at": time.Unix(1, 0), "bytes": []byte("ab"),
			"list": []any{"a", map[string]any{"deep": []any{1}}, [2][]int{{1}, {2}}}, "leaf": &leaf{"x", []string{"y"}, time.Unix(2, 0)}, "none": (*leaf)(nil), "empty": []any(nil),
		}
	}
	kept := doc()
	got := value.CopyAny[any](kept).(map[string]any)
	if d := cmp.Diff(kept, got); d != "" {
		t.Fatalf("the copy differs: %s", d)
	}
	got["list"].([]any)[1].(map[string]any)["deep"].([]any)[0] = "changed"
	got["list"].([]any)[2] = 0
	got["leaf"].(*leaf).Tags[0] = "changed"
	got["bytes"].([]byte)[0] = 'x'
	got["new"] = true
	if d := cmp.Diff(doc(), kept); d != "" {
		t.Errorf("the copy shares memory: %s", d)
	}
	if value.CopyAny[any](nil) != nil || value.CopyAny[error](nil) != nil {
		t.Error("nothing becomes something")
	}
}

func TestWhatCannotBeCopied(t *testing.T) {
	circle := map[string]any{}
	circle["self"] = circle
	for name, c := range map[string]struct {
		v    any
		want string
	}{
		"a channel":         {[]any{make(chan int)}, "chan int"},
		"a function":        {func() {}, "func()"},
		"hidden references": {sealed{[]string{"a"}}, "sealed.names refers to other memory and is not exported"},
		"keys":              {map[any]int{1: 2}, "keys"},
		"a circle":          {circle, "refers to itself"},
	} {
		var scope value.Scope
		got := value.State(&value.In{State: c.v, Scope: &scope}, value.CopyAny[any])
		if err := scope.Err(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
		var out value.Out
		value.PutState(&out, c.v, value.CopyAny[any])
		if out.State != nil || out.Err == nil || !strings.Contains(out.Err.Error(), c.want) {
			t.Errorf("%s goes out: %v, %v", name, out.State, out.Err)
		}
	}
}

type node struct{ next *node }

func cloneNode(v *node, d value.Depth) *node {
	if v == nil {
		return nil
	}
	return &node{cloneNode(v.next, d.Next())}
}

func TestNested(t *testing.T) {
	var list *node
	for range value.MaxDepth {
		list = &node{list}
	}
	var scope value.Scope
	got := value.State(&value.In{State: list, Scope: &scope}, value.Nested(cloneNode))
	if err := scope.Err(); err != nil || got == list || got.next == nil {
		t.Errorf("a list as long as may be: %v", err)
	}
	ring := &node{}
	ring.next = ring
	value.State(&value.In{State: ring, Scope: &scope}, value.Nested(cloneNode))
	if err := scope.Err(); err == nil || !strings.Contains(err.Error(), "refers to itself") {
		t.Errorf("a ring: %v", err)
	}
}

// A panic of the user's own Clone is the user's.
func TestCloneMayPanic(t *testing.T) {
	own := errors.New("mine")
	defer func() {
		if cause := recover(); cause != own {
			t.Errorf("recovered %v", cause)
		}
	}()
	value.State(&value.In{State: 1, Scope: new(value.Scope)}, func(int) int { panic(own) })
}
