// Package login is an app for members. Each sees a counter of their own, and an admin may
// do what others may not.
//
//blocks:app title="Members" auth_message="<p>For members. Ask Ada.</p>" allowed_origins="https://example.com"
package login

import (
	"context"
	"strings"

	"github.com/blocksgen/blocksgen/runtime/auth"
	"github.com/blocksgen/blocksgen/runtime/event"
	"github.com/blocksgen/blocksgen/runtime/ui"
)

//go:generate go tool blocksgen generate

// members are hashes that blocksgen hash has made, of "lovelace" and "hopper".
var members = map[string]string{
	"ada":   "pbkdf2-sha256$600000$qV/DUx3gqPr5DkXskGQL2w$lfIRNxnY+ckwBlt5c84av/UU7w6Bx6UcorC14PmrV4I",
	"grace": "pbkdf2-sha256$600000$wrWByvi7fpECZ0LDwaJY7A$+9KrrQXBAk/THOiyDnyclP5+I8AfUQ7tek8tpI7mm7w",
}

// Check lets members in. Ada is an admin.
//
//blocks:auth
func Check(_ context.Context, user, password string) (roles []string, ok bool, err error) {
	if user == "ada" {
		roles = []string{"admin"}
	}
	return roles, auth.Matches(members[user], password), nil
}

var (
	notes = ui.State([]string(nil))
	note  = ui.Textbox().Label("Note")
	all   = ui.Textbox().Label("Notes").Lines(4).Interactive(false)
	wipe  = ui.Button("Wipe").Variant("stop")
)

// Home is the page.
var Home = ui.Page(notes, note, all, wipe)

// Keep keeps a note, with the name of who wrote it.
//
//blocks:on note.submit out=notes,all,note
func Keep(ctx context.Context, notes []string, note string) (kept []string, all, empty string) {
	kept = append(notes, event.UserFrom(ctx)+": "+note)
	return kept, strings.Join(kept, "\n"), ""
}

// Wipe forgets the notes. Only admins may.
//
//blocks:on wipe.click role=admin out=notes,all
func Wipe() (kept []string, all string) { return nil, "" }
