package diag

// Bug is a mistake of blocksgen itself.
const Bug Code = "BLK900"

var bugCodes = []Info{
	{Bug, "blocksgen made a mistake", `
Nothing in your source should be able to cause this. Please report it with the text and the stack below the message;
nothing was written.`},
}
