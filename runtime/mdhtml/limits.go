package mdhtml

import (
	"bytes"
	"context"
	"errors"
	"html"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// What one text may cost. Anybody may ask for a text to be rendered, and some texts of a
// few kilobytes would take gigabytes or minutes: a table pads each row to the width of
// its header, each mark of emphasis or of a link is compared with those before it, each
// line with every list that it is in. A text beyond the limits is shown as it is.
const (
	maxSource = 128 << 10 // bytes of a text
	maxOutput = 1 << 20   // bytes of the HTML that it becomes
	maxTime   = 2 * time.Second
	maxCells  = 50_000    // of all tables
	maxDepth  = 64        // of lists and quotations in each other
	maxLines  = 250_000   // times the depth
	maxMarks  = 4_000_000 // for each mark, the marks before it in its paragraph and a fiftieth of its bytes
)

// errTooComplex: a text is beyond the limits.
var errTooComplex = errors.New("the text is too complex")

// convert is m.Convert within the limits. The error is errTooComplex, or ctx's.
func convert(ctx context.Context, m goldmark.Markdown, source string) (html []byte, err error) {
	if len(source) > maxSource {
		return nil, errTooComplex
	}
	src := []byte(source)
	w := &watch{ctx: ctx, end: time.Now().Add(maxTime), lines: bytes.Count(src, []byte("\n")) + 1}
	defer func() {
		if p := recover(); p != nil {
			stopped, ok := p.(stop)
			if !ok {
				panic(p)
			}
			html, err = nil, stopped.err
		}
	}()
	pc := parser.NewContext()
	pc.Set(watchKey, w)
	if err := m.Convert(src, w, parser.WithContext(pc)); err != nil {
		return nil, err
	}
	return w.html.Bytes(), nil
}

// plain shows a text as it is.
func plain(source string) string { return "<pre>" + html.EscapeString(source) + "</pre>\n" }

// watch adds up what rendering one text has cost. It is also the writer of the HTML.
type watch struct {
	ctx   context.Context
	end   time.Time
	lines int
	cells int
	marks int
	block ast.Node // of the last mark,
	size  int      // its bytes, and
	nth   int      // which one it was there
	calls int
	html  bytes.Buffer
}

// stop is the panic by which a watch ends the rendering, which cannot be cancelled.
type stop struct{ err error }

func (w *watch) tooComplex(is bool) {
	if is {
		panic(stop{errTooComplex})
	}
}

// check ends the rendering when nobody waits for it any more, or its time is up. It is
// called often and does not look at the clock each time.
func (w *watch) check() {
	if w.calls++; w.calls%64 > 0 {
		return
	}
	if err := w.ctx.Err(); err != nil {
		panic(stop{err})
	}
	w.tooComplex(time.Now().After(w.end))
}

// mark counts a character that may mean something in a paragraph.
func (w *watch) mark(block ast.Node) {
	if block != w.block {
		w.block, w.nth, w.size = block, 0, 0
		if lines := block.Lines(); lines.Len() > 0 {
			w.size = lines.At(lines.Len()-1).Stop - lines.At(0).Start
		}
	}
	w.nth++
	w.marks += w.nth + w.size/50
	w.tooComplex(w.marks > maxMarks)
	w.check()
}

// Write implements [io.Writer].
func (w *watch) Write(p []byte) (int, error) {
	w.tooComplex(w.html.Len()+len(p) > maxOutput)
	w.check()
	return w.html.Write(p)
}

var watchKey = parser.NewContextKey()

func watchOf(pc parser.Context) *watch {
	w, _ := pc.Get(watchKey).(*watch)
	if w == nil { // not made by convert
		w = &watch{ctx: context.Background(), end: time.Now().Add(maxTime)}
		pc.Set(watchKey, w)
	}
	return w
}

// limits is the extension of a converter that lets watches look at what it does. Its
// parsers come before all others and find nothing.
type limits struct{}

// Extend implements [goldmark.Extender].
func (limits) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(
		parser.WithBlockParsers(util.Prioritized(watchBlocks{}, -1)),
		parser.WithParagraphTransformers(util.Prioritized(watchTables{}, -1)),
		parser.WithInlineParsers(util.Prioritized(watchInlines{}, -1)),
	)
}

// watchBlocks looks at the depth of lists and quotations.
type watchBlocks struct{}

// Trigger implements [parser.BlockParser]: every byte.
func (watchBlocks) Trigger() []byte {
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	return all
}

// Open implements [parser.BlockParser].
func (watchBlocks) Open(_ ast.Node, _ text.Reader, pc parser.Context) (ast.Node, parser.State) {
	w := watchOf(pc)
	depth := len(pc.OpenedBlocks())
	w.tooComplex(depth > maxDepth || depth*w.lines > maxLines)
	w.check()
	return nil, parser.NoChildren
}

// Continue implements [parser.BlockParser].
func (watchBlocks) Continue(ast.Node, text.Reader, parser.Context) parser.State { return parser.Close }

// Close implements [parser.BlockParser].
func (watchBlocks) Close(ast.Node, text.Reader, parser.Context) {}

// CanInterruptParagraph implements [parser.BlockParser].
func (watchBlocks) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements [parser.BlockParser].
func (watchBlocks) CanAcceptIndentedLine() bool { return true }

// watchTables counts the cells that a paragraph would have as a table, and the lines that
// may define links.
type watchTables struct{}

// Transform implements [parser.ParagraphTransformer].
func (watchTables) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	w := watchOf(pc)
	lines := node.Lines()
	references := 0 // each definition of a link makes the lines behind it move up
	for i := range lines.Len() {
		segment := lines.At(i)
		line := bytes.TrimLeft(segment.Value(reader.Source()), " ")
		if bytes.HasPrefix(line, []byte("[")) {
			references++
			w.marks += references / 2
			w.tooComplex(w.marks > maxMarks)
		}
		if i > 0 && len(bytes.Trim(line, "|:- \t\r\n")) == 0 && bytes.IndexByte(line, '-') >= 0 {
			w.cells += (bytes.Count(line, []byte("|")) + 1) * (lines.Len() - i)
			w.tooComplex(w.cells > maxCells)
		}
	}
	w.check()
}

// watchInlines counts the marks within a paragraph.
type watchInlines struct{}

// Trigger implements [parser.InlineParser].
func (watchInlines) Trigger() []byte { return []byte("*_~`[]!<&:\\$") }

// Parse implements [parser.InlineParser].
func (watchInlines) Parse(parent ast.Node, _ text.Reader, pc parser.Context) ast.Node {
	watchOf(pc).mark(parent)
	return nil
}
