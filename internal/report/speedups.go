package report

import (
	"fmt"
	"slices"
	"strings"

	"speedup.example/internal/course"
)

// widest is the longest line of a matrix that people can read on a projector.
const widest = 100

// window returns how many columns a line may have.
func (o Options) window() int {
	if o.Width > 0 {
		return min(o.Width, widest)
	}
	return widest
}

// Speedups says how many times faster than its baseline every row is, and how many cores
// it keeps busy: one exercise with its sizes side by side, several as a matrix. Below it
// come the row on all cores at each GOMAXPROCS, and the intervals, if o wants them.
func Speedups(r *Results, o Options) string { return o.surely(o.speedups)(r) }

func (o Options) speedups(r *Results) string {
	var b strings.Builder
	fmt.Fprintf(&b, msgTimesFaster, r.At(), course.Baseline, r.Procs()[0])
	if len(r.Exercises()) == 1 && len(r.Tables()) <= 2 {
		sideBySide(&b, r)
	} else {
		fmt.Fprintf(&b, msgCoresBusy, course.Baseline, course.OnAllCores)
		matrix(&b, r, o)
	}
	b.WriteString(legend(r, b.String()))
	if r.scales(o) {
		fmt.Fprintf(&b, msgScaling, course.OnAllCores)
		scaling(&b, r)
	}
	return b.String()
}

// scales reports whether there is a table of GOMAXPROCS, and room for it. In a window
// there is room beside two exercises.
func (r *Results) scales(o Options) bool {
	measured := slices.ContainsFunc(r.Rows, func(row Row) bool { return row.Impl == course.OnAllCores })
	return measured && len(r.Procs()) > 1 && (o.Width == 0 || len(r.Exercises()) <= 2)
}

// legend explains the signs that a matrix has.
func legend(r *Results, text string) string {
	var b strings.Builder
	cells := strings.Fields(text)
	if slices.Contains(cells, notThere) {
		fmt.Fprintf(&b, msgNotThere, notThere, r.At())
	}
	if slices.Contains(cells, notCompare) {
		fmt.Fprintf(&b, msgNotCompared, notCompare, course.Baseline, r.Procs()[0])
	}
	return b.String()
}
