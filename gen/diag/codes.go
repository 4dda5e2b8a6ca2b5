package diag

import "slices"

// Info describes a code. Its page in docs/diagnostics shows, beside this text, the
// case that proves it.
type Info struct {
	Code        Code
	Summary     string // one line, without full stop
	Explanation string // why it is refused and what to do instead; Markdown
}

// Codes is every code in order. Codes are never renumbered and never reused; a
// new one goes to the end of its family, in the file of its family:
//
//	BLK0xx  finding and loading packages      codes_load.go
//	BLK1xx  the text of directives            codes_directive.go
//	BLK12x–BLK19x  reading pages              codes_tree.go
//	BLK2xx  signatures and binding            codes_bind.go
//	BLK3xx  rules over the whole app          codes_app.go
//	BLK4xx  emitting and writing              codes_emit.go
//	BLK9xx  mistakes of blocksgen itself      codes_bug.go
var Codes = slices.Concat(loadCodes, directiveCodes, treeCodes, bindCodes, appCodes, emitCodes, bugCodes)
