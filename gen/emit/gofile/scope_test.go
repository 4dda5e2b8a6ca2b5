package gofile

import "testing"

func TestScope(t *testing.T) {
	outer := NewScope()
	outer.Reserve("app")
	outer.Avoid("c")
	if got := outer.Name("c", "pkg"); got != "cpkg" {
		t.Errorf("a name to avoid becomes %q", got)
	}
	inner := outer.Child()
	for _, c := range []struct{ want, suffix, got string }{
		{"c", "Arg", "c"}, // avoided outside alone
		{"greet", "Handler", "greet"},
		{"greet", "Handler", "greetHandler"},
		{"greet", "Handler", "greetHandler2"},
		{"app", "Arg", "appArg"},   // taken outside
		{"type", "Arg", "typeArg"}, // a keyword
		{"len", "", "len2"},        // of the universe, with nothing to add
		{"1", "Result", "v"},       // the number of an unnamed result
		{"1", "Result", "vResult"},
		{"größe", "", "größe"},
	} {
		if got := inner.Name(c.want, c.suffix); got != c.got {
			t.Errorf("Name(%q, %q) is %q, want %q", c.want, c.suffix, got, c.got)
		}
	}
}
