package bundle

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/blocksgen/blocksgen/runtime/contract"
)

const (
	entryName    = "blocks"               // name of the entry among the modules
	fileName     = "assets/[name]-[hash]" // every file's name carries its hash
	scriptTarget = api.ES2022             // what browsers of the last four years read
)

// The cascade layers, weakest first: what elements look like by themselves, what
// blocks share, the blocks, the page around them.
const layers = "@layer theme, base, shared, blocks, shell;\n"

// build is one run over the sources. All paths in it are absolute.
type build struct {
	dir    string            // common directory of all sources, from which errors name files
	page   string            // directory of the entry
	shared string            // directory of the shared modules
	names  map[string]string // source of a module → its name
	core   map[string]bool   // sources in shared that the entry has
}

// newBuild finds the modules of the sources.
func newBuild(s Sources) (*build, error) {
	b := &build{names: map[string]string{}}
	var err error
	if b.page, err = filepath.Abs(s.Page); err != nil {
		return nil, err
	}
	if b.shared, err = filepath.Abs(s.Shared); err != nil {
		return nil, err
	}
	b.names[filepath.Join(b.page, "main.ts")] = entryName
	if file := filepath.Join(b.page, "around.ts"); exists(file) {
		b.names[file] = "around"
	}
	for _, name := range slices.Sorted(maps.Keys(s.Blocks)) {
		file, err := filepath.Abs(s.Blocks[name])
		if err != nil {
			return nil, err
		}
		b.names[file] = "blocks/" + name
	}
	b.dir = commonDir(append(slices.Collect(maps.Keys(b.names)), b.shared+"/core.ts"))
	if b.core, err = b.readCore(); err != nil {
		return nil, err
	}
	shared, err := filepath.Glob(filepath.Join(b.shared, "*.ts"))
	if err != nil {
		return nil, err
	}
	for _, file := range shared {
		if !b.core[file] {
			b.names[file] = "shared/" + strings.TrimSuffix(filepath.Base(file), ".ts")
		}
	}
	return b, nil
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// commonDir is the deepest directory that holds all files.
func commonDir(files []string) string {
	dir := filepath.Dir(files[0])
	for _, f := range files {
		for !strings.HasPrefix(f, dir+string(filepath.Separator)) && dir != filepath.Dir(dir) {
			dir = filepath.Dir(dir)
		}
	}
	return dir
}

// readCore reads from core.ts which shared sources are part of the entry.
func (b *build) readCore() (map[string]bool, error) {
	file := filepath.Join(b.shared, "core.ts")
	core := map[string]bool{file: true}
	result := api.Build(api.BuildOptions{
		AbsWorkingDir: b.dir, EntryPoints: []string{file}, Bundle: true, LogLevel: api.LogLevelSilent,
		Plugins: []api.Plugin{{Name: "core", Setup: func(p api.PluginBuild) {
			p.OnResolve(api.OnResolveOptions{Filter: `^\.`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
				core[source(args)] = true
				return api.OnResolveResult{Path: args.Path, External: true}, nil
			})
		}}},
	})
	if len(result.Errors) > 0 {
		return nil, buildError(result.Errors)
	}
	return core, nil
}

// source is the file that a relative import names.
func source(args api.OnResolveArgs) string {
	file := filepath.Join(args.ResolveDir, args.Path)
	if filepath.Ext(file) == "" {
		file += ".ts"
	}
	return file
}

func (b *build) out() string { return filepath.Join(b.dir, "out") } // nothing is written there

// options is how the page is built: each module by itself, without chunks that esbuild
// would make of what several have in common, for those name their users' hashes.
func (b *build) options() api.BuildOptions {
	var entries []api.EntryPoint
	for _, file := range slices.Sorted(maps.Keys(b.names)) {
		entries = append(entries, api.EntryPoint{InputPath: file, OutputPath: outputName(b.names[file])})
	}
	o := common(b.dir)
	o.EntryPointsAdvanced, o.EntryNames, o.Plugins = entries, fileName, []api.Plugin{{Name: "blocks", Setup: b.plugin}}
	return o
}

// common is how everything for the page is built. Errors name files relative to dir.
func common(dir string) api.BuildOptions {
	return api.BuildOptions{
		AbsWorkingDir:     dir,
		Bundle:            true,
		Format:            api.FormatESModule,
		Platform:          api.PlatformBrowser,
		Target:            scriptTarget,
		Charset:           api.CharsetUTF8,
		LegalComments:     api.LegalCommentsNone,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Outdir:            filepath.Join(dir, "out"), // nothing is written there
		Metafile:          true,
		LogLevel:          api.LogLevelSilent,
		TsconfigRaw:       `{"compilerOptions":{"target":"ES2022","useDefineForClassFields":true,"verbatimModuleSyntax":true}}`,
	}
}

// outputName is how the files of a module are named. The entry is called as Gradio's is.
func outputName(module string) string {
	if module == entryName {
		return "index"
	}
	return strings.ReplaceAll(strings.TrimPrefix(module, "blocks/"), "/", "-")
}

// plugin leaves imports of other modules to the browser, by their names, and puts
// style sheets into layers.
func (b *build) plugin(p api.PluginBuild) {
	p.OnResolve(api.OnResolveOptions{Filter: `^\.`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
		name, err := b.moduleOf(source(args), args.Importer)
		if name == "" || err != nil {
			return api.OnResolveResult{}, err
		}
		return api.OnResolveResult{Path: name, External: true}, nil
	})
	p.OnLoad(api.OnLoadOptions{Filter: `\.css$`}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
		css, err := os.ReadFile(args.Path)
		if err != nil {
			return api.OnLoadResult{}, err
		}
		text := string(inLayer(b.layer(args.Path), css))
		if b.layer(args.Path) == "base" {
			text = layers + text // the first style sheet of the entry, which the document links first
		}
		return api.OnLoadResult{Contents: &text, ResolveDir: filepath.Dir(args.Path), Loader: api.LoaderCSS}, nil
	})
}

// moduleOf is the name of the module that a file is in, as the importer has to call
// it; "" where both are in one module.
func (b *build) moduleOf(file, importer string) (string, error) {
	inEntry := b.core[importer] || strings.HasPrefix(importer, b.page+string(filepath.Separator))
	switch name := b.names[file]; {
	case b.core[file] && !inEntry:
		return entryName, nil
	case name != "" && inEntry:
		return "", fmt.Errorf("the entry cannot import %s, which is a module of its own: list it in core.ts", name)
	default:
		return name, nil
	}
}

// layer is the cascade layer of a style sheet.
func (b *build) layer(file string) string {
	dir := filepath.Dir(file)
	switch {
	case filepath.Base(file) == "base.css" && dir == b.page:
		return "base"
	case strings.HasPrefix(file, b.page+string(filepath.Separator)):
		return "shell"
	case dir == b.shared:
		return "shared"
	}
	return "blocks"
}

// metafile is what is needed of esbuild's description of its output.
type metafile struct {
	Outputs map[string]struct {
		EntryPoint string `json:"entryPoint"`
		CSSBundle  string `json:"cssBundle"`
		Inputs     map[string]struct {
			Bytes int `json:"bytesInOutput"`
		} `json:"inputs"`
		Imports []struct {
			Path string `json:"path"`
			Kind string `json:"kind"`
		} `json:"imports"`
	} `json:"outputs"`
}

// modules finds the files of each module.
func (b *build) modules(meta string) ([]contract.Module, error) {
	var m metafile
	if err := json.Unmarshal([]byte(meta), &m); err != nil {
		return nil, fmt.Errorf("reading esbuild's metafile: %w", err)
	}
	var all []contract.Module
	for file, info := range m.Outputs {
		name := b.names[filepath.Join(b.dir, filepath.FromSlash(info.EntryPoint))]
		if name == "" || !strings.HasSuffix(file, ".js") {
			continue
		}
		module := contract.Module{Name: name, Script: relative(file), Style: relative(info.CSSBundle)}
		for _, i := range info.Imports {
			if i.Kind == "import-statement" && !slices.Contains(module.Imports, i.Path) {
				module.Imports = append(module.Imports, i.Path)
			}
		}
		slices.Sort(module.Imports)
		all = append(all, module)
	}
	if len(all) != len(b.names) {
		return nil, fmt.Errorf("esbuild wrote %d modules of %d", len(all), len(b.names))
	}
	return all, nil
}

func relative(file string) string { return strings.TrimPrefix(file, "out/") }

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
