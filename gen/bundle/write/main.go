// Command write builds the page's sources into runtime/web/dist. Run it after every
// change of them, and whenever a merge conflicts in dist: its files are never merged
// by hand, they are built again. The argument is the module's directory, the current
// one if there is none.
//
//	go run ./gen/bundle/write
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/blocksgen/blocksgen/gen/blocks"
	"github.com/blocksgen/blocksgen/gen/bundle"
)

func main() {
	flag.Parse()
	root := "."
	if flag.NArg() > 0 {
		root = flag.Arg(0)
	}
	files, err := bundle.Build(sources(root))
	if err == nil {
		err = bundle.Write(filepath.Join(root, dist), files)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

const dist = "runtime/web/dist"

// sources are those of the module: the shell, and the element of each block.
func sources(root string) bundle.Sources {
	s := bundle.Sources{
		Page:   filepath.Join(root, "runtime/web/src"),
		Shared: filepath.Join(root, "runtime/blocks/shared"),
		Blocks: map[string]string{},
	}
	for _, b := range blocks.Elements() {
		s.Blocks[b.Wire] = filepath.Join(root, "runtime/blocks", b.Kind, b.Kind+".ts")
	}
	return s
}
