package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/types"
	"strings"

	"github.com/blocksgen/blocksgen/gen/bind/gotype"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/directive"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// hover explains the word at a position in a directive with the text of the reference.
func (s *server) hover(ctx context.Context, doc *document, raw json.RawMessage) (any, error) {
	var p positionParams
	if err := json.Unmarshal(raw, &p); err != nil {
		return nil, &rpcError{invalidParams, err.Error()}
	}
	c := cursorAt(doc.text, p.Position)
	if c == nil {
		return nil, nil
	}
	markdown := ""
	switch c.part {
	case inName:
		if d := directive.Lookup(c.word); d != nil {
			markdown = d.Markdown()
		}
	case inArgument:
		switch {
		case c.named && c.arg != nil:
			markdown = c.arg.Markdown()
		default:
			markdown = s.explain(ctx, doc, c)
		}
	case inValue:
		if markdown = s.explain(ctx, doc, c); markdown == "" && c.arg != nil {
			markdown = c.arg.Markdown()
		}
	}
	if markdown == "" {
		return nil, nil
	}
	line := p.Position.Line + 1
	return hover{
		Contents: markupContent{"markdown", markdown},
		Range:    span{doc.position(line, c.start+1), doc.position(line, c.end+1)},
	}, nil
}

// explain describes what the word names.
func (s *server) explain(ctx context.Context, doc *document, c *cursor) string {
	if c.arg == nil || !namesThings(c) {
		return ""
	}
	n := s.namesOf(ctx, doc)
	if n == nil {
		return ""
	}
	o, length := n.find(c.word)
	if o == nil {
		head, event, _ := cutLast(c.word)
		for _, e := range follows {
			if e.Name == event && n.listener(head).IsValid() {
				return "Runs " + e.Doc + " with the id `" + head + "`."
			}
		}
		return ""
	}
	if tail := strings.TrimPrefix(c.word[length:], "."); tail != "" && c.at > length {
		for _, e := range n.events(o) {
			if e.Name == tail {
				return describeEvent(o, e)
			}
		}
		for _, p := range props(o) {
			if p.Name == tail {
				return "`" + p.Name + "` of " + o.Name() + ": " + p.Doc
			}
		}
		for _, e := range follows {
			if e.Name == tail {
				return "Runs " + e.Doc + " (" + o.Name() + ")."
			}
		}
	}
	text := "```go\n" + declaration(n, o) + "\n```\n"
	if gotype.IsBlock(o.Type()) {
		return text + "\n" + describeBlock(o)
	}
	return text
}

// namesThings reports whether the word can be the name of a Go declaration.
func namesThings(c *cursor) bool {
	switch c.arg.Kind {
	case directive.Ident, directive.Word, directive.Bool, directive.Int, directive.Float, directive.Size, directive.Limit:
		return false
	}
	return !strings.ContainsAny(c.word, "\"`")
}

// declaration shows an object as Go does.
func declaration(n *names, o types.Object) string {
	text := types.ObjectString(o, func(p *types.Package) string {
		if p == n.pkg.Types {
			return ""
		}
		return p.Name()
	})
	if f, ok := o.(*types.Func); ok {
		if doc := docOf(n, f); doc != "" {
			text = "// " + strings.ReplaceAll(doc, "\n", "\n// ") + "\n" + text
		}
	}
	return text
}

// docOf is the comment of a function, without directives.
func docOf(n *names, fn *types.Func) string {
	p := n.loaded.Package(fn.Pkg().Path())
	if p == nil {
		return ""
	}
	for _, f := range p.Files {
		for _, d := range f.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok && p.Info.Defs[fd.Name] == fn {
				return strings.TrimSpace(fd.Doc.Text())
			}
		}
	}
	return ""
}

// describeBlock says what a block is, and which events it fires.
func describeBlock(o types.Object) string {
	e := entry(o)
	if e == nil {
		return ""
	}
	text := e.Go + " " + e.Doc
	if len(e.Events) > 0 {
		text += "\n\nEvents: "
		for i, ev := range e.Events {
			if i > 0 {
				text += ", "
			}
			text += "`" + ev.Name + "`"
		}
	}
	return text
}

func describeEvent(o types.Object, e spec.Event) string {
	text := fmt.Sprintf("`%s` of %s fires when %s", e.Name, o.Name(), e.Doc)
	if e.Payload != "" {
		text += "\n\nIts event data is " + e.Payload + "."
	}
	return text
}

// definition goes to the declaration that the word in a directive names.
func (s *server) definition(ctx context.Context, doc *document, raw json.RawMessage) (any, error) {
	var p positionParams
	if err := json.Unmarshal(raw, &p); err != nil {
		return nil, &rpcError{invalidParams, err.Error()}
	}
	c := cursorAt(doc.text, p.Position)
	if c == nil || c.arg == nil || !namesThings(c) {
		return nil, nil
	}
	n := s.namesOf(ctx, doc)
	if n == nil {
		return nil, nil
	}
	var at diag.Span
	if o, _ := n.find(c.word); o != nil {
		at = n.loaded.Declaration(o)
	} else {
		head, _, _ := cutLast(c.word)
		at = n.listener(head)
	}
	if !at.IsValid() {
		return nil, nil
	}
	return texts{docs: s.opened(), utf8: s.utf8, read: map[string]*text{}}.location(at), nil
}
