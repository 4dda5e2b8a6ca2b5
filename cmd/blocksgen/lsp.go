package main

import (
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/blocksgen/blocksgen/gen/lsp"
)

func (c *cli) lsp() *cobra.Command {
	return &cobra.Command{
		Use:   "lsp",
		Short: "Run a language server for directives",
		Long: `lsp runs a language server, which editors start. It reads messages from the standard
input and writes to the standard output. It shows the diagnostics of check while you type,
completes directives, explains them, goes to the declarations that they name, and renames
blocks. It does not replace gopls: run both.

docs/editors.md has settings for editors.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			debug.SetGCPercent(100) // other commands end soon, this one does not
			if !lsp.Serve(cmd.Context(), os.Stdin, c.stdout) {
				return exit(exitFindings)
			}
			return nil
		},
	}
}
