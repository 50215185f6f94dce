package report

import (
	"slices"
	"strings"

	"speedup.example/internal/course"
)

// sideBySide writes the table of one exercise: a line for each implementation, its sizes
// side by side.
func sideBySide(b *strings.Builder, r *Results) {
	tables := r.Tables()
	kernels, drivers := r.byDriver()
	heads, names := []string{""}, []string{tables[0].Exercise}
	for _, t := range tables {
		heads = append(heads, "", t.Size, "")
		names = append(names, "time", "times faster", "cores busy")
	}
	lines := [][]string{heads, names}
	for _, impl := range slices.Concat([]string{course.Baseline}, kernels, drivers) {
		line := []string{impl}
		for _, t := range tables {
			line = append(line, r.timeCell(t, impl), r.timesCell(t, impl), r.busyColumn(impl).cell(t))
		}
		lines = append(lines, line)
	}
	writeTable(b, 1, lines)
}

func (r *Results) timeCell(t Table, impl string) string {
	row := Row{t.Exercise, t.Size, impl, r.At()}
	if r.Samples[row] == nil {
		return ""
	}
	return duration(r.Time(row).Center)
}
