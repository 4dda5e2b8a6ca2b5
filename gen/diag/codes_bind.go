package diag

var bindCodes = []Info{}
