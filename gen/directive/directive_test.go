package directive_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/diag/diagtest"
	"github.com/blocksgen/blocksgen/gen/directive"
)

func read(t *testing.T, sources map[string][]byte) ([]*directive.Call, []*diag.Diagnostic) {
	t.Helper()
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range slices.Sorted(maps.Keys(sources)) {
		// A case may have a syntax error. The rest of the file is read anyway.
		f, _ := parser.ParseFile(fset, name, sources[name], parser.ParseComments|parser.SkipObjectResolution)
		files = append(files, f)
	}
	var list diag.List
	calls := directive.Read(fset, files, &list)
	return calls, list.Sorted()
}

func TestFindings(t *testing.T) {
	for _, c := range diagtest.Load(t, "testdata", "testdata") {
		t.Run(c.Name, func(t *testing.T) {
			_, list := read(t, c.Files)
			c.Check(t, list)
		})
	}
}

func TestRead(t *testing.T) {
	calls, list := read(t, map[string][]byte{"/a.go": []byte(`// Package a is an app.
//
//blocks:app title="Two Words" css=style max_file_size=5mb
//blocks:with default_concurrency_limit=none css_paths="a.css", "b.css"
package a

//blocks:on run.click Greet.success in=n:age,1,text:"a, b",audio.position out=reply
//
// More text.
//
//blocks:on name.submit js=` + "`(n) => [n]`" + `
//blocks:with queue=false time_limit=2.5
func Greet(n int) {}

//blocks:on run.click
const Trim ui.JS = ""
`)})
	if len(list) > 0 {
		t.Fatalf("found %v", list[0])
	}
	var got []string
	for _, c := range calls {
		b, err := json.Marshal(summary(c))
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, string(b))
	}
	want := []string{
		`["app","a package clause","a","3:1",["title","Two Words"],["css","style"],["max_file_size",5242880],["default_concurrency_limit",0],["css_paths",["a.css","b.css"]]]`,
		`["on","a function","Greet","7:1",["","run.click"],["","Greet.success"],["in",["n:age","1","text:a, b","audio.position"]],["out",["reply"]]]`,
		`["on","a function","Greet","11:1",["","name.submit"],["js","(n) =\u003e [n]"],["queue",false],["time_limit",2.5]]`,
		`["on","a constant","Trim","15:1",["","run.click"]]`,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	in := calls[1].Arg("in").Value
	if s := in.List[0]; s.KeySpan.String() != "/a.go:7:40" || s.Span.String() != "/a.go:7:42" || s.Span.EndColumn != 45 {
		t.Errorf("key at %v, value at %v", s.KeySpan, s.Span)
	}
	if s := in.List[2]; s.KeySpan.String() != "/a.go:7:48" || s.Span.String() != "/a.go:7:53" || !s.Quoted {
		t.Errorf("quoted: key at %v, value at %v", s.KeySpan, s.Span)
	}
}

func summary(c *directive.Call) []any {
	s := []any{c.Name, c.Target, c.Ident.Name, strings.TrimPrefix(c.Span.String(), "/a.go:")}
	for _, a := range c.Args {
		s = append(s, []any{a.Name, value(a)})
	}
	return s
}

func value(a directive.Arg) any {
	switch a.Param.Kind {
	case directive.Texts, directive.Blocks, directive.Bindings, directive.Names:
		list := []string{}
		for _, v := range a.Value.List {
			if v.Key != "" {
				list = append(list, v.Key+":"+v.Text)
			} else {
				list = append(list, v.Text)
			}
		}
		return list
	case directive.Bool:
		return a.Value.Bool
	case directive.Int, directive.Limit, directive.Size:
		return a.Value.Int
	case directive.Float:
		return a.Value.Float
	}
	return a.Value.Text
}

// FuzzRead checks that no text of a directive makes the reader panic, that positions
// are on the comment's own line, and that every broken directive is reported.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		`run.click in=n:age,1 out=a, b`, `title="a \" b" x`, "js=`x` id=a", `a=b=c`, `in=,`, `"`, "é=世,世:\"\xff\"", "a:\"b\"", "//", "x,",
	} {
		f.Add("on", seed)
		f.Add("app", seed)
	}
	f.Fuzz(func(t *testing.T, name, args string) {
		if strings.ContainsAny(name+args, "\n\r\x00") {
			t.Skip()
		}
		line := "//blocks:" + name + " " + args
		calls, list := read(t, map[string][]byte{"/a.go": []byte("package a\n\n" + line + "\nfunc F() {}\n")})
		for _, d := range list {
			s := d.Span
			if s.Line != 3 || s.Column < 1 || s.EndColumn > len(line)+1 || s.EndColumn < s.Column {
				t.Errorf("%q: %s at %+v", line, d.Message, s)
			}
		}
		for _, c := range calls {
			if c.Broken && len(list) == 0 {
				t.Errorf("%q: broken without a diagnostic", line)
			}
			for _, a := range c.Args {
				if s := a.Value.Span; s.Line != 3 || s.EndColumn > len(line)+1 || s.EndColumn < s.Column {
					t.Errorf("%q: value at %+v", line, s)
				}
			}
		}
	})
}
