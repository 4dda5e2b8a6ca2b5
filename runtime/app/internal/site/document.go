package site

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/contract"
	"github.com/blocksgen/blocksgen/runtime/web"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// Document is what one page's document is made of.
type Document struct {
	Types  []string // of the page's components
	Title  string
	Styles []string // the app's own style sheets, relative to the root
	Head   string
	Packs  []web.Pack

	config []byte // the page's share of the config
}

// File is one of the app's own assets.
type File struct{ Kind, Content string }

// Document finds the document of a page by its path, without a slash at the start;
// nil when there is none.
func (s *Site) Document(path string) *Document { return s.documents[path] }

// Pages is the number of pages.
func (s *Site) Pages() int { return len(s.documents) }

// File finds one of the app's own assets by its name.
func (s *Site) File(name string) (File, bool) {
	f, ok := s.files[name]
	return f, ok
}

// Config is the config of all pages for a request that came to a root, without a
// slash at the end.
func (s *Site) Config(root string) []byte { return closed(s.whole, root) }

// Config is the page's share of the config for a request that came to a root.
func (d *Document) Config(root string) []byte { return closed(d.config, root) }

// closed adds to an encoded config what a request decides.
func closed(config []byte, root string) []byte {
	b := make([]byte, 0, len(config)+len(root)+64)
	b = append(b, config[:len(config)-1]...)
	b = append(b, `,"root":`...)
	b = append(b, wire.MustMarshal(root)...)
	return append(b, `,"username":null}`...)
}

// makeDocuments encodes the config, and each page's share of it.
func (s *Site) makeDocuments(script []byte) (err error) {
	if len(script) > 0 {
		s.Script = s.add("app", "js", "text/javascript; charset=utf-8", string(script))
	}
	s.served.ThemeHash, s.served.AppID, s.served.AppVersion, s.served.Script = web.ThemeHash(s.Theme), s.AppID, s.Version, s.Script
	if s.whole, err = spec.Encode(s.served); err != nil {
		return err
	}
	for _, p := range s.file.Pages {
		if s.documents[p.Path], err = s.document(p); err != nil {
			return err
		}
	}
	return nil
}

func (s *Site) document(p contract.Page) (*Document, error) {
	d := &Document{Head: lines(s.file.Head, p.Head)}
	for _, css := range [...]string{s.file.CSS, p.CSS} {
		if css != "" {
			d.Styles = append(d.Styles, s.add("app", "css", "text/css; charset=utf-8", css))
		}
	}
	share, err := s.share(p)
	if err != nil {
		return nil, err
	}
	d.Title = share.Title
	for _, c := range share.Components {
		if !slices.Contains(d.Types, c.Type) {
			d.Types = append(d.Types, c.Type)
		}
	}
	d.Packs = s.packs(share)
	d.config, err = spec.Encode(share)
	return d, err
}

// packs lists the asset packs for a page. Those that the HTML in its config needs are
// loaded at once.
func (s *Site) packs(share *contract.Served) []web.Pack {
	list := make([]web.Pack, len(s.modules))
	for i, m := range s.modules {
		list[i] = web.Pack{Name: m.Name, Script: m.Script, Style: m.Style}
		for j := range share.Components {
			list[i].Now = list[i].Now || s.marked(&share.Components[j], m.Name)
		}
	}
	return list
}

// marked reports whether the HTML of a component needs a pack.
func (s *Site) marked(c *contract.Component, pack string) bool {
	block := s.components[c.ID].Block
	if block == nil {
		return false
	}
	for _, r := range block.Render {
		html, _ := spec.Text(c.Props.Get(r.Into))
		for _, m := range block.Marks {
			if m.Pack == pack && strings.Contains(html, m.Text) {
				return true
			}
		}
	}
	return false
}

// share is one page's share of the config.
func (s *Site) share(p contract.Page) (*contract.Served, error) {
	share, mine := *s.served, s.served.Page[p.Path]
	share.Layout, share.CurrentPage, share.Title = mine.Layout, &p.Path, cmp.Or(p.Title, s.Title)
	share.Components, share.Dependencies = []contract.Component{}, []contract.Dependency{}
	if p.FillHeight != nil {
		share.FillHeight = *p.FillHeight
	}
	if p.FillWidth != nil {
		share.FillWidth = *p.FillWidth
	}
	on := set(mine.Components)
	for _, comp := range s.order {
		if !on[comp.ID] {
			continue
		}
		c, err := s.rendered(comp)
		if err != nil {
			return nil, err
		}
		share.Components = append(share.Components, c)
	}
	on = set(mine.Dependencies)
	for _, dep := range s.served.Dependencies {
		if on[dep.ID] {
			share.Dependencies = append(share.Dependencies, dep)
		}
	}
	return &share, nil
}

func set(ids []int) map[int]bool {
	m := make(map[int]bool, len(ids))
	for _, id := range ids {
		m[id] = true
	}
	return m
}

// lines joins two pieces of markup, as a browser reads their line ends.
func lines(a, b string) string {
	return strings.ReplaceAll(strings.TrimSpace(a+"\n"+b), "\r\n", "\n")
}

// add names one of the app's own assets by its content.
func (s *Site) add(name, extension, kind, content string) string {
	sum := sha256.Sum256([]byte(content))
	name += "-" + base64.RawURLEncoding.EncodeToString(sum[:6]) + "." + extension
	s.files[name] = File{kind, content}
	return "assets/" + name
}
