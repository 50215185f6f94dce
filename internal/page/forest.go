package page

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"speedup.example/internal/report"
)

// forest draws the interval of each change, and in grey what counts as no difference.
func forest(f *report.Forest) (*drawing, error) {
	d := newDrawing(barStep*vg.Length(len(f.Changes)) + 58)
	low, high := 1-2*f.Margin, 1+2*f.Margin
	var names []string
	for i := range f.Changes {
		c := f.Changes[len(f.Changes)-1-i]
		names = append(names, short(fmt.Sprintf("%s %s %s", c.Exercise, strings.TrimPrefix(c.Size, "n="), c.Impl)))
		low, high = min(low, c.Lo), max(high, c.Hi)
	}
	d.rows(names)
	d.X.Label.Text = "← faster · time after : time before · slower →"
	room := math.Pow(high/low, 0.08)
	d.X.Scale, d.X.Min, d.X.Max = plot.LogScale{}, low/room, high*room
	d.X.Tick.Marker = changes(d.X.Min, d.X.Max)
	if f.Margin > 0 {
		band, _ := plotter.NewPolygon(plotter.XYs{{X: 1 / (1 + f.Margin), Y: d.Y.Min}, {X: 1 + f.Margin, Y: d.Y.Min}, {X: 1 + f.Margin, Y: d.Y.Max}, {X: 1 / (1 + f.Margin), Y: d.Y.Max}})
		band.Color, band.LineStyle.Width = beyond.color(), 0
		d.Add(band)
	}
	d.marker(1)
	d.Add(forestPlotter{f})
	return d, nil
}

// changes are ticks at changes of the time: few enough for their labels.
func changes(low, high float64) (ticks plot.ConstantTicks) {
	for _, step := range []float64{0.01, 0.02, 0.05, 0.1, 0.2, 0.5} {
		if high-low > 6*step {
			continue
		}
		for i := math.Ceil((low - 1) / step); 1+i*step <= high; i++ {
			ticks = append(ticks, plot.Tick{Value: 1 + i*step, Label: strings.Replace(fmt.Sprintf("%+.0f%%", 100*i*step), "+0%", "0%", 1)})
		}
		return ticks
	}
	return decades(low, high, factor)
}

type forestPlotter struct{ *report.Forest }

// Plot draws the intervals, with a full mark if the row became faster or slower.
func (f forestPlotter) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	for i, change := range f.Changes {
		middle := y(float64(len(f.Changes) - 1 - i))
		color, shape := faint.color(), draw.GlyphDrawer(draw.RingGlyph{})
		switch change.Verdict {
		case report.Slower:
			color, shape = chains.color(), draw.PyramidGlyph{}
		case report.Faster:
			color, shape = vectors.color(), draw.BoxGlyph{}
		}
		c.StrokeLine2(draw.LineStyle{Color: color, Width: 1.6}, x(change.Lo), middle, x(change.Hi), middle)
		c.DrawGlyph(draw.GlyphStyle{Color: color, Radius: 4, Shape: shape}, vg.Point{X: x(change.Ratio), Y: middle})
	}
}
