// Package soak is an app for tests of load and delivery: its results have any size, and
// its calls take any time.
//
//blocks:app title="Soak" max_size=20000 state_session_capacity=20000
package soak

import (
	"context"
	"runtime"
	"strings"
	"time"

	"github.com/blocksgen/blocksgen/runtime/event"
	"github.com/blocksgen/blocksgen/runtime/ui"
)

//go:generate go tool blocksgen generate

var (
	count = ui.State(0)
	add   = ui.Button("Add")
	shown = ui.Number().Label("Count").Interactive(false)

	one, two, three, four   = ui.HTML(""), ui.HTML(""), ui.HTML(""), ui.HTML("")
	five, six, seven, eight = ui.HTML(""), ui.HTML(""), ui.HTML(""), ui.HTML("")
)

// Home is the first page.
var Home = ui.Page(count, add, shown)

// Wall is a page that is filled when it loads, as dashboards are.
var Wall = ui.Page(ui.Row(one, two, three, four), ui.Row(five, six, seven, eight)).Path("wall")

// panel is the size of what one block of the wall shows, in bytes.
const panel = 300_000

// Fill fills one block of the wall.
//
//blocks:on Wall.load out=one
//blocks:on Wall.load out=two
//blocks:on Wall.load out=three
//blocks:on Wall.load out=four
//blocks:on Wall.load out=five
//blocks:on Wall.load out=six
//blocks:on Wall.load out=seven
//blocks:on Wall.load out=eight
func Fill() (text string) { return "<p>filled</p>" + strings.Repeat("<i></i>", panel/7) }

// Add counts the calls of a session.
//
//blocks:on add.click
func Add(count *int) (shown int) {
	*count++
	return *count
}

// Inside tells what the program holds: goroutines, and bytes of the heap that are in use.
//
//blocks:api
func Inside() (goroutines, heap int) {
	runtime.GC()
	runtime.GC() // what pools hold is free after the second
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return runtime.NumGoroutine(), int(m.HeapAlloc)
}

// Echo answers at once.
//
//blocks:api
func Echo(text string) (echoed string) { return text }

// Large answers with as many bytes as it is asked for.
//
//blocks:api concurrency_limit=none
func Large(size int) (text string) { return strings.Repeat("x", size) }

// Sleep takes its time.
//
//blocks:api concurrency_limit=none
func Sleep(ctx context.Context, seconds float64) (slept float64, err error) {
	return seconds, event.Sleep(ctx, time.Duration(seconds*float64(time.Second)))
}
