package spec

// Ask is a Go type for which a block is the default in interfaces. Of several blocks for a
// type, the one with the most specific description is used.
type Ask struct {
	Go     GoKind            // a kind of types
	Named  string            // or one named type, with the name of its package: "time.Duration", "label.Data"
	Use    Use               // zero: for parameters and results
	Set    map[string]string // properties that follow from the type, in wire form
	Choose bool              // the choices are the constants of the type, or of its elements
}

// GoKind is a kind of Go types, by their underlying type.
type GoKind string

// The kinds of Go types. An enum is a named type with constants.
const (
	GoString     GoKind = "string"
	GoBool       GoKind = "bool"
	GoInteger    GoKind = "integer"
	GoFloat      GoKind = "float"
	GoTextEnum   GoKind = "enum of strings"
	GoNumberEnum GoKind = "enum of numbers"
	GoEnumList   GoKind = "slice of an enum"
	GoSlice      GoKind = "slice"
	GoArray      GoKind = "array"
	GoMap        GoKind = "map"
	GoStruct     GoKind = "struct"
	GoAny        GoKind = "any"
)

// Use tells whether an Ask is for parameters, results or both.
type Use int

// The uses of a block in an interface.
const (
	ForBoth Use = iota
	ForParams
	ForResults
)
