package page

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"speedup.example/internal/report"
)

// scaling draws times faster against GOMAXPROCS: a line with intervals for each
// implementation, the ideal, Amdahl's law, and in grey what is beyond the cores.
func scaling(s *report.Scaling) (*drawing, error) {
	d := newDrawing(max(360, 19*vg.Length(len(s.Lines)+6)))
	d.X.Label.Text, d.Y.Label.Text = "GOMAXPROCS", "times faster"
	procs, low, high := extent(s)
	logarithmic(&d.X, float64(procs[0]), float64(procs[len(procs)-1]))
	logarithmic(&d.Y, low, high)
	var ticks plot.ConstantTicks
	for _, p := range procs {
		ticks = append(ticks, plot.Tick{Value: float64(p), Label: fmt.Sprint(p)})
	}
	d.X.Tick.Marker = ticks
	d.Y.Tick.Marker = decades(d.Y.Min, d.Y.Max, factor)
	d.beyondCores(s.Cores)
	lines := slices.Clone(s.Lines)
	slices.SortStableFunc(lines, func(a, b report.Line) int { return cmp.Compare(lastTimes(b), lastTimes(a)) })
	for i, line := range lines {
		if err := d.line(line, dodge(i, len(lines))); err != nil {
			return nil, err
		}
	}
	d.ideal(float64(procs[0]), usable(s.Cores, procs))
	if s.Serial != nil && s.Serial.Lawful() {
		d.amdahl(s.Serial, usable(s.Cores, procs))
	}
	err := d.predicted(s.Predicted)
	if s.Cores > 0 && float64(s.Cores) < d.X.Max {
		d.legend.Add("beyond the cores", swatch{beyond.color()})
	}
	return d, err
}

// extent returns all values of GOMAXPROCS, and the least and most times faster.
func extent(s *report.Scaling) (procs []int, low, high float64) {
	low, high = 1, 1
	for _, line := range s.Lines {
		for _, p := range line.Points {
			procs = append(procs, p.Procs)
			low, high = min(low, p.Times), max(high, p.Times)
			if p.Bounded() {
				low, high = min(low, p.Lo), max(high, p.Hi)
			}
		}
	}
	for _, p := range s.Predicted {
		low, high = min(low, p.Times), max(high, p.Times)
	}
	slices.Sort(procs)
	procs = slices.Compact(procs)
	return procs, low, max(high, usable(s.Cores, procs)/float64(procs[0]))
}

// usable returns up to where more goroutines may help.
func usable(cores int, procs []int) float64 {
	most := procs[len(procs)-1]
	if cores > 0 {
		most = min(most, cores)
	}
	return float64(max(most, procs[0]))
}

func lastTimes(l report.Line) float64 { return l.Points[len(l.Points)-1].Times }

// dodge moves points a little to the side, so that intervals don't hide each other.
func dodge(i, n int) float64 { return math.Pow(2, 0.12*(float64(i)/float64(max(n-1, 1))-0.5)) }

// beyondCores makes the part grey where goroutines take turns.
func (d *drawing) beyondCores(cores int) {
	if cores == 0 || float64(cores) >= d.X.Max {
		return
	}
	at := max(float64(cores), d.X.Min)
	area, _ := plotter.NewPolygon(plotter.XYs{{X: at, Y: d.Y.Min}, {X: d.X.Max, Y: d.Y.Min}, {X: d.X.Max, Y: d.Y.Max}, {X: at, Y: d.Y.Max}})
	area.Color, area.LineStyle.Width = beyond.color(), 0
	edge, _ := plotter.NewLine(plotter.XYs{{X: at, Y: d.Y.Min}, {X: at, Y: d.Y.Max}})
	edge.Color, edge.Width = faint.color(), 1
	d.Add(area, edge)
}

// ideal draws as many times faster as there are cores.
func (d *drawing) ideal(from, to float64) {
	line, _ := plotter.NewLine(plotter.XYs{{X: from, Y: 1}, {X: to, Y: to / from}})
	line.Color, line.Width, line.Dashes = faint.color(), 1, points(7, 4)
	d.Add(line)
	d.legend.Add("ideal", line)
}

// amdahl draws the law's curve.
func (d *drawing) amdahl(s *report.Serial, to float64) {
	var curve plotter.XYs
	for p := 1.0; p <= to*1.001; p *= math.Pow(to, 1.0/16) {
		curve = append(curve, plotter.XY{X: p, Y: s.Times(p)})
		if to == 1 {
			break
		}
	}
	line, _ := plotter.NewLine(curve)
	line.Color, line.Width, line.Dashes = ink.color(), 1, points(1, 3)
	d.Add(line)
	d.legend.Add("Amdahl's law", line)
}

// line draws an implementation, with its intervals.
func (d *drawing) line(l report.Line, aside float64) error {
	style := lookOf(l.Impl)
	var xys plotter.XYs
	var intervals spans
	for _, p := range l.Points {
		xy := plotter.XY{X: float64(p.Procs) * aside, Y: p.Times}
		xys = append(xys, xy)
		if p.Bounded() {
			intervals.add(xy, p.Lo, p.Hi)
		}
	}
	return d.curve(l.Impl, style, xys, intervals)
}

// curve draws points that belong together, with intervals.
func (d *drawing) curve(name string, style look, xys plotter.XYs, intervals spans) error {
	line, marks, err := plotter.NewLinePoints(xys)
	if err != nil {
		return fmt.Errorf("page: %s: %w", name, err)
	}
	line.Color, line.Width, line.Dashes = style.role.color(), style.width, style.dashes
	marks.GlyphStyle = draw.GlyphStyle{Color: style.role.color(), Radius: 3.2, Shape: style.marker}
	d.Add(line, marks)
	d.legend.Add(short(name), line, marks)
	if len(intervals.XYs) == 0 {
		return nil
	}
	errorBars, err := plotter.NewYErrorBars(intervals)
	if err != nil {
		return fmt.Errorf("page: %s: %w", name, err)
	}
	errorBars.Color, errorBars.Width, errorBars.CapWidth = style.role.color(), 1, 5
	d.Add(errorBars)
	return nil
}

// spans are points with intervals.
type spans struct {
	plotter.XYs
	plotter.YErrors
}

func (s *spans) add(xy plotter.XY, low, high float64) {
	s.XYs = append(s.XYs, xy)
	s.YErrors = append(s.YErrors, struct{ Low, High float64 }{xy.Y - low, high - xy.Y})
}

// predicted marks what the student expected.
func (d *drawing) predicted(points []report.Speedup) error {
	if len(points) == 0 {
		return nil
	}
	var xys plotter.XYs
	for _, p := range points {
		xys = append(xys, plotter.XY{X: float64(p.Procs), Y: p.Times})
	}
	marks, err := plotter.NewScatter(xys)
	if err != nil {
		return fmt.Errorf("page: predictions: %w", err)
	}
	marks.GlyphStyle = draw.GlyphStyle{Color: ink.color(), Radius: 5, Shape: draw.PlusGlyph{}}
	d.Add(marks)
	d.legend.Add("predicted", marks)
	return nil
}

// A swatch is the patch of a colour in a legend.
type swatch struct{ color color.Color }

// Thumbnail draws the patch.
func (s swatch) Thumbnail(c *draw.Canvas) {
	c.FillPolygon(s.color, []vg.Point{{X: c.Min.X, Y: c.Min.Y}, {X: c.Max.X, Y: c.Min.Y}, {X: c.Max.X, Y: c.Max.Y}, {X: c.Min.X, Y: c.Max.Y}})
}
