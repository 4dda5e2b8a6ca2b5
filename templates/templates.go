// Package templates holds the files that blocksgen init writes. From then on they
// belong to the user, and blocksgen does not change them.
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

// App holds the values for the files of a new app.
type App struct {
	Package string // name of the package, and of the program
	Title   string // of the page
}

// Named returns the App for a directory: "my-tool" becomes package mytool with the
// title "My tool".
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

// Write writes the files of a new app to a directory and returns their names. It
// creates the directory if it does not exist. If there are files that conflict, it
// returns an error that lists them, and writes nothing.
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
		conflicts = append(conflicts, fmt.Errorf("%s already exists", p))
	}
	if len(conflicts) > 0 {
		return nil, errors.Join(conflicts...)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	name := a.Package + ".go"
	// O_EXCL: do not overwrite a file that was created in the meantime.
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
