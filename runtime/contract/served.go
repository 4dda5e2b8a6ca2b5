package contract

import (
	"encoding/json"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// Version is the Gradio version whose protocol an app speaks. Clients decide by it
// how to talk.
const Version = "6.31.0"

// VersionHeader is the header in which the requests of our page have the version of the
// app that the page is of: a hash of all that the app's author said. In another version,
// listeners and components have other numbers.
const VersionHeader = "X-Blocks-Version"

// Prefix is where the routes of the API begin.
const Prefix = "/gradio_api"

// Served is the answer of /config: what Gradio's clients and our page read. Members
// that a request decides (root, username) are added to it.
type Served struct {
	Version          string               `json:"version"`
	APIPrefix        string               `json:"api_prefix"`
	Protocol         string               `json:"protocol"`
	Mode             string               `json:"mode"`
	Title            string               `json:"title"`
	Theme            string               `json:"theme"`
	ThemeHash        string               `json:"theme_hash"`
	ConnectHeartbeat bool                 `json:"connect_heartbeat"`
	EnableQueue      bool                 `json:"enable_queue"`
	ShowError        bool                 `json:"show_error"`
	MaxFileSize      *int64               `json:"max_file_size"`
	FillHeight       bool                 `json:"fill_height"`
	FillWidth        bool                 `json:"fill_width"`
	FooterLinks      []string             `json:"footer_links"`
	CSS              *string              `json:"css"`
	JS               *string              `json:"js"`
	Head             *string              `json:"head"`
	BodyCSS          json.RawMessage      `json:"body_css"`
	Stylesheets      []string             `json:"stylesheets"`
	SpaceID          *string              `json:"space_id"`
	IsColab          bool                 `json:"is_colab"`
	DevMode          bool                 `json:"dev_mode"`
	VibeMode         bool                 `json:"vibe_mode"`
	PWA              bool                 `json:"pwa"`
	MCPServer        bool                 `json:"mcp_server"`
	RunHistory       bool                 `json:"run_history"`
	AnalyticsEnabled bool                 `json:"analytics_enabled"`
	I18n             json.RawMessage      `json:"i18n_translations"`
	Pages            [][3]any             `json:"pages"` // path, name, whether the page bar lists it
	Page             map[string]PageShare `json:"page"`
	Layout           LayoutNode           `json:"layout"`
	Components       []Component          `json:"components"`
	Dependencies     []Dependency         `json:"dependencies"`
	CurrentPage      *string              `json:"current_page,omitempty"`
	AppID            uint64               `json:"app_id,omitempty"`
	AppVersion       string               `json:"app_version,omitempty"` // see [VersionHeader]
	Pulse            float64              `json:"pulse,omitempty"`       // how many seconds a page may be silent; 0: as long as it likes
	Script           string               `json:"script,omitempty"`      // the app's module, relative to the root
}

// PageShare is one page's share of layout, components and dependencies.
type PageShare struct {
	Layout       LayoutNode `json:"layout"`
	Components   []int      `json:"components"`
	Dependencies []int      `json:"dependencies"`
}

// LayoutNode is a block in the layout with its children.
type LayoutNode struct {
	ID       int          `json:"id"`
	Children []LayoutNode `json:"children,omitempty"`
}

// Component is one block as clients see it.
type Component struct {
	ID        int             `json:"id"`
	Type      string          `json:"type"`
	Props     spec.Object     `json:"props"`
	SkipAPI   bool            `json:"skip_api"`
	ClassID   string          `json:"component_class_id"`
	Key       json.RawMessage `json:"key"`
	APIInfo   json.RawMessage `json:"api_info,omitempty"`
	APIInput  json.RawMessage `json:"api_info_as_input,omitempty"`
	APIOutput json.RawMessage `json:"api_info_as_output,omitempty"`
	Example   json.RawMessage `json:"example_inputs,omitempty"`
}

// Dependency is one listener as clients see it.
type Dependency struct {
	ID               int             `json:"id"`
	Targets          []Target        `json:"targets"`
	Inputs           []int           `json:"inputs"`
	Outputs          []int           `json:"outputs"`
	BackendFn        bool            `json:"backend_fn"`
	JS               *string         `json:"js"`
	JSImplementation *string         `json:"js_implementation"`
	Queue            bool            `json:"queue"`
	APIName          string          `json:"api_name"`
	APIDescription   *string         `json:"api_description"`
	APIVisibility    string          `json:"api_visibility"`
	ScrollToOutput   bool            `json:"scroll_to_output"`
	ShowProgress     string          `json:"show_progress"`
	ShowProgressOn   []int           `json:"show_progress_on"`
	Batch            bool            `json:"batch"`
	MaxBatchSize     int             `json:"max_batch_size"`
	Cancels          []int           `json:"cancels"`
	Types            DependencyTypes `json:"types"`
	EventData        bool            `json:"collects_event_data"`
	TriggerAfter     *int            `json:"trigger_after"`
	OnlyOnSuccess    bool            `json:"trigger_only_on_success"`
	OnlyOnFailure    bool            `json:"trigger_only_on_failure"`
	TriggerMode      string          `json:"trigger_mode"`
	RenderedIn       *int            `json:"rendered_in"`
	RenderID         *int            `json:"render_id"`
	Connection       string          `json:"connection"`
	TimeLimit        *float64        `json:"time_limit"`
	StreamEvery      float64         `json:"stream_every"`
	EventArgs        json.RawMessage `json:"event_specific_args"`
	PropInputs       []int           `json:"component_prop_inputs"`
}

// DependencyTypes says what a listener does besides giving its outputs once.
type DependencyTypes struct {
	Generator bool `json:"generator"`
	Cancel    bool `json:"cancel"`
}
