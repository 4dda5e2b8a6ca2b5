// Package xss has texts that attack pages, and notices in a real browser when one of them
// gets what it wants.
package xss

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

//go:embed corpus.txt
var corpus string

// Text is one attack.
type Text struct {
	Class  string // heading in corpus.txt
	Source string // with HIT, EVIL and ID: see Arm
}

// Texts is the corpus.
func Texts() (list []Text, err error) {
	class := ""
	for n, line := range strings.Split(corpus, "\n") {
		switch {
		case line == "":
		case strings.HasPrefix(line, "## "):
			class = line[3:]
		case class == "": // the introduction
		case len(line) > 1 && line[0] == '"' && line[len(line)-1] == '"':
			source, err := strconv.Unquote(line)
			if err != nil { // a text that has quotes at both ends
				return nil, fmt.Errorf("corpus.txt:%d: %w", n+1, err)
			}
			list = append(list, Text{class, source})
		default:
			list = append(list, Text{class, line})
		}
	}
	return list, nil
}

// Arm puts the call of the canary, the host of another origin and a number into a source.
// Who is hit reports the number.
func Arm(source, evil, id string) string {
	return strings.NewReplacer("HIT", "canary("+id+")", "EVIL", evil, "ID", id).Replace(source)
}
