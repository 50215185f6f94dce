package report

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"speedup.example/internal/course"
)

// A Figure is what there is to draw. It has one of the kinds of figures, which have the
// numbers of the tables.
type Figure struct {
	Title string
	Desc  string // for people who can't see it

	*Scaling
	*Bars
	*Curves
	*Forest
}

// Named returns the figure with a name before its title, for where no slide has it.
func (f Figure) Named(name string) Figure {
	f.Title = name + ". " + f.Title
	return f
}

// A Scaling has how many times faster the implementations of a table are, at each
// GOMAXPROCS.
type Scaling struct {
	Lines     []Line
	Cores     int     // of the machine, 0 if unknown
	Serial    *Serial // nil without a fit
	Predicted []Speedup
}

// Bars have a length for each name.
type Bars struct {
	Bars []Bar
	Of   Measure
}

// A Measure is what the bars of a figure are as long as.
type Measure int

// The measures. All but the shares are on a logarithmic scale.
const (
	Shares      Measure = iota // of the limit, up to 1
	Seconds                    // of a run
	TimesFaster                // than the baseline, which has 1
)

// A Bar is a length, with the text of the tables for it.
type Bar struct {
	Name   string
	Length float64
	Text   string
	Hollow bool // it is a peer's
}

// Curves show times against n, on logarithmic scales.
type Curves struct {
	Unit     string // of n
	Curves   []Curve
	Crossing *Crossing // nil without one
}

// A Curve has the points of an implementation.
type Curve struct {
	Impl   string
	Points []TimeAt
}

// TimeAt is how many seconds something takes at a size, with an interval if Lo isn't NaN.
type TimeAt struct{ N, Seconds, Lo, Hi float64 }

// A Forest has the changes between two versions, each with its interval.
type Forest struct {
	Changes []*Change
	Margin  float64
}

// scalingFigure returns the figure of a table. ok is false if there is only one GOMAXPROCS.
func (r *Results) scalingFigure(t Table, o Options) (f Figure, ok bool) {
	lines := r.Lines(t)
	if len(r.Procs()) < 2 || len(lines) == 0 {
		return f, false
	}
	s := &Scaling{Lines: lines, Cores: r.Cores}
	if serial, ok := r.Serial(t); ok {
		s.Serial = &serial
	}
	for _, line := range lines {
		if times, ok := o.prediction(r, t, line.Impl); ok && drawable(times) {
			s.Predicted = append(s.Predicted, Speedup{Row: Row{t.Exercise, t.Size, line.Impl, r.At()}, Times: times, Lo: math.NaN(), Hi: math.NaN()})
		}
	}
	var says []string
	for _, line := range lines {
		if point, ok := line.at(r.At()); ok {
			says = append(says, fmt.Sprintf("%s %s", line.Impl, times(point.Times)))
		}
	}
	desc := fmt.Sprintf("At GOMAXPROCS=%d: %s.", r.At(), strings.Join(says, ", "))
	return Figure{Title: fmt.Sprintf(msgScalingFigure, course.Baseline), Desc: fmt.Sprintf(msgScalingDesc, course.Baseline, desc), Scaling: s}, true
}

// shareFigure returns the shares of the limit, of the rows that it bounds.
func (r *Results) shareFigure(t Table) (f Figure, ok bool) {
	bars := &Bars{}
	for _, impl := range r.Impls(t.Exercise) {
		row := Row{t.Exercise, t.Size, impl, r.At()}
		if r.Samples[row] == nil || impl == course.Limit {
			continue
		}
		if of := r.Share(row); of <= 2 { // not so for NaN
			bars.Bars = append(bars.Bars, Bar{Name: impl, Length: min(1, of), Text: share(of)})
		}
	}
	title := fmt.Sprintf(msgShares, r.At())
	return Figure{Title: title, Desc: title + ": " + bars.text() + ".", Bars: bars}, len(bars.Bars) > 0
}

// timesFigure returns how many times faster the rows of a table are. ok is false if there is
// nothing to compare.
func (r *Results) timesFigure(t Table) (f Figure, ok bool) {
	bars := &Bars{Of: TimesFaster}
	speedups, _ := r.Speedups(t)
	for _, s := range speedups {
		if drawable(s.Times) {
			bars.Bars = append(bars.Bars, Bar{Name: s.Impl, Length: s.Times, Text: times(s.Times)})
		}
	}
	title := fmt.Sprintf(msgTimesBars, course.Baseline, r.At())
	return Figure{Title: title, Desc: title + ": " + bars.text() + ".", Bars: bars}, len(bars.Bars) > 1
}

// peerFigure returns the times of all rows, the slowest first.
func (r *Results) peerFigure(t Table) (f Figure, ok bool) {
	bars := &Bars{Of: Seconds}
	e, _ := course.FindBenchmark(t.Exercise)
	for _, row := range rowsAt(r, t) {
		seconds := r.Time(row).Center
		if drawable(seconds) {
			isPeer := slices.ContainsFunc(e.Peers, func(p course.Row) bool { return p.Name == row.Impl })
			bars.Bars = append(bars.Bars, Bar{Name: row.Impl, Length: seconds, Text: duration(seconds), Hollow: isPeer})
		}
	}
	return Figure{Title: msgPeersBars, Desc: msgPeersBars + ": " + bars.text() + ".", Bars: bars}, len(bars.Bars) > 0
}

func (b *Bars) text() string {
	var says []string
	for _, bar := range b.Bars {
		says = append(says, bar.Name+" "+bar.Text)
	}
	return strings.Join(says, ", ")
}

// payFigure returns the time of the baseline, and of the row on all cores, against n.
func (r *Results) payFigure(exercise string) (f Figure, ok bool) {
	c := r.curves(exercise, course.Baseline, course.OnAllCores)
	if crossing, ok := r.crossing(exercise, allCores); ok {
		c.Crossing = &crossing
	}
	return Figure{Title: msgCurves, Desc: msgCurves + ". " + r.pays(exercise, allCores), Curves: c}, len(c.Curves) > 0
}

// elsewhereFigure returns the same for all implementations.
func (r *Results) elsewhereFigure(exercise string) (f Figure, ok bool) {
	c := r.curves(exercise, r.Impls(exercise)...)
	return Figure{Title: msgCurves, Desc: msgCurves + ". The table has the numbers.", Curves: c}, len(c.Curves) > 0
}

// curves returns the time of implementations against the size.
func (r *Results) curves(exercise string, impls ...string) *Curves {
	e, _ := course.FindBenchmark(exercise)
	c := &Curves{Unit: nUnit(e)}
	for _, impl := range impls {
		curve := Curve{Impl: impl}
		for _, t := range r.tablesOf(exercise) {
			row := Row{t.Exercise, t.Size, impl, r.At()}
			if n, ok := t.n(); ok && r.Samples[row] != nil {
				s := r.Time(row)
				curve.add(TimeAt{n, s.Center, s.Lo, s.Hi})
			}
		}
		if len(curve.Points) > 0 {
			c.Curves = append(c.Curves, curve)
		}
	}
	return c
}

// add adds a point that a logarithmic scale can show.
func (c *Curve) add(p TimeAt) {
	if !drawable(p.Seconds) || !drawable(p.N) {
		return
	}
	if !drawable(p.Lo) || !drawable(p.Hi) {
		p.Lo, p.Hi = math.NaN(), math.NaN()
	}
	c.Points = append(c.Points, p)
}

// n returns the n of a table.
func (t Table) n() (n float64, ok bool) {
	n, err := strconv.ParseFloat(strings.TrimPrefix(t.Size, "n="), 64)
	return n, err == nil && n > 0
}

// nUnit says what n counts.
func nUnit(e course.Exercise) string {
	if e.Work == "" {
		return "n"
	}
	return fmt.Sprintf(e.Work, "n")
}
