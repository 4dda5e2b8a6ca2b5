// Command blocksgen turns annotated Go packages into web apps. Run "blocksgen help"
// for its commands.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/blocksgen/blocksgen/gen/vet"
)

func main() {
	debug.SetGCPercent(150) // runs are short: a third less time than with the default, for as much more memory
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	command := run
	if vet.Is(os.Args[1:]) { // go vet -vettool calls it with arguments of its own
		command = vet.Run
	}
	context.AfterFunc(ctx, func() {
		stop() // a second signal ends the process
		time.AfterFunc(grace, func() { os.Exit(exitInternal) })
	})
	os.Exit(command(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// grace is the time that an interrupted command has to remove its temporary files.
const grace = 3 * time.Second
