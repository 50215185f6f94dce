package page

import (
	"bytes"
	"fmt"
	"html"
	"html/template"
	"regexp"
	"strings"
	"unicode/utf8"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"

	"speedup.example/internal/report"
)

// The size of a figure and of its letters. A page scales it to the width that it has, so on
// the 360 pixels of a phone a letter has 12.
const (
	width   vg.Length = 480
	letters vg.Length = 16
)

// A drawing is a figure in gonum's terms.
type drawing struct {
	*plot.Plot
	legend plot.Legend
	height vg.Length
}

// newDrawing returns an empty drawing in the style of the page.
func newDrawing(height vg.Length) *drawing {
	d := &drawing{Plot: plot.New(), legend: plot.NewLegend(), height: height}
	d.BackgroundColor = nil
	for _, axis := range []*plot.Axis{&d.X, &d.Y} {
		axis.Color, axis.Tick.Color, axis.Padding = faint.color(), faint.color(), 0
		axis.Label.TextStyle.Font = sans(letters)
		axis.Tick.Label.Font = sans(letters)
	}
	d.legend.TextStyle.Font = sans(letters)
	d.legend.Left, d.legend.Top = true, true
	d.legend.ThumbnailWidth, d.legend.Padding = 24, 5
	return d
}

func sans(size vg.Length) font.Font {
	return font.Font{Typeface: "Liberation", Variant: "Sans", Size: size}
}

// A Figure is a drawn figure: an SVG that needs no other file.
type Figure struct {
	id, title, desc string
	height          vg.Length
	inside          string // of its element
}

// Draw draws a figure. Its id is unique on a page.
func Draw(f report.Figure, id string) (Figure, error) {
	drawn := Figure{id: id, title: f.Title, desc: f.Desc}
	var d *drawing
	var err error
	switch {
	case f.Scaling != nil:
		d, err = scaling(f.Scaling)
	case f.Bars != nil:
		d, err = bars(f.Bars)
	case f.Curves != nil:
		d, err = curves(f.Curves)
	case f.Forest != nil:
		d, err = forest(f.Forest)
	default:
		err = fmt.Errorf("page: nothing to draw in %q", f.Title)
	}
	if err == nil {
		drawn.height = d.height
		drawn.inside, err = d.svg()
	}
	return drawn, err
}

// svg returns what is inside the SVG's element, and its end.
func (d *drawing) svg() (string, error) {
	canvas := vgsvg.NewWith(vgsvg.UseWH(width, d.height), vgsvg.EmbedFonts(false))
	all := draw.New(canvas)
	right := d.legendWidth(all)
	d.drawPlot(draw.Crop(all, 2, -right-8, 2, -8))
	d.legend.Draw(draw.Crop(all, width-right, 0, 0, -8))
	var b bytes.Buffer
	if _, err := canvas.WriteTo(&b); err != nil {
		return "", fmt.Errorf("page: %w", err)
	}
	_, inside, _ := strings.Cut(b.String(), "<g ")
	return follow(lighten("<g " + inside)), nil
}

// drawPlot draws the plot, and below it the label of its X axis. The room that gonum makes for
// that label is right on a linear scale only, and costs a logarithmic one much of its width.
func (d *drawing) drawPlot(c draw.Canvas) {
	label, style := d.X.Label.Text, d.X.Label.TextStyle
	if label == "" {
		d.Draw(c)
		return
	}
	d.X.Label.Text = ""
	area := draw.Crop(c, 0, 0, style.Height(label), 0)
	d.Draw(area)
	data, half := d.DataCanvas(area), style.Width(label)/2
	middle := min(max(data.Center().X, half), c.Max.X-half)
	c.FillText(style, vg.Point{X: middle, Y: c.Min.Y + style.FontExtents().Descent}, label)
}

// legendWidth returns the room that the legend needs on the right, 0 without one.
func (d *drawing) legendWidth(c draw.Canvas) vg.Length {
	r := d.legend.Rectangle(c)
	if r.Max.X == r.Min.X {
		return 0
	}
	return r.Max.X - r.Min.X + 4
}

var (
	// texts matches a text of gonum's SVG.
	texts = regexp.MustCompile(`\n?\s*style="font-family:[^"]*"(.*?)>(.*?)</text>`)

	// places matches the attributes that say where something is, and decimals more decimals
	// than anybody can see.
	places   = regexp.MustCompile(` (?:d|x|y)="[^"]*"`)
	decimals = regexp.MustCompile(`(\d+\.\d)\d+`)
)

// lighten leaves fonts and empty shapes to the style sheet, and drops what nobody can see. A text is as
// wide as gonum thinks, whatever font the reader has, so nothing overlaps. That hardly matters
// to a few letters.
func lighten(svg string) string {
	svg = joined(places.ReplaceAllStringFunc(svg, func(place string) string { return decimals.ReplaceAllString(place, "$1") }))
	return upright(texts.ReplaceAllStringFunc(svg, func(match string) string {
		part := texts.FindStringSubmatch(match)
		text := html.UnescapeString(part[2])
		if utf8.RuneCountInString(text) <= 3 {
			return fmt.Sprintf("%s>%s</text>", part[1], part[2])
		}
		face := font.DefaultCache.Lookup(sans(letters), letters)
		return fmt.Sprintf(` textLength="%.1f" lengthAdjust="spacingAndGlyphs"%s>%s</text>`, float64(face.Width(text)), part[1], part[2])
	}))
}

// flipped turns a text of gonum's SVG, where up is down.
const flipped = ` transform="scale(1, -1)"`

// textRun matches texts that follow each other.
var textRun = regexp.MustCompile(`(?:<text [^\n]*` + regexp.QuoteMeta(flipped) + `[^\n]*\n){2,}`)

// upright turns texts that follow each other together.
func upright(svg string) string {
	return textRun.ReplaceAllStringFunc(svg, func(run string) string {
		return "<g" + flipped + ">\n" + strings.ReplaceAll(run, flipped, "") + "</g>\n"
	})
}

// path matches a path of gonum's SVG.
var path = regexp.MustCompile(`^<path d="(.*?)" style="(.*?)" />$`)

// joined makes one path of those that follow each other and look the same.
func joined(svg string) string {
	var b strings.Builder
	look := ""
	for line := range strings.Lines(svg) {
		match := path.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		switch {
		case match != nil && strings.TrimPrefix(match[2], "fill:none;") == look:
			b.WriteString(straight(match[1]))
			continue
		case look != "":
			b.WriteString(`" style="` + look + "\"/>\n")
			look = ""
		}
		if match != nil {
			look = strings.TrimPrefix(match[2], "fill:none;")
			line = `<path d="` + straight(match[1])
		}
		b.WriteString(line)
	}
	return b.String()
}

// segment matches a step of a path.
var segment = regexp.MustCompile(`([MLZ])(?:(-?[\d.]+),(-?[\d.]+))?`)

// straight writes upright and level lines of a path with one number. Most of an interval are
// such lines.
func straight(path string) string {
	if strings.ContainsAny(path, "AaCcQq") {
		return path // has an arc
	}
	var x, y string
	return segment.ReplaceAllStringFunc(path, func(step string) string {
		part := segment.FindStringSubmatch(step)
		before := [2]string{x, y}
		x, y = part[2], part[3]
		switch {
		case part[1] == "L" && x == before[0]:
			return "V" + y
		case part[1] == "L" && y == before[1]:
			return "H" + x
		}
		return step
	})
}

// Inline returns the figure for a page, whose style sheet has its colours.
func (f Figure) Inline() template.HTML {
	return template.HTML(f.element("", "")) //nolint:gosec // all text in it is escaped
}

// File returns the figure as a file of its own, with its colours.
func (f Figure) File() []byte {
	return []byte(f.element(` xmlns="http://www.w3.org/2000/svg"`, "<style>\n"+colours+svgStyle+"</style>\n<rect width=\"100%\" height=\"100%\" fill=\"var(--page)\"/>\n") + "\n")
}

// element returns the SVG, with a title and a description for people who can't see it. The
// namespace is that of a file; on a page it goes without saying.
func (f Figure) element(namespace, style string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg%[4]s class="figure" role="img" aria-labelledby="%[1]s-title %[1]s-desc" viewBox="0 0 %[2]g %[3]g">`,
		f.id, float64(width), float64(f.height), namespace)
	fmt.Fprintf(&b, "\n<title id=\"%s-title\">%s</title>\n<desc id=\"%[1]s-desc\">%[3]s</desc>\n%[4]s%[5]s",
		f.id, template.HTMLEscapeString(f.title), template.HTMLEscapeString(f.desc), style, f.inside)
	return b.String()
}
