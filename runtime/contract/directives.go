package contract

import (
	"bytes"
	"fmt"
	"hash/fnv"
)

// Directives is a hash of the lines of a Go file that start with //blocks:, in their order,
// by which a program notices that they changed since it was generated. It is "" for a file
// without such lines.
func Directives(src []byte) string {
	if !bytes.Contains(src, []byte("//blocks:")) {
		return ""
	}
	h := fnv.New64a()
	found := false
	for line := range bytes.Lines(src) {
		if line = bytes.TrimSpace(line); bytes.HasPrefix(line, []byte("//blocks:")) {
			found = true
			h.Write(line)
			h.Write([]byte{'\n'})
		}
	}
	if !found {
		return ""
	}
	return fmt.Sprintf("%016x", h.Sum64())
}
