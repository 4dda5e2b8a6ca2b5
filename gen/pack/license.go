package pack

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/gen/npm"
)

// notices are the texts of packages: "name version" → text.
type notices map[string]string

// legal are the names of files that a package has for its licence.
var legal = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|ofl)([-_.].*)?$`)

// collect adds the packages of a tree, which is unpacked in dir, that inputs come from.
func (n notices) collect(dir string, tree npm.Tree, inputs []string) error {
	for _, at := range tree.Dirs() {
		if !slices.ContainsFunc(inputs, func(input string) bool { return owner(tree, input) == at }) {
			continue
		}
		p := tree.At(at)
		entries, err := os.ReadDir(filepath.Join(dir, filepath.FromSlash(at)))
		if err != nil {
			return err
		}
		var texts strings.Builder
		for _, e := range entries {
			if !e.Type().IsRegular() || !legal.MatchString(e.Name()) {
				continue
			}
			raw, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(at), e.Name()))
			if err != nil {
				return err
			}
			raw = bytes.ReplaceAll(bytes.TrimSpace(raw), []byte("\r\n"), []byte("\n"))
			fmt.Fprintf(&texts, "\n%s\n", raw)
		}
		if p.License == "" && texts.Len() == 0 {
			return fmt.Errorf("%s %s has no licence", p.Name, p.Version)
		}
		n[p.Name+" "+p.Version] = fmt.Sprintf("%s %s\nLicense: %s\n%s", p.Name, p.Version, orUnknown(p.License), texts.String())
	}
	return nil
}

// owner is the directory of the package that a file belongs to: the longest that
// begins its path.
func owner(tree npm.Tree, file string) string {
	longest := ""
	for at := range tree {
		if strings.HasPrefix(file, at+"/") && len(at) > len(longest) {
			longest = at
		}
	}
	return longest
}

func orUnknown(license string) string {
	if license == "" {
		return "see below"
	}
	return license
}

// text is the file.
func (n notices) text() []byte {
	var b bytes.Buffer
	b.WriteString(header + "\n\nThe asset packs of this app contain parts of these packages.\n")
	for _, name := range slices.Sorted(maps.Keys(n)) {
		fmt.Fprintf(&b, "\n%s\n%s", strings.Repeat("=", 80), n[name])
	}
	return b.Bytes()
}
