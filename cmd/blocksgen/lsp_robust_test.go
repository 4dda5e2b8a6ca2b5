package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

const small = "// Package app is small.\n//\n//blocks:app\npackage app\n\nimport \"github.com/blocksgen/blocksgen/runtime/ui\"\n\nvar run = ui.Button(\"Run\")\n\n// Home is the page.\nvar Home = ui.Page(run)\n\n// Greet greets.\n//\n//blocks:on run.click\nfunc Greet() {}\n"

// TestLanguageServerLifecycle checks the order of messages that the protocol demands, and
// the exit codes.
func TestLanguageServerLifecycle(t *testing.T) {
	t.Run("before initialize", func(t *testing.T) {
		c := startServer(t, t.TempDir())
		if r := c.response(c.ask("textDocument/hover", map[string]any{})); r.Error == nil || r.Error.Code != -32002 {
			t.Errorf("a request before initialize: %+v", r)
		}
		c.initialize(nil)
		if r := c.response(c.ask("workspace/nothing", nil)); r.Error == nil || r.Error.Code != -32601 {
			t.Errorf("an unknown request: %+v", r)
		}
		c.response(c.ask("shutdown", nil))
		if r := c.response(c.ask("textDocument/hover", map[string]any{})); r.Error == nil || r.Error.Code != -32600 {
			t.Errorf("a request after shutdown: %+v", r)
		}
		c.notify("exit", nil)
		if code := c.wait(); code != 0 {
			t.Errorf("exit code %d after shutdown", code)
		}
	})
	t.Run("exit without shutdown", func(t *testing.T) {
		c := startServer(t, t.TempDir())
		c.initialize(nil)
		c.notify("exit", nil)
		if code := c.wait(); code != 1 {
			t.Errorf("exit code %d", code)
		}
	})
	t.Run("the editor is gone", func(t *testing.T) {
		e := newEditor(t, nil)
		e.write("app.go", []byte(small))
		e.open("app.go")
		_ = e.in.Close()
		if code := e.wait(); code != 1 {
			t.Errorf("exit code %d", code)
		}
	})
}

// TestLanguageServerCancels cancels a request that waits for the first analysis.
func TestLanguageServerCancels(t *testing.T) {
	e := newEditor(t, nil)
	e.write("app.go", []byte(small))
	e.open("app.go")
	at := e.at("app.go", "var ru|n")
	at["newName"] = "start"
	id := e.ask("textDocument/rename", at)
	e.notify("$/cancelRequest", map[string]any{"id": id})
	if r := e.response(id); r.Error == nil || r.Error.Code != -32800 {
		t.Errorf("a cancelled request: %s %+v", r.Result, r.Error)
	}
	e.notify("$/cancelRequest", map[string]any{"id": id}) // again, and one that never was
	e.notify("$/cancelRequest", map[string]any{"id": "x"})
	id = e.ask("textDocument/rename", at)
	if r := e.response(id); r.Error != nil || !strings.Contains(string(r.Result), "start") {
		t.Errorf("the request after it: %s %+v", r.Result, r.Error)
	}
	if code := e.stop(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

// TestLanguageServerEncoding negotiates positions in bytes.
func TestLanguageServerEncoding(t *testing.T) {
	e := openSmall(t, map[string]any{"general": map[string]any{"positionEncodings": []string{"utf-32", "utf-8", "utf-16"}}})
	e.change("app.go", "//blocks:app", "//blocks:app title=\"ö🛒\" theme=soft")
	e.published("app.go")
	// The place after theme=: ö has two bytes, and 🛒 has four.
	at := map[string]any{"textDocument": map[string]any{"uri": e.uri("app.go")}, "position": position{2, len("//blocks:app title=\"ö🛒\" theme=")}}
	var list struct {
		Items []struct {
			Label    string
			TextEdit textEdit
		}
	}
	if problem := e.call("textDocument/completion", at, &list); problem != "" || len(list.Items) == 0 || list.Items[0].Label != "default" {
		t.Fatalf("%s %+v", problem, list.Items)
	}
	if got := list.Items[0].TextEdit.Range; got.Start.Character != 34 || got.End.Character != 38 {
		t.Errorf("the range is %+v", got)
	}
	e.stop()
}

// TestLanguageServerKinds asks for actions of another kind, as editors do on saving: they
// may apply all that they get.
func TestLanguageServerKinds(t *testing.T) {
	e := openSmall(t, map[string]any{})
	e.change("app.go", "run.click", "run.clik")
	e.published("app.go")
	at := e.at("app.go", "run.cl|ik")
	at["range"] = map[string]any{"start": at["position"], "end": at["position"]}
	for kind, want := range map[string]int{"quickfix": 1, "source.organizeImports": 0} {
		at["context"] = map[string]any{"only": []string{kind}, "diagnostics": []any{}}
		var list []json.RawMessage
		if problem := e.call("textDocument/codeAction", at, &list); problem != "" || len(list) != want {
			t.Errorf("%d actions of kind %s, %s", len(list), kind, problem)
		}
	}
	e.stop()
}

// openSmall opens the small app in an editor with the given capabilities.
func openSmall(t *testing.T, capabilities map[string]any) *editor {
	t.Helper()
	e := newEditor(t, capabilities)
	e.write("app.go", []byte(small))
	e.open("app.go")
	e.published("app.go")
	return e
}

// TestLanguageServerSurvives sends what no editor should: messages, requests and edits.
func TestLanguageServerSurvives(t *testing.T) {
	e := newEditor(t, nil)
	e.write("app.go", []byte(small))
	e.raw("hello\r\n\r\nContent-Type: x\r\n" + strings.Repeat("x", 100_000) + "\r\n")
	e.raw(frame("{"))
	if r := e.next(func(m reply) bool { return m.Error != nil }); r.Error.Code != -32700 || r.ID != nil {
		t.Errorf("a message that is not JSON: %+v", r)
	}
	for _, body := range []string{"[]", "null", "1", `{"method":7}`, `{"id":{}}`, "{}", `{"id":1}`, "", "\xff"} {
		e.raw(frame(body))
	}
	for _, params := range []string{
		"null", "1", "[]", `"x"`, "{}", `{"textDocument":1}`, `{"textDocument":{"uri":"%"}}`,
		`{"textDocument":{"uri":"file:///none.go"},"contentChanges":[{"text":"x"}]}`, `{"textDocument":{"uri":"untitled:1","text":"x"}}`,
	} {
		for _, method := range []string{"textDocument/didOpen", "textDocument/didChange", "textDocument/didClose", "textDocument/didSave", "$/cancelRequest", "$/setTrace"} {
			e.raw(frame(fmt.Sprintf(`{"jsonrpc":"2.0","method":%q,"params":%s}`, method, params)))
		}
	}
	e.open("app.go")
	e.published("app.go")
	e.sendWrongParams()
	e.editAnywhere()
	e.notify("textDocument/didChange", map[string]any{
		"textDocument": map[string]any{"uri": e.uri("app.go"), "version": 1000}, "contentChanges": []any{map[string]any{"text": small}},
	})
	e.buffers["app.go"], e.versions["app.go"] = small, 1000
	if list := e.published("app.go"); len(list) != 0 {
		t.Errorf("diagnostics of the restored file: %+v", list)
	}
	var items struct{ Items []json.RawMessage }
	if problem := e.call("textDocument/completion", e.at("app.go", "//blocks:on run.|click"), &items); problem != "" || len(items.Items) != 2 {
		t.Errorf("%d items, %s", len(items.Items), problem)
	}
	for _, log := range e.logs {
		if strings.Contains(log, "bug") {
			t.Error(log)
		}
	}
	if code := e.stop(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

// methods are the requests about documents.
var methods = []string{"completion", "hover", "definition", "prepareRename", "rename", "codeAction"}

// sendWrongParams sends each request with parameters that make no sense.
func (e *editor) sendWrongParams() {
	e.t.Helper()
	for _, method := range methods {
		for _, params := range []string{
			"null", `"x"`, "{}", `{"textDocument":{"uri":%[1]q}}`, `{"textDocument":{"uri":%[1]q},"position":7}`,
			`{"textDocument":{"uri":%[1]q},"position":{"line":-1,"character":-1}}`,
			`{"textDocument":{"uri":%[1]q},"position":{"line":1000000,"character":1000000},"range":{"start":{"line":9,"character":9},"end":{"line":0,"character":0}}}`,
			`{"textDocument":{"uri":%[1]q},"position":{"line":14,"character":99999},"newName":"\u0000"}`,
		} {
			if strings.Contains(params, "%") {
				params = fmt.Sprintf(params, e.uri("app.go"))
			}
			e.last++
			e.raw(frame(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"textDocument/%s","params":%s}`, e.last, method, params)))
			e.response(e.last)
		}
	}
}

// editAnywhere edits at places that do not exist, with texts of any kind.
func (e *editor) editAnywhere() {
	e.t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	place := func() map[string]any {
		return map[string]any{"line": random.IntN(25) - 2, "character": random.IntN(60) - 5}
	}
	for i := range 100 {
		e.notify("textDocument/didChange", map[string]any{
			"textDocument": map[string]any{"uri": e.uri("app.go"), "version": i + 2},
			"contentChanges": []any{map[string]any{
				"range": map[string]any{"start": place(), "end": place()}, "text": []string{"", "\n", "//blocks:on ", "🛒", "run.", "\"", ")", "\x00"}[random.IntN(8)],
			}},
		})
		at := map[string]any{"textDocument": map[string]any{"uri": e.uri("app.go")}, "position": place()}
		e.response(e.ask("textDocument/"+methods[i%4], at))
	}
}

// TestLanguageServerWithoutGo runs where there is no go command: what needs no types works.
func TestLanguageServerWithoutGo(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	dir := t.TempDir()
	e := &editor{dir: dir, buffers: map[string]string{}, versions: map[string]int{}}
	e.client = startServer(t, dir)
	e.initialize(nil)
	e.write("go.mod", []byte("module example.com/app\n"))
	e.write("app.go", []byte(small))
	e.open("app.go")
	var list struct{ Items []json.RawMessage }
	if problem := e.call("textDocument/completion", e.at("app.go", "run.click|\n"), &list); problem != "" {
		t.Error(problem)
	}
	if problem := e.call("textDocument/completion", e.at("app.go", "//blocks:o|n"), &list); problem != "" || len(list.Items) < 5 {
		t.Errorf("%d items, %s", len(list.Items), problem)
	}
	if code := e.stop(); code != 0 || len(e.logs) != 1 || !strings.Contains(e.logs[0], "go") {
		t.Errorf("exit code %d, log %s", code, e.logs)
	}
}

// BenchmarkLanguageServer measures an app with 300 handlers: from a keystroke to its
// diagnostics, and a completion.
func BenchmarkLanguageServer(b *testing.B) {
	var blocks, page, handlers strings.Builder
	for i := range 300 {
		fmt.Fprintf(&blocks, "\tin%d = ui.Textbox().Label(\"In %d\")\n\tout%d = ui.Number().Label(\"Out %d\")\n", i, i, i, i)
		fmt.Fprintf(&page, "\tui.Row(in%d, out%d),\n", i, i)
		fmt.Fprintf(&handlers, "\n// Count%d counts letters.\n//\n//blocks:on in%d.change\nfunc Count%d(in%d string) (out%d int) { return len(in%d) }\n", i, i, i, i, i, i)
	}
	e := newEditor(b, nil)
	e.write("app.go", []byte("//blocks:app\npackage app\n\nimport \"github.com/blocksgen/blocksgen/runtime/ui\"\n\nvar (\n"+
		blocks.String()+")\n\n// Home is the page.\nvar Home = ui.Page(\n"+page.String()+")\n"+handlers.String()))
	e.open("app.go")
	if list := e.published("app.go"); len(list) > 0 {
		b.Fatal(list)
	}
	from, to := "//blocks:on in150.change", "//blocks:on in150.chang"
	b.Run("keystroke", func(b *testing.B) {
		for b.Loop() {
			e.change("app.go", from, to)
			if list := e.published("app.go"); (len(list) == 0) != strings.HasSuffix(to, "change") {
				b.Fatal(list)
			}
			from, to = to, from
		}
	})
	at := e.at("app.go", "//blocks:on in1|50.")
	b.Run("completion", func(b *testing.B) {
		for b.Loop() {
			var list struct{ Items []json.RawMessage }
			if problem := e.call("textDocument/completion", at, &list); problem != "" || len(list.Items) < 600 {
				b.Fatal(problem, len(list.Items))
			}
		}
	})
	e.stop()
}
