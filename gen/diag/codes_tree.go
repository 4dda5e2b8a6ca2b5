package diag

var treeCodes = []Info{}
