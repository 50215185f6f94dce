package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"speedup.example/internal/verify"
)

func init() { commands = append(commands, verifyCommand) }

func verifyCommand() *cobra.Command {
	var count int
	var short bool
	var seed uint64
	cmd := &cobra.Command{
		Use:   "verify [PROGRAM...]",
		Short: "Prove that the checks grade right (teacher)",
		Long: `Verify makes a handout, and runs the checks on it. The blank handout scores 0,
and every check fails. With the solutions put back, it has all points. Each of
the wrong programs in internal/verify/testdata fails the check that must catch
it, with the message that helps. The right ones, in other idioms, pass.

With arguments it judges only the programs whose names contain one of them.`,
		Example: "  go tool lab verify\n  go tool lab verify var/lowest pi/parallel/mutex",
		RunE: func(cmd *cobra.Command, args []string) error {
			if count < 1 {
				return fmt.Errorf("verify: -count is %d, want 1 or more", count)
			}
			ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt)
			defer stop()
			return verifyAll(ctx, cmd.OutOrStdout(), args, count, short, seed)
		},
	}
	cmd.Flags().IntVar(&count, "count", 1, "run every check this many times on one core, and on four")
	cmd.Flags().BoolVar(&short, "short", false, "use the race detector only on programs that race")
	cmd.Flags().Uint64Var(&seed, "seed", 0, "of hidden checks, which have other numbers than the handout's")
	return cmd
}

func verifyAll(ctx context.Context, w io.Writer, names []string, count int, short bool, seed uint64) error {
	root, err := moduleRoot(ctx)
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
	v.Short, v.Seed = short, seed
	programs, err := verify.Programs(os.DirFS(filepath.Join(root, "internal", "verify", "testdata")))
	if err != nil {
		return err
	}
	v.Count = count
	if len(names) > 0 {
		programs = slices.DeleteFunc(programs, func(p verify.Program) bool {
			return !slices.ContainsFunc(names, func(name string) bool { return strings.Contains(p.Name, name) })
		})
		if len(programs) == 0 {
			return fmt.Errorf("verify: no program has a name that contains one of %q", names)
		}
		if err := v.Programs(ctx, w, programs); err != nil {
			return err
		}
		_, err = fmt.Fprintf(w, "The checks judge all %d programs right.\n", len(programs))
		return err
	}
	if err := v.Blank(ctx); err != nil {
		return err
	}
	fmt.Fprintln(w, "ok   blank: every check fails, and says what to write")
	if err := v.Solved(ctx); err != nil {
		return err
	}
	fmt.Fprintln(w, "ok   solved: all points")
	if err := v.Programs(ctx, w, programs); err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "The checks judge all %d programs right, and the blank handout, and the solutions.\n", len(programs))
	return err
}
