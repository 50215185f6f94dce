package report

import (
	"fmt"
	"strings"
)

// intervals writes a line for each row: how many times faster, and how sure that is.
func intervals(r *Results) string {
	lines := [][]string{{"", "n", "implementation", "times faster", percent(Confidence) + " interval", "cores busy", "passes"}}
	unbounded := false
	for _, t := range r.Tables() {
		speedups, _ := r.Speedups(t)
		for _, s := range speedups {
			lines = append(lines, r.intervalFields(t, s))
			unbounded = unbounded || !s.Bounded()
		}
	}
	var b strings.Builder
	writeColumns(&b, lines, left, right, left, right, right, right, right)
	if unbounded {
		b.WriteString(msgUnbounded)
	}
	return b.String()
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
