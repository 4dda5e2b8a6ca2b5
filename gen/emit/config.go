package emit

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"github.com/blocksgen/blocksgen/gen/model"
)

// wireVersion is the Gradio version whose protocol the app speaks: clients decide
// by it how to talk.
const wireVersion = "6.25.0"

// configFile is config.json: Gradio's object, and what only our runtime reads.
type configFile struct {
	Config appConfig                  `json:"config"`
	Order  []int                      `json:"order"`
	Late   []lateProp                 `json:"late"`
	Enums  object                     `json:"enums"`
	Labels object                     `json:"labels"`
	Queue  queueConfig                `json:"queue"`
	Assets map[string]json.RawMessage `json:"assets"`
	Pages  object                     `json:"pages,omitzero"` // what a page sets for itself, by its path
}

type lateProp struct {
	ID   int    `json:"id"`
	Prop string `json:"prop"`
}

type queueConfig struct {
	MaxSize                 int `json:"max_size"`
	DefaultConcurrencyLimit int `json:"default_concurrency_limit"`
}

// appConfig is the answer of /config without what the runtime adds per process or
// request: root, app_id, username.
type appConfig struct {
	Version          string          `json:"version"`
	APIPrefix        string          `json:"api_prefix"`
	Protocol         string          `json:"protocol"`
	Mode             string          `json:"mode"`
	Title            string          `json:"title"`
	Theme            string          `json:"theme"`
	ThemeHash        string          `json:"theme_hash"`
	ConnectHeartbeat bool            `json:"connect_heartbeat"`
	EnableQueue      bool            `json:"enable_queue"`
	ShowError        bool            `json:"show_error"`
	MaxFileSize      *int64          `json:"max_file_size"`
	FillHeight       bool            `json:"fill_height"`
	FillWidth        bool            `json:"fill_width"`
	FooterLinks      []string        `json:"footer_links"`
	CSS              *string         `json:"css"`
	JS               *string         `json:"js"`
	Head             *string         `json:"head"`
	BodyCSS          json.RawMessage `json:"body_css"`
	Stylesheets      []string        `json:"stylesheets"`
	SpaceID          *string         `json:"space_id"`
	IsColab          bool            `json:"is_colab"`
	DevMode          bool            `json:"dev_mode"`
	VibeMode         bool            `json:"vibe_mode"`
	PWA              bool            `json:"pwa"`
	MCPServer        bool            `json:"mcp_server"`
	RunHistory       bool            `json:"run_history"`
	AnalyticsEnabled bool            `json:"analytics_enabled"`
	I18n             json.RawMessage `json:"i18n_translations"`
	Pages            [][3]any        `json:"pages"`
	Page             object          `json:"page"`
	Layout           layoutNode      `json:"layout"`
	Components       []component     `json:"components"`
	Dependencies     []dependency    `json:"dependencies"`
}

type pageConfig struct {
	Layout       layoutNode `json:"layout"`
	Components   []int      `json:"components"`
	Dependencies []int      `json:"dependencies"`
}

type layoutNode struct {
	ID       int          `json:"id"`
	Children []layoutNode `json:"children,omitempty"`
}

// config writes config.json.
func config(app *model.App) ([]byte, error) {
	w := newConfigWriter(app)
	f := configFile{
		Config: w.appConfig(),
		Order:  nonNil(app.Order),
		Late:   []lateProp{},
		Queue: queueConfig{
			MaxSize:                 app.Options.MaxSize,
			DefaultConcurrencyLimit: max(app.Options.DefaultConcurrencyLimit, 1),
		},
		Assets: map[string]json.RawMessage{},
	}
	for i := range app.Blocks {
		b := &app.Blocks[i]
		for _, prop := range b.Late {
			f.Late = append(f.Late, lateProp{b.ID, prop})
		}
		if label := w.label(b); label != "" {
			f.Labels.set(decimal(b.ID), label)
		}
	}
	for _, e := range app.Enums {
		f.Enums.set(enumName(e), e.Choices)
	}
	for name, text := range map[string]string{
		"css": strings.TrimSpace(app.Options.CSS), "head": strings.TrimSpace(app.Options.Head), "favicon": app.Options.Favicon,
	} {
		if text == "" {
			continue
		}
		raw, err := marshal(text)
		if err != nil {
			return nil, err
		}
		f.Assets[name] = raw
	}
	for _, p := range app.Pages {
		if own := ownProps(&app.Blocks[p.Block]); own != nil {
			f.Pages.set(p.Path, own)
		}
	}
	return document(f, 3)
}

// ownProps is what a page sets for its own document; nil when that is nothing.
func ownProps(page *model.Block) object {
	var own object
	for _, name := range [...]string{"title", "css", "head", "fill_height", "fill_width"} {
		if raw := prop(page, name); present(raw) {
			own.set(name, raw)
		}
	}
	return own
}

func (w *configWriter) appConfig() appConfig {
	app := w.app
	c := appConfig{
		Version:          wireVersion,
		APIPrefix:        "/gradio_api",
		Protocol:         "sse_v3",
		Mode:             "blocks",
		Title:            w.title(),
		Theme:            app.Options.Theme,
		ConnectHeartbeat: w.heartbeat(),
		EnableQueue:      true,
		ShowError:        app.Options.ShowError,
		FillHeight:       app.Options.FillHeight,
		FillWidth:        app.Options.FillWidth,
		FooterLinks:      []string{"api", "settings"},
		Stylesheets:      []string{},
		Pages:            [][3]any{},
		Page:             object{},
		Components:       []component{},
		Dependencies:     []dependency{},
	}
	if c.Theme == "" {
		c.Theme = "default"
	}
	c.ThemeHash = hash(c.Theme)
	if app.Options.MaxFileSize > 0 {
		c.MaxFileSize = &app.Options.MaxFileSize
	}
	for i := range app.Blocks {
		if b := &app.Blocks[i]; b.Kind != "page" {
			c.Components = append(c.Components, w.component(b))
		}
	}
	for i := range app.Scripts {
		if app.Scripts[i].Name == "app_js" {
			c.JS = &app.Scripts[i].Source
		}
	}
	for i := range app.Fns {
		c.Dependencies = append(c.Dependencies, w.dependency(&app.Fns[i]))
	}
	c.Components = append(c.Components, w.slots...)
	declared := len(app.Pages) > 0
	for i, p := range app.Pages {
		page := w.page(i)
		c.Page.set(p.Path, page)
		c.Pages = append(c.Pages, [3]any{p.Path, p.Name, p.InNavbar})
		if i == 0 {
			c.Layout.ID = page.Layout.ID
		}
		c.Layout.Children = append(c.Layout.Children, page.Layout.Children...)
		declared = declared && p.Var.Name == ""
	}
	if declared {
		c.Mode = "interface" // every page comes from a signature
	}
	return c
}

// page is one page's share of the components and dependencies.
func (w *configWriter) page(i int) pageConfig {
	root := w.app.Pages[i].Block
	c := pageConfig{Layout: w.layout(root), Components: []int{}, Dependencies: []int{}}
	on := map[int]bool{root: true}
	for j := range w.app.Blocks {
		if b := &w.app.Blocks[j]; b.Page == i && b.Kind != "page" {
			c.Components = append(c.Components, b.ID)
			on[b.ID] = true
		}
	}
	chained := map[int]bool{}
	for j := range w.app.Fns {
		fn := &w.app.Fns[j]
		here := fn.TriggerAfter != nil && chained[*fn.TriggerAfter]
		for _, t := range fn.Targets {
			here = here || on[t.Block]
		}
		for _, id := range append(fn.Inputs[:len(fn.Inputs):len(fn.Inputs)], fn.Outputs...) {
			here = here || on[id]
		}
		if here {
			chained[fn.ID] = true
			c.Dependencies = append(c.Dependencies, fn.ID)
		}
	}
	return c
}

func (w *configWriter) layout(id int) layoutNode {
	n := layoutNode{ID: id}
	for _, child := range w.app.Blocks[id].Children {
		if !w.app.Blocks[child].Toolbar {
			n.Children = append(n.Children, w.layout(child))
		}
	}
	return n
}

// title is the app's: of the directive, else the main page's, else its name.
func (w *configWriter) title() string {
	if t := w.app.Options.Title; t != "" {
		return t
	}
	var title string
	if err := json.Unmarshal([]byte(w.main("title")), &title); err == nil && title != "" {
		return title
	}
	return w.app.Name
}

// main is a property of the main page, as JSON text.
func (w *configWriter) main(name string) string {
	for _, p := range w.app.Pages {
		if p.Path == "" {
			return string(prop(&w.app.Blocks[p.Block], name))
		}
	}
	return ""
}

// heartbeat reports whether clients have to say that they are there: a State
// lives as long as its session, and unload and stream end with it.
func (w *configWriter) heartbeat() bool {
	for i := range w.app.Blocks {
		if w.app.Blocks[i].Kind == "state" {
			return true
		}
	}
	for i := range w.app.Fns {
		for _, t := range w.app.Fns[i].Targets {
			if t.Event == "unload" || t.Event == "stream" {
				return true
			}
		}
	}
	return false
}

// hash is a stable identity for a name.
func hash(name string) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:])
}
