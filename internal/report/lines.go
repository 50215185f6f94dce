package report

import (
	"fmt"
	"math"
	"slices"

	"speedup.example/internal/course"
)

// A Line says how many times faster an implementation is than the baseline, at each
// GOMAXPROCS at which it was measured.
type Line struct {
	Impl   string
	Points []Speedup
}

// Lines returns the lines of a table, without those that can't be compared.
func (r *Results) Lines(t Table) (lines []Line) {
	base, ok := r.Base(t)
	if !ok {
		return nil
	}
	for _, impl := range r.Impls(t.Exercise) {
		line := Line{Impl: impl}
		for _, procs := range r.Procs() {
			row := Row{t.Exercise, t.Size, impl, procs}
			if r.Samples[row] == nil {
				continue
			}
			if s := ratio(row, r.Samples[base].Seconds, r.Samples[row].Seconds); drawable(s.Times) && (!s.Bounded() || drawable(s.Lo) && drawable(s.Hi)) {
				line.Points = append(line.Points, s)
			}
		}
		if len(line.Points) > 0 {
			lines = append(lines, line)
		}
	}
	return lines
}

// drawable reports whether a scale of a figure may have the value. Nobody has measured any
// other.
func drawable(v float64) bool { return v > 1e-15 && v < 1e15 }

// at returns the point of a line at a GOMAXPROCS.
func (l Line) at(procs int) (s Speedup, ok bool) {
	i := slices.IndexFunc(l.Points, func(s Speedup) bool { return s.Procs == procs })
	if i < 0 {
		return s, false
	}
	return l.Points[i], true
}

// scaling returns a table of the lines, with intervals.
func (r *Results) scaling(t Table) Grid {
	heading := []string{t.String()}
	for _, procs := range r.Procs() {
		heading = append(heading, fmt.Sprintf("at %d", procs))
	}
	g := Grid{Rows: [][]string{heading}}
	for _, line := range r.Lines(t) {
		fields := []string{line.Impl}
		for _, procs := range r.Procs() {
			field := notThere
			if s, ok := line.at(procs); ok {
				field = s.Text()
			}
			fields = append(fields, field)
		}
		g.Rows = append(g.Rows, fields)
	}
	if serial, ok := r.Serial(t); ok {
		g.Notes = []string{serial.Text()}
	}
	return g
}

// A Serial is the share of the work of the row on all cores that stays serial, by Amdahl's
// law: of a time T on one core, p cores leave T·(s + (1−s)/p).
//
// Each pass gives a share: the one for which the law's times are nearest to those measured,
// by least squares. Share is the median of the passes, and Lo to Hi its interval.
type Serial struct {
	Table
	Share, Lo, Hi float64
	One           Speedup // of the row on one core, where the law's curve begins
}

// Serial fits Amdahl's law to a table. ok is false if there are no times on one core and on
// more of them, if there are too few passes for an interval, or if the exercise waits instead
// of computing. Beyond the cores goroutines
// take turns, so the law says nothing.
func (r *Results) Serial(t Table) (s Serial, ok bool) {
	one := r.Samples[Row{t.Exercise, t.Size, course.OnAllCores, 1}]
	base, hasBase := r.Base(t)
	if e, _ := course.FindBenchmark(t.Exercise); e.IOBound || one == nil || !hasBase {
		return s, false
	}
	var shares []float64
	for pass := range one.Seconds {
		if share, ok := r.serialOf(t, pass); ok {
			shares = append(shares, share)
		}
	}
	if !enough(len(shares)) {
		return s, false
	}
	fit := summary(shares)
	row := Row{t.Exercise, t.Size, course.OnAllCores, 1}
	s = Serial{t, fit.Center, fit.Lo, fit.Hi, ratio(row, r.Samples[base].Seconds, one.Seconds)}
	return s, !math.IsNaN(s.One.Times)
}

// serialOf returns the share of a pass. With y = T(p)/T(1) − 1/p and x = 1 − 1/p the law is
// y = s·x, so the least squares are at s = Σxy/Σx².
func (r *Results) serialOf(t Table, pass int) (share float64, ok bool) {
	one := r.Samples[Row{t.Exercise, t.Size, course.OnAllCores, 1}].Seconds[pass]
	var xy, xx float64
	for _, procs := range r.Procs() {
		sample := r.Samples[Row{t.Exercise, t.Size, course.OnAllCores, procs}]
		if sample == nil || procs == 1 || r.tooMany(Row{Procs: procs}) || pass >= len(sample.Seconds) || one == 0 {
			continue
		}
		x := 1 - 1/float64(procs)
		y := sample.Seconds[pass]/one - 1/float64(procs)
		xy, xx = xy+x*y, xx+x*x
	}
	return xy / xx, xx > 0
}

// Lawful reports whether there is a share of the work that explains the times: more than
// nothing, and no more than all.
func (s Serial) Lawful() bool { return s.Share >= 0 && s.Share <= 1 }

// Times returns how many times faster than the baseline the law makes the row.
func (s Serial) Times(procs float64) float64 {
	return s.One.Times / (s.Share + (1-s.Share)/procs)
}

// Text says what the law says.
func (s Serial) Text() string {
	switch {
	case s.Share > 1:
		return fmt.Sprintf(msgNoLawSlower, course.OnAllCores)
	case s.Share < 0:
		return fmt.Sprintf(msgNoLawFaster, course.OnAllCores)
	}
	return fmt.Sprintf(msgSerialSurely, course.OnAllCores, percent(s.Share), percent(max(0, s.Lo)), percent(min(1, s.Hi)))
}
