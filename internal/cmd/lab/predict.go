package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"speedup.example/internal/course"
	"speedup.example/internal/student"
)

func predictCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "predict EXERCISE [ROW] TIMES",
		Short: "Note how many times faster it will be, before measuring",
		Long: `Predict notes how many times faster than sequential a row of the benchmarks will
be: parallel, unless you name another row of its table.
When you measure the exercise, ./bench.sh shows the prediction beside the
result. A second prediction for the same row replaces the first.`,
		Example: "  go tool lab predict pi 1.9x\n  go tool lab predict pi unrolled 4x",
		Args:    rangeArgs(2, 3),
		RunE: func(cmd *cobra.Command, args []string) error {
			exercises, err := student.Exercises(args[:1])
			if err != nil {
				return err
			}
			row := course.OnAllCores
			if len(args) == 3 {
				row = strings.ToLower(args[1])
			}
			if rows := exercises[0].Predictable(); !slices.Contains(rows, row) {
				return fmt.Errorf("no row %q in %s, want one of %v", row, exercises[0].Name, rows)
			}
			m, s, err := open(cmd, ".")
			if err != nil {
				return err
			}
			times := args[len(args)-1]
			if err := m.Predict(s, exercises[0].Name, row, times); err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), noted,
				exercises[0].Name, row, s.Predictions[exercises[0].Name+"/"+row].Times, exercises[0].Name)
			return err
		},
	}
}
