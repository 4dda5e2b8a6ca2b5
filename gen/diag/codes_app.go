package diag

var appCodes = []Info{}
