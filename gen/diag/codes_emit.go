package diag

var emitCodes = []Info{}
