package lsp

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"slices"

	"github.com/blocksgen/blocksgen/gen/diag"
)

// publish sends the diagnostics of a workspace. Files that have none any more get an empty
// list.
func (s *server) publish(w *workspace, r *result) {
	docs := r.docs
	files := map[string][]*diag.Diagnostic{}
	for _, d := range r.findings {
		if d.Span.IsValid() {
			files[d.Span.File] = append(files[d.Span.File], d)
			continue
		}
		// A module without apps, or one in which no package is found yet, is no problem.
		if message := d.Message; w.reported != message && d.Code != diag.NoDirective && d.Code != diag.NoPackage {
			w.reported = message
			s.log(1, message)
		}
	}
	for file := range docs {
		if isGo(file) && s.inWorkspace(w, file) {
			files[file] = append(files[file], nil...)
		}
	}
	for file := range w.published {
		if _, ok := files[file]; !ok {
			files[file] = nil
		}
	}
	texts := texts{docs: docs, utf8: s.utf8, read: map[string]*text{}}
	for _, file := range slices.Sorted(maps.Keys(files)) {
		p := publishDiagnostics{URI: texts.uri(file), Diagnostics: []diagnostic{}}
		if doc := docs[file]; doc != nil {
			p.Version = doc.version
		}
		for _, d := range files[file] {
			p.Diagnostics = append(p.Diagnostics, texts.diagnostic(d))
		}
		s.out.notify("textDocument/publishDiagnostics", p)
		w.published[file] = true
		if len(p.Diagnostics) == 0 {
			delete(w.published, file)
		}
	}
}

func (s *server) inWorkspace(w *workspace, file string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.workspaceOf(file) == w
}

// texts converts positions in files: those that are open, or else those on disk.
type texts struct {
	docs map[string]*document
	utf8 bool
	read map[string]*text
}

func (t texts) of(file string) *text {
	if doc := t.docs[file]; doc != nil {
		return doc.text
	}
	if t.read[file] == nil {
		src, _ := os.ReadFile(file) // positions in a file that is gone are those of an empty one
		t.read[file] = newText(string(src), t.utf8)
	}
	return t.read[file]
}

// uri is the URI of a file: the one that the editor uses, if the file is open.
func (t texts) uri(file string) string {
	if doc := t.docs[file]; doc != nil {
		return doc.uri
	}
	return uriOf(file)
}

func (t texts) location(s diag.Span) location {
	return location{t.uri(s.File), t.of(s.File).span(s)}
}

func (t texts) edits(list []diag.Edit) workspaceEdit {
	w := workspaceEdit{map[string][]textEdit{}}
	for _, e := range list {
		uri := t.uri(e.Span.File)
		w.Changes[uri] = append(w.Changes[uri], textEdit{t.of(e.Span.File).span(e.Span), e.NewText})
	}
	return w
}

func (t texts) diagnostic(d *diag.Diagnostic) diagnostic {
	p := diagnostic{
		Range: t.of(d.Span.File).span(d.Span), Severity: 1, Code: string(d.Code), Source: "blocksgen", Message: d.Message,
		CodeDesc: &codeDescription{diag.URL(d.Code)},
	}
	if d.Severity == diag.Warning {
		p.Severity = 2
	}
	if d.Detail != "" {
		p.Message += "\n" + d.Detail
	}
	for _, f := range d.Fixes {
		p.Message += "\nfix: " + f.Message
	}
	for _, r := range d.Related {
		if r.Span.IsValid() {
			p.Related = append(p.Related, relatedInformation{t.location(r.Span), r.Message})
		}
	}
	return p
}

// codeActions offers the fixes with edits of the diagnostics in a range.
func (s *server) codeActions(ctx context.Context, doc *document, raw json.RawMessage) (any, error) {
	var p actionParams
	if err := json.Unmarshal(raw, &p); err != nil {
		return nil, &rpcError{invalidParams, err.Error()}
	}
	actions := []codeAction{}
	if only := p.Context.Only; len(only) > 0 && !slices.Contains(only, "quickfix") { // an editor may apply what it gets
		return actions, nil
	}
	r, _ := s.resultOf(ctx, doc)
	if r == nil || r.docs[doc.file] != doc { // the fixes would change what is no longer there
		return actions, nil
	}
	texts := texts{docs: r.docs, utf8: s.utf8, read: map[string]*text{}}
	for _, d := range r.findings {
		if d.Span.File != doc.file || !overlaps(doc.span(d.Span), p.Range) {
			continue
		}
		first := true
		for _, f := range d.Fixes {
			if len(f.Edits) == 0 {
				continue
			}
			actions = append(actions, codeAction{
				Title: f.Message, Kind: "quickfix", IsPreferred: first, Diagnostics: []diagnostic{texts.diagnostic(d)}, Edit: texts.edits(f.Edits),
			})
			first = false
		}
	}
	return actions, nil
}

func overlaps(a, b span) bool { return !before(a.End, b.Start) && !before(b.End, a.Start) }

func before(a, b position) bool {
	return a.Line < b.Line || a.Line == b.Line && a.Character < b.Character
}
