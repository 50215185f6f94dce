package main

import (
	"context"
	"io"
	"os"

	"github.com/spf13/cobra"

	"speedup.example/internal/cluster"
	"speedup.example/internal/remote"
	"speedup.example/internal/workers"
)

func computeCommand() *cobra.Command {
	var w remote.Work
	var at cluster.Address
	cmd := &cobra.Command{
		Use: "compute EXERCISE -n N -join URL [flags]", Short: "Lets the workers compute", Long: computeHelp, Example: computeExample,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			w.Exercise = args[0]
			answer, err := compute(cmd.Context(), w, at)
			if err != nil {
				return err
			}
			_, err = io.WriteString(cmd.OutOrStdout(), answer)
			return err
		},
	}
	w.Flags(cmd)
	joinFlags(cmd, &at)
	return cmd
}

// compute lets the workers compute, and tells how far they are.
func compute(ctx context.Context, w remote.Work, at cluster.Address) (answer string, err error) {
	if err := w.Check(); err != nil {
		return "", err
	}
	status := remote.NewStatus(os.Stderr)
	defer status.End()
	at.Note = status.Note
	engine, err := cluster.Dial(at, func(p cluster.Progress) { status.Show(p.String()) })
	if err != nil {
		return "", err
	}
	defer engine.Close()
	return w.Run(workers.NewContext(ctx, engine))
}
