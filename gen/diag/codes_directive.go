package diag

// What can be wrong with the text and the place of a directive.
const (
	SpaceInDirective  Code = "BLK100"
	UnknownDirective  Code = "BLK101"
	NotSupported      Code = "BLK102"
	WrongTarget       Code = "BLK103"
	Detached          Code = "BLK104"
	UnknownArgument   Code = "BLK105"
	DuplicateArgument Code = "BLK106"
	BadValue          Code = "BLK107"
	MalformedArgument Code = "BLK108"
	BlockComment      Code = "BLK109"
	WithAlone         Code = "BLK110"
	RepeatedDirective Code = "BLK111"
	MissingArgument   Code = "BLK112"
)

var directiveCodes = []Info{
	{SpaceInDirective, "a comment that looks like a directive is prose", `
Go takes a comment for a directive only when it is written ` + "`//tool:name`" + `: no space after the slashes, none around the
colon, lower case. Anything else is prose, which would be ignored without a word.`},
	{UnknownDirective, "there is no directive of this name", `
The whole name space ` + "`//blocks:`" + ` belongs to blocksgen, so that a misspelt directive is never ignored.
` + "`blocksgen help directives`" + ` lists them all.`},
	{NotSupported, "this part of blocksgen is not there yet", `
The directive or argument is known, and its meaning is decided, but this version cannot do it. It is an error, because the app
would behave differently from what its source says.`},
	{WrongTarget, "the directive stands on the wrong kind of declaration", `
Every directive belongs on a package clause, a function or a constant. It stands in the comment directly above.`},
	{Detached, "the directive stands on nothing", `
A directive belongs to the declaration directly below its comment. A blank line between them separates both, and within a
function body there is nothing it could belong to.`},
	{UnknownArgument, "the directive has no such argument", `
The names of options are Gradio's. ` + "`blocksgen help directives`" + ` lists the arguments of every directive.`},
	{DuplicateArgument, "an argument is given twice", `
Each argument may stand once in a directive and the ` + "`//blocks:with`" + ` lines that continue it. Several values of one argument are a
list, separated by commas.`},
	{BadValue, "the value does not fit the argument", `
Text stands in quotes. A bare word in the place of text names a Go constant, variable or embedded file; elsewhere it is a word,
a number, true or false, or the name of a block or handler, as the argument says.`},
	{MalformedArgument, "the text of the directive cannot be read", `
Arguments are separated by spaces and written ` + "`name=value`" + ` or ` + "`value`" + `. Values in a list are separated by commas. Quoted values
are Go strings, in double quotes or back quotes; a bare value holds no spaces, quotes, commas or equal signs.`},
	{BlockComment, "a directive is written as a block comment", `
Directives are line comments. Go's tools do not take ` + "`/*blocks:…*/`" + ` for one, and neither does blocksgen.`},
	{WithAlone, "there is nothing that blocks:with could continue", `
` + "`//blocks:with`" + ` adds arguments to the directive above it in the same comment. Use it where one line would be too long.`},
	{RepeatedDirective, "a directive stands more often than it may", `
A package is one app, and a function is one interface or one endpoint. ` + "`//blocks:on`" + ` alone may be repeated: every line is a listener.`},
	{MissingArgument, "the directive lacks an argument", `
The reference of the directive says which arguments it cannot do without.`},
}
