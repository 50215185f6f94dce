// Pieces computes some pieces of an exercise into a file, and combines such files. It is
// what go tool lab pieces and go tool lab combine run. Lab itself can't contain the
// exercises, because it has to work where they don't compile.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"

	"github.com/spf13/cobra"

	"speedup.example/internal/remote"
)

func main() { os.Exit(run(os.Stdout, os.Stderr, os.Args[1:])) }

// moreRounds is the exit status of combine when the parts are complete as far as they go,
// and another round of pieces follows. So a script needs to know nothing of rounds.
const moreRounds = 3

// run is main, with its outputs as arguments. It returns the exit status.
func run(stdout, stderr io.Writer, args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	cmd := &cobra.Command{Use: "lab", SilenceUsage: true, SilenceErrors: true, CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true}}
	cmd.AddCommand(piecesCommand(), combineCommand())
	cmd.SetOut(stdout)
	cmd.SetErr(stderr)
	cmd.SetArgs(args)
	var next *remote.NextRound
	switch err := cmd.ExecuteContext(ctx); {
	case ctx.Err() != nil:
		fmt.Fprintln(stderr, "interrupted")
		return 130
	case errors.As(err, &next):
		fmt.Fprintf(stderr, "lab: %v\n", err)
		return moreRounds
	case err != nil:
		fmt.Fprintf(stderr, "lab: %v\n", err)
		return 1
	}
	return 0
}

// shareFlags are the flags that choose pieces.
type shareFlags struct {
	from, to int
	fraction string
}

func (f shareFlags) share() (remote.Share, error) {
	if f.fraction == "" {
		return remote.Range(f.from, f.to), nil
	}
	var i, k int
	if n, err := fmt.Sscanf(f.fraction+" ", "%d/%d ", &i, &k); n != 2 || err != nil || i < 1 || i > k {
		return nil, fmt.Errorf("pieces: -part is %q, want I/K with 1 ≤ I ≤ K, as 3/8", f.fraction)
	}
	return remote.Fraction(i, k), nil
}

func piecesCommand() *cobra.Command {
	w, f := remote.Work{}, shareFlags{}
	cmd := &cobra.Command{
		Use:     "pieces EXERCISE [PART...]",
		Short:   "Compute some pieces of an exercise, anywhere, into a file",
		Long:    piecesHelp,
		Example: piecesExamples,
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			share, err := f.share()
			if err != nil {
				return err
			}
			w.Exercise = args[0]
			parts, err := readAll(args[1:])
			if err != nil {
				return fmt.Errorf("pieces: %w", err)
			}
			status := remote.NewStatus(os.Stderr)
			part, err := remote.Pieces(cmd.Context(), w, share, parts, progress(status))
			status.End()
			if err != nil {
				return fmt.Errorf("pieces: %w", err)
			}
			return part.Write(cmd.OutOrStdout())
		},
	}
	w.Flags(cmd)
	cmd.Flags().IntVarP(&f.from, "from", "A", 0, "the first piece")
	cmd.Flags().IntVarP(&f.to, "to", "B", -1, "the piece after the last one (all of the round)")
	cmd.Flags().StringVar(&f.fraction, "part", "", "I/K: the Ith of K shares, in place of -from and -to")
	cmd.MarkFlagsMutuallyExclusive("part", "from")
	cmd.MarkFlagsMutuallyExclusive("part", "to")
	return cmd
}

func combineCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "combine PART...",
		Short:   "Combine the files of lab pieces into the answer",
		Long:    combineHelp,
		Example: "  go tool lab combine part*.json",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			parts, err := readAll(args)
			if err != nil {
				return fmt.Errorf("combine: %w", err)
			}
			answer, err := remote.Combine(cmd.Context(), parts)
			if err != nil {
				return fmt.Errorf("combine: %w", err)
			}
			_, err = io.WriteString(cmd.OutOrStdout(), answer)
			return err
		},
	}
}

func readAll(names []string) (parts []*remote.Part, err error) {
	for _, name := range names {
		part, err := readPart(name)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	return parts, nil
}

func readPart(name string) (*remote.Part, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return remote.Read(name, file)
}

// progress returns a function that shows how many pieces are ready.
func progress(s *remote.Status) func(ready, of int) {
	began := time.Now()
	return func(ready, of int) {
		left := time.Since(began) * time.Duration(of-ready) / time.Duration(ready)
		s.Show(fmt.Sprintf("%d of %d pieces, about %v left", ready, of, left.Round(time.Second)))
	}
}
