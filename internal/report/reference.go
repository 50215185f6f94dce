package report

import (
	"fmt"

	"speedup.example/internal/course"
)

// Reference writes the lecture's quick reference: the costs of goroutines and of
// processes, and their ratio.
func Reference(r *Results) string { return r.reference().text(r) }

func (r *Results) reference() Grid {
	cheap, dear := course.Workers.Rows[0].Name, course.Workers.Rows[1].Name
	lines := [][]string{{"", "to", cheap, dear, "ratio"}}
	for _, cost := range course.Costs() {
		line := []string{cost.Slide, cost.What, r.costCell(cost, cheap), r.costCell(cost, dear), ""}
		first, second := r.Samples[costRow(r, cost, cheap)], r.Samples[costRow(r, cost, dear)]
		if first != nil && second != nil {
			line[4] = short(ratio(Row{}, second.Seconds, first.Seconds).Times)
		}
		lines = append(lines, line)
	}
	return Grid{Title: fmt.Sprintf(msgReference, r.At()), Rows: lines, Names: 2}
}

func costRow(r *Results, cost course.Cost, impl string) Row {
	return Row{course.Workers.Benchmark, cost.Key, impl, r.At()}
}

// costCell returns the time of a cost.
func (r *Results) costCell(cost course.Cost, impl string) string {
	row := costRow(r, cost, impl)
	if r.Samples[row] == nil {
		return notThere
	}
	return duration(r.Time(row).Center)
}
