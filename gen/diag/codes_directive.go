package diag

// Errors in the text of a directive, and in where it is written.
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
	NotBuilt          Code = "BLK113"
)

var directiveCodes = []Info{
	{
		SpaceInDirective, "comment looks like a directive, but is not one",
		"A directive is written `//tool:name`: no space after the slashes, no spaces around the colon, and lower case. Go treats " +
			"every other comment as documentation. The handler would not be connected to the page, and nothing would report it.",
		"Write `//blocks:name`. If the line is documentation that mentions a directive, put another word first.",
	},
	{
		UnknownDirective, "unknown directive",
		"blocksgen has no directive of this name. All names that start with `//blocks:` are reserved, so a misspelt " +
			"directive is an error and is never ignored.",
		"Correct the name. `blocksgen help directives` and [Directives](../directives.md) list all of them.",
	},
	{
		NotSupported, "directive or argument is not supported yet",
		"The directive or argument has a defined meaning, but this version does not implement it. It is an error because " +
			"the app would not do what its source says.",
		"Remove the directive or argument. If there is another way to do the same, the message names it.",
	},
	{
		WrongTarget, "directive is attached to the wrong kind of declaration",
		"A directive is attached to the declaration directly below its comment. Each directive accepts certain kinds of " +
			"declarations: a package clause, a function or a constant.",
		"Move the directive above a declaration of a kind that the message names: `//blocks:app` above the package clause, " +
			"`//blocks:on` above the handler.",
	},
	{
		Detached, "directive is not attached to a declaration",
		"A directive is attached to the declaration directly below its comment. A blank line between the two separates them. " +
			"A directive within a function body, or behind code on the same line, is not attached to anything.",
		"Remove the blank line, or move the directive directly above the package clause, function or constant.",
	},
	{
		UnknownArgument, "unknown argument",
		"The directive has no argument of this name. Most arguments have the names of Gradio's parameters, such as `api_name` " +
			"and `concurrency_limit`; Gradio's `inputs` and `outputs` are `in` and `out`.",
		"Correct the name. `blocksgen help directives on` lists the arguments of `on`, and likewise for the other directives.",
	},
	{
		DuplicateArgument, "argument is given twice",
		"Each argument can be set once in a directive. The `//blocks:with` lines below a directive are part of it.",
		"Remove one of the two. Separate several values of one argument with commas: `out=reply,log`.",
	},
	{
		BadValue, "value does not match the argument",
		"Each argument accepts one kind of value. A value in quotes is a string. A word without quotes, where a string is " +
			"expected, names a Go constant, a variable or an embedded file. Elsewhere it is a number, true or false, " +
			"a keyword, or the name of a block or handler.",
		"Write a value of the kind that the message names. `blocksgen help directives on` shows an example of each argument.",
	},
	{
		MalformedArgument, "arguments cannot be parsed",
		"Arguments are separated by spaces and written `name=value` or `value`. Elements of a list are separated by commas. " +
			"A value in quotes is a Go string literal, in double quotes or back quotes. A value without quotes consists of " +
			"letters, digits and the characters `_ . : + - / * # @ %`.",
		"Put a value with other characters in quotes. Do not write spaces around the equal sign. A directive ends with its line: " +
			"continue it with `//blocks:with` on the next one.",
	},
	{
		BlockComment, "directive is written as a block comment",
		"Go's tools read directives from line comments only. They ignore `/*blocks:on …*/`, and so would blocksgen.",
		"Write the directive as a line comment, on a line of its own: `//blocks:on …`.",
	},
	{
		WithAlone, "blocks:with has no directive to continue",
		"`//blocks:with` adds arguments to the directive above it in the same comment. There is none.",
		"Move the line directly below the directive that it continues.",
	},
	{
		RepeatedDirective, "directive is repeated",
		"A package is one app, and a function is one interface or one endpoint. Only `//blocks:on` adds something " +
			"with each line: another listener.",
		"Remove one of the directives. To write the arguments in several lines, use `//blocks:with`.",
	},
	{
		MissingArgument, "required argument is missing",
		"`//blocks:on` needs a trigger. `//blocks:param` and `//blocks:result` need the name of a parameter or result.",
		"Add the argument. The message shows an example.",
	},
	{
		NotBuilt, "directive is in a file that is not part of the package",
		"The go command leaves out tests, and files that build constraints exclude. Their directives have no effect. For a test this is an " +
			"error. For a file with constraints it is a warning, because it may be meant: then the generated files depend on GOOS, GOARCH and the tags.",
		"Move the declaration to a file that is always built, or pass the tags of your build with `--tags`.",
	},
}
