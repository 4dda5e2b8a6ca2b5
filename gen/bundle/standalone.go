package bundle

import (
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// Esbuild is the version of esbuild that this package is built with. What it writes
// may change with its version.
const Esbuild = "v0.28.2"

// Result is a module that [Standalone] bundled.
type Result struct {
	Script string // file to import
	Style  string // style sheet to load before it runs; "" for none
	// Files are the scripts, style sheets, fonts and pictures, each with its hash in
	// its name.
	Files map[string][]byte
	// Inputs are the files below dir of which something is in Files.
	Inputs []string
}

// Standalone bundles an ES module for the browser, with all that it imports: other
// modules, TypeScript, style sheets, fonts, packages in node_modules. Imports that are
// made when the module runs (import()) become files of their own. The module is a path
// below dir, and nothing outside of dir may be imported, so that the result does not
// depend on where dir is. about is a comment at the start of each script and style sheet.
func Standalone(dir, module, about string) (*Result, error) {
	o := common(dir)
	o.EntryPoints, o.Splitting = []string{module}, true
	o.EntryNames, o.ChunkNames, o.AssetNames = "[name]-[hash]", "[name]-[hash]", "[name]-[hash]"
	o.Banner = map[string]string{"js": "/*! " + about + " */", "css": "/*! " + about + " */"}
	o.Loader = map[string]api.Loader{".woff2": api.LoaderFile, ".png": api.LoaderFile, ".svg": api.LoaderFile, ".wasm": api.LoaderFile}
	o.Conditions = []string{"browser", "production", "module"}
	o.Define = map[string]string{"process.env.NODE_ENV": `"production"`}
	result := api.Build(o)
	if len(result.Errors) > 0 {
		return nil, buildError(result.Errors)
	}
	var meta metafile
	if err := json.Unmarshal([]byte(result.Metafile), &meta); err != nil {
		return nil, fmt.Errorf("esbuild's description of its output: %w", err)
	}
	m := &Result{Files: map[string][]byte{}}
	for _, f := range result.OutputFiles {
		m.Files[path.Base(strings.ReplaceAll(f.Path, `\`, "/"))] = f.Contents
	}
	return m, m.describe(meta, module)
}

// describe notes which file is what, and what the files are made of.
func (m *Result) describe(meta metafile, module string) error {
	for file, output := range meta.Outputs {
		if output.EntryPoint == module {
			m.Script = path.Base(file)
			if output.CSSBundle != "" {
				m.Style = path.Base(output.CSSBundle)
			}
		}
		for input, part := range output.Inputs {
			if part.Bytes == 0 {
				continue
			}
			if strings.HasPrefix(input, "../") || path.IsAbs(input) {
				return fmt.Errorf("%s is outside of the packages that the module may import", input)
			}
			m.Inputs = append(m.Inputs, input)
		}
	}
	if m.Script == "" {
		return fmt.Errorf("esbuild wrote no script for %s", module)
	}
	slices.Sort(m.Inputs)
	m.Inputs = slices.Compact(m.Inputs)
	return nil
}
