package report

import (
	"fmt"
	"slices"
	"strings"

	"speedup.example/internal/course"
)

// widest is the longest line of a matrix: what a projector shows that can be read.
const widest = 100

// window returns how many columns there are for a line.
func (o Options) window() int {
	if o.Width > 0 {
		return min(o.Width, widest)
	}
	return widest
}

// Speedups says how many times faster than its baseline every row is, and how many cores
// that kept busy: one exercise with its sizes side by side, several as a matrix. Below it
// stands how the row on all cores fares at each GOMAXPROCS, and the intervals, if o wants
// them.
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

// scales reports whether there is a table of GOMAXPROCS, and room for it: in a window two
// exercises leave some.
func (r *Results) scales(o Options) bool {
	measured := slices.ContainsFunc(r.Rows, func(row Row) bool { return row.Impl == course.OnAllCores })
	return measured && len(r.Procs()) > 1 && (o.Width == 0 || len(r.Exercises()) <= 2)
}

// legend says what the signs in a matrix mean, as far as it has them.
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
