package page

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"speedup.example/internal/report"
)

// barStep is the height of a bar with the space below it.
const barStep vg.Length = 22

// bars draws a bar for each name, the first on top, with its text at its end.
func bars(b *report.Bars) (*drawing, error) {
	d := newDrawing(barStep*vg.Length(len(b.Bars)) + 38)
	switch b.Of {
	case report.Shares:
		d.X.Min, d.X.Max = 0, 1.2
		d.X.Tick.Marker = plot.ConstantTicks{{Value: 0, Label: "0%"}, {Value: 0.25, Label: "25%"}, {Value: 0.5, Label: "50%"}, {Value: 0.75, Label: "75%"}, {Value: 1, Label: "100%"}}
	case report.Seconds:
		low, high := extentOf(b)
		d.logBars(math.Pow(10, math.Floor(math.Log10(low*0.7))), high, 0.22, seconds)
	case report.TimesFaster:
		low, high := extentOf(b)
		d.logBars(min(low/1.1, 0.9), max(high, 2), 0.35, factor)
	}
	var names []string
	for i := range b.Bars {
		names = append(names, short(b.Bars[len(b.Bars)-1-i].Name))
	}
	d.rows(names)
	if b.Of != report.Seconds {
		d.marker(1)
	}
	d.Add(barPlotter{b})
	return d, nil
}

// extentOf returns the shortest and the longest bar.
func extentOf(b *report.Bars) (low, high float64) {
	low = math.Inf(1)
	for _, bar := range b.Bars {
		low, high = min(low, bar.Length), max(high, bar.Length)
	}
	return low, high
}

// logBars gives bars a logarithmic scale, with a share of it as room for
// the texts at their ends.
func (d *drawing) logBars(low, high, room float64, label func(float64) string) {
	d.X.Scale = plot.LogScale{}
	d.X.Min, d.X.Max = low, high*math.Pow(high/low, room)
	d.X.Tick.Marker = powers(low, high, label)
}

// rows gives each name a row on the left, the first at the bottom.
func (d *drawing) rows(names []string) {
	d.NominalY(names...)
	d.Y.Min, d.Y.Max = -0.6, float64(len(names))-0.4
	d.Y.Width = 0
	d.Y.Tick.Label.Font = sans(letters)
}

// upright draws a thin line over all rows.
func (d *drawing) marker(x float64) {
	line, _ := plotter.NewLine(plotter.XYs{{X: x, Y: d.Y.Min}, {X: x, Y: d.Y.Max}})
	line.Color, line.Width, line.Dashes = faint.color(), 1, points(7, 4)
	d.Add(line)
}

type barPlotter struct{ *report.Bars }

// Plot draws the bars, then their texts. gonum's own begin at 0, which a logarithmic scale
// lacks.
func (b barPlotter) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	from := c.Min.X
	if b.Of == report.TimesFaster {
		from = x(1)
	}
	middle := func(i int) vg.Length { return y(float64(len(b.Bars.Bars) - 1 - i)) }
	for i, bar := range b.Bars.Bars {
		middle, end := middle(i), x(max(bar.Length, p.X.Min))
		corners := []vg.Point{{X: from, Y: middle - 6}, {X: end, Y: middle - 6}, {X: end, Y: middle + 6}, {X: from, Y: middle + 6}}
		color := lookOf(bar.Name).role.color()
		if bar.Hollow {
			c.StrokeLines(draw.LineStyle{Color: color, Width: 1.2}, append(corners, corners[0]))
		} else {
			c.FillPolygon(color, corners)
		}
	}
	style := p.X.Tick.Label
	style.XAlign, style.YAlign = text.XLeft, text.YCenter
	for i, bar := range b.Bars.Bars {
		at := max(from, x(max(bar.Length, p.X.Min))) + 5
		if line := x(1); b.Of == report.Shares && at <= line && at+style.Width(bar.Text) > line-4 {
			at = line + 5
		}
		c.FillText(style, vg.Point{X: at, Y: middle(i) + 1.5}, bar.Text)
	}
}
