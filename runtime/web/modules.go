package web

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/blocksgen/blocksgen/runtime/contract"
)

// entry is the module that starts the page; its name is what others import it by. around is
// that of the documents around the app.
const (
	entry  = "blocks"
	around = "around"
)

// modules are those of the front end, by name.
var modules = sync.OnceValue(func() map[string]contract.Module {
	all := map[string]contract.Module{}
	err := fs.WalkDir(dist, "dist/modules", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := dist.ReadFile(file)
		if err != nil {
			return err
		}
		var m contract.Module
		if err := json.Unmarshal(raw, &m); err != nil {
			return err
		}
		all[m.Name] = m
		return nil
	})
	if err != nil {
		panic("web: " + err.Error())
	}
	return all
})

// used lists the modules that a page of some component types needs: the entry, then
// each module after those that it imports, so that the style sheet of a block comes
// after those that it shares.
func used(types []string) []contract.Module {
	all := modules()
	var list []contract.Module
	done := map[string]bool{}
	var add func(name string)
	add = func(name string) {
		m, ok := all[name]
		if !ok || done[name] {
			return // a type that the front end does not have is shown as nothing
		}
		done[name] = true
		for _, i := range m.Imports {
			add(i)
		}
		list = append(list, m)
	}
	add(entry)
	for _, t := range types {
		add("blocks/" + t)
	}
	return list
}

// importMap tells the browser where the modules are that others import by name: the
// text of a script of type importmap. The style sheet of an asset pack is in it, too,
// for the element that loads the pack.
func (p *Page) importMap(list []contract.Module) string {
	var b strings.Builder
	before := `{"imports":{`
	row := func(name, file string) {
		fmt.Fprintf(&b, "%s%s:%s", before, quote(name), quote(p.Root+file))
		before = ","
	}
	for _, m := range list {
		row(m.Name, m.Script)
	}
	for _, pack := range p.Packs {
		row("packs/"+pack.Name, pack.Script)
		if pack.Style != "" {
			row("packs/"+pack.Name+".css", pack.Style)
		}
	}
	b.WriteString("}}")
	return b.String()
}

// quote is a string in JSON. It holds no "<", so that it cannot end the script around it.
func quote(s string) string {
	raw, _ := json.Marshal(s) // of a string it never fails
	return string(raw)
}
