package pack

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"maps"
	"path"
	"slices"

	"github.com/andybalholm/brotli"
)

// zipped makes an archive of files, and of their compressed forms where those are
// smaller. The entries are stored as they are: one compression is enough, and that of
// the standard library may differ between versions of Go, which would make archives
// differ, too.
func zipped(files map[string][]byte) ([]byte, error) {
	all := maps.Clone(files)
	for name, content := range files {
		switch path.Ext(name) {
		case ".js", ".css", ".svg", ".txt", ".wasm":
			var b bytes.Buffer
			w := brotli.NewWriterLevel(&b, brotli.BestCompression)
			if _, err := w.Write(content); err != nil {
				return nil, err
			}
			if err := w.Close(); err != nil {
				return nil, err
			}
			if b.Len() < len(content) {
				all[name+".br"] = b.Bytes()
			}
		}
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	if err := w.SetComment(header); err != nil { // by which the file is known as generated
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(all[name]); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}

// unzip reads a file of an archive.
func unzip(archive []byte, name string) ([]byte, error) {
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return nil, err
	}
	return fs.ReadFile(r, name)
}
