package diag

import (
	"fmt"
	"strings"
)

// Count says how many things there are: "1 value", "2 values".
func Count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// A puts "a" or "an" before a name.
func A(name string) string {
	if strings.ContainsRune("aeioAEIO", rune(name[0])) {
		return "an " + name
	}
	return "a " + name
}
