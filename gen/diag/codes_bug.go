package diag

// Bug is a mistake of blocksgen itself.
const Bug Code = "BLK900"

var bugCodes = []Info{
	{
		Bug, "blocksgen has a bug",
		"blocksgen failed while it processed your source. No source should cause this, whether it is right or wrong. No file was written.",
		"Please report it, with the message and the stack trace below it.",
	},
}
