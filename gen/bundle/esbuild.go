package bundle

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// outDir stands below the sources in esbuild's eyes; nothing is written there.
const outDir = "out"

// Modules that exist during the build only.
const (
	virtual         = "blocks"               // name space of the modules made here
	componentModule = "blocks:components"    // the type → import table, for main.ts
	styleModule     = "blocks:styles"        // the joined style sheets
	fileName        = "assets/[name]-[hash]" // every file's name carries its hash
	scriptTarget    = api.ES2022             // what browsers of the last four years read
	indexName       = "index"                // Gradio's name of the entry
)

// options is how the page is built.
func options(dir string, components map[string]string, style string) api.BuildOptions {
	return api.BuildOptions{
		AbsWorkingDir: dir,
		EntryPointsAdvanced: []api.EntryPoint{
			{InputPath: "main.ts", OutputPath: indexName},
			{InputPath: styleModule, OutputPath: indexName},
		},
		Bundle:            true,
		Splitting:         true,
		Format:            api.FormatESModule,
		Platform:          api.PlatformBrowser,
		Target:            scriptTarget,
		Charset:           api.CharsetUTF8,
		LegalComments:     api.LegalCommentsNone,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Outdir:            outDir,
		EntryNames:        fileName,
		ChunkNames:        fileName,
		Metafile:          true,
		LogLevel:          api.LogLevelSilent,
		TsconfigRaw:       `{"compilerOptions":{"target":"ES2022","useDefineForClassFields":true,"verbatimModuleSyntax":true}}`,
		Plugins:           []api.Plugin{virtualModules(dir, components, style)},
	}
}

// virtualModules gives the modules that are made from the list of files.
func virtualModules(dir string, components map[string]string, style string) api.Plugin {
	return api.Plugin{Name: "blocks", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: "^blocks:"}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: strings.TrimPrefix(args.Path, "blocks:"), Namespace: virtual}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: virtual}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			switch "blocks:" + args.Path {
			case componentModule:
				text := importTable(components)
				return api.OnLoadResult{Contents: &text, ResolveDir: dir, Loader: api.LoaderTS}, nil
			case styleModule:
				return api.OnLoadResult{Contents: &style, ResolveDir: dir, Loader: api.LoaderCSS}, nil
			}
			return api.OnLoadResult{}, fmt.Errorf("no module blocks:%s", args.Path)
		})
	}}
}

// importTable is the module that maps each type to the import of its chunk.
func importTable(components map[string]string) string {
	var b strings.Builder
	b.WriteString("export const chunks = {\n")
	for _, name := range slices.Sorted(maps.Keys(components)) {
		fmt.Fprintf(&b, "\t%q: () => import(%q),\n", name, "./"+components[name])
	}
	b.WriteString("};\n")
	return b.String()
}

// metafile is what Build needs of esbuild's description of its output.
type metafile struct {
	Outputs map[string]struct {
		EntryPoint string `json:"entryPoint"`
		Imports    []struct {
			Path string `json:"path"`
			Kind string `json:"kind"`
		} `json:"imports"`
	} `json:"outputs"`
}

// manifest finds the file of each role.
func (m metafile) manifest(components map[string]string) (*Manifest, error) {
	out := &Manifest{Themes: map[string]string{}, Components: map[string]string{}, Imports: map[string][]string{}}
	byEntry := map[string]string{}
	for file, info := range m.Outputs {
		if info.EntryPoint != "" {
			byEntry[info.EntryPoint] = relative(file)
		}
		if path.Ext(file) == ".js" {
			if all := m.closure(file); len(all) > 0 {
				out.Imports[relative(file)] = all
			}
		}
	}
	out.Entry, out.CSS = byEntry["main.ts"], byEntry[virtual+":styles"]
	if out.Entry == "" || out.CSS == "" {
		return nil, fmt.Errorf("esbuild wrote no entry or no style sheet: %v", byEntry)
	}
	for name, source := range components {
		if out.Components[name] = byEntry[source]; out.Components[name] == "" {
			return nil, fmt.Errorf("esbuild wrote no file for %s", source)
		}
	}
	return out, nil
}

// closure lists every script that file imports statically, directly or not.
func (m metafile) closure(file string) []string {
	seen := map[string]bool{file: true}
	var visit func(string)
	visit = func(file string) {
		for _, i := range m.Outputs[file].Imports {
			if i.Kind == "import-statement" && !seen[i.Path] {
				seen[i.Path] = true
				visit(i.Path)
			}
		}
	}
	visit(file)
	delete(seen, file)
	all := make([]string, 0, len(seen))
	for f := range seen {
		all = append(all, relative(f))
	}
	slices.Sort(all)
	return all
}

func relative(file string) string { return strings.TrimPrefix(file, outDir+"/") }

// buildError joins esbuild's messages, one a line, as file:line:column: text.
func buildError(messages []api.Message) error {
	var list []error
	for _, m := range messages {
		if m.Location == nil {
			list = append(list, errors.New(m.Text))
			continue
		}
		list = append(list, fmt.Errorf("%s:%d:%d: %s", m.Location.File, m.Location.Line, m.Location.Column+1, m.Text))
	}
	return errors.Join(list...)
}
