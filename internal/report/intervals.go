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
			sample, interval := r.Samples[s.Row], ""
			if s.Bounded() {
				interval = digits(s.Lo) + "–" + digits(s.Hi)
			}
			unbounded = unbounded || !s.Bounded()
			lines = append(lines, []string{
				t.Exercise, strings.TrimPrefix(t.Size, "n="), s.Impl, times(s.Times), interval, busy(sample), fmt.Sprint(len(sample.Seconds)),
			})
		}
	}
	var b strings.Builder
	writeColumns(&b, lines, left, right, left, right, right, right, right)
	if unbounded {
		b.WriteString(msgUnbounded)
	}
	return b.String()
}
