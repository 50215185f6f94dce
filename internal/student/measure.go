package student

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"speedup.example/internal/course"
	"speedup.example/internal/report"
)

// Invite says how to measure an exercise whose checks have all passed: the first
// time alone, later beside the first version.
func (m *Module) Invite(w io.Writer, s *State, exercise string) {
	first := exercise + "-first"
	fmt.Fprintf(w, "\nAll checks of %s have passed. Now measure.\n", exercise)
	if _, err := os.Stat(filepath.Join(m.Root, "results", first+".txt")); err == nil {
		fmt.Fprintf(w, "Is it faster than your first version?\n  ./bench.sh ab %s %s\n", first, exercise)
		return
	}
	if len(s.predictions(exercise)) == 0 {
		fmt.Fprintf(w, predictFirst, exercise)
	}
	fmt.Fprintf(w, keepFirst, first, exercise)
}

// predictions returns the rows of an exercise that have a prediction.
func (s *State) predictions(exercise string) (rows []string) {
	for key := range s.Predictions {
		if row, ok := strings.CutPrefix(key, exercise+"/"); ok {
			rows = append(rows, row)
		}
	}
	slices.Sort(rows)
	return rows
}

// Compare returns a line for each prediction whose row was measured. It has the
// prediction, and the result at the largest size.
func (s *State) Compare(results *report.Results) string {
	var text strings.Builder
	for i, table := range results.Tables() {
		exercise := folderOf(table.Exercise)
		if i+1 < len(results.Tables()) && results.Tables()[i+1].Exercise == table.Exercise {
			continue // a larger size follows
		}
		speedups, _ := results.Speedups(table)
		for _, row := range s.predictions(exercise) {
			for _, speedup := range speedups {
				if speedup.Impl == row {
					fmt.Fprintf(&text, "Predicted for %s %s: %v×. Measured (%s, GOMAXPROCS=%d): %s\n",
						exercise, row, s.Predictions[exercise+"/"+row].Times, table.Size, results.At(), speedup.Text())
				}
			}
		}
	}
	return text.String()
}

// Predicted returns how many times faster than sequential a row of a benchmark will be, as
// the student noted.
func (s *State) Predicted(benchmark, row string) (times float64, ok bool) {
	p, ok := s.Predictions[folderOf(benchmark)+"/"+row]
	return p.Times, ok
}

// folderOf returns the name of a benchmark's exercise.
func folderOf(benchmark string) string {
	e, _ := course.FindBenchmark(benchmark)
	return e.Name
}
