package report

import (
	"fmt"
	"strings"

	"speedup.example/internal/course"
)

// intervals says how sure the numbers are: those of each row, those at each GOMAXPROCS if
// there are several, and all of them.
func intervals(r *Results) string {
	var b strings.Builder
	r.intervals().write(&b)
	if len(r.Procs()) > 1 {
		fmt.Fprintf(&b, msgEachScaling, course.Baseline, percent(Confidence))
		for _, t := range r.Tables() {
			r.scaling(t).write(&b)
		}
	}
	return b.String() + "\n" + NoiseVerdict(r) + "\n"
}

func (r *Results) intervals() Grid {
	lines := [][]string{{"", "n", "implementation", "times faster", percent(Confidence) + " interval", "cores busy", "passes"}}
	unbounded := false
	for _, t := range r.Tables() {
		speedups, _ := r.Speedups(t)
		for _, s := range speedups {
			lines = append(lines, r.intervalFields(t, s))
			unbounded = unbounded || !s.Bounded()
		}
	}
	g := Grid{Rows: lines, sides: []int{left, right, left, right, right, right, right}}
	if unbounded {
		g.Notes = []string{msgUnbounded}
	}
	return g
}

func (r *Results) intervalFields(t Table, s Speedup) []string {
	sample, interval := r.Samples[s.Row], ""
	if s.Bounded() {
		interval = digits(s.Lo) + "–" + digits(s.Hi)
	}
	return []string{
		t.Exercise, strings.TrimPrefix(t.Size, "n="), s.Impl, times(s.Times), interval, busy(sample), fmt.Sprint(len(sample.Seconds)),
	}
}
