package site

import (
	"encoding/base64"
	"fmt"
	"os"
	"strings"

	"github.com/blocksgen/blocksgen/runtime/web"
)

// Icon is what the browser's tab shows: a file that is read when it is asked for, or
// the app's own picture.
type Icon struct {
	Path, Kind string
	Content    []byte
}

// readIcon finds the icon: a file, the app's own as a data URL, or the project's.
func readIcon(path, own string) (Icon, error) {
	if path != "" {
		info, err := os.Stat(path)
		if err == nil && !info.Mode().IsRegular() {
			err = fmt.Errorf("%s is not a file", path)
		}
		if err != nil {
			return Icon{}, fmt.Errorf("favicon: %w", err)
		}
		return Icon{Path: path}, nil
	}
	head, data, ok := strings.Cut(own, ";base64,")
	if !ok {
		return Icon{Kind: "image/svg+xml", Content: []byte(web.Favicon)}, nil
	}
	content, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		return Icon{}, fmt.Errorf("config.json: favicon: %w", err)
	}
	return Icon{Kind: strings.TrimPrefix(head, "data:"), Content: content}, nil
}
