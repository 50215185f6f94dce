package main

import (
	"context"
	"fmt"
	"os"
	"sync"

	"github.com/spf13/cobra"

	"speedup.example/internal/cluster"
	"speedup.example/internal/grade/remote"
)

// relayCommand is for lab grade, which has no NATS in it.
func relayCommand() *cobra.Command {
	var at cluster.Address
	var version string
	cmd := &cobra.Command{
		Use: "relay -join URL -version VERSION [flags]", Short: "Hands the submissions of lab grade to workers", Hidden: true,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			at.Note = printer(cmd.ErrOrStderr())
			ctx, lost := context.WithCancelCause(cmd.Context())
			defer lost(nil)
			c, err := dialAll(at, version, lost)
			defer c.close()
			if err != nil {
				return err
			}
			return remote.ServeRelay(ctx, os.Stdin, os.Stdout, c)
		},
	}
	joinFlags(cmd, &at)
	cmd.Flags().StringVar(&version, "version", "", "the `version` of the course")
	return cmd
}

// whoIsHere returns a func that notes how many workers are here, whenever that changes.
func whoIsHere(kind string, note func(string)) func(cluster.Progress) {
	var mu sync.Mutex
	var last string
	return func(p cluster.Progress) {
		now := fmt.Sprintf(workersHere, kind, p.Workers, p.Machines)
		if p.Workers == 0 {
			now = fmt.Sprintf(noWorkerHere, kind)
		}
		mu.Lock()
		defer mu.Unlock()
		if now != last {
			last = now
			note(now)
		}
	}
}
