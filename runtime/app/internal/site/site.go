// Package site is what an app serves as long as it runs: its config, pages, assets
// and the description of its API. It is made once, at the start, from config.json,
// the page variables and the blocks, and never changes; it knows neither jobs nor
// sessions.
package site

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/blocksgen/blocksgen/runtime/app/extend"
	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
	"github.com/blocksgen/blocksgen/runtime/contract"
	"github.com/blocksgen/blocksgen/runtime/ui"
)

// Source is what a site is made of.
type Source struct {
	Config    []byte // config.json
	Script    []byte // app.js; nil when the app has no scripts
	Pages     []ui.Node
	Blocks    []*spec.Block // that the pages use
	Favicon   string        // path of the icon's file; "" takes the app's own
	Pulse     time.Duration // how long a page may be silent
	Renderers []extend.Renderer
	Modules   []extend.Module
}

// Site is what an app serves. It is safe for concurrent use.
type Site struct {
	// AppID is a number of this run of the program, which Gradio's clients ask for.
	AppID uint64
	Title string
	Theme string // its name
	// Script is the path of the app's own module, relative to the root; "" when there is
	// none.
	Script string
	Icon   Icon
	Queue  contract.Queue
	// AuthMessage is HTML for the login page.
	AuthMessage string
	// AllowedOrigins are those of other sites whose pages may call the app.
	AllowedOrigins []string
	// Version tells versions of the app apart: see [contract.VersionHeader].
	Version string
	// StateSessionCapacity and SessionLinger are the app's own settings, or 0.
	StateSessionCapacity int
	SessionLinger        time.Duration
	// Heartbeat reports whether the app has to know when clients vanish.
	Heartbeat bool
	// ShowError shows users the text of every error.
	ShowError bool

	file       contract.Config
	served     *contract.Served // with late properties, without what a request adds
	whole      []byte           // the same, encoded
	api        *API
	blocks     map[string]*spec.Block // by kind
	renderers  map[string]extend.Renderer
	modules    []extend.Module
	encoder    ui.Encoder
	stale      []string // what differs from the pages
	documents  map[string]*Document
	files      map[string]File
	components map[int]*Component
	order      []*Component // in the order of the config
	listeners  map[int]*Listener
	backend    []*Listener          // that run on the server, in the order of the config
	named      map[string]*Listener // by api_name
	unload     []*Listener
	watched    map[int]bool // States with a change listener
}

// New reads config.json, fills in what only the page variables know and what follows
// from all of it, and prepares everything that is served.
func New(src Source) (*Site, error) {
	s := &Site{
		AppID: newAppID(), blocks: map[string]*spec.Block{}, renderers: map[string]extend.Renderer{},
		documents: map[string]*Document{}, files: map[string]File{}, components: map[int]*Component{},
		listeners: map[int]*Listener{}, named: map[string]*Listener{}, watched: map[int]bool{},
	}
	for _, b := range src.Blocks {
		s.blocks[b.Kind] = b
	}
	for _, r := range src.Renderers {
		if s.renderers[r.Name].Render != nil {
			return nil, fmt.Errorf("two extensions render %q", r.Name)
		}
		s.renderers[r.Name] = r
	}
	for _, m := range src.Modules {
		if slices.ContainsFunc(s.modules, func(other extend.Module) bool { return other.Name == m.Name }) {
			return nil, fmt.Errorf("two extensions add the module %q", m.Name)
		}
		s.modules = append(s.modules, m)
	}
	if err := json.Unmarshal(src.Config, &s.file); err != nil {
		return nil, fmt.Errorf("config.json: %w", err)
	}
	nodes, err := s.readPages(src.Pages)
	if err != nil {
		return nil, err
	}
	var info *contract.APIInfo
	if s.served, info, err = contract.Expand(&s.file, s.block); err != nil {
		return nil, err
	}
	s.Version = version(src)
	s.StateSessionCapacity, s.SessionLinger = s.file.StateSessionCapacity, time.Duration(s.file.SessionLinger*float64(time.Second))
	s.Heartbeat = s.served.ConnectHeartbeat
	if s.Heartbeat {
		s.served.Pulse = src.Pulse.Seconds()
	}
	s.AuthMessage, s.AllowedOrigins = s.file.AuthMessage, s.file.AllowedOrigins
	s.Title, s.Theme, s.Queue, s.ShowError = s.served.Title, s.served.Theme, s.file.Queue, s.file.ShowError
	s.readComponents(nodes)
	if err := s.readListeners(); err != nil {
		return nil, err
	}
	s.api = newAPI(info)
	if s.Icon, err = readIcon(src.Favicon, s.file.Favicon); err != nil {
		return nil, err
	}
	return s, s.makeDocuments(src.Script)
}

// version is a hash of what the app's author said. What is found out at the start does not
// change it: a page goes on when the app starts again.
func version(src Source) string {
	h := sha256.New()
	fmt.Fprintf(h, "%d\n", len(src.Config))
	h.Write(src.Config)
	h.Write(src.Script)
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// newAppID makes a number that JavaScript can hold.
func newAppID() uint64 {
	var b [8]byte
	rand.Read(b[:]) // never fails
	return binary.LittleEndian.Uint64(b[:]) >> 11
}

// block finds what a block says of itself; nil when the app does not link it.
func (s *Site) block(kind string) *spec.Block { return s.blocks[kind] }
