// Package extend is how an optional package of the runtime, such as mdhtml, adds
// to an app: routes, guards of every request, server functions of components,
// renderers of properties, modules of the page. Only apps that use an extension link it.
package extend

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/blocksgen/blocksgen/runtime/value"
)

// Extension is an optional package of the runtime.
type Extension interface {
	// Extend appends to the lists of the registry. It is called once, when the app
	// starts.
	Extend(*Registry)
}

// Registry is what the extensions of an app add, in the order in which the app uses
// them. Of two entries with one name the app does not start.
type Registry struct {
	Routes    []Route
	Guards    []Guard
	Functions []Function
	Renderers []Renderer
	Modules   []Module
}

// Route is one row of the app's route table.
type Route struct {
	Method string // GET answers HEAD, too; "" is every method
	Path   string // as [http.ServeMux] reads it: "/gradio_api/info", "/assets/{file}"
	Slash  bool   // answers with a slash at the end as well
	// Access says who may ask. A route that does not say so is not served.
	Access Access
	// Effects marks a GET that changes something. A page of another site, which can have
	// a browser send it, is refused. For other methods a guard does this.
	Effects bool
	// Body is how many bytes the body of a request may have. A request that announces
	// more is refused. The rest of one that does not is an error of reading it.
	Body    int64
	Handler http.HandlerFunc
}

// Access is who may ask for a route.
type Access int

// The kinds of access. Without an extension that adds a login, Anyone and Users are the
// same.
const (
	Nobody Access = iota // the zero value: a route without Access is an error
	Anyone               // also before login: what a login page needs, what holds no data
	Users                // who may use the app
)

// Guard checks every request before it is routed: it answers the request itself, or
// passes it on.
type Guard struct {
	Stage Stage
	Wrap  func(next http.Handler) http.Handler
}

// Stage is when a guard runs. Guards of one stage run in the order in which they were
// added.
type Stage int

// The stages, in their order.
const (
	Host     Stage = iota // checks the host name
	Origin                // checks which site's page sent the request
	Identity              // finds out who the user is
	Author                // the middleware of the app's author
)

// Function is a server function of a component, which its element in the page calls.
type Function struct {
	Block string // kind of the block: "fileexplorer"
	Name  string // "ls"
	// Call gets the properties of the component as the session sees them, and what the
	// element sent. A [value.InputError] is answered with its text, any other error is
	// logged and hidden.
	Call Server
}

// Server answers a call of a server function.
type Server func(ctx context.Context, props value.Props, data json.RawMessage) (json.RawMessage, error)

// Renderer turns the source in a property into HTML that the page may show.
type Renderer struct {
	Name string // as blocks name it: the extension's package, "mdhtml"
	// Render goes by the properties of the component. An inline one is a short text of
	// the app's own: it is always sanitized, and has no paragraph around it.
	// It ends with the context.
	Render func(ctx context.Context, source string, props value.Props, inline bool) (string, error)
}

// Module is a JavaScript module that elements of the page load by its name, when they
// need it.
type Module struct {
	Name   string // "latex"
	Script string // path, relative to the app's root
	Style  string // path of a style sheet that is loaded with it; may be empty
}
