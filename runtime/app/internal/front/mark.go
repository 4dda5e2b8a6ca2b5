package front

import (
	"net/http"
	"strings"

	"github.com/blocksgen/blocksgen/runtime/app/internal/site"
	"github.com/blocksgen/blocksgen/runtime/contract"
	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/session"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// mark says how far our page has read, and what it has been told that its session holds.
// The page gets one with each message, and sends the last with each call. So the server
// knows which properties the page shows, and whether it has forgotten something that the
// page relies on.
type mark struct {
	job.Position
	session string // its incarnation: see [session.Store.Incarnation]
}

// String writes the mark as position.incarnation. Clients do not look inside.
func (m mark) String() string {
	if m.session == "" {
		return m.Position.String()
	}
	return m.Position.String() + "." + m.session
}

// parseMark reads what [mark.String] writes.
func parseMark(s string) (m mark, err error) {
	position, incarnation, _ := strings.Cut(s, ".")
	m.session = incarnation
	m.Position, err = job.ParsePosition(position)
	return m, err
}

// resume gives a job the properties that its client showed. Of an official client, which
// sends no mark, nothing is known. It answers itself, and returns false, if the server has
// forgotten what the client relies on: it would run with values that its user does not see.
func (f *Front) resume(w http.ResponseWriter, l *site.Listener, c *call, j *job.Job) bool {
	if c.After == "" {
		return true
	}
	m, err := parseMark(c.After)
	if err != nil {
		refuse(w, http.StatusUnprocessableEntity, "after: %v", err)
		return false
	}
	if !f.Store.Knows(j.Owner(), m.session) {
		forgotten(w, m)
		return false
	}
	ids := make([]int, 0, len(l.Inputs))
	for _, comp := range l.Inputs {
		ids = append(ids, comp.ID)
	}
	j.Props = f.Store.Shown(j.Owner(), session.Position(m.Position), ids...)
	return true
}

// forgotten tells a page that what its session held is gone, and which mark to go on with.
func forgotten(w http.ResponseWriter, m mark) {
	answer(w, http.StatusGone, wire.MustMarshal(map[string]string{
		"detail": "The server has forgotten what this session has stored.", "after": m.Position.String(),
	}))
}

// outdated refuses requests of pages of other versions of the app: they would call other
// listeners than they mean.
func (f *Front) outdated(w http.ResponseWriter, r *http.Request) bool {
	version := r.Header.Get(contract.VersionHeader)
	if version == "" || version == f.Site.Version {
		return false
	}
	refuse(w, http.StatusConflict, "The app has another version now.")
	return true
}
