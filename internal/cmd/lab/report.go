package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"speedup.example/internal/report"
)

func reportCommand() *cobra.Command {
	var lecture, peers bool
	cmd := &cobra.Command{
		Use:   "report FILE...",
		Short: "Say how many times faster the implementations are",
		Long: `Report reads what benchmarks printed, and says how many times faster than
sequential each implementation is. It warns of columns beyond the machine's
cores, which a line "cores: 2" in the file tells, and of a noisy machine.

The file "-" is the standard input.`,
		Example: `  go tool lab report results/before.txt
  go test -bench . -count 6 ./pi | go tool lab report -`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, files []string) error {
			results, err := report.Read(files...)
			if err != nil {
				return err
			}
			var wrong []report.Wrong
			if peers {
				if wrong, err = report.ReadWrong(files...); err != nil {
					return err
				}
			}
			say := report.Speedups
			switch {
			case lecture:
				say = report.Lecture
			case peers:
				say = func(r *report.Results) string { return report.Peers(r, wrong) }
			}
			text := say(results)
			if warnings := report.Warnings(results); warnings != "" {
				text += "\n" + warnings
			}
			if _, s, err := open(); err == nil {
				if predicted := s.Compare(results); predicted != "" {
					text += "\n" + predicted
				}
			}
			_, err = fmt.Fprint(cmd.OutOrStdout(), text)
			return err
		},
	}
	cmd.Flags().BoolVar(&lecture, "lecture", false, "print the lecture's table: implementation, time, times faster")
	cmd.Flags().BoolVar(&peers, "peers", false, "print the table of ./bench.sh peers: times faster than Python and Numba")
	cmd.MarkFlagsMutuallyExclusive("lecture", "peers")
	return cmd
}
