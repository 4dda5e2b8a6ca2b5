package diag

// Errors in the signature of a handler, and in binding it to blocks.
const (
	BadParameter      Code = "BLK200"
	BadResult         Code = "BLK201"
	NotAHandler       Code = "BLK202"
	UnexportedHandler Code = "BLK203"
	UnexportedType    Code = "BLK204"
	UnknownBlock      Code = "BLK205"
	Unbound           Code = "BLK206"
	TypeMismatch      Code = "BLK207"
	CountMismatch     Code = "BLK208"
	UnknownProperty   Code = "BLK209"
	BadConstant       Code = "BLK210"
	UnknownParameter  Code = "BLK211"
	UnknownTrigger    Code = "BLK212"
	UnknownListener   Code = "BLK213"
	AmbiguousListener Code = "BLK214"
	DuplicateID       Code = "BLK215"
	WrongEventData    Code = "BLK216"
	BadTypeArgument   Code = "BLK217"
	BadState          Code = "BLK218"
	WrittenTwice      Code = "BLK219"
	BadText           Code = "BLK220"
	BadValueFunc      Code = "BLK221"
	BadExamples       Code = "BLK222"
	BadInterface      Code = "BLK223"
	BadEndpoint       Code = "BLK224"
	BadTemplate       Code = "BLK225"
	NotConstant       Code = "BLK226"
	BlockRead         Code = "BLK227"
)

var bindCodes = []Info{
	{
		BadParameter, "parameter has a type that handlers do not support",
		"A handler has the form `func([ctx context.Context,] inputs… [, event data] [, send func(outputs…) error]) (outputs…[, error])`. " +
			"The context comes first. Each input is the value of a block, not the block itself. A pointer parameter is both an " +
			"input and an output. Channels, variadic parameters and functions other than `send` are not supported.",
		"Take the block's value, such as a `string` for a Textbox. [Blocks](../blocks/README.md) lists the Go types of each block. " +
			"To change a block's properties, return the block.",
	},
	{
		BadResult, "result has a type that handlers do not support",
		"A handler returns values for its outputs, changed blocks, or one iterator that streams values: `iter.Seq[T]` or " +
			"`iter.Seq2[T, error]`. An `error` is the last result. Channels and functions are not supported.",
		"To stream values of one output, return an iterator. To stream values of several outputs, take a parameter " +
			"`send func(outputs…) error` and return only an error.",
	},
	{
		NotAHandler, "declaration cannot be a handler",
		"A handler is a package-level function with a body. A constant can be a listener too, if its type is `ui.JS`: then the " +
			"listener runs in the browser only. Methods are not supported yet.",
		"Write a function, or give the constant the type `ui.JS`.",
	},
	{
		UnexportedHandler, "handler is not exported",
		"The generated code is in another package and calls the handler by its name.",
		"Start the handler's name with an upper-case letter.",
	},
	{
		UnexportedType, "signature has a type that is not exported",
		"The generated code is in another package and uses the types of the handler's parameters and results.",
		"Export the type, or use another one in the signature.",
	},
	{
		UnknownBlock, "unknown block",
		"A block's name in a directive is the name of a package-level variable. The variable must hold a block that is placed on " +
			"a page. Pages, interfaces and constants cannot take the place of a block everywhere.",
		"Correct the name, or declare the block and place it on the page.",
	},
	{
		Unbound, "parameter or result is not bound to a block",
		"A parameter or result is bound to the block of the same name, and a struct without such a block is bound field by field. " +
			"Here no block has the name, so the value would have no source or destination.",
		"Rename the parameter, or declare a block of that name. Or bind another block with `in=` or `out=`: by position, or by " +
			"name as in `in=n:age`.",
	},
	{
		TypeMismatch, "Go type does not match the block",
		"Each block accepts certain Go types. A block with choices accepts the type of its choices.",
		"Use one of the types that the message names. [Blocks](../blocks/README.md) lists them for each block. To use a type of your " +
			"own, give it the methods `FromBlock(V) error` and `ToBlock() (V, error)`.",
	},
	{
		CountMismatch, "list of blocks does not match the signature",
		"`in=` and `out=` either list one entry for each parameter or result, in order, or bind single names, as in `in=n:age`. " +
			"They cannot do both. The context, event data, the send function and the error are not counted.",
		"Add or remove entries, or bind single names.",
	},
	{
		UnknownProperty, "unknown property",
		"A property has the name of Gradio's parameter, such as `label` or `max_lines`. Only inputs can be properties.",
		"Correct the name. [Blocks](../blocks/README.md) lists the properties of each block. To change a property, return the block from " +
			"the handler.",
	},
	{
		BadConstant, "constant does not match the parameter",
		"A constant in `in=` is passed to the handler unchanged, so it must be a valid value of the parameter's type. A string " +
			"is written in quotes.",
		"Change the constant or the type of the parameter.",
	},
	{
		UnknownParameter, "unknown parameter or result",
		"The names in `in=`, `out=`, `//blocks:param` and `//blocks:result` are those of the Go function.",
		"Correct the name.",
	},
	{
		UnknownTrigger, "unknown event",
		"The block does not have this event. A page has the events `load` and `unload`. A listener is followed with `then`, " +
			"`success` and `failure`.",
		"Correct the name, or use an event that the message lists. [Blocks](../blocks/README.md) lists the events of each block.",
	},
	{
		UnknownListener, "unknown listener",
		"A listener is referred to by the name of its handler, or by its `id=`.",
		"Correct the name.",
	},
	{
		AmbiguousListener, "name refers to several listeners",
		"A handler has several listeners if it has several `//blocks:on` lines, or a line with several triggers that follow other " +
			"listeners.",
		"Give the listener that you mean an `id=`, and refer to that.",
	},
	{
		DuplicateID, "listener id is used twice",
		"An `id=` refers to one listener of the app.",
		"Rename one of them.",
	},
	{
		WrongEventData, "event data does not match the trigger",
		"A parameter with a type of package `event` receives the data of the event that triggered the handler. All triggers of the " +
			"listener must have data of this type. A listener that follows another one receives no event data.",
		"Use the type that belongs to the event, split the triggers into two `//blocks:on` lines with a handler each, or use " +
			"`event.Data[T]`, which accepts the data of every event.",
	},
	{
		BadTypeArgument, "type arguments of a generic handler cannot be inferred",
		"The generated code calls the handler with types that follow from the blocks it is bound to, such as the type of a State. " +
			"Each type parameter must follow from a block, and its constraint must allow the type.",
		"Bind the type parameter to a block that determines it, or write the type out.",
	},
	{
		BadState, "value of a State cannot be copied",
		"Each handler works on its own copy of a State, so that handlers never share memory. Generated code cannot copy " +
			"channels, functions, interfaces with methods, and references in unexported fields.",
		"Give the type a method `Clone() T`. It is used wherever the type occurs, also inside other types.",
	},
	{
		WrittenTwice, "block is an output twice",
		"An output gets one value from each run of a handler. With two results for one block, one of them would be lost.",
		"Remove one of the two. To show several values one after the other, return an iterator.",
	},
	{
		BadText, "string argument cannot be read",
		"A word without quotes names a constant, a variable with a constant value, or an embedded file. The value must be known from the " +
			"source. A file that an argument names must be in the package's directory or below it.",
		"Put a string in quotes, or use the name of a string constant or of a `//go:embed` variable.",
	},
	{
		BadValueFunc, "function of ValueFunc cannot be called",
		"`ValueFunc` takes an exported package-level function. The function has one parameter for each block of `Inputs`, " +
			"and one result, which becomes the block's value.",
		"Change the function or the list of `Inputs`.",
	},
	{
		BadExamples, "examples do not match their inputs",
		"Each row of `Examples` has one value for each block of `Inputs`. A function that runs on a row has one parameter for each " +
			"of them.",
		"Set `.Inputs(…)`, and write one value for each block in every row.",
	},
	{
		BadInterface, "interface cannot be generated from the signature",
		"An interface chooses a block for each parameter and result. It can do so for strings, numbers, booleans, types with " +
			"constants, and types that are shown as JSON: structs, slices and maps. The function must not be generic, and an " +
			"`ui.Interface()` can have only one function.",
		"Declare an `ui.Interface()`, and set the blocks for the other types with `.Inputs(…)` or `.Outputs(…)`.",
	},
	{
		BadEndpoint, "endpoint cannot be generated from the signature",
		"An endpoint has no page: its parameters and results are encoded as JSON. Channels, functions, complex numbers and blocks " +
			"have no JSON encoding, and there are no blocks for a pointer to read and write, and no events.",
		"Use types that `encoding/json` can encode. Take values instead of pointers, and return the new values.",
	},
	{
		BadTemplate, "template of an HTML block cannot be parsed",
		"A template contains `${expression}` with JavaScript, and these Handlebars tags: `{{name}}`, `{{{raw}}}`, `{{#if}}`, `{{#unless}}`, " +
			"`{{#each}}` and `{{else}}`. Other tags are not supported.",
		"Use one of these tags, or write the expression in JavaScript: `${…}`.",
	},
	{
		NotConstant, "setting must be constant",
		"Most properties may be computed when the app starts. But the generator needs the settings that decide which pages, blocks " +
			"and listeners exist: those of pages and interfaces, templates, and the interval of `Every`.",
		"Write a constant, or use the string of an embedded file.",
	},
	{
		BlockRead, "handler uses a block as if it were a value",
		"The variable of a block is its declaration: it is the same for all users, and does not have the value that a user entered. It is a warning, " +
			"because a handler may also need the declaration, for example its type.",
		"Take the value as a parameter with the name of the block: `func Pick(kind string) (reply string)`.",
	},
}
