package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/blocksgen/blocksgen/runtime/auth"
)

func (c *cli) hash() *cobra.Command {
	return &cobra.Command{
		Use:   "hash",
		Short: "Make a hash of a password, for the users of an app",
		Long: `hash reads a password, a line of standard input, and prints its hash. A generated
program lets users in whom -auth-file names, one on each line: a name, a colon
and the hash. An app that checks passwords itself calls auth.Matches.`,
		Example: "  read -rs PASSWORD && printf '%s\\n' \"$PASSWORD\" | blocksgen hash",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			line, err := bufio.NewReader(io.LimitReader(cmd.InOrStdin(), 2*auth.MaxPassword)).ReadString('\n')
			if err != nil && !errors.Is(err, io.EOF) {
				return err
			}
			hash, err := auth.Hash(strings.TrimRight(line, "\r\n"))
			if err != nil {
				return usage{err}
			}
			fmt.Fprintln(c.stdout, hash)
			return nil
		},
	}
}
