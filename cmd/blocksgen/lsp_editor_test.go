package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// editor is a client with open files.
type editor struct {
	*client
	dir      string
	buffers  map[string]string
	versions map[string]int
	out      strings.Builder
}

func newEditor(t testing.TB, capabilities map[string]any) *editor {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := writeModule(dir, "example.com/app", checkout(t)); err != nil {
		t.Fatal(err)
	}
	e := &editor{dir: dir, buffers: map[string]string{}, versions: map[string]int{}}
	e.client = startServer(t, dir)
	e.initialize(capabilities)
	return e
}

func (e *editor) write(name string, src []byte) {
	e.t.Helper()
	full := filepath.Join(e.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		e.t.Fatal(err)
	}
	if err := os.WriteFile(full, src, 0o644); err != nil {
		e.t.Fatal(err)
	}
}

func (e *editor) uri(name string) string { return "file://" + e.dir + "/" + name }

func (e *editor) run(args []string) {
	e.t.Helper()
	name := args[1]
	switch args[0] {
	case "open":
		e.open(name)
		e.diagnostics(name)
	case "change":
		e.change(name, unescape(args[2]), unescape(args[3]))
		e.diagnostics(name)
	case "complete":
		e.complete(name, args[2])
	case "hover":
		var h struct{ Contents struct{ Value string } }
		e.print(e.call("textDocument/hover", e.at(name, args[2]), &h), h.Contents.Value)
	case "definition":
		var l struct {
			URI   string
			Range struct{ Start position }
		}
		problem := e.call("textDocument/definition", e.at(name, args[2]), &l)
		e.print(problem, fmt.Sprintf("%s:%d:%d", e.short(l.URI), l.Range.Start.Line+1, l.Range.Start.Character+1))
	case "actions":
		e.actions(name, args[2])
	case "rename":
		e.rename(name, args[2], args[3])
	default:
		e.t.Fatalf("unknown command %s", args[0])
	}
}

type position struct{ Line, Character int }

type span struct{ Start, End position }

type textEdit struct {
	Range   span
	NewText string
}

func unescape(s string) string { return strings.NewReplacer(`\n`, "\n").Replace(s) }

func (e *editor) print(problem, text string) {
	if problem != "" {
		text = "error: " + problem
	}
	fmt.Fprintln(&e.out, strings.ReplaceAll(text, "file://", ""))
}

func (e *editor) short(uri string) string { return strings.TrimPrefix(uri, e.uri("")) }

func (e *editor) open(name string) {
	e.t.Helper()
	src, err := os.ReadFile(filepath.Join(e.dir, name))
	if err != nil {
		e.t.Fatal(err)
	}
	e.buffers[name], e.versions[name] = string(src), 1
	e.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": e.uri(name), "languageId": "go", "version": 1, "text": string(src)}})
}

// change replaces the first occurrence of a text.
func (e *editor) change(name, from, to string) {
	e.t.Helper()
	i := strings.Index(e.buffers[name], from)
	if i < 0 {
		e.t.Fatalf("%q is not in %s", from, name)
	}
	at := span{e.position(name, i), e.position(name, i+len(from))}
	e.buffers[name] = e.buffers[name][:i] + to + e.buffers[name][i+len(from):]
	e.versions[name]++
	e.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": e.uri(name), "version": e.versions[name]},
		"contentChanges": []any{map[string]any{"range": at, "text": to}},
	})
}

// position converts an offset, in UTF-16 code units as the protocol does by default.
func (e *editor) position(name string, offset int) position {
	before := e.buffers[name][:offset]
	start := strings.LastIndexByte(before, '\n') + 1
	return position{strings.Count(before, "\n"), len(utf16.Encode([]rune(before[start:])))}
}

// at is the place of the | in a text.
func (e *editor) at(name, marked string) map[string]any {
	e.t.Helper()
	before, after, ok := strings.Cut(marked, "|")
	i := strings.Index(e.buffers[name], before+after)
	if !ok || i < 0 {
		e.t.Fatalf("%q is not in %s", marked, name)
	}
	return map[string]any{"textDocument": map[string]any{"uri": e.uri(name)}, "position": e.position(name, i+len(before))}
}

// published waits for the diagnostics of the current version of a file.
func (e *editor) published(name string) []diagnostic {
	e.t.Helper()
	var p struct {
		URI         string
		Version     int
		Diagnostics []diagnostic
	}
	e.next(func(m reply) bool {
		if m.Method != "textDocument/publishDiagnostics" {
			return false
		}
		p.Diagnostics = nil
		if err := json.Unmarshal(m.Params, &p); err != nil {
			e.t.Fatal(err)
		}
		return p.URI == e.uri(name) && p.Version == e.versions[name]
	})
	return p.Diagnostics
}

type diagnostic struct {
	Range    span
	Severity int
	Code     string
	Message  string
}

func (e *editor) diagnostics(name string) {
	e.t.Helper()
	list := e.published(name)
	if len(list) == 0 {
		fmt.Fprintln(&e.out, "no diagnostics")
	}
	for _, d := range list {
		fmt.Fprintf(&e.out, "%d:%d-%d %s %d %s\n", d.Range.Start.Line+1, d.Range.Start.Character+1, d.Range.End.Character+1, d.Code, d.Severity, d.Message)
	}
}

func (e *editor) complete(name, marked string) {
	e.t.Helper()
	var list struct {
		Items []struct {
			Label, Detail string
			SortText      string
			TextEdit      textEdit
		}
	}
	if problem := e.call("textDocument/completion", e.at(name, marked), &list); problem != "" {
		e.print(problem, "")
		return
	}
	slices.SortStableFunc(list.Items, func(a, b struct {
		Label, Detail string
		SortText      string
		TextEdit      textEdit
	},
	) int {
		return cmp.Compare(a.SortText, b.SortText)
	})
	if len(list.Items) == 0 {
		fmt.Fprintln(&e.out, "nothing")
	}
	for _, i := range list.Items {
		fmt.Fprintf(&e.out, "%s → %s [%d-%d] %s\n", i.Label, i.TextEdit.NewText, i.TextEdit.Range.Start.Character+1, i.TextEdit.Range.End.Character+1, i.Detail)
	}
}

func (e *editor) actions(name, marked string) {
	e.t.Helper()
	at := e.at(name, marked)
	at["range"] = map[string]any{"start": at["position"], "end": at["position"]}
	at["context"] = map[string]any{"diagnostics": []any{}}
	var list []struct {
		Title string
		Edit  struct{ Changes map[string][]textEdit }
	}
	if problem := e.call("textDocument/codeAction", at, &list); problem != "" {
		e.print(problem, "")
		return
	}
	if len(list) == 0 {
		fmt.Fprintln(&e.out, "none")
	}
	for _, a := range list {
		fmt.Fprintln(&e.out, a.Title)
		e.changes(a.Edit.Changes)
	}
}

func (e *editor) rename(name, marked, to string) {
	e.t.Helper()
	at := e.at(name, marked)
	at["newName"] = to
	var prepared *struct {
		Range       span
		Placeholder string
	}
	if problem := e.call("textDocument/prepareRename", at, &prepared); problem != "" || prepared == nil {
		fmt.Fprintln(&e.out, "cannot be renamed", problem)
		return
	}
	fmt.Fprintf(&e.out, "%s at %d:%d\n", prepared.Placeholder, prepared.Range.Start.Line+1, prepared.Range.Start.Character+1)
	var edit struct{ Changes map[string][]textEdit }
	if problem := e.call("textDocument/rename", at, &edit); problem != "" {
		e.print(problem, "")
		return
	}
	e.changes(edit.Changes)
}

// changes prints the lines that edits change, as they are afterwards.
func (e *editor) changes(changes map[string][]textEdit) {
	e.t.Helper()
	for _, uri := range slices.Sorted(maps.Keys(changes)) {
		name := e.short(uri)
		src, open := e.buffers[name]
		if !open {
			raw, err := os.ReadFile(filepath.Join(e.dir, name))
			if err != nil {
				e.t.Fatal(err)
			}
			src = string(raw)
		}
		lines := strings.SplitAfter(src, "\n")
		edits := changes[uri]
		slices.SortStableFunc(edits, func(a, b textEdit) int {
			return cmp.Or(cmp.Compare(a.Range.Start.Line, b.Range.Start.Line), cmp.Compare(a.Range.Start.Character, b.Range.Start.Character))
		})
		touched := map[int]bool{}
		for _, x := range slices.Backward(edits) {
			first, last := x.Range.Start, x.Range.End
			head := string(utf16.Decode(utf16.Encode([]rune(lines[first.Line]))[:first.Character]))
			tail := string(utf16.Decode(utf16.Encode([]rune(lines[last.Line]))[last.Character:]))
			for i := first.Line; i <= last.Line; i++ {
				lines[i] = ""
			}
			lines[first.Line] = head + x.NewText + tail
			touched[first.Line] = true
		}
		for _, n := range slices.Sorted(maps.Keys(touched)) {
			fmt.Fprintf(&e.out, "%s:%d: %s\n", name, n+1, strings.TrimRight(lines[n], "\n"))
		}
	}
}
