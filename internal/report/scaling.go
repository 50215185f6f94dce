package report

import (
	"fmt"
	"slices"
	"strings"

	"speedup.example/internal/course"
)

// scaling writes how many times faster the row on all cores is at each GOMAXPROCS, and how
// many cores that kept busy.
func scaling(b *strings.Builder, r *Results) {
	heads, names := []string{"", ""}, []string{"", "n"}
	for _, p := range r.Procs() {
		heads = append(heads, fmt.Sprintf("at %d", p), "cores")
		names = append(names, "faster", "busy")
	}
	lines := [][]string{heads, names}
	for _, t := range r.Tables() {
		base, ok := r.Base(t)
		line := []string{t.Exercise, strings.TrimPrefix(t.Size, "n=")}
		for _, p := range r.Procs() {
			row := Row{t.Exercise, t.Size, course.OnAllCores, p}
			if sample := r.Samples[row]; sample == nil || !ok {
				line = append(line, notThere, "")
			} else {
				line = append(line, short(ratio(row, r.Samples[base].Seconds, sample.Seconds).Times), r.busyCell(row))
			}
		}
		lines = append(lines, line)
	}
	sides := slices.Repeat([]int{right}, len(heads))
	sides[0] = left
	writeColumns(b, lines, sides...)
}
