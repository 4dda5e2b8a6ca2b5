// Package stream shows every way in which a handler says more than one thing:
// an iterator, a send function, tokens, progress. All of them can be stopped.
//
//blocks:app title="Stream"
package stream

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/blocksgen/blocksgen/runtime/event"
	"github.com/blocksgen/blocksgen/runtime/ui"
)

//go:generate go tool blocksgen generate

var (
	upTo   = ui.Slider(1, 200).Step(1).Value(5).Label("Up to")
	pause  = ui.Number().Label("Pause in milliseconds").Value(20).Minimum(0).Maximum(10_000)
	prompt = ui.Textbox().Label("Prompt").Value("the quick brown fox jumps over the lazy dog")

	counted = ui.Textbox().Label("Counted")
	answer  = ui.Textbox().Label("Answer").Lines(3)
	current = ui.Textbox().Label("Current")
	done    = ui.Textbox().Label("Done").Lines(3)
	result  = ui.Textbox().Label("Result")

	count   = ui.Button("Count")
	talk    = ui.Button("Talk").Variant(ui.Primary)
	work    = ui.Button("Work")
	prepare = ui.Button("Prepare")
	forever = ui.Button("Run forever")
	stop    = ui.Button("Stop").Variant(ui.Stop)
)

// Home is the page.
var Home = ui.Page(
	ui.Row(upTo, pause, prompt),
	ui.Row(count, talk, work, prepare, forever, stop),
	ui.Row(
		ui.Column(counted, answer),
		ui.Column(current, done, result),
	),
)

// Count counts aloud: every number replaces the text by a longer one.
//
//blocks:on count.click
func Count(ctx context.Context, upTo int, pause float64) (counted iter.Seq2[string, error]) {
	return func(yield func(string, error) bool) {
		var said strings.Builder
		for i := range upTo {
			fmt.Fprintf(&said, "%d ", i)
			if !yield(said.String(), nil) {
				return
			}
			if err := event.Sleep(ctx, milliseconds(pause)); err != nil {
				yield("", err)
				return
			}
		}
	}
}

// Talk says the prompt again, upTo times and word by word: only the words travel.
//
//blocks:on talk.click
func Talk(ctx context.Context, prompt string, upTo int, pause float64) (answer iter.Seq[ui.Token]) {
	return func(yield func(ui.Token) bool) {
		for range upTo {
			for _, word := range strings.Fields(prompt) {
				if !yield(ui.Token(word+" ")) || event.Sleep(ctx, milliseconds(pause)) != nil {
					return
				}
			}
		}
	}
}

// Work tells what it does now and what it has done, on two outputs.
//
//blocks:on work.click
func Work(ctx context.Context, upTo int, pause float64, send func(current, done string) error) error {
	var list []string
	for i := range upTo {
		if err := send(fmt.Sprintf("task %d", i+1), strings.Join(list, "\n")); err != nil {
			return err
		}
		if err := event.Sleep(ctx, milliseconds(pause)); err != nil {
			return err
		}
		list = append(list, fmt.Sprintf("task %d", i+1))
	}
	return send("", strings.Join(list, "\n"))
}

// Prepare shows a bar while it works.
//
//blocks:on prepare.click
func Prepare(ctx context.Context, upTo int, pause float64) (result string, err error) {
	for range event.Track(ctx, make([]struct{}, upTo), "Preparing") {
		if err := event.Sleep(ctx, milliseconds(pause)); err != nil {
			return "", err
		}
	}
	return "Prepared.", nil
}

// Forever counts until somebody stops it. Two may do so at once; others wait.
//
//blocks:on forever.click concurrency_limit=2 concurrency_id=endless
func Forever(ctx context.Context) (counted iter.Seq[string]) {
	return func(yield func(string) bool) {
		for i := 0; yield(fmt.Sprint(i)); i++ {
			if event.Sleep(ctx, 10*time.Millisecond) != nil {
				return
			}
		}
	}
}

// Stop ends whatever runs.
//
//blocks:on stop.click cancels=Count,Talk,Work,Prepare,Forever
func Stop() {}

func milliseconds(n float64) time.Duration {
	return time.Duration(n * float64(time.Millisecond))
}
