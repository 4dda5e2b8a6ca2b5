package diag

var directiveCodes = []Info{}
