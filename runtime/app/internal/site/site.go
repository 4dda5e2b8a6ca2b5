// Package site is what an app serves as long as it runs: its config, pages, assets
// and the description of its API. It is made once, at the start, from the generated
// files and the page variables, and never changes; it knows neither jobs nor sessions.
package site

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/blocksgen/blocksgen/runtime/app/extend"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/ui"
)

// Source is what a site is made of.
type Source struct {
	Config    []byte // config.json
	API       []byte // api.json
	Script    []byte // app.js; nil when the app has no scripts
	Pages     []ui.Node
	Wiring    []Wiring // of listeners that config.json does not wire
	Favicon   string   // path of the icon's file; "" takes the app's own
	Renderers []extend.Renderer
}

// Site is what an app serves. It is safe for concurrent use.
type Site struct {
	// AppID is the number by which a page sees that the server was restarted.
	AppID uint64
	Title string
	Theme string // its name
	// Script is the path of the app's own module, relative to the root; "" when there is
	// none.
	Script string
	Icon   Icon
	Queue  Queue
	// ShowError shows users the text of every error.
	ShowError bool

	object     spec.Object // Gradio's config, with late properties, without what a request adds
	whole      []byte      // the same, as it is served
	assets     assets
	documents  map[string]*Document
	files      map[string]File
	components map[int]*Component
	order      []*Component // in the order of the config
	listeners  map[int]*Listener
	backend    []*Listener          // that run on the server, in the order of the config
	named      map[string]*Listener // by api_name
	unload     []*Listener
	watched    map[int]bool // States with a change listener
	encoder    ui.Encoder
	api        *API
	renderers  map[string]extend.Renderer
}

// Queue is what the app says of its queue; 0 where it says nothing.
type Queue struct {
	MaxSize                 int `json:"max_size"`
	DefaultConcurrencyLimit int `json:"default_concurrency_limit"`
}

// assets are the style sheet, the markup and the icon that all pages share.
type assets struct {
	CSS     string `json:"css"`
	Head    string `json:"head"`
	Favicon string `json:"favicon"` // a data URL
}

// file is config.json as the generator writes it.
type file struct {
	Config    spec.Object                `json:"config"`
	Order     []int                      `json:"order"`
	Late      []lateProp                 `json:"late"`
	Enums     map[string]json.RawMessage `json:"enums"`
	Labels    map[string]string          `json:"labels"`
	Queue     Queue                      `json:"queue"`
	Assets    assets                     `json:"assets"`
	Pages     map[string]pageProps       `json:"pages"`
	Listeners []Wiring                   `json:"listeners"`
}

// New reads the generated files, fills in what only the page variables know, and
// prepares everything that is served.
func New(src Source) (*Site, error) {
	s := &Site{
		AppID: newAppID(), components: map[int]*Component{}, listeners: map[int]*Listener{}, named: map[string]*Listener{}, watched: map[int]bool{},
		documents: map[string]*Document{}, files: map[string]File{}, renderers: map[string]extend.Renderer{},
	}
	for _, r := range src.Renderers {
		if s.renderers[r.Name].Render != nil {
			return nil, fmt.Errorf("two extensions render %q", r.Name)
		}
		s.renderers[r.Name] = r
	}
	var f file
	if err := json.Unmarshal(src.Config, &f); err != nil {
		return nil, fmt.Errorf("config.json: %w", err)
	}
	if f.Config == nil {
		return nil, errors.New("config.json: there is no config")
	}
	s.object, s.Queue, s.assets = f.Config, f.Queue, f.Assets
	for name, target := range map[string]any{"title": &s.Title, "theme": &s.Theme, "show_error": &s.ShowError} {
		if err := s.member(name, target); err != nil {
			return nil, err
		}
	}
	if err := s.readComponents(&f, src.Pages); err != nil {
		return nil, err
	}
	if err := s.readListeners(append(f.Listeners, src.Wiring...)); err != nil {
		return nil, err
	}
	var err error
	if s.api, err = readAPI(src.API); err != nil {
		return nil, fmt.Errorf("api.json: %w", err)
	}
	if s.Icon, err = readIcon(src.Favicon, s.assets.Favicon); err != nil {
		return nil, err
	}
	return s, s.makeDocuments(src.Script, f.Pages)
}

// member decodes a member of Gradio's config, if it is there.
func (s *Site) member(name string, target any) error {
	raw := s.object.Get(name)
	if raw == nil {
		return nil
	}
	if err := json.Unmarshal(raw, target); err != nil {
		return fmt.Errorf("config.json: %s: %w", name, err)
	}
	return nil
}
