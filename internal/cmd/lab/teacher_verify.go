package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"

	"github.com/spf13/cobra"

	"speedup.example/internal/student"
	"speedup.example/internal/verify"
)

func init() { commands = append(commands, verifyCommand) }

func verifyCommand() *cobra.Command {
	var count int
	var short bool
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Prove that the checks grade right (teacher)",
		Long: `Verify makes a handout, and looks at what the checks make of it: blank it scores 0
and every check fails; with the solutions laid back it has all points; each of
the wrong programs in internal/verify/testdata fails the check that must catch
it, with the message that helps; and the right ones, in other idioms, pass.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if count < 1 {
				return fmt.Errorf("verify: -count is %d, want 1 or more", count)
			}
			ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt)
			defer stop()
			return verifyAll(ctx, cmd.OutOrStdout(), count, short)
		},
	}
	cmd.Flags().IntVar(&count, "count", 1, "run every check so many times on one core, and on four")
	cmd.Flags().BoolVar(&short, "short", false, "leave out the checks that need the race detector")
	return cmd
}

func verifyAll(ctx context.Context, w io.Writer, count int, short bool) error {
	root, err := student.Root()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "speedup-handout-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	v, err := verify.New(root, dir)
	if err != nil {
		return err
	}
	v.Short = short
	programs, err := verify.Programs(os.DirFS(filepath.Join(root, "internal", "verify", "testdata")))
	if err != nil {
		return err
	}
	v.Count = count
	if err := v.Blank(ctx); err != nil {
		return err
	}
	fmt.Fprintln(w, "ok   blank: every check fails, and says what to write")
	if err := v.Solved(ctx); err != nil {
		return err
	}
	fmt.Fprintln(w, "ok   solved: all points")
	return v.Programs(ctx, w, programs)
}
