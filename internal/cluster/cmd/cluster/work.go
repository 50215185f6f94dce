package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"speedup.example/internal/cluster"
	"speedup.example/internal/workers"
)

func workCommand() *cobra.Command {
	var at cluster.Address
	cmd := &cobra.Command{
		Use: "work -join URL [flags]", Short: "Starts a worker", Long: workHelp, Example: workExample,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			at.Note = printer(cmd.ErrOrStderr())
			at.Note(fmt.Sprintf(joining, at, workers.Version()))
			done, err := joinAll(cmd.Context(), at)
			fmt.Fprintf(cmd.OutOrStdout(), "Spans answered: %d\n", done)
			return err
		},
	}
	joinFlags(cmd, &at)
	return cmd
}

// joinFlags gives a command the flags that say where the server is.
func joinFlags(cmd *cobra.Command, at *cluster.Address) {
	var tokenFile string
	cmd.PreRunE = func(*cobra.Command, []string) (err error) {
		at.Token, err = readToken(tokenFile)
		return err
	}
	flags := cmd.Flags()
	flags.StringVar(&at.URL, "join", "", "the `URL` of the server, as it says it")
	flags.StringVar(&tokenFile, "token-file", "", "a `file` with the word that the server wants to hear")
	flags.StringVar(&at.CA, "tls-ca", "", "a `file` with the certificates to trust, PEM; the default is those of the system")
	_ = cmd.MarkFlagRequired("join") // it is there
}

// joinAll computes spans of kernels, and grades, until ctx ends. If the kernels end early, so
// does the rest.
func joinAll(ctx context.Context, at cluster.Address) (done int, err error) {
	ctx, end := context.WithCancel(ctx)
	defer end()
	var group errgroup.Group
	var graded, measured int
	group.Go(func() error { graded = joinGrading(ctx, at); return nil })
	group.Go(func() error { measured = joinMeasuring(ctx, at); return nil })
	done, err = cluster.Join(ctx, at)
	end()
	return done + graded + measured, errors.Join(err, group.Wait())
}
