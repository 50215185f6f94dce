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

// tiny formats the time of a unit of work, which may be less than a nanosecond.
func tiny(seconds float64) string {
	if seconds < 1e-9 {
		return digits(seconds*1e12) + " ps"
	}
	return duration(seconds)
}
