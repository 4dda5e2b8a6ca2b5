// Package templates holds the files that blocksgen init writes. From then on they
// belong to the user, and blocksgen does not change them.
package templates

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"go/token"
	"io/fs"
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

// Conflicts returns an error that lists the files in a directory that conflict with those of
// a new app; nil if there are none.
func (a App) Conflicts(dir string) error {
	present, err := filepath.Glob(filepath.Join(escape(dir), "*.go"))
	if err != nil {
		return err
	}
	if program := filepath.Join(dir, "cmd", a.Package); exists(program) {
		present = append(present, program)
	}
	var conflicts []error
	for _, p := range present {
		conflicts = append(conflicts, fmt.Errorf("%s already exists", p))
	}
	return errors.Join(conflicts...)
}

// escape quotes a path for use in a pattern.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(s)
}

// Write writes the files of a new app to a directory and returns their names. It
// creates the directory if it does not exist. If there are files that conflict, it
// returns an error that lists them, and writes nothing. A file .gitattributes that exists gets
// one more line.
func (a App) Write(dir string) ([]string, error) {
	if err := a.Conflicts(dir); err != nil {
		return nil, err
	}
	var source bytes.Buffer
	if err := parsed.ExecuteTemplate(&source, "app.go.tmpl", a); err != nil {
		return nil, err
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
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	return []string{name, attributes}, a.attributes(dir)
}

// attributes is the file that tells Git about generated files.
const attributes = ".gitattributes"

// attributes tells Git not to change the ends of lines in generated files, and code review
// not to show them.
func (a App) attributes(dir string) error {
	file := filepath.Join(dir, attributes)
	have, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(have) > 0 && !bytes.HasSuffix(have, []byte("\n")) {
		have = append(have, '\n')
	}
	line := "/cmd/" + a.Package + "/* eol=lf linguist-generated\n"
	return os.WriteFile(file, append(have, line...), 0o644)
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
