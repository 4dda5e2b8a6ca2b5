package diag

// What can be wrong with an app as a whole.
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
)

var appCodes = []Info{
	{NoApp, "the package has handlers but is no app", `
An app package says ` + "`//blocks:app`" + ` above its package clause. A package whose only directives are interface and api is an app without it,
and so does a package need none that an app package imports.`},
	{NotImportable, "the package cannot be imported", `
The generated main imports the package, so that it must not be package main.`},
	{Nowhere, "a block stands in no page", `
Every block stands in a page, State and Timer too: what stands nowhere would do nothing.`},
	{DuplicatePath, "two pages have one path", `
Each page needs a path of its own; the main page has none.`},
	{BadPath, "a page's path cannot be used", `
Some paths belong to the server, and some characters cannot stand in a path.`},
	{TwoPages, "a listener is bound to blocks of several pages", `
A user sees one page at a time: a listener's triggers, inputs and outputs stand in the same one. State is shared by all pages.`},
	{DuplicateAPIName, "two endpoints have one name", `
An ` + "`api_name`" + ` that is written out is unique in the app. Names that are not written out get a number.`},
	{Cycle, "listeners follow each other in a circle", `
None of them could ever be the first to run.`},
	{NotAChoice, "the value is not among the choices", `
A user could not choose it, and a handler that got it would refuse it.`},
	{OutOfRange, "the value is outside the block's bounds", `
A handler that got it would refuse it.`},
	{EmptyRange, "the lower bound lies above the upper bound", `
No value would be within the bounds.`},
	{DuplicateTab, "two tabs of one Tabs have the same id", `
` + "`Selected`" + ` finds a tab by its id.`},
	{DuplicateElemID, "two blocks of a page have the same element id", `
An id names one element of a page.`},
	{ConcurrencyClash, "handlers of one concurrency_id have different limits", `
The handlers share one limit; say it once.`},
	{UnfilledInterface, "an interface has no function", `
A placed ` + "`ui.Interface()`" + ` is filled by ` + "`//blocks:interface name`" + ` on a function.`},
	{BadScript, "a piece of JavaScript cannot be parsed", `
` + "`js=`" + ` and constants of type ` + "`ui.JS`" + ` hold one function expression, such as ` + "`(name) => name.trim()`" + `.`},
	{NoPage, "the app has nothing to serve", `
A page is an exported variable that holds ` + "`ui.Page(…)`" + `. Interfaces make pages of their own, and endpoints need none.`},
}
