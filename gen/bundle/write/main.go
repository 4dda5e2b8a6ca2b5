// Command write builds runtime/web/src into runtime/web/dist. Run it from the
// module's root after every change of the sources, and whenever a merge
// conflicts in dist: its files are never merged by hand, they are built again.
//
//	go run ./gen/bundle/write
package main

import (
	"fmt"
	"os"

	"github.com/blocksgen/blocksgen/gen/bundle"
)

func main() {
	files, err := bundle.Build("runtime/web/src")
	if err == nil {
		err = bundle.Write("runtime/web/dist", files)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
