package diag

// What can be wrong with the declarations of blocks and pages.
const (
	UnreadableBlock  Code = "BLK120"
	LoopInLayout     Code = "BLK121"
	NotOneReturn     Code = "BLK122"
	RecursiveLayout  Code = "BLK123"
	BlockTwice       Code = "BLK124"
	UnexportedPage   Code = "BLK125"
	UnsupportedParam Code = "BLK126"
	RenderFalse      Code = "BLK127"
	EmptyEnum        Code = "BLK128"
	ChangedBlock     Code = "BLK129"
	UnreadableEvent  Code = "BLK130"
	ForeignBlock     Code = "BLK131"
)

var treeCodes = []Info{
	{UnreadableBlock, "the declaration of a block cannot be read", `
The generator reads pages without running them. A block is declared by a constructor of package ui and its setters, by a
variable that holds such a block, or by a function whose body is one return of such an expression. Arguments of setters may be
any expression: those that are not constant are filled in when the app starts.`},
	{LoopInLayout, "a loop or a condition makes blocks", `
Which blocks there are, and how they nest, must be known before the app runs. Write every block, show and hide them with
Visible, and use a function with one return for what repeats.`},
	{NotOneReturn, "a function that makes blocks does more than return them", `
Functions whose body is one return are read by putting the arguments in the place of the parameters. Everything else would have
to be run.`},
	{RecursiveLayout, "a function that makes blocks calls itself", `
Reading it would never end.`},
	{BlockTwice, "a block stands in two places", `
A block is one element of the page, with one value. To have two that look alike, declare two, or call a function that returns
one: every call makes a block of its own.`},
	{UnexportedPage, "a page's variable is not exported", `
The generated main is another package and hands the page variables to the runtime. A page that stands in another page, as a
fragment, need not be exported.`},
	{UnsupportedParam, "a parameter of a block is not there yet", `
The setter exists, because its meaning is decided, but this version cannot do what it says. It is an error, unless it asks for
what happens anyway.`},
	{RenderFalse, "Render(false) has no meaning", `
In Gradio it keeps a block out of the layout in which it is created. Here a block stands where a page names it, and nowhere else.`},
	{EmptyEnum, "the type has no constants", `
ui.Enum makes choices of the constants of a named string or number type, in the order of their declaration.`},
	{ChangedBlock, "a variable that holds a block is changed", `
The declaration of a block is all there is to read. Blocks are values: a handler changes what a page shows by returning a
changed copy, never by assigning to the variable.`},
	{UnreadableEvent, "the name of an event cannot be read", `
A block type of your own says its events by methods without parameters that return a ui.Trigger, with a body that is one
return of b.On with a constant name.`},
	{ForeignBlock, "a block comes from a package whose source is not read", `
Blocks are read from the source of the app's module. Packages of other modules are loaded as compiled types, without source.`},
}
