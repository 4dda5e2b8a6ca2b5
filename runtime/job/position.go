package job

import (
	"fmt"
	"strconv"
	"strings"
)

// Position is a place in the log of a session: after the message with the number Seq.
// The zero value is the beginning of whatever log the session has.
type Position struct {
	// Log is the incarnation of the log. Each log has a random one, so that a position
	// in a log that was forgotten is not taken for one in its successor.
	Log string
	Seq int64
}

// String writes the position as incarnation-sequence. Clients do not look inside.
func (p Position) String() string {
	if p.Log == "" {
		return strconv.FormatInt(p.Seq, 10)
	}
	return p.Log + "-" + strconv.FormatInt(p.Seq, 10)
}

// ParsePosition reads what [Position.String] writes. A number alone has no incarnation:
// 0 is the beginning, any other number is a position in a log that nobody knows.
func ParsePosition(s string) (Position, error) {
	log, number, found := strings.Cut(s, "-")
	if !found {
		log, number = "", s
	}
	seq, err := strconv.ParseInt(number, 10, 64)
	if err != nil || seq < 0 || found && log == "" {
		return Position{}, fmt.Errorf("%q is not a position", s)
	}
	return Position{log, seq}, nil
}
