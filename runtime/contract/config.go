// Package contract holds the shapes of the documents that the generator writes and
// the runtime reads (config.json), that the runtime serves (the config of a page,
// the description of the API), and that the page's build leaves for it (the
// manifest). The TypeScript types of the page are written from it. It is data, and
// functions from one shape to another; it knows no files and no HTTP.
package contract

import (
	"encoding/json"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// Config is config.json: what the author of an app said, and nothing that follows
// from it. [Expand] gives what follows.
type Config struct {
	Title       string     `json:"title"`
	Theme       string     `json:"theme,omitempty"` // "" is the default theme
	Mode        string     `json:"mode,omitempty"`  // "interface" when every page is made from a signature; "" is blocks
	ShowError   bool       `json:"show_error,omitempty"`
	FillHeight  bool       `json:"fill_height,omitempty"`
	FillWidth   bool       `json:"fill_width,omitempty"`
	MaxFileSize int64      `json:"max_file_size,omitempty"` // in bytes; 0: no limit
	Queue       Queue      `json:"queue,omitzero"`
	CSS         string     `json:"css,omitempty"`
	JS          string     `json:"js,omitempty"` // a function that runs when a page opens
	Head        string     `json:"head,omitempty"`
	Favicon     string     `json:"favicon,omitempty"` // a data URL
	Pages       []Page     `json:"pages"`
	Blocks      []Block    `json:"blocks"`
	Listeners   []Listener `json:"listeners"`
	// Order lists the ids of the blocks in the order in which evaluating the page
	// variables meets them, so that the runtime knows which value is which block.
	Order []int `json:"order"`
	// Enums are the constants of the types that ui.Enum is used with: type → [[name,
	// value], …].
	Enums spec.Object `json:"enums,omitempty"`
	// StateSessionCapacity is how many sessions with State are kept; 0 is the runtime's
	// default.
	StateSessionCapacity int `json:"state_session_capacity,omitempty"`
	// SessionLinger is how many seconds the State of a session is kept after its client has
	// vanished; 0 is the runtime's default.
	SessionLinger float64 `json:"session_linger,omitempty"`
}

// Queue is how calls wait. 0 is the runtime's default.
type Queue struct {
	MaxSize                 int `json:"max_size,omitempty"`
	DefaultConcurrencyLimit int `json:"default_concurrency_limit,omitempty"`
}

// Page is one page. What it does not set for itself is the app's.
type Page struct {
	ID         int    `json:"id"`             // of the page, for listeners of its events
	Path       string `json:"path,omitempty"` // "" for the main page
	Name       string `json:"name"`           // in the page bar
	Unlisted   bool   `json:"unlisted,omitempty"`
	Title      string `json:"title,omitempty"`
	CSS        string `json:"css,omitempty"`
	Head       string `json:"head,omitempty"`
	FillHeight *bool  `json:"fill_height,omitempty"`
	FillWidth  *bool  `json:"fill_width,omitempty"`
	Layout     []Node `json:"layout"`
}

// Block is one component or layout.
type Block struct {
	ID    int    `json:"id"`
	Kind  string `json:"kind"`            // a package below runtime/blocks
	Class string `json:"class,omitempty"` // of a user's own block: its name in API descriptions
	Page  int    `json:"page,omitempty"`  // index of its page
	// Label is how messages call a block whose label does not say it.
	Label string      `json:"name,omitempty"`
	Props spec.Object `json:"props,omitempty"` // as the author set them, in wire form
	Late  []string    `json:"late,omitempty"`  // properties whose values only the page variable has
	// Columns are the blocks that a sample of an Examples block fills.
	Columns []int `json:"columns,omitempty"`
	// Value describes the value of a user's own block, whose Go type says it.
	Value *Schema `json:"value,omitempty"`
}

// Listener is one entry of the dependencies that Gradio's clients see. What is not
// set has Gradio's default.
type Listener struct {
	ID        int             `json:"id"`
	Handler   string          `json:"handler,omitempty"` // name that the program gave to Listen; "": no Go function
	Builtin   string          `json:"builtin,omitempty"` // function of the runtime in its place: "example", "reset_state"
	Blocks    []int           `json:"blocks,omitempty"`  // of the builtin function
	Targets   []Target        `json:"targets,omitempty"`
	Inputs    []int           `json:"inputs,omitempty"`
	Outputs   []int           `json:"outputs,omitempty"`
	PropInput []int           `json:"property_inputs,omitempty"` // positions of inputs that are properties, not values
	JS        string          `json:"js,omitempty"`              // source of a function to run first in the browser
	API       API             `json:"api,omitzero"`
	Direct    bool            `json:"direct,omitempty"` // runs without the queue
	Progress  string          `json:"show_progress,omitempty"`
	On        []int           `json:"show_progress_on,omitempty"`
	Scroll    bool            `json:"scroll_to_output,omitempty"`
	Mode      string          `json:"trigger_mode,omitempty"`
	After     *int            `json:"trigger_after,omitempty"`
	OnSuccess bool            `json:"trigger_only_on_success,omitempty"`
	OnFailure bool            `json:"trigger_only_on_failure,omitempty"`
	Cancels   []int           `json:"cancels,omitempty"`
	Generator bool            `json:"generator,omitempty"` // gives its outputs one after another
	EventData bool            `json:"event_data,omitempty"`
	Group     string          `json:"group,omitempty"` // of calls that share a limit
	Limit     *int            `json:"concurrency_limit,omitempty"`
	LimitID   string          `json:"concurrency_id,omitempty"`
	TimeLimit float64         `json:"time_limit,omitempty"`   // in seconds
	Every     float64         `json:"stream_every,omitempty"` // in seconds
	Params    []ListenerParam `json:"params,omitempty"`
	Returns   []ListenerParam `json:"returns,omitempty"`
}

// API is how a listener can be called by name.
type API struct {
	Name        string `json:"name,omitempty"`
	Visibility  string `json:"visibility,omitempty"` // "": public
	Description string `json:"description,omitempty"`
}

// ListenerParam documents an input or output for the API, and is one, with a schema
// of its own, where the listener has no blocks.
type ListenerParam struct {
	Name    string          `json:"name,omitempty"`
	At      int             `json:"at"` // position among inputs or outputs
	Doc     string          `json:"doc,omitempty"`
	Default json.RawMessage `json:"default,omitempty"` // nil: it must be given
	Schema  *Schema         `json:"schema,omitempty"`
}

// Schema is [spec.Schema] in JSON.
type Schema struct {
	JSON    json.RawMessage `json:"type"`
	Python  string          `json:"python,omitempty"`
	Example json.RawMessage `json:"example,omitempty"`
}

// Target is an event that triggers a listener: [block, "event"]; the block is null
// for what chains on another listener.
type Target struct {
	Block int // -1: none
	Event string
}

// MarshalJSON writes the pair. It implements [json.Marshaler].
func (t Target) MarshalJSON() ([]byte, error) {
	if t.Block < 0 {
		return spec.Encode([]any{nil, t.Event})
	}
	return spec.Encode([]any{t.Block, t.Event})
}

// UnmarshalJSON reads the pair. It implements [json.Unmarshaler].
func (t *Target) UnmarshalJSON(raw []byte) error {
	block := -1
	if err := json.Unmarshal(raw, &[]any{&block, &t.Event}); err != nil {
		return err
	}
	t.Block = block
	return nil
}

// Node is a block in a layout with its children: id, or [id, child, …].
type Node struct {
	ID       int
	Children []Node
}

// MarshalJSON writes the id, or the list. It implements [json.Marshaler].
func (n Node) MarshalJSON() ([]byte, error) {
	if len(n.Children) == 0 {
		return spec.Encode(n.ID)
	}
	list := make([]any, 1, 1+len(n.Children))
	list[0] = n.ID
	for _, c := range n.Children {
		list = append(list, c)
	}
	return spec.Encode(list)
}

// UnmarshalJSON reads either form. It implements [json.Unmarshaler].
func (n *Node) UnmarshalJSON(raw []byte) error {
	*n = Node{}
	if len(raw) > 0 && raw[0] != '[' {
		return json.Unmarshal(raw, &n.ID)
	}
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil {
		return err
	}
	for i, item := range list {
		if i == 0 {
			if err := json.Unmarshal(item, &n.ID); err != nil {
				return err
			}
			continue
		}
		var c Node
		if err := c.UnmarshalJSON(item); err != nil {
			return err
		}
		n.Children = append(n.Children, c)
	}
	return nil
}
