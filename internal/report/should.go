package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"speedup.example/internal/course"
)

// Should writes at which sizes the row on all cores loses to the baseline, where it wins,
// and where it breaks even.
func Should(r *Results) string { return r.should().text(r) }

func (r *Results) should() Grid {
	lines := [][]string{{"", "n", course.Baseline, course.OnAllCores, "times faster", ""}}
	var before point // of the same exercise, with a clear verdict
	for _, t := range r.Tables() {
		p := r.pointAt(t)
		if p.Exercise != before.Exercise {
			before = point{}
		}
		lines = append(lines, []string{
			t.Exercise, strings.TrimPrefix(t.Size, "n="), r.timeCell(t, course.Baseline), r.timeCell(t, course.OnAllCores),
			r.timesCell(t, course.OnAllCores), p.verdict(before),
		})
		if p.isClear() {
			before = p
		}
	}
	return Grid{Title: fmt.Sprintf(msgShould, course.OnAllCores, course.Baseline, r.At()), Rows: lines, sides: []int{left, right, right, right, right, left}}
}

// A point is a size: how long the work takes, and how many times faster it is on all cores.
// It has no speed-up if one of the rows was not measured.
type point struct {
	n, seconds float64
	Speedup
}

func (r *Results) pointAt(t Table) point {
	base, ok := r.Base(t)
	row := Row{t.Exercise, t.Size, course.OnAllCores, r.At()}
	n, err := strconv.ParseFloat(strings.TrimPrefix(t.Size, "n="), 64)
	if !ok || err != nil || r.Samples[row] == nil {
		return point{Speedup: Speedup{Row: row, Times: math.NaN()}}
	}
	return point{n, r.Time(base).Center, ratio(row, r.Samples[base].Seconds, r.Samples[row].Seconds)}
}

func (p point) isMeasured() bool { return p.Times > 0 } // not so for NaN

// isClear reports whether one of the two rows is surely faster. Without an interval the
// median decides.
func (p point) isClear() bool {
	return p.isMeasured() && (!p.Bounded() || p.Lo > 1 || p.Hi < 1)
}

// verdict compares with 1, and says where the speed-up crossed 1 since the last clear
// point: on a straight line through both, on logarithmic scales.
func (p point) verdict(before point) string {
	switch {
	case !p.isMeasured():
		return ""
	case !p.isClear():
		return msgEven
	case p.Times < 1:
		return msgLoses
	case !before.isMeasured() || before.Times >= 1 || p.Times == 1:
		return msgWins
	}
	share := math.Log(1/before.Times) / math.Log(p.Times/before.Times)
	interpolate := func(from, to float64) float64 { return from * math.Pow(to/from, share) }
	return fmt.Sprintf(msgBreakEven, rough(interpolate(before.n, p.n)), duration(interpolate(before.seconds, p.seconds)))
}

// rough rounds to two digits.
func rough(v float64) string {
	scale := math.Pow10(max(0, int(math.Log10(v))-1))
	return strconv.FormatFloat(math.Round(v/scale)*scale, 'f', 0, 64)
}
