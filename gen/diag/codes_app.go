package diag

// Errors in the app as a whole.
const (
	NoApp             Code = "BLK300"
	NotImportable     Code = "BLK301"
	Nowhere           Code = "BLK302"
	DuplicatePath     Code = "BLK303"
	BadPath           Code = "BLK304"
	TwoPages          Code = "BLK305"
	DuplicateAPIName  Code = "BLK306"
	Cycle             Code = "BLK307"
	NotAChoice        Code = "BLK308"
	OutOfRange        Code = "BLK309"
	EmptyRange        Code = "BLK310"
	DuplicateTab      Code = "BLK311"
	DuplicateElemID   Code = "BLK312"
	ConcurrencyClash  Code = "BLK313"
	UnfilledInterface Code = "BLK314"
	BadScript         Code = "BLK315"
	NoPage            Code = "BLK316"
	UnknownPack       Code = "BLK317"
	BadAppName        Code = "BLK318"
	UnstableAPIName   Code = "BLK319"
	BadAuth           Code = "BLK320"
)

var appCodes = []Info{
	{
		NoApp, "package has handlers but is not an app",
		"A package with handlers needs `//blocks:app` above its package clause. Two kinds of packages do not: those whose only " +
			"directives are `interface` and `api`, and those that an app imports.",
		"Write `//blocks:app` directly above the package clause, or import the package from the app.",
	},
	{
		NotImportable, "package cannot be imported",
		"The generated program is a package main of its own, and it imports the app's package. Go does not allow importing a package main.",
		"Give the app's package another name.",
	},
	{
		Nowhere, "block is not placed on any page",
		"Every block must be placed on a page; State and Timer too. A block that is not placed anywhere has no effect.",
		"Place the block on a page, directly or inside a layout: `var Home = ui.Page(ui.Row(name, reply))`. If the variable was meant to be a " +
			"page, make it one with `ui.Page`. Otherwise remove it.",
	},
	{
		DuplicatePath, "two pages have the same path",
		"Each page is served at its own path. The path of a page is the name of its variable, if it is not set with `Path`.",
		"Give one of them another path: `.Path(\"about\")`.",
	},
	{
		BadPath, "path of a page is not valid",
		"A path is one segment of a URL. Some paths are used by the server, such as `config` and `assets`.",
		"Choose another path, with letters, digits, `-` and `_`.",
	},
	{
		TwoPages, "listener uses blocks of several pages",
		"A user sees one page at a time, so the triggers, inputs and outputs of a listener must be on the same page. A State is an exception: " +
			"all pages share it.",
		"Split the handler, and use a State to pass values from one page to another.",
	},
	{
		DuplicateAPIName, "api_name is used twice",
		"Clients call an endpoint by its `api_name`, so it must be unique in the app. Names that are not set explicitly get " +
			"a number where they clash.",
		"Rename one of them.",
	},
	{
		Cycle, "listeners follow each other in a cycle",
		"Each of these listeners waits for another one to finish, so none of them ever runs.",
		"Trigger one of them by an event of a block or page.",
	},
	{
		NotAChoice, "value is not one of the choices",
		"Users could not choose the value, and a handler that receives it would report an error.",
		"Correct the value, or add it to the choices. A Dropdown accepts other values after `AllowCustomValue(true)`.",
	},
	{
		OutOfRange, "value is out of range",
		"The value must be between the minimum and the maximum of the block, because a handler that receives it would report an error. The " +
			"interval of a Timer must be positive.",
		"Change the value or the bounds.",
	},
	{
		EmptyRange, "minimum is greater than maximum",
		"No value is valid for this block.",
		"Change one of the two.",
	},
	{
		DuplicateTab, "two tabs of one Tabs have the same id",
		"`Selected` refers to a tab by its id, so the ids must be unique within one Tabs.",
		"Rename one of them.",
	},
	{
		DuplicateElemID, "two blocks of a page have the same elem_id",
		"An `elem_id` becomes the id of an HTML element. Scripts and links find only the first element with an id, and style sheets all of them.",
		"Rename one of them. To style several blocks alike, use `ElemClasses`.",
	},
	{
		ConcurrencyClash, "handlers with one concurrency_id have different limits",
		"Handlers with the same `concurrency_id` share one limit. Here it is set to two different numbers.",
		"Set `concurrency_limit` on one of them only, or to the same number.",
	},
	{
		UnfilledInterface, "interface has no function",
		"An `ui.Interface()` on a page shows the inputs and outputs of a function. This one is not connected to a function.",
		"Write `//blocks:interface` and the variable's name above a function, as in `//blocks:interface calc`.",
	},
	{
		BadScript, "JavaScript cannot be parsed",
		"`js=` and constants of type `ui.JS` hold one function expression, such as `(name) => name.trim()`. The parser's message says " +
			"what it expected.",
		"Correct the JavaScript.",
	},
	{
		NoPage, "app has no page and no endpoint",
		"There is nothing to serve. An app has at least one page, interface or endpoint.",
		"Declare an exported variable with a page, `var Home = ui.Page(…)`, or write `//blocks:interface` or `//blocks:api` above a function.",
	},
	{
		UnknownPack, "asset pack does not exist",
		"`packs=` in `//blocks:app` names asset packs that the app bundles although its blocks do not show that it needs them.",
		"Use one of the names that `blocksgen packs list` prints, or `none`.",
	},
	{
		BadAppName, "name of an app cannot be the name of a directory",
		"The program of an app is in the directory `cmd/<name>`. The go command refuses some names, such as `aux` and names with other letters " +
			"than ASCII, and `./...` skips others, such as `testdata` and `_x`. The name is that of the package, if `name=` does not set it.",
		"Choose another name: `//blocks:app name=shop`.",
	},
	{
		UnstableAPIName, "name of an endpoint depends on other listeners",
		"Several listeners of one function have the same name, so that all but the first get a number: `greet_1`. If another listener is added " +
			"above them, clients of `/greet_1` call another listener without noticing.",
		"Set `api_name` on each of the listeners, or `api_visibility=private` where clients need not call it.",
	},
	{
		BadAuth, "function cannot say who may use the app",
		"A function with `//blocks:auth` checks a name and a password, or finds the user in a request. The generated program calls it before everything else. It is " +
			"not a handler: as one, anybody could call it.",
		"Give it one of the signatures that `blocksgen help directives auth` shows, and no other directive.",
	},
}
