package app_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/app"
	"github.com/blocksgen/blocksgen/runtime/ui"
	"github.com/blocksgen/blocksgen/runtime/value"
)

func TestOpt(t *testing.T) {
	for raw, want := range map[string]string{`null`: "null", ``: "null", `5`: "5", `"x"`: "error"} {
		in := &value.In{Raw: json.RawMessage(raw), Label: "F", Scope: new(value.Scope)}
		v := app.Opt(in, value.Int[int])
		got := "null"
		if n, ok := v.Get(); ok {
			got = fmt.Sprint(n)
		}
		if in.Scope.Err() != nil {
			got = "error"
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", raw, got, want)
		}
	}
	for want, v := range map[string]ui.Opt[int]{`5`: ui.Some(5), `null`: ui.Null[int](), ``: {}} {
		var out value.Out
		app.PutOpt(&out, v, value.PutInt[int])
		if string(out.Raw) != want {
			t.Errorf("got %q, want %q", out.Raw, want)
		}
	}
}
