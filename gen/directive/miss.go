package directive

import (
	"go/ast"
	"go/token"
	"regexp"
	"strings"

	"github.com/blocksgen/blocksgen/gen/diag"
)

// A near miss is a comment that was meant as a directive, but that go/ast does not
// recognise as one: a space after the slashes, upper case, a block comment.
var (
	spacedMiss = regexp.MustCompile(`^//([ \t]+)blocks:([a-z]+)(?:[ \t\r]|$)`)
	looseMiss  = regexp.MustCompile(`^//(?i:blocks)[ \t]*:[ \t]*([A-Za-z]+)`)
	blockMiss  = regexp.MustCompile(`^/\*[ \t]*blocks:([a-z]+)`)
	// wordMiss is another tool or separator: //block:on, //blocks on, //go:blocks on.
	wordMiss = regexp.MustCompile(`^//(?:go:)?((?i:[blocks]){4,8})([ \t]*[:.][ \t]*|[ \t]+)([A-Za-z]+)(?:[ \t\r]|$)`)
	// argument is what prose does not have: run.click, title="x".
	argument = regexp.MustCompile(`^[ \t\r]*($|[^ \t]*[.=][^ \t])`)
	mention  = regexp.MustCompile(`^/[/*][ \t]*(?:go:)?(?i:[blocks]{4,7})[ \t]*[:. ][ \t]*([A-Za-z]+)`)
)

// Possible reports whether a comment is a directive, or was probably meant as one.
func Possible(comment string) bool {
	line, _, _ := strings.Cut(comment, "\n")
	_, meant := wordMissed(line)
	return meant != "" || possible.MatchString(line)
}

var possible = regexp.MustCompile(`^(//|/\*)[ \t]*(?i:blocks)[ \t]*:`)

// wordMissed returns the directive that a line was meant as, and the length of what was written
// in its place; "" if it is not such a line.
func wordMissed(line string) (length int, name string) {
	m := wordMiss.FindStringSubmatchIndex(line)
	if m == nil {
		return 0, ""
	}
	tool, name := strings.ToLower(line[m[2]:m[3]]), strings.ToLower(line[m[6]:m[7]])
	if separator := line[m[4]:m[5]]; strings.TrimSpace(separator) == "" && !argument.MatchString(line[m[7]:]) {
		return 0, ""
	}
	if strings.HasPrefix(line, "//blocks:") || Lookup(name) == nil || diag.Nearest(tool, []string{"blocks"}) == "" {
		return 0, ""
	}
	return m[7], name
}

func (r *reader) nearMiss(c *ast.Comment) {
	line, _, _ := strings.Cut(c.Text, "\n")
	at := diag.At(r.fset, c.Slash, c.Slash+token.Pos(len(strings.TrimRight(line, "\r"))))
	if m := spacedMiss.FindStringSubmatchIndex(line); m != nil && Lookup(line[m[4]:m[5]]) != nil {
		space := diag.At(r.fset, c.Slash+token.Pos(m[2]), c.Slash+token.Pos(m[3]))
		r.list.Errorf(diag.SpaceInDirective, at, "this comment is not a directive: there is a space after //").
			Fix("remove the space", diag.Edit{Span: space})
		return
	}
	if m := blockMiss.FindStringSubmatch(line); m != nil && Lookup(m[1]) != nil {
		r.list.Errorf(diag.BlockComment, at, "this comment is not a directive: directives are line comments").
			Fix("write //blocks:" + m[1] + " on a line of its own")
		return
	}
	if n, name := wordMissed(line); name != "" {
		r.looksLike(c, at, n, name)
		return
	}
	if m := looseMiss.FindStringSubmatchIndex(line); m != nil {
		r.looksLike(c, at, m[3], strings.ToLower(line[m[2]:m[3]]))
	}
}

// looksLike reports a comment whose first n bytes were meant as a directive.
func (r *reader) looksLike(c *ast.Comment, at diag.Span, n int, name string) {
	head := diag.At(r.fset, c.Slash, c.Slash+token.Pos(n))
	r.list.Errorf(diag.SpaceInDirective, at, "this comment is not a directive: directives are written //blocks:%s", name).
		Fix("write //blocks:"+name, diag.Edit{Span: head, NewText: "//blocks:" + name})
}

// Mentioned reports whether a comment is, or was probably meant as, a directive of that
// name, whether or not it is valid.
func Mentioned(files []*ast.File, name string) bool {
	for _, f := range files {
		for _, g := range f.Comments {
			for _, c := range g.List {
				if m := mention.FindStringSubmatch(c.Text); m != nil && diag.Nearest(m[1], names()) == name {
					return true
				}
			}
		}
	}
	return false
}
