package report

import (
	"fmt"
	"strings"
)

// Implementations writes a table of benchmarks that belong to no exercise. It has a row for
// each size, a column for each implementation, and the ratios of the others to the first
// one, with intervals.
func Implementations(r *Results) string {
	var b strings.Builder
	for i, exercise := range r.Exercises() {
		if i > 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "%s at GOMAXPROCS=%d\n", exercise, r.At())
		implementations(&b, r, exercise)
	}
	b.WriteString(msgMediansOfAll)
	return b.String()
}

func implementations(b *strings.Builder, r *Results, exercise string) {
	impls := r.Impls(exercise)
	heading, sides := []string{""}, []int{left}
	for i, impl := range impls {
		heading, sides = append(heading, impl), append(sides, right)
		if i > 0 {
			heading, sides = append(heading, "times as long"), append(sides, left)
		}
	}
	rows := [][]string{heading}
	for _, t := range r.Tables() {
		if t.Exercise == exercise {
			rows = append(rows, implementationFields(r, t, impls))
		}
	}
	writeColumns(b, rows, sides...)
}

// implementationFields returns the fields of a row: its size, and the times.
func implementationFields(r *Results, t Table, impls []string) []string {
	fields := []string{t.Size}
	first := r.Samples[Row{t.Exercise, t.Size, impls[0], r.At()}]
	for i, impl := range impls {
		row := Row{t.Exercise, t.Size, impl, r.At()}
		sample, time, longer := r.Samples[row], "?", "?"
		if sample != nil {
			time = duration(r.Time(row).Center)
		}
		if sample != nil && first != nil {
			longer = ratio(row, sample.Seconds, first.Seconds).Text()
		}
		fields = append(fields, time)
		if i > 0 {
			fields = append(fields, longer)
		}
	}
	return fields
}
