package wire

import (
	"encoding/json"
	"fmt"
)

// CheckDepth refuses a value that a client could not send back: in the data of a call, it
// would nest deeper than MaxDepth.
func CheckDepth(value json.RawMessage) error {
	const around = 2 // {"data":[…]}
	if len(value) == 0 || value[0] != '[' && value[0] != '{' {
		return nil
	}
	depth, inString := around, false
	for i := 0; i < len(value); i++ {
		switch c := value[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '[' || c == '{':
			if depth++; depth > MaxDepth {
				return fmt.Errorf("the value nests deeper than %d levels", MaxDepth-around)
			}
		case c == ']' || c == '}':
			depth--
		}
	}
	return nil
}
