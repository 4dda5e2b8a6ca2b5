package directive

import "slices"

// all is the table of directives.
var all = []Def{
	{
		Name:    "app",
		Doc:     "Makes the package an app and sets the app's options.",
		Detail:  "Write it in one file of the package. A package whose only directives are `interface` and `api` does not need it.",
		Example: `//blocks:app title="Hello, Blocks" theme=soft`,
		Targets: []Target{OnPackage},
		Once:    true,
		Params: []Param{
			{Name: "title", Kind: Text, Example: `"Hello, Blocks"`, Doc: "the title of the browser window.", Default: "the package's name"},
			{Name: "name", Kind: Ident, Example: "hello", Doc: "the name of the command and of its directory in cmd/.", Default: "the package's name"},
			{Name: "emit", Kind: Word, Words: []string{"main", "package"}, Example: "package", Doc: "what to generate: a command, or a package with a function New that returns the app.", Default: "main"},
			{Name: "theme", Kind: Word, Words: []string{"default", "soft"}, Example: "soft", Doc: "the theme of the pages.", Default: "default"},
			{Name: "css", Kind: Text, Example: "style", Doc: "a style sheet for all pages: a string, or the name of a Go string such as an embedded file.", Default: "none"},
			{Name: "css_paths", Kind: Texts, Example: `"style.css"`, Doc: "style sheet files in the package's directory, added after css.", Default: "none"},
			{Name: "js", Kind: JS, Example: `"() => document.body.classList.add('ready')"`, Doc: "a JavaScript function that runs once when a page is opened.", Default: "none"},
			{Name: "head", Kind: Text, Example: `"<meta name=robots content=noindex>"`, Doc: "HTML for the head of all pages. The page's security policy allows inline scripts and styles in it. It blocks scripts and styles of other origins, and event handlers in attributes.", Default: "none"},
			{Name: "head_paths", Kind: Texts, Example: `"head.html"`, Doc: "HTML files in the package's directory, added after head.", Default: "none"},
			{Name: "favicon", Kind: Text, Example: `"icon.png"`, Doc: "the icon of the browser window: a file in the package's directory.", Default: "blocksgen's icon"},
			{Name: "fill_height", Kind: Bool, Doc: "whether pages are at least as high as the window.", Default: "false"},
			{Name: "fill_width", Kind: Bool, Doc: "whether pages use the full width of the window.", Default: "false"},
			{Name: "show_error", Kind: Bool, Doc: "whether users see the message of every error, not only of errors made with event.Errorf.", Default: "false"},
			{Name: "max_size", Kind: Int, Min: 1, Example: "100", Doc: "the maximum number of events waiting in the queue; more are rejected.", Default: "1000"},
			{Name: "default_concurrency_limit", Kind: Limit, Min: 1, Example: "4", Doc: "the concurrency_limit of handlers that do not set one.", Default: "1"},
			{Name: "max_file_size", Kind: Size, Min: 1, Example: "50mb", Doc: "the maximum size of an uploaded file.", Default: "unlimited"},
			{Name: "state_session_capacity", Kind: Int, Min: 1, Example: "10000", Doc: "the maximum number of sessions with state; beyond it, the least recently used session loses its state.", Default: "10000"},
			{Name: "session_linger", Kind: Float, Min: 0.001, Example: "600", Doc: "the time in seconds for which the state of a session is kept after its client has vanished. After a page was closed it is at most one minute.", Default: "3600"},
			{Name: "packs", Kind: Names, Example: "highlight", Doc: "asset packs that the app bundles although its source does not show that it needs them; `none` bundles none at all. `blocksgen packs list` lists them.", Default: "what the blocks need"},
			{Name: "origins", Kind: Texts, Example: `"https://example.com"`, Doc: "other origins that pages may load from.", Default: "none", Todo: "origins is not supported yet: pages can load only from the app's own origin"},
			{Name: "allowed_paths", Kind: Texts, Example: `"data"`, Doc: "directories with files that the app may serve.", Default: "none", Todo: "allowed_paths is not supported yet: the app serves only its own files"},
			{Name: "blocked_paths", Kind: Texts, Example: `"data/private"`, Doc: "directories with files that the app never serves.", Default: "none", Todo: "blocked_paths is not supported yet: the app serves only its own files"},
			{Name: "delete_cache", Kind: Text, Example: `"24h"`, Doc: "how long uploaded and generated files are kept.", Default: "until the app stops", Todo: "delete_cache is not supported yet"},
			{Name: "auth_message", Kind: Text, Example: `"Members only"`, Doc: "a text for the login page.", Todo: "auth_message is not supported yet: apps do not have a login"},
			{Name: "footer_links", Kind: Names, Example: "api,settings", Doc: "links in the footer of the page.", Todo: "footer_links is not supported yet"},
			{Name: "mcp_server", Kind: Bool, Doc: "whether the app is also an MCP server.", Default: "false", Todo: "mcp_server is not supported yet"},
			{Name: "pwa", Kind: Bool, Doc: "whether the app can be installed as a progressive web app.", Default: "false", Todo: "pwa is not supported yet"},
		},
	},
	{
		Name: "on",
		Doc:  "Makes the function a handler that runs when one of the triggers fires.",
		Detail: "A trigger is an event of a block (`run.click`) or page (`Home.load`, `Home.unload`), or the end of another listener's run " +
			"(`Greet.then`, `Greet.success`, `Greet.failure`). The block and page triggers of one line belong to one listener. " +
			"Each trigger that follows another listener creates a listener of its own, and so does each further line. " +
			"On a constant of type `ui.JS`, the listener runs in the browser only.",
		Example:    `//blocks:on run.click name.submit api_name=greet concurrency_limit=4`,
		Targets:    []Target{OnFunc, OnConst},
		Positional: []Param{{Name: "trigger", Kind: Trigger, Example: "run.click", Doc: "an event that runs the handler.", Required: true}},
		Variadic:   true,
		Params: slices.Concat([]Param{
			{Name: "in", Kind: Bindings, Example: "n:age,1", Doc: "the inputs: blocks, properties of blocks (`temperature.maximum`) and constants. Lists one for each parameter, or binds single parameters by name: `in=n:age`.", Default: "the blocks with the parameters' names"},
			{Name: "out", Kind: Bindings, Example: "reply,log", Doc: "the outputs: lists one block for each result, or binds single results by name.", Default: "the blocks with the results' names"},
			{Name: "id", Kind: Ident, Example: "first", Doc: "a name for the listener, which triggers and `cancels` of other listeners can use instead of the function's name.", Default: "none"},
		}, endpointParams, listenerParams),
	},
	{
		Name: "interface",
		Doc:  "Makes a page from the function's signature, with inputs on the left and outputs on the right.",
		Detail: "Without a block, the interface is a page of its own. `//blocks:interface calc` uses the block `calc` instead: an `ui.Interface()` " +
			"that is placed on a page, and that can set inputs, outputs and examples.",
		Example:    `//blocks:interface title="Toy Calculator"`,
		Targets:    []Target{OnFunc},
		Positional: []Param{{Name: "block", Kind: Block, Example: "calc", Doc: "the `ui.Interface()` to use."}},
		Once:       true,
		Params: slices.Concat([]Param{
			{Name: "title", Kind: Text, Example: `"Toy Calculator"`, Doc: "a heading above the interface, and the title of the browser window.", Default: "none"},
			{Name: "description", Kind: Text, Example: `"Adds and multiplies."`, Doc: "Markdown below the title.", Default: "none"},
			{Name: "article", Kind: Text, Example: "article", Doc: "Markdown below the interface.", Default: "none"},
			{Name: "live", Kind: Bool, Doc: "whether the function runs when an input changes, without a button.", Default: "false"},
			{Name: "submit_btn", Kind: Text, Example: `"Calculate"`, Doc: "the text of the button that runs the function.", Default: `"Submit"`},
			{Name: "stop_btn", Kind: Text, Example: `"Stop"`, Doc: "the text of the button that stops a streaming function.", Default: `"Stop"`},
			{Name: "clear_btn", Kind: Text, Example: `"Clear"`, Doc: "the text of the button that clears all fields.", Default: `"Clear"`},
			{Name: "fill_width", Kind: Bool, Doc: "whether the page uses the full width of the window.", Default: "false"},
		}, endpointParams, interfaceListenerParams()),
	},
	{
		Name:    "api",
		Doc:     "Makes the function an API endpoint without a page.",
		Detail:  "Parameters and results can have any type that `encoding/json` supports. The API describes them with JSON schemas.",
		Example: `//blocks:api api_name=lookup`,
		Targets: []Target{OnFunc},
		Once:    true,
		Params:  slices.Concat(endpointParams, apiListenerParams()),
	},
	{
		Name:    "param",
		Doc:     "Documents parameters of the function, in the API and in interfaces.",
		Example: `//blocks:param a="the first number"`,
		Targets: []Target{OnFunc},
		Any:     &Param{Name: "name", Kind: Text, Example: `"the first number"`, Doc: "the description of the parameter with this name."},
	},
	{
		Name:    "result",
		Doc:     "Documents results of the function, in the API and in interfaces.",
		Example: `//blocks:result sum="the sum of both numbers"`,
		Targets: []Target{OnFunc},
		Any:     &Param{Name: "name", Kind: Text, Example: `"the sum of both numbers"`, Doc: "the description of the result with this name."},
	},
	{
		Name:    "with",
		Doc:     "Adds arguments to the directive above it.",
		Example: "//blocks:on run.click name.submit\n//blocks:with api_name=greet concurrency_limit=4",
		Targets: []Target{OnPackage, OnFunc, OnConst},
	},
	{Name: "chat", Doc: "Makes a chat from the function's signature.", Example: `//blocks:chat`, Targets: []Target{OnFunc}, Todo: "blocks:chat is not supported yet"},
	{Name: "render", Doc: "Makes the function build a `ui.Region()`.", Example: `//blocks:render tasks.change`, Targets: []Target{OnFunc}, Todo: "blocks:render is not supported yet"},
	{Name: "service", Doc: "Creates the receiver of handlers that are methods.", Example: `//blocks:service`, Targets: []Target{OnFunc}, Todo: "blocks:service is not supported yet: handlers must be functions, not methods"},
	{Name: "auth", Doc: "Decides who may use the app.", Example: `//blocks:auth`, Targets: []Target{OnFunc}, Todo: "blocks:auth is not supported yet"},
	{Name: "middleware", Doc: "Wraps the app's http.Handler.", Example: `//blocks:middleware`, Targets: []Target{OnFunc}, Todo: "blocks:middleware is not supported yet"},
}

// endpointParams describe a handler in the API.
var endpointParams = []Param{
	{Name: "api_name", Kind: Ident, Example: "greet", Doc: "the name of the endpoint.", Default: "the function's name in snake_case"},
	{Name: "api_description", Kind: Text, Example: `"Greets somebody."`, Doc: "the description of the endpoint; false omits it.", Default: "the function's doc comment"},
	{Name: "api_visibility", Kind: Word, Words: []string{"public", "private", "undocumented"}, Example: "private", Doc: "whether clients can use the endpoint: public, undocumented (clients can call it, but the API does not list it) or private (clients cannot call it).", Default: "public"},
}

// listenerParams are Gradio's parameters of a listener.
var listenerParams = []Param{
	{Name: "queue", Kind: Bool, Doc: "whether events wait in the queue; false runs them immediately.", Default: "true"},
	{Name: "concurrency_limit", Kind: Limit, Min: 1, Example: "4", Doc: "the maximum number of events of the handler that run at the same time: a number, none or default.", Default: "the app's default_concurrency_limit"},
	{Name: "concurrency_id", Kind: Ident, Example: "gpu", Doc: "the name of a limit that several handlers share.", Default: "one limit for each handler"},
	{Name: "show_progress", Kind: Word, Words: []string{"full", "minimal", "hidden"}, Example: "minimal", Doc: "what the outputs show while the handler runs: full progress, only the time, or nothing.", Default: "full"},
	{Name: "show_progress_on", Kind: Blocks, Example: "reply", Doc: "the blocks that show the progress.", Default: "the outputs"},
	{Name: "scroll_to_output", Kind: Bool, Doc: "whether the page scrolls to the output when the handler has finished.", Default: "false"},
	{Name: "trigger_mode", Kind: Word, Words: []string{"once", "multiple", "always_last"}, Example: "multiple", Doc: "what happens when the trigger fires while the handler runs: the event is dropped (once), queued (multiple), or the handler runs once more at the end (always_last).", Default: "once; always_last for change and key_up"},
	{Name: "cancels", Kind: Names, Example: "Generate", Doc: "handlers and listener ids whose waiting and running events are cancelled.", Default: "none"},
	{Name: "time_limit", Kind: Float, Min: 0.001, Example: "30", Doc: "the time in seconds after which the handler's context is cancelled and the event ends with an error, even if the handler has not returned.", Default: "none"},
	{Name: "js", Kind: JS, Example: `"(name) => [name.trim()]"`, Doc: "a JavaScript function that runs in the browser first; it gets the inputs and returns the handler's inputs.", Default: "none"},
	{Name: "batch", Kind: Bool, Doc: "whether the handler processes several events in one call.", Default: "false", Todo: "batch is not supported yet"},
	{Name: "max_batch_size", Kind: Int, Min: 1, Example: "4", Doc: "the maximum number of events in a batch.", Default: "4", Todo: "max_batch_size is not supported yet"},
	{Name: "stream_every", Kind: Float, Example: "0.5", Doc: "the time in seconds between two chunks of a streamed input.", Default: "0.5", Todo: "stream_every is not supported yet: no block can stream its input"},
	{Name: "key", Kind: Ident, Example: "row", Doc: "an identity that the listener keeps when its region is rendered again.", Todo: "key is not supported yet: regions are not supported"},
	{Name: "validator", Kind: Func, Example: "Check", Doc: "a function that checks the inputs before the handler runs.", Default: "none", Todo: "validator is not supported yet"},
	{Name: "preprocess", Kind: Bool, Doc: "whether inputs are decoded before the handler runs.", Default: "true", Todo: "preprocess is not supported: take a json.RawMessage to get the value as the page sent it"},
	{Name: "postprocess", Kind: Bool, Doc: "whether outputs are encoded after the handler ran.", Default: "true", Todo: "postprocess is not supported: return a json.RawMessage to send a value as it is"},
}

// interfaceListenerParams are the listener parameters that an interface accepts.
func interfaceListenerParams() []Param {
	return only(listenerParams, "concurrency_limit", "concurrency_id", "show_progress", "time_limit", "batch", "max_batch_size", "stream_every", "validator")
}

// apiListenerParams are the listener parameters that have a meaning without a page.
func apiListenerParams() []Param {
	return only(listenerParams, "queue", "concurrency_limit", "concurrency_id", "time_limit", "batch", "max_batch_size", "stream_every")
}

func only(params []Param, names ...string) []Param {
	return slices.DeleteFunc(slices.Clone(params), func(p Param) bool { return !slices.Contains(names, p.Name) })
}
