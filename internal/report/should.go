package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"speedup.example/internal/course"
)

// Should writes at which sizes the row on all cores loses against the baseline, at which it
// wins, and where it breaks even.
func Should(r *Results) string {
	lines := [][]string{{"", "n", course.Baseline, course.OnAllCores, "times faster", ""}}
	var before point
	for _, t := range r.Tables() {
		p := r.pointAt(t)
		if p.Exercise != before.Exercise {
			before = point{}
		}
		lines = append(lines, []string{
			t.Exercise, strings.TrimPrefix(t.Size, "n="), r.timeCell(t, course.Baseline), r.timeCell(t, course.OnAllCores),
			r.timesCell(t, course.OnAllCores), p.verdict(before),
		})
		before = p
	}
	var b strings.Builder
	fmt.Fprintf(&b, msgShould, course.OnAllCores, course.Baseline, r.At())
	writeColumns(&b, lines, left, right, right, right, right, left)
	return b.String() + legend(r, b.String())
}

// A point is a size at which both rows were measured: how long the work takes, and how many
// times faster it is on all cores. It is zero where they were not.
type point struct {
	Table
	n, seconds, times float64
}

func (r *Results) pointAt(t Table) point {
	base, ok := r.Base(t)
	row := Row{t.Exercise, t.Size, course.OnAllCores, r.At()}
	n, err := strconv.ParseFloat(strings.TrimPrefix(t.Size, "n="), 64)
	if !ok || err != nil || r.Samples[row] == nil {
		return point{Table: t}
	}
	return point{t, n, r.Time(base).Center, ratio(row, r.Samples[base].Seconds, r.Samples[row].Seconds).Times}
}

// verdict compares with 1, and says where that is crossed between the point before and this
// one: on a straight line through both, on logarithmic scales.
func (p point) verdict(before point) string {
	switch {
	case !(p.times > 0):
		return ""
	case p.times < 1:
		return msgLoses
	case !(before.times > 0 && before.times < 1 && p.times > 1):
		return msgWins
	}
	share := math.Log(1/before.times) / math.Log(p.times/before.times)
	between := func(from, to float64) float64 { return from * math.Pow(to/from, share) }
	return fmt.Sprintf(msgBreakEven, rough(between(before.n, p.n)), duration(between(before.seconds, p.seconds)))
}

// rough rounds to two digits.
func rough(v float64) string {
	scale := math.Pow10(max(0, int(math.Log10(v))-1))
	return strconv.FormatFloat(math.Round(v/scale)*scale, 'f', 0, 64)
}
