package vet

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"os"

	"github.com/blocksgen/blocksgen/gen/diag"
)

// The JSON that the go command reads from a vet tool: diagnostics by package and analyzer.
type (
	finding struct {
		Category string    `json:"category"`
		Posn     string    `json:"posn"`
		End      string    `json:"end,omitempty"`
		Message  string    `json:"message"`
		Fixes    []fix     `json:"suggested_fixes,omitempty"`
		Related  []related `json:"related,omitempty"`
	}
	related struct {
		Posn    string `json:"posn"`
		End     string `json:"end,omitempty"`
		Message string `json:"message"`
	}
	fix struct {
		Message string `json:"message"`
		Edits   []edit `json:"edits"`
	}
	edit struct {
		Filename string `json:"filename"`
		Start    int    `json:"start"` // in bytes
		End      int    `json:"end"`
		New      string `json:"new"`
	}
)

// print writes diagnostics as JSON. The go command prints them; it shows related
// positions, but not fixes, so fixes are also in the messages.
func (u *unit) print(list []*diag.Diagnostic, stdout io.Writer) error {
	findings := make([]finding, 0, len(list))
	for _, d := range list {
		f := finding{
			Category: string(d.Code), Posn: d.Span.String(), End: end(d.Span).String(),
			Message: d.Message + " [" + string(d.Code) + "]",
		}
		if !d.Span.IsValid() {
			f.Posn, f.End = u.ImportPath, ""
		}
		if d.Detail != "" {
			f.Message += "\n\t" + d.Detail
		}
		for _, r := range d.Related {
			f.Related = append(f.Related, related{r.Span.String(), end(r.Span).String(), r.Message})
		}
		for _, x := range d.Fixes {
			f.Message += "\n\tfix: " + x.Message
			if edits, err := offsets(x.Edits); err == nil && len(edits) > 0 {
				f.Fixes = append(f.Fixes, fix{x.Message, edits})
			}
		}
		findings = append(findings, f)
	}
	if len(findings) == 0 {
		return u.write(stdout, []byte("{}\n"))
	}
	out, err := json.MarshalIndent(map[string]any{u.ID: map[string]any{"blocksgen": findings}}, "", "\t")
	if err != nil {
		return err
	}
	return u.write(stdout, append(out, '\n'))
}

func (u *unit) write(stdout io.Writer, out []byte) error {
	if u.Stdout != "" {
		return os.WriteFile(u.Stdout, out, 0o666)
	}
	_, err := stdout.Write(out)
	return err
}

func end(s diag.Span) diag.Span {
	return diag.Span{File: s.File, Line: s.EndLine, Column: s.EndColumn}
}

// offsets converts the spans of edits to offsets.
func offsets(edits []diag.Edit) ([]edit, error) {
	var list []edit
	for _, e := range edits {
		src, err := os.ReadFile(e.Span.File)
		if err != nil {
			return nil, err
		}
		start, err := diag.Offset(src, e.Span.Line, e.Span.Column)
		if err != nil {
			return nil, err
		}
		stop, err := diag.Offset(src, e.Span.EndLine, e.Span.EndColumn)
		if err != nil {
			return nil, err
		}
		list = append(list, edit{e.Span.File, start, stop, e.NewText})
	}
	return list, nil
}

// fixed applies the first fix of each diagnostic to the package's own files. It writes
// them to the archive that the go command gave, or else in place.
func (u *unit) fixed(findings []*diag.Diagnostic) error {
	files := map[string][]byte{}
	for _, file := range u.GoFiles {
		src, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		out, err := diag.Apply(findings, file, src)
		if err != nil {
			return err
		}
		if !bytes.Equal(out, src) {
			files[file] = out
		}
	}
	if u.FixArchive == "" {
		for file, src := range files {
			if err := os.WriteFile(file, src, 0o666); err != nil {
				return err
			}
		}
		return nil
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for file, src := range files {
		w, err := z.Create(file)
		if err != nil {
			return err
		}
		if _, err := w.Write(src); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(u.FixArchive, b.Bytes(), 0o666)
}
