package diag

// What can be wrong with a handler's signature and with what it is bound to.
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
)

var bindCodes = []Info{
	{BadParameter, "a parameter is of a kind that no handler has", `
A handler is ` + "`func(ctx, inputs…, [event data], [send func(outputs…) error]) (outputs…, error)`" + `: the context first, then one
parameter for each value. A pointer is a block that is read and written.`},
	{BadResult, "a result is of a kind that no handler has", `
Results are values for blocks, changed blocks, or one iterator, ` + "`iter.Seq[T]` or `iter.Seq2[T, error]`" + `. The error comes last.`},
	{NotAHandler, "the directive stands on something that cannot handle events", `
A handler is a package-level function, or a constant of type ` + "`ui.JS`" + ` for a listener that runs in the browser alone.`},
	{UnexportedHandler, "the handler is not exported", `
The generated main is another package, and calls the handler by its name.`},
	{UnexportedType, "the signature mentions a type that is not exported", `
The generated main is another package, and has to name the types of a handler's parameters and results.`},
	{UnknownBlock, "there is no such block", `
A name in a directive is that of a package-level variable which holds a block that stands in a page.`},
	{Unbound, "nothing is bound to a parameter or result", `
Parameters and results are bound to the blocks of their names. ` + "`in=` and `out=`" + ` bind others: by position, or single names as in
` + "`in=n:age`" + `.`},
	{TypeMismatch, "the Go type does not fit the block", `
Each kind of block has values of certain Go types. The message lists those that fit.`},
	{CountMismatch, "a list does not have as many entries as the signature has places", `
` + "`in=` and `out=`" + ` either list something for every place in order, or rebind single names. The context, event data, a send function
and the error have no place in these lists.`},
	{UnknownProperty, "the block has no such property", `
Properties have Gradio's names, such as ` + "`label` or `max_lines`" + `; docs/blocks.md lists them.`},
	{BadConstant, "a constant does not fit its parameter", `
A constant in ` + "`in=`" + ` is passed to the handler as it is. Text stands in quotes.`},
	{UnknownParameter, "the function has no parameter or result of this name", `
The names are those of the Go function.`},
	{UnknownTrigger, "there is no such event", `
Every kind of block has events of its own; docs/blocks.md lists them. Pages have load and unload, listeners then, success and failure.`},
	{UnknownListener, "there is no such listener", `
A listener is named by its handler, or by its ` + "`id=`" + `.`},
	{AmbiguousListener, "the name means several listeners", `
A handler with several ` + "`//blocks:on`" + ` lines, or with several chained triggers, has several listeners. Give the one that is meant an ` + "`id=`" + `.`},
	{DuplicateID, "two listeners have one id", `
An ` + "`id=`" + ` names one listener of the app.`},
	{WrongEventData, "the trigger carries other event data", `
A parameter of a type of package event gets what the trigger carries; ` + "`event.Data[T]`" + ` takes whatever comes.`},
	{BadTypeArgument, "the type arguments of a generic handler are not determined", `
Every type parameter must follow from a block that the handler is bound to: from the type of a State, say.`},
	{BadState, "the value of a State cannot be copied", `
Handlers work on copies of a State, so that they never share memory. Whatever the generated code cannot copy (unexported
references, channels, functions, interfaces) needs a method ` + "`Clone() T`" + `.`},
	{WrittenTwice, "two results go to one block", `
An output can have one value only. To send several values one after the other, return an iterator.`},
	{BadText, "the text of an argument cannot be read", `
A bare word names a constant, a variable with a constant value, or an embedded file. Text stands in quotes.`},
	{BadValueFunc, "a value's function cannot be called by the generated main", `
` + "`ValueFunc`" + ` takes an exported package-level function with one result, and one parameter for each of the ` + "`Inputs`" + `.`},
	{BadExamples, "the samples do not fit their blocks", `
Each row has a value for each of the ` + "`Inputs`" + `.`},
	{BadInterface, "an interface cannot be made from the signature", `
An interface chooses a block for each parameter and result: text, numbers, booleans, types with constants, and what encodes as JSON.
Everything else needs a block in ` + "`ui.Interface().Inputs(…)` or `.Outputs(…)`" + `.`},
	{BadEndpoint, "an endpoint cannot be made from the signature", `
Parameters and results of an endpoint travel as JSON.`},
	{BadTemplate, "a template of an HTML block cannot be read", `
Templates mix ` + "`${expression}`" + ` with the Handlebars tags ` + "`{{name}}`, `{{{raw}}}`, `{{#if}}`, `{{#unless}}`, `{{#each}}` and `{{else}}`" + `.`},
	{NotConstant, "a setting that the generator needs is known to the running program only", `
Properties of components may be computed by the running program. What decides which pages, blocks and listeners there are is
read from the source: the settings of pages and interfaces, templates, and the interval of ` + "`Every`" + `. Write a constant, or an
embedded file.`},
}
