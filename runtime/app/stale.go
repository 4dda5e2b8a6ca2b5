package app

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/runtime/contract"
)

// caller is the file of the generated function that calls New; "" if it is not known, as
// in a build with -trimpath.
func caller() string {
	_, file, _, ok := runtime.Caller(2)
	if !ok || !filepath.IsAbs(file) {
		return ""
	}
	return file
}

// changedDirectives names the files of the app's package whose directives changed since the program
// was generated. It finds the source where it was when the program was built: on another
// machine there is none, and then nothing is said.
func changedDirectives(generated string, config []byte) []string {
	var file contract.Config
	if generated == "" || json.Unmarshal(config, &file) != nil || len(file.Directives) == 0 {
		return nil
	}
	dir := filepath.Dir(filepath.Dir(generated))
	if filepath.Base(dir) == "cmd" {
		dir = filepath.Dir(dir)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	now := map[string]string{}
	for _, e := range entries {
		if name := e.Name(); strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			if src, err := os.ReadFile(filepath.Join(dir, name)); err == nil {
				now[name] = contract.Directives(src)
			}
		}
	}
	var changed []string
	found := false
	for name, was := range file.Directives {
		hash, ok := now[name]
		found = found || ok
		if hash != was {
			changed = append(changed, "directives in "+name)
		}
	}
	if !found {
		return nil
	}
	slices.Sort(changed)
	return changed
}

// warnStale says at start what is out of date because the program was not generated again.
func (a *App) warnStale(blocks []string) {
	stale := slices.Concat(blocks, changedDirectives(a.generated, a.build.Config))
	if len(stale) == 0 {
		return
	}
	const most = 10
	if n := len(stale); n > most {
		stale = append(stale[:most:most], "and more")
	}
	a.log().Warn("the source changed since this program was generated: run go generate", "app", a.build.Name, "changed", strings.Join(stale, ", "))
}
