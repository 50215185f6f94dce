package cores

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// A Style paints parts of a picture. Without colours its functions return their text.
type Style struct {
	Busy, Stolen, Faint func(...any) string
}

const (
	gap       = "  "
	labels    = len("127 ") + len(" 100%")
	clockWide = len(" 2.60 GHz")
	narrow    = 40 // a cell has no history or clock below this width
	widest    = 60 // of a bar; the history gets the rest
)

// Draw returns the lines of a picture of a frame: at most so many, each narrower than the
// columns of the terminal.
func (f Frame) Draw(style Style, columns, lines int) []string {
	picture := []string{cut(f.heading(), columns-1)}
	if f.Row != "" {
		lines--
	}
	picture = append(picture, f.grid(style, columns-1, max(lines-len(picture), 1))...)
	if f.Row != "" {
		picture = append(picture, cut("measuring "+f.Row, columns-1))
	}
	return picture
}

func (f Frame) heading() string {
	text := fmt.Sprintf("%.2f of %d cores busy", f.Busy(), len(f.Cores))
	if f.Machine.Cores > len(f.Cores) {
		text += fmt.Sprintf(" (the machine has %d)", f.Machine.Cores)
	}
	text += fmt.Sprintf("   stolen by the host %.2f", f.Stolen())
	if f.Machine.Quota > 0 {
		return text + fmt.Sprintf("   quota %.3g", f.Machine.Quota)
	}
	return text + "   no quota"
}

// grid draws the cores in as many columns as they need. Those without room share a line.
func (f Frame) grid(style Style, columns, lines int) (picture []string) {
	const least = labels + 4
	across := min((len(f.Cores)+lines-1)/lines, max((columns+len(gap))/(least+len(gap)), 1))
	across = max(across, 1)
	width := (columns+len(gap))/across - len(gap)
	shown := f.Cores
	if len(shown) > across*lines {
		lines = max(lines-1, 1)
		shown = shown[:across*lines]
	}
	down := (len(shown) + across - 1) / across
	for y := range down {
		var cells []string
		for x := y; x < len(shown); x += down {
			cells = append(cells, shown[x].cell(style, width))
		}
		picture = append(picture, strings.Join(cells, gap))
	}
	if rest := f.Cores[len(shown):]; len(rest) > 0 {
		picture = append(picture, cut(fmt.Sprintf("and %d more, %.2f busy", len(rest), Frame{Cores: rest}.Busy()), columns))
	}
	return picture
}

// cell draws a core: its number, a bar, and if there is room, its history and clock.
func (c Core) cell(style Style, width int) string {
	room := width - labels
	clock := ""
	if width >= narrow && c.GHz > 0 {
		clock = fmt.Sprintf(" %.2f GHz", c.GHz)
		room -= clockWide
	}
	history := 0
	if width >= narrow {
		bar := min((room-1)/2, widest)
		history = room - 1 - bar
		room = bar
	}
	text := fmt.Sprintf("%3d ", c.ID) + c.bar(style, max(room, 0)) + fmt.Sprintf("%4.0f%%", 100*c.Busy)
	if history > 0 {
		text += " " + c.spark(style, history)
	}
	return text + clock
}

// bar draws what the core does. The characters differ, too, for those who see no colours.
func (c Core) bar(style Style, width int) string {
	busy := clamp(c.Busy, width)
	stolen := clamp(c.Busy+c.Stolen, width) - busy
	return style.Busy(strings.Repeat("█", busy)) + style.Stolen(strings.Repeat("▒", stolen)) +
		style.Faint(strings.Repeat("·", width-busy-stolen))
}

func clamp(part float64, width int) int { return max(0, min(int(part*float64(width)+0.5), width)) }

var levels = []rune(" ▁▂▃▄▅▆▇█")

// visible is a theft that the history shows in its colour.
const visible = 0.05

// spark draws the newest part of the history.
func (c Core) spark(style Style, width int) string {
	from := max(0, len(c.History)-width)
	text := strings.Repeat(" ", width-(len(c.History)-from))
	for i := from; i < len(c.History); i++ {
		paint := style.Busy
		if c.Thefts[i] > visible {
			paint = style.Stolen
		}
		text += paint(string(levels[clamp(c.History[i], len(levels)-1)]))
	}
	return text
}

// cut shortens a text to a width.
func cut(text string, width int) string {
	if utf8.RuneCountInString(text) <= width {
		return text
	}
	return string([]rune(text)[:max(width, 0)])
}
