package site

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/web"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// Document is what one page's document is made of.
type Document struct {
	Types  []string // of the page's components
	Title  string
	Styles []string // the app's own style sheets, relative to the root
	Head   string
	Policy string // content security policy

	config []byte // the page's share of the config
}

// File is one of the app's own assets.
type File struct{ Kind, Content string }

// pageProps is what a page sets for its own document. What it leaves out is the
// app's.
type pageProps struct {
	Title      string `json:"title"`
	CSS        string `json:"css"`
	Head       string `json:"head"`
	FillHeight *bool  `json:"fill_height"`
	FillWidth  *bool  `json:"fill_width"`
}

// page is one page's share of the config.
type page struct {
	Layout       json.RawMessage `json:"layout"`
	Components   []int           `json:"components"`
	Dependencies []int           `json:"dependencies"`
}

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
func (s *Site) makeDocuments(script []byte, own map[string]pageProps) error {
	s.object.Set("theme_hash", spec.Quote(web.ThemeHash(s.Theme)))
	s.object.Set("app_id", json.RawMessage(strconv.FormatUint(s.AppID, 10)))
	if len(script) > 0 {
		s.Script = s.add("app", "js", "text/javascript; charset=utf-8", string(script))
		s.object.Set("script", spec.Quote(s.Script))
	}
	s.whole = spec.Marshal(s.object)
	var pages map[string]page
	if err := s.member("page", &pages); err != nil {
		return err
	}
	for path, p := range pages {
		d, err := s.document(path, p, own[path])
		if err != nil {
			return err
		}
		s.documents[path] = d
	}
	return nil
}

func (s *Site) document(path string, p page, own pageProps) (*Document, error) {
	d := &Document{Title: cmp.Or(own.Title, s.Title), Head: lines(s.assets.Head, own.Head)}
	for _, css := range [...]string{s.assets.CSS, own.CSS} {
		if css != "" {
			d.Styles = append(d.Styles, s.add("app", "css", "text/css; charset=utf-8", css))
		}
	}
	d.Policy = policy(web.Inline(d.Head))
	share, err := s.share(p, d)
	if err != nil {
		return nil, err
	}
	share.Set("current_page", spec.Quote(path))
	share.Set("title", spec.Quote(d.Title))
	if on := own.FillHeight; on != nil {
		share.Set("fill_height", spec.Marshal(*on))
	}
	if on := own.FillWidth; on != nil {
		share.Set("fill_width", spec.Marshal(*on))
	}
	d.config = spec.Marshal(share)
	return d, nil
}

// share is one page's share of the config. It notes the types of its components in d.
func (s *Site) share(p page, d *Document) (spec.Object, error) {
	var components, dependencies, all []json.RawMessage
	on := set(p.Components)
	for _, comp := range s.order {
		if !on[comp.ID] {
			continue
		}
		element, err := s.rendered(comp)
		if err != nil {
			return nil, err
		}
		components = append(components, element)
		if !slices.Contains(d.Types, comp.Type) {
			d.Types = append(d.Types, comp.Type)
		}
	}
	if err := s.member("dependencies", &all); err != nil {
		return nil, err
	}
	on = set(p.Dependencies)
	for _, raw := range all {
		var dep struct{ ID int }
		if err := json.Unmarshal(raw, &dep); err != nil {
			return nil, err
		}
		if on[dep.ID] {
			dependencies = append(dependencies, raw)
		}
	}
	share := slices.Clone(s.object)
	share.Set("components", wire.List(components))
	share.Set("dependencies", wire.List(dependencies))
	share.Set("layout", p.Layout)
	return share, nil
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
