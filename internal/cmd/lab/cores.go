package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"
)

// coresCommand is for bench.sh: no shell command tells the number on all
// systems, and none knows of a container's limit, as the Go runtime does.
func coresCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "cores",
		Short:  "Print how many cores a Go program can use here",
		Hidden: true,
		Args:   cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			runtime.SetDefaultGOMAXPROCS() // whatever the environment variable says
			_, err := fmt.Fprintln(cmd.OutOrStdout(), runtime.GOMAXPROCS(0))
			return err
		},
	}
}
