package mdhtml

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// delimiter is a pair of marks around a formula: an element of latex_delimiters.
type delimiter struct {
	Left    string `json:"left"`
	Right   string `json:"right"`
	Display bool   `json:"display"` // a paragraph of its own
}

// delimiters reads the property latex_delimiters. Of two marks that begin alike the
// longer one is tried first. Those that do not begin with ASCII punctuation, at which a
// parser of Markdown looks for something special, are left out.
func delimiters(raw json.RawMessage) []delimiter {
	var list []delimiter
	if json.Unmarshal(raw, &list) != nil {
		return nil
	}
	list = slices.DeleteFunc(list, func(d delimiter) bool { return d.Left == "" || d.Right == "" || !util.IsPunct(d.Left[0]) })
	slices.SortStableFunc(list, func(a, b delimiter) int { return cmp.Compare(len(b.Left), len(a.Left)) })
	return list
}

// formulas is a goldmark extension. A formula becomes
//
//	<span data-tex="x^2">$$x^2$$</span>
//
// with data-display for one that is a paragraph of its own. The page draws it when the
// app has the asset pack for it; otherwise it shows the source. Nothing in a formula is
// read as Markdown.
type formulas []delimiter

// Extend implements [goldmark.Extender]. Code comes first, and what is left before
// everything else.
func (list formulas) Extend(m goldmark.Markdown) {
	if len(list) == 0 {
		return
	}
	m.Parser().AddOptions(
		parser.WithInlineParsers(util.Prioritized(inlineFormulas(list), 150)),
		parser.WithBlockParsers(util.Prioritized(blockFormulas(list), 750)),
	)
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(formulaRenderer{}, 100)))
}

func triggers(list []delimiter) []byte {
	var first []byte
	for _, d := range list {
		if !bytes.Contains(first, []byte{d.Left[0]}) {
			first = append(first, d.Left[0])
		}
	}
	return first
}

// formula is a formula in a line of text. One that is a block has its source in its
// lines.
type formula struct {
	ast.BaseInline
	delimiter
	tex []byte
}

type formulaBlock struct {
	ast.BaseBlock
	delimiter
	closed bool
}

var (
	kindFormula      = ast.NewNodeKind("Formula")
	kindFormulaBlock = ast.NewNodeKind("FormulaBlock")
)

func (*formula) Kind() ast.NodeKind      { return kindFormula }
func (*formulaBlock) Kind() ast.NodeKind { return kindFormulaBlock }

// IsRaw implements [ast.Node].
func (*formulaBlock) IsRaw() bool { return true }

// Dump implements [ast.Node].
func (f *formula) Dump(source []byte, level int) { ast.DumpHelper(f, source, level, nil, nil) }

// Dump implements [ast.Node].
func (f *formulaBlock) Dump(source []byte, level int) { ast.DumpHelper(f, source, level, nil, nil) }

// formulaRenderer writes formulas as elements that the page draws.
type formulaRenderer struct{}

// RegisterFuncs implements [renderer.NodeRenderer].
func (formulaRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindFormula, func(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			f := node.(*formula)
			writeFormula(w, f.delimiter, f.tex)
		}
		return ast.WalkSkipChildren, nil
	})
	r.Register(kindFormulaBlock, func(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		f := node.(*formulaBlock)
		tex := f.Lines().Value(source)
		_, _ = w.WriteString("<p>")
		if f.closed {
			writeFormula(w, f.delimiter, tex)
		} else {
			_, _ = w.Write(util.EscapeHTML([]byte(f.Left)))
			_, _ = w.Write(util.EscapeHTML(tex))
		}
		_, _ = w.WriteString("</p>\n")
		return ast.WalkSkipChildren, nil
	})
}

func writeFormula(w util.BufWriter, d delimiter, tex []byte) {
	_, _ = w.WriteString(`<span data-tex="`)
	_, _ = w.Write(util.EscapeHTML(bytes.TrimSpace(tex)))
	if d.Display {
		_, _ = w.WriteString(`" data-display="`)
	}
	_, _ = w.WriteString(`">`)
	for _, part := range [][]byte{[]byte(d.Left), tex, []byte(d.Right)} {
		_, _ = w.Write(util.EscapeHTML(part))
	}
	_, _ = w.WriteString("</span>")
}

// searches remembers how far marks were looked for, so that a text full of marks that
// nothing closes takes no longer than another.
type searches map[string]search

// search is a stretch of the source: where a search began, and where it ended.
type search struct{ from, found int }

var (
	inlineSearches = parser.NewContextKey()
	blockSearches  = parser.NewContextKey()
)

func searchesOf(pc parser.Context, key parser.ContextKey) searches {
	s, ok := pc.Get(key).(searches)
	if !ok {
		s = searches{}
		pc.Set(key, s)
	}
	return s
}

// inlineFormulas finds formulas within a paragraph.
type inlineFormulas []delimiter

// Trigger implements [parser.InlineParser].
func (list inlineFormulas) Trigger() []byte { return triggers(list) }

// Parse implements [parser.InlineParser].
func (list inlineFormulas) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	failed := searchesOf(pc, inlineSearches)
	for _, d := range list {
		if !bytes.HasPrefix(line, []byte(d.Left)) || segment.Start < failed[d.Left].found {
			continue
		}
		at, position := block.Position()
		block.Advance(len(d.Left))
		tex, end := d.until(block)
		if tex == nil {
			failed[d.Left] = search{segment.Start, end}
		} else if len(bytes.TrimSpace(tex)) > 0 {
			return &formula{delimiter: d, tex: tex}
		}
		block.SetPosition(at, position)
	}
	return nil
}

// until reads up to the right mark, and past it. Where there is none it returns nil
// and the end of what was searched.
func (d delimiter) until(block text.Reader) (tex []byte, end int) {
	tex = []byte{}
	for first := true; ; first = false {
		line, segment := block.PeekLine()
		if line == nil {
			return nil, end
		}
		end = segment.Stop
		if first && d.single() && (len(line) == 0 || util.IsSpace(line[0])) {
			return nil, segment.Start
		}
		if i := d.closing(line); i >= 0 {
			block.Advance(i + len(d.Right))
			return append(tex, line[:i]...), end
		}
		tex = append(tex, line...)
		block.AdvanceLine()
	}
}

// closing finds the right mark in a line; -1 when there is none. A backslash takes away
// the meaning of the character after it, unless both begin the mark.
func (d delimiter) closing(line []byte) int {
	for i := 0; i < len(line); i++ {
		if bytes.HasPrefix(line[i:], []byte(d.Right)) && !(d.single() && !closesDollar(line, i)) {
			return i
		}
		if line[i] == '\\' {
			i++
		}
	}
	return -1
}

// single reports whether the marks are single dollars, which are more often money than
// a formula: as in Pandoc, no space follows the first, and neither does one come before
// the second nor a digit after it.
func (d delimiter) single() bool { return d.Left == "$" && d.Right == "$" }

func closesDollar(line []byte, i int) bool {
	before := i > 0 && !util.IsSpace(line[i-1])
	after := i+1 == len(line) || line[i+1] < '0' || line[i+1] > '9'
	return before && after
}

// blockFormulas finds formulas that begin a line and end one further down: they may
// have empty lines in them.
type blockFormulas []delimiter

// Trigger implements [parser.BlockParser].
func (list blockFormulas) Trigger() []byte { return triggers(list) }

// Open implements [parser.BlockParser].
func (list blockFormulas) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	start := pc.BlockOffset()
	if start < 0 {
		return nil, parser.NoChildren
	}
	for _, d := range list {
		rest, ok := bytes.CutPrefix(line[start:], []byte(d.Left))
		if !ok || !d.Display || d.closing(rest) >= 0 || !d.closesAfter(reader.Source(), segment.Stop, searchesOf(pc, blockSearches)) {
			continue
		}
		f := &formulaBlock{delimiter: d}
		f.Lines().Append(text.NewSegment(segment.Stop-len(rest), segment.Stop))
		return f, parser.NoChildren
	}
	return nil, parser.NoChildren
}

// Continue implements [parser.BlockParser].
func (blockFormulas) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	f := node.(*formulaBlock)
	line, segment := reader.PeekLine()
	if i := f.closing(line); i >= 0 && util.IsBlank(line[i+len(f.Right):]) {
		f.closed = true
		f.Lines().Append(text.NewSegment(segment.Stop-len(line), segment.Stop-len(line)+i))
		reader.AdvanceToEOL()
		return parser.Close
	}
	f.Lines().Append(segment)
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

// Close implements [parser.BlockParser].
func (blockFormulas) Close(ast.Node, text.Reader, parser.Context) {}

// CanInterruptParagraph implements [parser.BlockParser].
func (blockFormulas) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements [parser.BlockParser].
func (blockFormulas) CanAcceptIndentedLine() bool { return false }

// closesAfter reports whether the right mark ends a line after an offset.
func (d delimiter) closesAfter(source []byte, offset int, known searches) bool {
	if s, ok := known[d.Right]; ok && s.from <= offset && offset <= s.found {
		return s.found < len(source)
	}
	at := offset
	for at < len(source) {
		i := bytes.Index(source[at:], []byte(d.Right))
		if i < 0 {
			at = len(source)
			break
		}
		at += i
		if line, _, _ := bytes.Cut(source[at+len(d.Right):], []byte("\n")); util.IsBlank(line) {
			break
		}
		at++
	}
	known[d.Right] = search{offset, at}
	return at < len(source)
}
