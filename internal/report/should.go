package report

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"speedup.example/internal/course"
)

// Should writes at which sizes the row on all cores loses to the baseline, where it wins,
// and where it breaks even.
func Should(r *Results) string { return r.should(msgShould, r.Tables()).text(r) }

// Crossover writes the same for many sizes, and where each exercise crosses from losing to
// winning.
func Crossover(r *Results) string {
	g := r.should(msgCrossover, r.Tables())
	for _, exercise := range r.Exercises() {
		g.Notes = append(g.Notes, r.pays(exercise, allCores))
	}
	return g.text(r)
}

// A contest is between an implementation and the one that it should beat.
type contest struct{ base, impl string }

// allCores is the contest of the lecture's last question.
var allCores = contest{course.Baseline, course.OnAllCores}

// subject is what a sentence about the contest calls the implementation.
func (c contest) subject() string {
	if c == allCores {
		return "it"
	}
	return c.impl
}

// should returns a line for each of the tables.
func (r *Results) should(title string, tables []Table) Grid {
	lines := [][]string{{"", "n", course.Baseline, course.OnAllCores, "times faster", ""}}
	var before point // of the same exercise, with a clear verdict
	for _, t := range tables {
		p := r.pointAt(t, allCores)
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
	return Grid{Title: fmt.Sprintf(title, course.OnAllCores, course.Baseline, r.At()), Rows: lines, sides: []int{left, right, right, right, right, left}}
}

// A Crossing is where the row on all cores breaks even with the baseline.
type Crossing struct{ N, Seconds float64 }

// clear returns the sizes at which one of two implementations is surely faster.
func (r *Results) clear(exercise string, between contest) (points []point) {
	for _, t := range r.tablesOf(exercise) {
		if p := r.pointAt(t, between); p.isClear() {
			points = append(points, p)
		}
	}
	return points
}

// crossing returns where an exercise crosses from losing to winning, and wins from there on.
// ok is false if it never does.
func (r *Results) crossing(exercise string, between contest) (c Crossing, ok bool) {
	clear := r.clear(exercise, between)
	for i := len(clear) - 1; i > 0 && clear[i].wins(); i-- {
		if clear[i].crosses(clear[i-1]) {
			return clear[i-1].crossing(clear[i]), true
		}
	}
	return c, false
}

// pays says from which size on an exercise gains.
func (r *Results) pays(exercise string, between contest) string {
	clear := r.clear(exercise, between)
	c, crosses := r.crossing(exercise, between)
	switch {
	case len(clear) == 0:
		return fmt.Sprintf(msgPaysUnclear, exercise, between.subject())
	case !slices.ContainsFunc(clear, point.wins):
		return fmt.Sprintf(msgPaysNever, exercise, between.subject())
	case !clear[len(clear)-1].wins():
		return fmt.Sprintf(msgPaysMixed, exercise, between.subject())
	case crosses:
		return fmt.Sprintf(msgPaysFrom, exercise, between.subject(), rough(c.N), between.base, duration(c.Seconds))
	case len(clear) < len(r.tablesOf(exercise)):
		return fmt.Sprintf(msgPaysWhere, exercise, between.subject())
	}
	return fmt.Sprintf(msgPaysAlways, exercise, between.subject())
}

// tablesOf returns the tables of an exercise.
func (r *Results) tablesOf(exercise string) (tables []Table) {
	for _, t := range r.Tables() {
		if t.Exercise == exercise {
			tables = append(tables, t)
		}
	}
	return tables
}

// A point is a size of a contest: how long the base takes, and how many times faster the
// other is. It has no speed-up if one of the rows was not measured.
type point struct {
	n, seconds float64
	Speedup
}

func (r *Results) pointAt(t Table, between contest) point {
	base := Row{t.Exercise, t.Size, between.base, r.Procs()[0]}
	row := Row{t.Exercise, t.Size, between.impl, r.At()}
	n, err := strconv.ParseFloat(strings.TrimPrefix(t.Size, "n="), 64)
	if err != nil || r.Samples[base] == nil || r.Samples[row] == nil {
		return point{Speedup: Speedup{Row: row, Times: math.NaN()}}
	}
	return point{n, r.Time(base).Center, ratio(row, r.Samples[base].Seconds, r.Samples[row].Seconds)}
}

func (p point) isMeasured() bool { return p.Times > 0 } // not so for NaN

// isClear reports whether one of the two rows is surely faster. Without an interval the
// median decides.
func (p point) isClear() bool {
	if !p.Bounded() {
		return p.isMeasured() && p.Times != 1
	}
	return p.Lo > 1 || p.Hi < 1
}

func (p point) wins() bool { return p.Times > 1 }

// verdict compares with 1, and says where the speed-up crossed 1 since the last clear point.
func (p point) verdict(before point) string {
	switch {
	case !p.isMeasured():
		return ""
	case !p.isClear():
		return msgEven
	case p.Times < 1:
		return msgLoses
	case !p.crosses(before):
		return msgWins
	}
	c := before.crossing(p)
	return fmt.Sprintf(msgBreakEven, rough(c.N), duration(c.Seconds))
}

// crosses reports whether a clear point wins after one that lost.
func (p point) crosses(before point) bool {
	return before.isMeasured() && before.Times < 1 && p.wins()
}

// crossing returns where the speed-up is 1, on a straight line between both points on
// logarithmic scales.
func (p point) crossing(next point) Crossing {
	share := math.Log(1/p.Times) / math.Log(next.Times/p.Times)
	interpolate := func(from, to float64) float64 { return from * math.Pow(to/from, share) }
	return Crossing{interpolate(p.n, next.n), interpolate(p.seconds, next.seconds)}
}

// rough rounds to two digits.
func rough(v float64) string {
	scale := math.Pow10(max(0, int(math.Log10(v))-1))
	return strconv.FormatFloat(math.Round(v/scale)*scale, 'f', 0, 64)
}
