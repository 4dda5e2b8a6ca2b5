package directive

import "slices"

// all is the table of directives: everything about them is said here.
var all = []Def{
	{
		Name:    "app",
		Doc:     "Makes the package an app and sets what concerns all of it.",
		Detail:  "It stands above the package clause of one file of the package. A package whose only directives are interface and api needs none.",
		Example: `//blocks:app title="Hello, Blocks" theme=soft`,
		Targets: []Target{OnPackage},
		Once:    true,
		Params: []Param{
			{Name: "title", Kind: Text, Example: `"Hello, Blocks"`, Doc: "the title of the browser's window.", Default: "the package's name"},
			{Name: "name", Kind: Ident, Example: "hello", Doc: "the name of the command, and of its directory under cmd/.", Default: "the package's name"},
			{Name: "emit", Kind: Word, Words: []string{"main", "package"}, Example: "package", Doc: "what is generated: a command, or a package with New that returns an http.Handler.", Default: "main"},
			{Name: "theme", Kind: Word, Words: []string{"default", "soft"}, Example: "soft", Doc: "the look of the pages.", Default: "default"},
			{Name: "css", Kind: Text, Example: "style", Doc: "a style sheet for all pages: text, or a Go string such as an embedded file.", Default: "none"},
			{Name: "css_paths", Kind: Texts, Example: `"style.css"`, Doc: "style sheet files of the package's directory, added after css.", Default: "none"},
			{Name: "js", Kind: JS, Example: `"() => document.body.classList.add('ready')"`, Doc: "a JavaScript function to run once when a page is opened.", Default: "none"},
			{Name: "head", Kind: Text, Example: `"<meta name=robots content=noindex>"`, Doc: "markup for the head of all pages. Scripts and styles that stand in it are allowed to run; those of another origin, and handlers in attributes, are not.", Default: "none"},
			{Name: "head_paths", Kind: Texts, Example: `"head.html"`, Doc: "files of the package's directory with markup for the head, added after head.", Default: "none"},
			{Name: "favicon", Kind: Text, Example: `"icon.png"`, Doc: "the icon of the browser's window: a file of the package's directory.", Default: "blocksgen's"},
			{Name: "fill_height", Kind: Bool, Doc: "whether pages grow to the height of the window.", Default: "false"},
			{Name: "fill_width", Kind: Bool, Doc: "whether pages use the whole width of the window.", Default: "false"},
			{Name: "show_error", Kind: Bool, Doc: "whether the text of every error is shown to users, not only of those made by event.Errorf.", Default: "false"},
			{Name: "max_size", Kind: Int, Min: 1, Example: "100", Doc: "how many events may wait in the queue; more are refused.", Default: "1000"},
			{Name: "default_concurrency_limit", Kind: Limit, Min: 1, Example: "4", Doc: "how many events of one handler run at once, where the handler does not say.", Default: "1"},
			{Name: "max_file_size", Kind: Size, Min: 1, Example: "50mb", Doc: "the size of the largest file that may be uploaded.", Default: "unlimited"},
			{Name: "state_session_capacity", Kind: Int, Min: 1, Example: "10000", Doc: "how many sessions keep their state; the one unused for longest goes first.", Default: "10000"},
			{Name: "origins", Kind: Texts, Example: `"https://example.com"`, Doc: "other origins that the page may load from.", Default: "none", Todo: "origins is not supported yet: pages load from the app's own origin only"},
			{Name: "allowed_paths", Kind: Texts, Example: `"data"`, Doc: "directories whose files may be served.", Default: "none", Todo: "allowed_paths is not supported yet: no file outside the app is served"},
			{Name: "blocked_paths", Kind: Texts, Example: `"data/private"`, Doc: "directories whose files are never served.", Default: "none", Todo: "blocked_paths is not supported yet: no file outside the app is served"},
			{Name: "delete_cache", Kind: Text, Example: `"24h"`, Doc: "how long uploaded and produced files are kept.", Default: "the life of the process", Todo: "delete_cache is not supported yet"},
			{Name: "auth_message", Kind: Text, Example: `"Members only"`, Doc: "text of the login page.", Todo: "auth_message is not supported yet: apps have no login"},
			{Name: "footer_links", Kind: Names, Example: "api,settings", Doc: "links at the foot of the page.", Todo: "footer_links is not supported yet: the foot shows the API link and the settings"},
			{Name: "mcp_server", Kind: Bool, Doc: "whether the app is an MCP server, too.", Default: "false", Todo: "mcp_server is not supported yet"},
			{Name: "pwa", Kind: Bool, Doc: "whether the app can be installed.", Default: "false", Todo: "pwa is not supported yet"},
		},
	},
	{
		Name: "on",
		Doc:  "Makes the function a handler: it runs when one of the triggers fires.",
		Detail: "A trigger is an event of a block (`run.click`), of a page (`Home.load`, `Home.unload`), or of another listener: `Greet.then`, `Greet.success`, `Greet.failure`. " +
			"All block and page triggers of one line are one listener; every trigger on another listener makes a listener of its own, and so does every further line. " +
			"On a constant of type `ui.JS` the listener runs in the browser alone.",
		Example:    `//blocks:on run.click name.submit api_name=greet concurrency_limit=4`,
		Targets:    []Target{OnFunc, OnConst},
		Positional: []Param{{Name: "trigger", Kind: Trigger, Example: "run.click", Doc: "what the handler runs on.", Required: true}},
		Variadic:   true,
		Params: slices.Concat([]Param{
			{Name: "in", Kind: Bindings, Example: "n:age,1", Doc: "blocks and constants for the parameters by position, or for single ones by name: `in=n:age`. A property of a block is `audio.playback_position`.", Default: "the blocks of the parameters' names"},
			{Name: "out", Kind: Bindings, Example: "reply,log", Doc: "blocks for the results by position, or for single ones by name.", Default: "the blocks of the results' names"},
			{Name: "id", Kind: Ident, Example: "first", Doc: "a name for the listener, for chaining and cancels where the function has several.", Default: "none"},
		}, endpointParams, listenerParams),
	},
	{
		Name: "interface",
		Doc:  "Makes a page from the function's signature: inputs on the left, outputs on the right.",
		Detail: "Without an argument the interface is a page of its own. `//blocks:interface calc` fills the block `calc`, an `ui.Interface()` that stands in a page and may " +
			"hold refined inputs, outputs and examples.",
		Example:    `//blocks:interface title="Toy Calculator"`,
		Targets:    []Target{OnFunc},
		Positional: []Param{{Name: "block", Kind: Block, Example: "calc", Doc: "the `ui.Interface()` to fill."}},
		Once:       true,
		Params: slices.Concat([]Param{
			{Name: "title", Kind: Text, Example: `"Toy Calculator"`, Doc: "a heading above the interface, and the title of the window.", Default: "none"},
			{Name: "description", Kind: Text, Example: `"Adds and multiplies."`, Doc: "Markdown below the title.", Default: "none"},
			{Name: "article", Kind: Text, Example: "article", Doc: "Markdown below the interface.", Default: "none"},
			{Name: "live", Kind: Bool, Doc: "whether the function runs at every change of an input, without a button.", Default: "false"},
			{Name: "submit_btn", Kind: Text, Example: `"Calculate"`, Doc: "the text of the button that runs the function.", Default: `"Submit"`},
			{Name: "stop_btn", Kind: Text, Example: `"Stop"`, Doc: "the text of the button that stops a streaming function.", Default: `"Stop"`},
			{Name: "clear_btn", Kind: Text, Example: `"Clear"`, Doc: "the text of the button that empties all fields.", Default: `"Clear"`},
			{Name: "fill_width", Kind: Bool, Doc: "whether the page uses the whole width of the window.", Default: "false"},
		}, endpointParams, interfaceListenerParams()),
	},
	{
		Name:    "api",
		Doc:     "Makes the function an endpoint of the API that stands in no page.",
		Detail:  "Parameters and results may be of any type that encoding/json can handle; the API describes them with JSON schemas.",
		Example: `//blocks:api api_name=lookup`,
		Targets: []Target{OnFunc},
		Once:    true,
		Params:  slices.Concat(endpointParams, apiListenerParams()),
	},
	{
		Name:    "param",
		Doc:     "Documents parameters of the function for the API and for interfaces.",
		Example: `//blocks:param a="the first number"`,
		Targets: []Target{OnFunc},
		Any:     &Param{Name: "name", Kind: Text, Example: `"the first number"`, Doc: "what the parameter of that name means."},
	},
	{
		Name:    "result",
		Doc:     "Documents results of the function for the API and for interfaces.",
		Example: `//blocks:result sum="the sum of both numbers"`,
		Targets: []Target{OnFunc},
		Any:     &Param{Name: "name", Kind: Text, Example: `"the sum of both numbers"`, Doc: "what the result of that name means."},
	},
	{
		Name:    "with",
		Doc:     "Continues the directive above with more arguments.",
		Example: "//blocks:on run.click name.submit\n//blocks:with api_name=greet concurrency_limit=4",
		Targets: []Target{OnPackage, OnFunc, OnConst},
	},
	{Name: "chat", Doc: "Makes a chat from the function's signature.", Example: `//blocks:chat`, Targets: []Target{OnFunc}, Todo: "blocks:chat is not supported yet"},
	{Name: "render", Doc: "Makes the function build a `ui.Region()`.", Example: `//blocks:render tasks.change`, Targets: []Target{OnFunc}, Todo: "blocks:render is not supported yet"},
	{Name: "service", Doc: "Builds the receiver of methods that are handlers.", Example: `//blocks:service`, Targets: []Target{OnFunc}, Todo: "blocks:service is not supported yet: handlers are functions, not methods"},
	{Name: "auth", Doc: "Decides who may use the app.", Example: `//blocks:auth`, Targets: []Target{OnFunc}, Todo: "blocks:auth is not supported yet"},
	{Name: "middleware", Doc: "Wraps the app's http.Handler.", Example: `//blocks:middleware`, Targets: []Target{OnFunc}, Todo: "blocks:middleware is not supported yet"},
}

// endpointParams name a handler in the API.
var endpointParams = []Param{
	{Name: "api_name", Kind: Ident, Example: "greet", Doc: "the name of the endpoint.", Default: "the function's name in snake_case"},
	{Name: "api_description", Kind: Text, Example: `"Greets somebody."`, Doc: "what the endpoint does; false leaves it out.", Default: "the function's comment"},
	{Name: "api_visibility", Kind: Word, Words: []string{"public", "private", "undocumented"}, Example: "private", Doc: "whether clients see the endpoint: public; undocumented, which works but is not described; private, which clients cannot call.", Default: "public"},
}

// listenerParams are Gradio's parameters of a listener.
var listenerParams = []Param{
	{Name: "queue", Kind: Bool, Doc: "whether events wait their turn in the queue; false runs them at once.", Default: "true"},
	{Name: "concurrency_limit", Kind: Limit, Min: 1, Example: "4", Doc: "how many events of the handler run at once: a number, none or default.", Default: "default_concurrency_limit of the app"},
	{Name: "concurrency_id", Kind: Ident, Example: "gpu", Doc: "a group of handlers that share one limit.", Default: "the handler by itself"},
	{Name: "show_progress", Kind: Word, Words: []string{"full", "minimal", "hidden"}, Example: "minimal", Doc: "what outputs show while the handler runs: all, the time only, or nothing.", Default: "full"},
	{Name: "show_progress_on", Kind: Blocks, Example: "reply", Doc: "the blocks that show progress.", Default: "the outputs"},
	{Name: "scroll_to_output", Kind: Bool, Doc: "whether the page scrolls to the output when the handler is done.", Default: "false"},
	{Name: "trigger_mode", Kind: Word, Words: []string{"once", "multiple", "always_last"}, Example: "multiple", Doc: "what happens to a trigger that fires while the handler runs: it is dropped (once), queued (multiple), or run once more at the end (always_last).", Default: "once; always_last for change and key_up"},
	{Name: "cancels", Kind: Names, Example: "Generate", Doc: "handlers or listener ids whose running events are cancelled.", Default: "none"},
	{Name: "time_limit", Kind: Float, Min: 0.001, Example: "30", Doc: "seconds after which the handler's context ends.", Default: "none"},
	{Name: "js", Kind: JS, Example: `"(name) => [name.trim()]"`, Doc: "JavaScript to run on the inputs in the browser first.", Default: "none"},
	{Name: "batch", Kind: Bool, Doc: "whether the handler takes many events at once.", Default: "false", Todo: "batch is not supported yet"},
	{Name: "max_batch_size", Kind: Int, Min: 1, Example: "4", Doc: "how many events a batch holds at most.", Default: "4", Todo: "max_batch_size is not supported yet"},
	{Name: "stream_every", Kind: Float, Example: "0.5", Doc: "seconds between two pieces of a streamed input.", Default: "0.5", Todo: "stream_every is not supported yet: no block streams its input"},
	{Name: "key", Kind: Ident, Example: "row", Doc: "keeps the listener when its region is rendered again.", Todo: "key is not supported yet: there are no regions"},
	{Name: "validator", Kind: Func, Example: "Check", Doc: "a function that judges the inputs first.", Default: "none", Todo: "validator is not supported yet"},
	{Name: "preprocess", Kind: Bool, Doc: "whether inputs are decoded.", Default: "true", Todo: "preprocess is not supported: take a json.RawMessage to see the value as the page sent it"},
	{Name: "postprocess", Kind: Bool, Doc: "whether outputs are encoded.", Default: "true", Todo: "postprocess is not supported: return a json.RawMessage to send a value as it is"},
}

// interfaceListenerParams are those of a listener that an interface takes, too.
func interfaceListenerParams() []Param {
	return only(listenerParams, "concurrency_limit", "concurrency_id", "show_progress", "time_limit", "batch", "max_batch_size", "stream_every", "validator")
}

// apiListenerParams are those of a listener that mean something without a page.
func apiListenerParams() []Param {
	return only(listenerParams, "queue", "concurrency_limit", "concurrency_id", "time_limit", "batch", "max_batch_size", "stream_every")
}

func only(params []Param, names ...string) []Param {
	return slices.DeleteFunc(slices.Clone(params), func(p Param) bool { return !slices.Contains(names, p.Name) })
}
