// Command blocksgen turns annotated Go packages into web apps. Run "blocksgen help"
// for its commands.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/blocksgen/blocksgen/gen/vet"
)

func main() {
	debug.SetGCPercent(400) // runs are short, so speed matters more than memory
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	command := run
	if vet.Is(os.Args[1:]) { // go vet -vettool calls it with arguments of its own
		command = vet.Run
	}
	code := command(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
