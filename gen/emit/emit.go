// Package emit turns the model of an app into the files of its program: the Go source
// and the JSON documents. It writes nothing; files are returned in memory.
package emit

import (
	"fmt"
	"path"

	"github.com/blocksgen/blocksgen/gen/emit/gosource"
	"github.com/blocksgen/blocksgen/gen/emit/jsondoc"
	"github.com/blocksgen/blocksgen/gen/model"
)

// Files returns the files of an app by their path, slash-separated and relative to
// the directory of the annotated package.
func Files(app *model.App) (map[string][]byte, error) {
	program, err := gosource.Write(app)
	if err != nil {
		return nil, err
	}
	config, api, err := jsondoc.Files(app, program.Handler)
	if err != nil {
		return nil, fmt.Errorf("writing the documents of %s: %w", app.Package.Path, err)
	}
	dir := Dir(app)
	files := map[string][]byte{
		path.Join(dir, "config.json"): config,
		path.Join(dir, "api.json"):    api,
	}
	for name, content := range program.Files {
		files[path.Join(dir, name)] = content
	}
	if len(app.Scripts) > 0 {
		files[path.Join(dir, "app.js")] = script(app)
	}
	return files, nil
}

// Dir is the directory of an app's files, relative to its package.
func Dir(app *model.App) string {
	if app.Options.Emit == "package" {
		return gosource.PackageName(app)
	}
	return path.Join("cmd", app.Name)
}

// Owned lists patterns, as for path.Match, of the directories that can contain generated
// files of an app, also under an earlier name or with another emit option, and of its
// other files.
func Owned(app *model.App) []string {
	return []string{"cmd/*", gosource.PackageName(app), "blocks.lock.json"}
}
