package templates

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"testing"
)

func TestNamed(t *testing.T) {
	for dir, want := range map[string]App{
		"/x/my-tool": {"mytool", "My tool"},
		"/x/hello":   {"hello", "Hello"},
		"/x/3d view": {"dview", "3d view"},
		"/x/func":    {"hello", "Func"},
		"/x/main":    {"hello", "Main"},
		"/x/…":       {"hello", "Hello"},
		`/x/a"b`:     {"ab", "A b"},
	} {
		if got := Named(dir); got != want {
			t.Errorf("%s: %+v, want %+v", dir, got, want)
		}
	}
}

func TestWrite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "my-tool")
	names, err := Named(dir).Write(dir)
	if err != nil || len(names) != 2 {
		t.Fatal(names, err)
	}
	file := filepath.Join(dir, names[0])
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
	if err != nil || parsed.Name.Name != "mytool" {
		t.Errorf("package %v, %v", parsed.Name, err)
	}
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Named(dir).Write(dir); err == nil {
		t.Error("a second init overwrites the first")
	}
	if after, err := os.ReadFile(file); err != nil || string(after) != string(before) {
		t.Errorf("the file changed: %v", err)
	}
}
