package report

import (
	"fmt"
	"strings"

	"speedup.example/internal/course"
)

// scaling writes how many times faster the row on all cores is at each GOMAXPROCS, and how
// many cores it keeps busy.
func scaling(b *strings.Builder, r *Results) {
	heads, names := []string{"", ""}, []string{"", "n"}
	for _, p := range r.Procs() {
		heads = append(heads, fmt.Sprintf("at %d", p), "cores")
		names = append(names, "faster", "busy")
	}
	lines := [][]string{heads, names}
	for _, t := range r.Tables() {
		line := []string{t.Exercise, strings.TrimPrefix(t.Size, "n=")}
		for _, p := range r.Procs() {
			line = append(line, r.scalingCell(t, p), r.busyCell(Row{t.Exercise, t.Size, course.OnAllCores, p}))
		}
		lines = append(lines, line)
	}
	writeTable(b, 1, lines)
}

func (r *Results) scalingCell(t Table, procs int) string {
	row := Row{t.Exercise, t.Size, course.OnAllCores, procs}
	base, ok := r.Base(t)
	if r.Samples[row] == nil || !ok {
		return notThere
	}
	return short(ratio(row, r.Samples[base].Seconds, r.Samples[row].Seconds).Times)
}
