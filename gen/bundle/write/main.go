// Command write builds the page's src/ into its dist/. Run it after every change
// of the sources, and whenever a merge conflicts in dist: its files are never
// merged by hand, they are built again. The argument is the directory of both,
// runtime/web if there is none.
//
//	go run ./gen/bundle/write
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/blocksgen/blocksgen/gen/bundle"
)

func main() {
	flag.Parse()
	dir := "runtime/web"
	if flag.NArg() > 0 {
		dir = flag.Arg(0)
	}
	files, err := bundle.Build(filepath.Join(dir, "src"))
	if err == nil {
		err = bundle.Write(filepath.Join(dir, "dist"), files)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
