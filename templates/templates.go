// Package templates holds what blocksgen init writes once: files that belong to
// the user from then on, and that no later run touches.
package templates

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"text/template"
	"unicode"
)

//go:embed app
var files embed.FS

var parsed = template.Must(template.New("").Option("missingkey=error").ParseFS(files, "app/*.tmpl"))

// App says what the files of a new app are filled with.
type App struct {
	Package string // name of the package, and of the program
	Title   string // of the page
}

// Named makes the App of a directory: "my-tool" is package mytool, titled
// "My tool".
func Named(dir string) App {
	base := filepath.Base(dir)
	var name strings.Builder
	for _, r := range strings.ToLower(base) {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) && name.Len() > 0) {
			name.WriteRune(r)
		}
	}
	a := App{Package: name.String()}
	if a.Package == "" || a.Package == "main" || token.IsKeyword(a.Package) {
		a.Package = "hello"
	}
	words := strings.FieldsFunc(base, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if a.Title = strings.Join(words, " "); a.Title == "" {
		a.Title = "Hello"
	}
	first := []rune(a.Title)
	a.Title = string(unicode.ToUpper(first[0])) + string(first[1:])
	return a
}

// Write writes the files of a new app into a directory, which is made if it is
// missing, and returns their names. When something stands in the way, it says all
// that does and writes nothing.
func (a App) Write(dir string) ([]string, error) {
	var source bytes.Buffer
	if err := parsed.ExecuteTemplate(&source, "app.go.tmpl", a); err != nil {
		return nil, err
	}
	present, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	if program := filepath.Join(dir, "cmd", a.Package); exists(program) {
		present = append(present, program)
	}
	var conflicts []error
	for _, p := range present {
		conflicts = append(conflicts, fmt.Errorf("%s is there already", p))
	}
	if len(conflicts) > 0 {
		return nil, errors.Join(conflicts...)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	name := a.Package + ".go"
	// O_EXCL: what appeared in the meantime is not overwritten either.
	f, err := os.OpenFile(filepath.Join(dir, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, err
	}
	_, err = f.Write(source.Bytes())
	return []string{name}, errors.Join(err, f.Close())
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
