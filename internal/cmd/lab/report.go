package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"speedup.example/internal/report"
)

func reportCommand() *cobra.Command {
	var lecture, peers, verbose bool
	cmd := &cobra.Command{
		Use:   "report FILE...",
		Short: "Say how many times faster the implementations are",
		Long: `Report reads the output of benchmarks, and says how many times faster than
sequential each implementation is. It warns of columns beyond the machine's
cores, by a line "cores: 2" in the file, and of a noisy machine.
It reads the output of go test -json, too.

The file "-" is the standard input.`,
		Example: `  go tool lab report results/before.txt
  go test -bench . -count 6 ./pi | go tool lab report -`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, paths []string) error {
			files, err := readResults(cmd.ErrOrStderr(), paths)
			if err != nil {
				return err
			}
			table := func(r *report.Results) string { return report.Speedups(r, report.Options{Verbose: verbose}) }
			switch {
			case lecture:
				table = report.Lecture
			case peers:
				table = report.Peers
			}
			return printReport(cmd.OutOrStdout(), files, table, predictions(cmd.Context(), "."))
		},
	}
	cmd.Flags().BoolVar(&lecture, "lecture", false, "print the lecture's table: implementation, time, times faster")
	cmd.Flags().BoolVar(&peers, "peers", false, "print the table of ./bench.sh peers: times faster than Python and Numba")
	cmd.Flags().BoolVarP(&verbose, "verbose", "v", false, "say how sure each number is")
	cmd.MarkFlagsMutuallyExclusive("lecture", "peers")
	return cmd
}

// readResults prints on stderr what was odd in the files.
func readResults(stderr io.Writer, paths []string) ([]*report.File, error) {
	var files []*report.File
	for _, path := range paths {
		file, err := report.ReadFile(path)
		if err != nil {
			return nil, err
		}
		for _, note := range file.Notes() {
			fmt.Fprintf(stderr, "lab: %s\n", note)
		}
		files = append(files, file)
	}
	return files, nil
}

func printReport(w io.Writer, files []*report.File, table, predicted func(*report.Results) string) error {
	results, err := report.Join(files...)
	if err != nil {
		return err
	}
	text := report.Say(table, results, predicted)
	if warnings := report.MachineWarnings(files...); warnings != "" {
		text += "\n" + warnings
	}
	_, err = fmt.Fprint(w, text)
	return err
}
