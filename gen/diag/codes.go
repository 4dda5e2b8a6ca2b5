package diag

import "slices"

// Info describes a code. Its page in docs/diagnostics shows these texts and the
// test case that reports the code.
type Info struct {
	Code        Code
	Summary     string // what is wrong: one line, without a full stop
	Explanation string // what it means and why it is an error; Markdown
	Fix         string // how to fix it; Markdown
}

// Codes lists every code in order. A code is never renumbered and never reused. A
// new code goes to the end of its family, in the family's file:
//
//	BLK0xx  finding and loading packages      codes_load.go
//	BLK1xx  directives                        codes_directive.go
//	BLK12x–BLK19x  declarations of blocks     codes_tree.go
//	BLK2xx  signatures and binding            codes_bind.go
//	BLK3xx  rules for the whole app           codes_app.go
//	BLK4xx  writing the generated files       codes_emit.go
//	BLK5xx  changes that break clients        codes_compat.go
//	BLK9xx  bugs in blocksgen                 codes_bug.go
//
// The texts are not wrapped: [Info.Page] does that.
var Codes = slices.Concat(loadCodes, directiveCodes, treeCodes, bindCodes, appCodes, emitCodes, compatCodes, bugCodes)
