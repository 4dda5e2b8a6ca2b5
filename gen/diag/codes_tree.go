package diag

// Errors in the declarations of blocks and pages.
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
	PageFunction     Code = "BLK132"
	BadEnum          Code = "BLK133"
)

var treeCodes = []Info{
	{
		UnreadableBlock, "declaration of a block cannot be read",
		"blocksgen reads pages from the source, without running it. It can read a constructor of package `ui` with its setters, " +
			"a variable that holds such a block, and a call of a function whose body is one `return` of such an expression. " +
			"The arguments of setters may be any expression: those that are not constant are evaluated when the app starts.",
		"Declare the block with a constructor in a package-level variable: `var name = ui.Textbox().Label(\"Name\")`.",
	},
	{
		LoopInLayout, "loop or condition creates blocks",
		"The blocks of a page and their nesting must be known before the app runs. With a loop or a condition, they " +
			"would depend on values that exist only at run time.",
		"Declare every block, and show or hide them with `Visible`. For parts that look alike, write a function whose body is " +
			"one `return`, and call it for each.",
	},
	{
		NotOneReturn, "function that creates blocks does more than return them",
		"blocksgen reads a function that creates blocks by replacing its parameters with the arguments of the call. This works " +
			"only if the body is a single `return` statement. Everything else would have to be run.",
		"Declare the blocks in package-level variables, and let the function return their layout. Values may still be computed: " +
			"the arguments of setters may call any function, as in `ui.Button(label())`.",
	},
	{
		RecursiveLayout, "function that creates blocks calls itself",
		"blocksgen reads such a function by following its calls. If it calls itself, directly or through others, that would " +
			"never end.",
		"Write the nested layout out, or write one function for each level.",
	},
	{
		BlockTwice, "block is placed twice",
		"A block is one element of a page and has one value, so it can be placed only once. A setter returns a changed copy of " +
			"the same block: `name` and `name.Label(\"Name\")` are one block.",
		"Declare a second block. Or write a function that returns a block: each call creates a new one.",
	},
	{
		UnexportedPage, "page variable is not exported",
		"The generated code is in another package and passes the page variables to the runtime, so they must be exported.",
		"Start the variable's name with an upper-case letter. A page that is placed on another page, as a fragment, need not be " +
			"exported.",
	},
	{
		UnsupportedParam, "parameter is not implemented yet",
		"The block has the setter because Gradio has the parameter, but this version does not implement it. It is an error " +
			"because the app would not do what its source says. If the value asks for what happens anyway, it is a warning.",
		"Remove the setter. If there is another way to do the same, the message names it.",
	},
	{
		RenderFalse, "Render(false) has no effect",
		"In Gradio, `render=False` keeps a block out of the layout in which it is created. In blocksgen, a block is placed only " +
			"where a page names it.",
		"Remove the call. To hide a block, use `Visible(false)`.",
	},
	{
		EmptyEnum, "type has no constants",
		"`ui.Enum` turns the constants of a named string or number type into choices, in the order of their declaration. This " +
			"type has no constants.",
		"Declare constants of the type, or list the choices with `ui.Values`.",
	},
	{
		ChangedBlock, "variable that holds a block is assigned",
		"blocksgen reads a block from its declaration alone and would miss the assignment. While the app runs, an assignment " +
			"changes nothing that users see: blocks are values, and the page has its own copy.",
		"Set everything in the declaration. To change a block at run time, return a changed copy from a handler: " +
			"`func Toggle(on bool) (details ui.AccordionBlock) { return details.Visible(on) }`.",
	},
	{
		UnreadableEvent, "name of an event cannot be read",
		"A block type of your own declares an event with a method that has no parameters and returns a `ui.Trigger`. blocksgen " +
			"reads the event's name from the method's body: one `return` of `b.On` with a constant.",
		"Write the method in this form: `func (b RatingBlock) Picked() ui.Trigger { return b.On(\"picked\") }`.",
	},
	{
		ForeignBlock, "block is declared in another module",
		"blocksgen reads blocks from the source of the app's own module. It loads packages of other modules as compiled " +
			"types, without their source.",
		"Declare the block, or the function that returns it, in a package of your module.",
	},
	{
		PageFunction, "page is a function",
		"A page is a package-level variable. The generated program passes it to the runtime, and names in directives refer to it. A " +
			"function that returns a page can only be a part of other pages, and nothing calls this one.",
		"Write a variable: `var Home = ui.Page(…)`.",
	},
	{
		BadEnum, "constant of a choice is not valid UTF-8",
		"The values of choices travel as JSON, which holds only valid UTF-8. Other bytes would arrive as another string, which is not one of the " +
			"choices.",
		"Write the constant in UTF-8, or use another value for the choice.",
	},
}
