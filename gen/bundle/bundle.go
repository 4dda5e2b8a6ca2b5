// Package bundle turns TypeScript and CSS into the hashed, pre-compressed files
// that an app serves. It uses esbuild as a library: no Node is needed, and the
// same sources give the same bytes everywhere.
package bundle

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/evanw/esbuild/pkg/api"
)

// Manifest names the built files, relative to the root of the output, so that a
// page can link exactly those that it needs.
type Manifest struct {
	Entry      string              `json:"entry"`      // the script that starts a page
	CSS        string              `json:"css"`        // the one style sheet of all components
	Themes     map[string]string   `json:"themes"`     // name of a theme → its custom properties
	Components map[string]string   `json:"components"` // component or layout type → its script
	Imports    map[string][]string `json:"imports"`    // script → every script that it loads with it, directly or not
}

// Build bundles the page's sources in dir (main.ts, components/, layouts/,
// styles/) and returns the files to write: path → content, with a .br and a .gz
// beside every script and style sheet, and manifest.json. The error lists every
// fault of the sources with its position.
func Build(dir string) (map[string][]byte, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	components, err := types(dir)
	if err != nil {
		return nil, err
	}
	style, themes, err := styles(dir)
	if err != nil {
		return nil, err
	}
	result := api.Build(options(dir, components, style))
	if len(result.Errors) > 0 {
		return nil, buildError(result.Errors)
	}
	var meta metafile
	if err := json.Unmarshal([]byte(result.Metafile), &meta); err != nil {
		return nil, fmt.Errorf("reading esbuild's metafile: %w", err)
	}
	files := map[string][]byte{}
	for name, css := range themes {
		files[themeFile(name)] = css
	}
	for _, f := range result.OutputFiles {
		name, err := filepath.Rel(filepath.Join(dir, outDir), f.Path)
		if err != nil {
			return nil, err
		}
		files[filepath.ToSlash(name)] = f.Contents
	}
	manifest, err := meta.manifest(components)
	if err != nil {
		return nil, err
	}
	for name := range themes {
		manifest.Themes[name] = themeFile(name)
	}
	if err := compress(files); err != nil {
		return nil, err
	}
	text, err := json.MarshalIndent(manifest, "", "  ")
	if err != nil {
		return nil, err
	}
	files["manifest.json"] = append(text, '\n')
	return files, nil
}

// Write makes the directory hold exactly the files: those that differ are
// written, those that are not among them are removed.
func Write(dir string, files map[string][]byte) error {
	old, err := Read(dir)
	if err != nil {
		return err
	}
	for name, content := range files {
		if have, ok := old[name]; ok && bytes.Equal(have, content) {
			continue
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			return err
		}
	}
	for name := range old {
		if _, keep := files[name]; !keep {
			if err := os.Remove(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
				return err
			}
		}
	}
	return nil
}

// Read returns the files of a directory that Write wrote: path → content. A
// directory that does not exist is empty.
func Read(dir string) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(file string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		files[filepath.ToSlash(name)], err = os.ReadFile(file)
		return err
	})
	if errors.Is(err, os.ErrNotExist) {
		err = nil
	}
	return files, err
}

// types finds the component and layout types: type → source, relative to dir.
// The file's name is the type's.
func types(dir string) (map[string]string, error) {
	found := map[string]string{}
	for _, sub := range []string{"components", "layouts"} {
		files, err := filepath.Glob(filepath.Join(dir, sub, "*.ts"))
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			name := strings.TrimSuffix(filepath.Base(file), ".ts")
			if strings.HasPrefix(name, "_") {
				continue // shared by several components, not one of its own
			}
			if other, taken := found[name]; taken {
				return nil, fmt.Errorf("type %s is defined by %s/%s.ts and by %s", name, sub, name, other)
			}
			found[name] = path.Join(sub, name+".ts")
		}
	}
	return found, nil
}

// styles joins the style sheets to one, base.css first and the others by name.
// The themes are apart, because an app has one of them: theme.css alone is the
// default, and what themes/ holds is put on top of it.
func styles(dir string) (style string, themes map[string][]byte, err error) {
	files, err := filepath.Glob(filepath.Join(dir, "styles", "*.css"))
	if err != nil {
		return "", nil, err
	}
	slices.SortFunc(files, func(a, b string) int {
		return strings.Compare(styleOrder(a), styleOrder(b))
	})
	var imports strings.Builder
	for _, file := range files {
		if name := filepath.Base(file); name != "theme.css" {
			fmt.Fprintf(&imports, "@import \"./styles/%s\";\n", name)
		}
	}
	base, err := os.ReadFile(filepath.Join(dir, "styles", "theme.css"))
	if err != nil {
		return "", nil, err
	}
	themes = map[string][]byte{"default": base}
	variants, err := filepath.Glob(filepath.Join(dir, "styles", "themes", "*.css"))
	if err != nil {
		return "", nil, err
	}
	for _, file := range variants {
		css, err := os.ReadFile(file)
		if err != nil {
			return "", nil, err
		}
		themes[strings.TrimSuffix(filepath.Base(file), ".css")] = slices.Concat(base, []byte("\n"), css)
	}
	return imports.String(), themes, nil
}

// themeFile is where a theme is written: without a hash in its name, because
// clients ask for theme.css.
func themeFile(name string) string { return "themes/" + name + ".css" }

func styleOrder(file string) string {
	if name := filepath.Base(file); name != "base.css" {
		return name
	}
	return ""
}

// compress adds a .br and a .gz beside every file.
func compress(files map[string][]byte) error {
	packed := map[string][]byte{}
	for name, content := range files {
		var br, gz bytes.Buffer
		b := brotli.NewWriterLevel(&br, brotli.BestCompression)
		g, err := gzip.NewWriterLevel(&gz, gzip.BestCompression)
		if err != nil {
			return err
		}
		_, err1 := b.Write(content)
		_, err2 := g.Write(content)
		if err := errors.Join(err1, err2, b.Close(), g.Close()); err != nil {
			return err
		}
		packed[name+".br"], packed[name+".gz"] = br.Bytes(), gz.Bytes()
	}
	for name, content := range packed {
		files[name] = content
	}
	return nil
}
