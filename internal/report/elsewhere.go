package report

import (
	"fmt"
	"slices"
	"strings"
)

// Elsewhere writes how long the fastest kernel takes on one core, on all cores, in processes
// and on machines, at each size. It says from which size on each of them pays.
func Elsewhere(r *Results) string {
	var b strings.Builder
	for i, exercise := range r.Exercises() {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(r.elsewhere(exercise).text(r))
	}
	return b.String()
}

// elsewhere returns a line for each size. The first implementation is the base of the others.
func (r *Results) elsewhere(exercise string) Grid {
	impls := r.Impls(exercise)
	heading := []string{"n", impls[0]}
	for _, impl := range impls[1:] {
		heading = append(heading, impl, "×")
	}
	g := Grid{
		Title: fmt.Sprintf(msgElsewhere, exercise, r.At(), impls[0]), Rows: [][]string{heading},
		sides: slices.Repeat([]int{right}, len(heading)),
	}
	for _, t := range r.tablesOf(exercise) {
		g.Rows = append(g.Rows, r.elsewhereFields(t, impls))
	}
	for _, impl := range impls[1:] {
		g.Notes = append(g.Notes, r.pays(exercise, contest{impls[0], impl}))
	}
	return g
}

func (r *Results) elsewhereFields(t Table, impls []string) []string {
	fields := []string{strings.TrimPrefix(t.Size, "n="), r.timeCell(t, impls[0])}
	for _, impl := range impls[1:] {
		times := ""
		if p := r.pointAt(t, contest{impls[0], impl}); p.isMeasured() {
			times = short(p.Times)
		}
		fields = append(fields, r.timeCell(t, impl), times)
	}
	return fields
}
