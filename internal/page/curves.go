package page

import (
	"math"

	"gonum.org/v1/plot/plotter"

	"speedup.example/internal/report"
)

// curves draws times against n, and where two of them cross.
func curves(c *report.Curves) (*drawing, error) {
	d := newDrawing(360)
	d.X.Label.Text, d.Y.Label.Text = c.Unit, "time"
	least, most, low, high := math.Inf(1), 0.0, math.Inf(1), 0.0
	for _, curve := range c.Curves {
		for _, p := range curve.Points {
			least, most = min(least, p.N), max(most, p.N)
			low, high = min(low, p.Seconds), max(high, p.Seconds)
			if !math.IsNaN(p.Lo) {
				low, high = min(low, p.Lo), max(high, p.Hi)
			}
		}
	}
	logarithmic(&d.X, least, most)
	logarithmic(&d.Y, low, high)
	d.X.Tick.Marker = decades(d.X.Min, d.X.Max, number)
	d.Y.Tick.Marker = decades(d.Y.Min, d.Y.Max, seconds)
	for _, curve := range c.Curves {
		var xys plotter.XYs
		var intervals spans
		for _, p := range curve.Points {
			xy := plotter.XY{X: p.N, Y: p.Seconds}
			xys = append(xys, xy)
			if !math.IsNaN(p.Lo) {
				intervals.add(xy, p.Lo, p.Hi)
			}
		}
		if err := d.curve(curve.Impl, lookOf(curve.Impl), xys, intervals); err != nil {
			return nil, err
		}
	}
	if c.Crossing != nil {
		d.crossing(*c.Crossing)
	}
	return d, nil
}

// crossing draws a line where two curves cross.
func (d *drawing) crossing(c report.Crossing) {
	line, _ := plotter.NewLine(plotter.XYs{{X: c.N, Y: d.Y.Min}, {X: c.N, Y: d.Y.Max}})
	line.Color, line.Width, line.Dashes = faint.color(), 1, points(7, 4)
	d.Add(line)
	d.legend.Add("break-even", line)
}
