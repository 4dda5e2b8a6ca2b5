// Package attack is an app whose handlers do what handlers should not: they echo whatever
// they get, keep it, do not listen to their context, and panic while they send. Its test
// attacks it as a stranger would.
//
//blocks:app title="Attack"
package attack

import (
	"strconv"
	"sync"
	"time"

	"github.com/blocksgen/blocksgen/runtime/ui"
)

//go:generate go tool blocksgen generate

var (
	text  = ui.Textbox().Label("Text").Lines(3)
	reply = ui.Textbox().Label("Reply")
	note  = ui.Markdown("**Note**")
	pick  = ui.Dropdown().Label("Pick")
	data  = ui.JSON().Label("Data")
	tally = ui.State(0)

	run   = ui.Button("Run")
	deaf  = ui.Button("Deaf")
	dress = ui.Button("Dress")
	tell  = ui.Button("Tell")
	up    = ui.Button("Up")
)

// Home is the page.
var Home = ui.Page(ui.Row(text, reply), ui.Row(run, deaf, dress, tell, up), note, pick, data, tally, costly, kept)

// Echo says what it is told.
//
//blocks:on run.click
func Echo(text string) (reply string) { return text }

// Deaf works for ten seconds, whatever its context says.
//
//blocks:on deaf.click time_limit=1 concurrency_limit=none
func Deaf(text string) (reply string) {
	time.Sleep(10 * time.Second)
	return text
}

// Dress puts the text into properties of blocks, which each session keeps.
//
//blocks:on dress.click concurrency_limit=none
func Dress(text string) (pick ui.DropdownBlock, reply ui.TextboxBlock) {
	return ui.Dropdown().Label(text).Info(text), ui.Textbox().Label(text)
}

// Tell sends from goroutines of its own, and what it sends cannot be encoded.
//
//blocks:on tell.click
func Tell(send func(data Bomb) error) {
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() { _ = send(Bomb{}) })
	}
	all.Wait()
}

// Bomb is a value that nobody should send.
type Bomb struct{}

// MarshalJSON implements [encoding/json.Marshaler].
func (Bomb) MarshalJSON() ([]byte, error) { panic("bomb") }

// Up counts the calls of a session.
//
//blocks:on up.click concurrency_limit=none
func Up(tally *int) (reply string) {
	*tally++
	return strconv.Itoa(*tally)
}

// Size decodes any JSON at once.
//
//blocks:api queue=false
func Size(value any) (length int) {
	list, _ := value.([]any)
	return len(list)
}
