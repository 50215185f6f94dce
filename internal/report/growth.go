package report

import (
	"fmt"
	"slices"
	"strings"

	"speedup.example/internal/course"
)

// growth returns how long a unit of work of an exercise takes, at each size, and the same
// as a figure.
func (f *File) growth(exercise string) (g Grid, figure Figure) {
	r := f.Results()
	unit := f.workUnit(exercise)
	g = Grid{Title: fmt.Sprintf("%s at GOMAXPROCS=%d", exercise, r.At()), Rows: [][]string{append([]string{"n"}, r.Impls(exercise)...)}, sides: []int{right}}
	e, _ := course.FindBenchmark(exercise)
	c := &Curves{Unit: nUnit(e)}
	for _, impl := range r.Impls(exercise) {
		c.Curves = append(c.Curves, Curve{Impl: impl})
		g.sides = append(g.sides, right)
	}
	for _, t := range r.tablesOf(exercise) {
		fields := []string{strings.TrimPrefix(t.Size, "n=")}
		for i, impl := range r.Impls(exercise) {
			values := f.valuesOf(Row{t.Exercise, t.Size, impl, r.At()}, unit)
			field := ""
			if n, ok := t.n(); ok && len(values) > 0 {
				s := summary(values)
				c.Curves[i].add(TimeAt{n, s.Center, s.Lo, s.Hi})
				field = tiny(s.Center)
			}
			fields = append(fields, field)
		}
		g.Rows = append(g.Rows, fields)
	}
	title := msgGrowth
	if e.Unit != "" {
		title = strings.Replace(title, "a unit of work", "a "+e.Unit, 1)
	}
	c.Curves = slices.DeleteFunc(c.Curves, func(c Curve) bool { return len(c.Points) == 0 })
	return g, Figure{Title: title, Desc: title + ". The table has the numbers.", Curves: c}
}

// bytesUnit is the unit of the memory that a run takes.
const bytesUnit = "B/op"

// memory returns how much memory a run of an exercise takes, at each size. ok is false if no
// benchmark tells it.
func (r *Results) memory(exercise string) (g Grid, ok bool) {
	g = Grid{Title: msgMemory, Rows: [][]string{append([]string{"n"}, r.Impls(exercise)...)}, sides: slices.Repeat([]int{right}, 1+len(r.Impls(exercise)))}
	for _, t := range r.tablesOf(exercise) {
		fields := []string{strings.TrimPrefix(t.Size, "n=")}
		for _, impl := range r.Impls(exercise) {
			field := ""
			if s := r.Samples[Row{t.Exercise, t.Size, impl, r.At()}]; s != nil && len(s.Bytes) > 0 {
				field = size(median(s.Bytes))
				ok = true
			}
			fields = append(fields, field)
		}
		g.Rows = append(g.Rows, fields)
	}
	return g, ok
}

// workUnit returns the unit of the time that a unit of work takes: sec/sample.
func (f *File) workUnit(exercise string) string {
	for _, rec := range f.records {
		for _, v := range rec.result.Values {
			if rec.row.Exercise == exercise && strings.HasPrefix(v.Unit, "sec/") && v.Unit != "sec/op" {
				return v.Unit
			}
		}
	}
	return ""
}

// valuesOf returns the values of a row in a unit.
func (f *File) valuesOf(row Row, unit string) (values []float64) {
	for _, rec := range f.records {
		if v, ok := rec.result.Value(unit); ok && rec.row == row {
			values = append(values, v)
		}
	}
	return values
}

// size formats bytes, as 24.8 KiB.
func size(bytes float64) string {
	const kilo = 1024
	unit := 0
	for units := len(sizeUnits); unit < units-1 && bytes >= kilo; unit++ {
		bytes /= kilo
	}
	if unit == 0 {
		return fmt.Sprintf("%.0f B", bytes)
	}
	return digits(bytes) + " " + sizeUnits[unit]
}

var sizeUnits = []string{"B", "KiB", "MiB", "GiB", "TiB"}

// tiny formats the time of a unit of work, which may be less than a nanosecond.
func tiny(seconds float64) string {
	if seconds < 1e-9 {
		return digits(seconds*1e12) + " ps"
	}
	return duration(seconds)
}
