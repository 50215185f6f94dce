package main

import (
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"speedup.example/internal/report"
)

// narrowCommand is for bench.sh, which prints benchstat's tables in whatever
// window it finds.
func narrowCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "narrow WIDTH",
		Short:  "Fit benchstat's tables into a window",
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			width, err := strconv.Atoi(args[0])
			if err != nil {
				return fmt.Errorf("narrow: width is %q, want a number of columns", args[0])
			}
			text, err := io.ReadAll(cmd.InOrStdin())
			if err != nil {
				return err
			}
			_, err = fmt.Fprint(cmd.OutOrStdout(), report.Narrow(string(text), width))
			return err
		},
	}
}
