package diag_test

import (
	"errors"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/gen/diag"
)

const source = "package p\n\n\t//blocks:on\trum.click name.submit\r\nfunc F() {}\n"

func span(line, column, end int) diag.Span {
	return diag.Span{File: "/home/me/app/p.go", Line: line, Column: column, EndLine: line, EndColumn: end}
}

func printer() diag.Printer {
	return diag.Printer{Dir: "/home/me/app", Source: func(file string) ([]byte, error) {
		if file != "/home/me/app/p.go" {
			return nil, errors.New("no such file")
		}
		return []byte(source), nil
	}}
}

func sample() *diag.List {
	var l diag.List
	l.Errorf("BLK201", span(3, 14, 17), "no block is called %q", "rum").
		Note(span(1, 1, 8), "package p begins here").
		Fix("did you mean run?", diag.Edit{Span: span(3, 14, 17), NewText: "run"})
	return &l
}

func TestText(t *testing.T) {
	tests := []struct {
		name string
		list func() *diag.List
		want string
	}{
		{"excerpt keeps tabs", sample, `p.go:3:14: no block is called "rum" [BLK201]
    //blocks:on	rum.click name.submit
               	^^^
  p.go:1:1: note: package p begins here
  fix: did you mean run?
`},
		{"empty span has one mark", func() *diag.List {
			var l diag.List
			l.Warnf("BLK300", span(4, 1, 1), "unused")
			return &l
		}, "p.go:4:1: warning: unused [BLK300]\n    func F() {}\n    ^\n"},
		{"over several lines marks the rest of the first", func() *diag.List {
			var l diag.List
			s := span(4, 6, 3)
			s.EndLine = 9
			l.Errorf("BLK300", s, "long")
			return &l
		}, "p.go:4:6: long [BLK300]\n    func F() {}\n         ^^^^^^\n"},
		{"no place", func() *diag.List {
			var l diag.List
			l.Errorf("BLK001", diag.Span{}, "no module").Detail = "first\nsecond"
			return &l
		}, "no module [BLK001]\n  first\n  second\n"},
		{"place beyond the file, unreadable file", func() *diag.List {
			var l diag.List
			l.Errorf("BLK001", span(99, 400, 500), "beyond")
			l.Errorf("BLK001", diag.Span{File: "/q.go", Line: 1, Column: 1}, "gone")
			return &l
		}, "p.go:99:400: beyond [BLK001]\n/q.go:1:1: gone [BLK001]\n"},
		{"column beyond the line", func() *diag.List {
			var l diag.List
			l.Errorf("BLK001", span(1, 400, 500), "beyond")
			return &l
		}, "p.go:1:400: beyond [BLK001]\n    package p\n             ^\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var b strings.Builder
			if err := printer().Text(&b, test.list().Sorted()); err != nil {
				t.Fatal(err)
			}
			if b.String() != test.want {
				t.Errorf("got\n%s\nwant\n%s", b.String(), test.want)
			}
		})
	}
}

func TestColorOnlyWhenAsked(t *testing.T) {
	p := printer()
	p.Color = true
	var b strings.Builder
	if err := p.Text(&b, sample().Sorted()); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "\x1b[31mno block") {
		t.Errorf("no colour in %q", b.String())
	}
}

func TestJSON(t *testing.T) {
	var b strings.Builder
	if err := printer().JSON(&b, sample().Sorted()); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"code": "BLK201"`, `"severity": "error"`, `"file": "p.go"`, `"endColumn": 17`, `"newText": "run"`,
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s is missing in\n%s", want, b.String())
		}
	}
	b.Reset()
	if err := printer().JSON(&b, nil); err != nil || b.String() != "[]\n" {
		t.Errorf("nothing found: %q, %v", b.String(), err)
	}
}

func TestGitHub(t *testing.T) {
	l := sample()
	l.Errorf("BLK001", diag.Span{}, "50%% of\nit").Detail = "more"
	var b strings.Builder
	if err := printer().GitHub(&b, l.Sorted()); err != nil {
		t.Fatal(err)
	}
	want := "::error title=BLK001::50%25 of%0Ait%0Amore\n" +
		"::error file=p.go,line=3,col=14,endLine=3,endColumn=17,title=BLK201::no block is called \"rum\"%0Afix: did you mean run?\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestSorted(t *testing.T) {
	var l diag.List
	l.Errorf("BLK202", span(2, 1, 2), "b")
	l.Errorf("BLK201", span(2, 1, 2), "a")
	l.Warnf("BLK201", span(1, 9, 9), "c")
	l.Errorf("BLK202", span(2, 1, 9), "b")
	var got []string
	for _, d := range l.Sorted() {
		got = append(got, d.Message)
	}
	if s := strings.Join(got, " "); s != "c a b" {
		t.Errorf("order %q", s)
	}
	if !l.HasErrors() {
		t.Error("errors are not seen")
	}
	var w diag.List
	w.Warnf("BLK201", span(1, 1, 1), "c")
	if w.HasErrors() {
		t.Error("a warning counts as an error")
	}
}

func TestAt(t *testing.T) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "/a.go", "package a\nvar é, x = 1,\n 2\n", 0)
	if err != nil {
		t.Fatal(err)
	}
	d := f.Decls[0]
	want := diag.Span{File: "/a.go", Line: 2, Column: 1, EndLine: 3, EndColumn: 3}
	if got := diag.At(fset, d.Pos(), d.End()); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := diag.At(fset, token.NoPos, d.End()); got.IsValid() {
		t.Errorf("no position gives %+v", got)
	}
	if got := diag.At(fset, d.Pos(), token.NoPos); got.EndColumn != 1 || got.EndLine != 2 {
		t.Errorf("no end gives %+v", got)
	}
}

func TestNearest(t *testing.T) {
	candidates := []string{"api_name", "api_description", "queue", "in", "id"}
	for name, want := range map[string]string{
		"api_nam": "api_name", "apiname": "api_name", "quueue": "queue", "queeu": "queue", "API_NAME": "api_name",
		"i": "", "colour": "", "ni": "in", "": "",
	} {
		if got := diag.Nearest(name, candidates); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestApply(t *testing.T) {
	edit := func(line, column, endLine, endColumn int, text string) *diag.Diagnostic {
		d := &diag.Diagnostic{}
		return d.Fix("", diag.Edit{Span: diag.Span{File: "/a.go", Line: line, Column: column, EndLine: endLine, EndColumn: endColumn}, NewText: text}).
			Fix("the second fix is another way, not another step", diag.Edit{Span: diag.Span{File: "/a.go", Line: 1, Column: 1, EndLine: 3, EndColumn: 1}})
	}
	src := []byte("one\ntwo\nthree")
	got, err := diag.Apply([]*diag.Diagnostic{
		edit(3, 1, 3, 6, "drei"), edit(1, 2, 2, 1, "!"), edit(1, 3, 1, 4, "overlaps"), edit(3, 6, 3, 6, "."),
	}, "/a.go", src)
	if err != nil || string(got) != "o!two\ndrei." {
		t.Errorf("got %q, %v", got, err)
	}
	if got, err := diag.Apply([]*diag.Diagnostic{edit(1, 1, 1, 2, "x")}, "/b.go", src); err != nil || string(got) != string(src) {
		t.Errorf("another file: %q, %v", got, err)
	}
	for _, d := range []*diag.Diagnostic{edit(9, 1, 9, 2, ""), edit(3, 1, 3, 99, ""), edit(0, 0, 0, 0, "")} {
		if _, err := diag.Apply([]*diag.Diagnostic{d}, "/a.go", src); err == nil {
			t.Errorf("a place beyond the file is taken: %v", d.Fixes[0].Edits[0].Span)
		}
	}
}
