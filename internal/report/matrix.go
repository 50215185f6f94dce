package report

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"speedup.example/internal/course"
)

// A column of a matrix has a cell for each table, and a head that may have several lines.
type column struct {
	head []string
	cell func(Table) string
}

// matrix writes how many times faster the rows are. It has a line for each exercise and
// size, and a column for each implementation, those on one core first. Implementations
// of few exercises get a block of their own, with only their lines.
func matrix(b *strings.Builder, r *Results, o Options) {
	kernels, drivers := r.byDriver()
	isCommon := func(impl string) bool { return !r.isRare(impl) }
	common := slices.Concat(
		r.timesColumns(kernels, isCommon), []column{r.busyColumn(course.Baseline)},
		r.timesColumns(drivers, isCommon), []column{r.busyColumn(course.OnAllCores)},
	)
	blocks := fitting(common, r.Tables(), o.window())
	if len(blocks) == 0 {
		fmt.Fprintf(b, msgNothingElse, course.Baseline)
	}
	for _, block := range blocks {
		writeBlock(b, block, r.Tables())
	}
	extra := slices.Concat(r.timesColumns(kernels, r.isRare), r.timesColumns(drivers, r.isRare))
	tables := slices.DeleteFunc(r.Tables(), func(t Table) bool { return !hasCell(extra, t) })
	for _, block := range fitting(extra, tables, o.window()) {
		b.WriteString("\n")
		writeBlock(b, block, tables)
	}
}

// isRare reports whether less than half of the exercises have a row, or only one of
// several.
func (r *Results) isRare(impl string) bool {
	exercises, with := r.Exercises(), 0
	for _, exercise := range exercises {
		if r.expects(exercise, impl) {
			with++
		}
	}
	return len(exercises) > 1 && (with == 1 || 2*with < len(exercises))
}

func hasCell(columns []column, t Table) bool {
	return slices.ContainsFunc(columns, func(c column) bool { return c.cell(t) != "" })
}

// byDriver returns the implementations without the baseline, in the order of course: those
// that do one piece after the other, and those that hand out pieces. Unknown ones come
// last.
func (r *Results) byDriver() (kernels, drivers []string) {
	measured := distinct(r.Rows, func(row Row) string { return row.Impl })
	for _, row := range course.AllRows() {
		i := slices.Index(measured, row.Name)
		if i < 0 {
			continue
		}
		measured = slices.Delete(measured, i, i+1)
		switch {
		case row.Name == course.Baseline:
		case row.Driver == course.Sequential:
			kernels = append(kernels, row.Name)
		default:
			drivers = append(drivers, row.Name)
		}
	}
	return kernels, append(drivers, measured...)
}

func (r *Results) timesColumns(impls []string, fit func(impl string) bool) (columns []column) {
	for _, impl := range impls {
		if fit(impl) {
			columns = append(columns, column{strings.SplitAfter(impl, "-"), func(t Table) string { return r.timesCell(t, impl) }})
		}
	}
	return columns
}

func (r *Results) busyColumn(impl string) column {
	return column{[]string{"cores", "busy"}, func(t Table) string {
		return r.busyCell(Row{t.Exercise, t.Size, impl, r.At()})
	}}
}

// busyCell is empty if the benchmark does not report it.
func (r *Results) busyCell(row Row) string {
	if sample := r.Samples[row]; sample != nil && len(sample.Busy) > 0 {
		return busy(sample)
	}
	return ""
}

const (
	notThere   = "-" // the exercise has the row
	notCompare = "?"
)

// timesCell is empty if the exercise has no such row.
func (r *Results) timesCell(t Table, impl string) string {
	row := Row{t.Exercise, t.Size, impl, r.At()}
	base, ok := r.Base(t)
	switch {
	case r.Samples[row] == nil && r.expects(t.Exercise, impl):
		return notThere
	case r.Samples[row] == nil:
		return ""
	case !ok:
		return notCompare
	}
	return short(ratio(row, r.Samples[base].Seconds, r.Samples[row].Seconds).Times)
}

// expects reports whether an exercise has a row, here or in the course.
func (r *Results) expects(exercise, impl string) bool {
	e, _ := course.FindBenchmark(exercise)
	return slices.Contains(r.Impls(exercise), impl) ||
		slices.ContainsFunc(e.Rows, func(row course.Row) bool { return row.Name == impl })
}

// oneDigit formats a number below 1 with one digit that is not 0.
func oneDigit(v float64) string {
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'e', 0, 64), 64)
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// short formats a factor in a few characters.
func short(factor float64) string {
	switch {
	case math.IsNaN(factor):
		return notCompare
	case 0 < factor && factor < 0.01:
		return oneDigit(factor) + "×"
	case factor >= 1e6:
		return digits(factor/1e6) + "M×"
	}
	return times(factor)
}
