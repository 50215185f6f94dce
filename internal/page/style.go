package page

import (
	"fmt"
	"image/color"
	"regexp"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"speedup.example/internal/course"
)

// A role is what a colour is for. The style sheet gives it a colour on a light and on a dark
// page, so a figure follows the reader's system.
type role string

// The roles. The colours of kernels are those of M. Okabe and K. Ito (Color Universal Design,
// 2008), which the colour-blind can tell apart.
const (
	ink     role = "ink"
	faint   role = "faint"
	beyond  role = "beyond" // more goroutines than cores
	scalar  role = "scalar"
	chains  role = "chains" // the kernel Unrolled
	vectors role = "vectors"
	another role = "another" // any other kernel
)

var roles = []role{ink, faint, beyond, scalar, chains, vectors, another}

// color returns a colour that stands for the role in gonum's SVG, until [follow].
func (r role) color() color.Color {
	for i := range roles {
		if roles[i] == r {
			return color.RGBA{0xfe, 0xdc, uint8(i), 0xff}
		}
	}
	panic("page: no role " + string(r))
}

// styles matches the style of an element, which a name in a figure can't look like: its
// quotes are escaped.
var styles = regexp.MustCompile(` style="[^"]*"`)

// follow lets the colours of an SVG follow the style sheet.
func follow(svg string) string {
	var stand []string
	for i, r := range roles {
		stand = append(stand, fmt.Sprintf("#FEDC%02X", i), fmt.Sprintf("var(--%s)", r))
	}
	colours := strings.NewReplacer(stand...)
	return styles.ReplaceAllStringFunc(svg, colours.Replace)
}

// short cuts a name that is longer than there is room for.
func short(name string) string {
	if runes := []rune(name); len(runes) > 30 {
		return string(runes[:29]) + "…"
	}
	return name
}

// A look tells implementations apart, in black and white, too: the colour and the shape of
// the marker are for the kernel, its filling and the dashes are for the driver.
type look struct {
	role   role
	marker draw.GlyphDrawer
	dashes []vg.Length
	width  vg.Length
}

// kernels has the colours of the kernels, and their markers, empty and full.
var kernels = map[string]struct {
	role        role
	empty, full draw.GlyphDrawer
}{
	"Scalar":   {scalar, draw.RingGlyph{}, draw.CircleGlyph{}},
	"Unrolled": {chains, draw.SquareGlyph{}, draw.BoxGlyph{}},
	"SIMD":     {vectors, draw.TriangleGlyph{}, draw.PyramidGlyph{}},
	"Limit":    {ink, draw.CrossGlyph{}, draw.CrossGlyph{}},
	"":         {another, draw.PlusGlyph{}, draw.PlusGlyph{}}, // any other
}

// lookOf returns the look of an implementation, which is the same in all figures.
func lookOf(impl string) look {
	var row course.Row
	for _, r := range course.AllRows() {
		if r.Name == impl {
			row = r
		}
	}
	kernel, ok := kernels[row.Kernel]
	if !ok {
		kernel = kernels[""]
	}
	switch row.Driver {
	case course.Sequential:
		return look{kernel.role, kernel.empty, points(2, 2), 1.2}
	case course.Parallel:
		return look{kernel.role, kernel.full, nil, 1.8}
	}
	return look{kernel.role, kernel.full, points(6, 2, 1, 2), 1.2} // in processes, or unknown
}

func points(lengths ...vg.Length) []vg.Length { return lengths }
