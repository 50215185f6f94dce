package formats

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"speedup.example/internal/grade"
)

const (
	terminal  = 100 // the columns of a terminal
	mostHard  = 10  // the checks that a summary lists
	narrowest = 8   // of the columns that can be narrowed
	gap       = 2   // between columns
)

// Text writes the table of a class for a terminal: a line for each student, how the points
// are spread, and the checks that fail most. No line is wider than 100 columns.
func Text(w io.Writer, grades []grade.Grade) error {
	grades = cleanAll(grades)
	if len(grades) == 0 {
		_, err := fmt.Fprintln(w, msgEmptyClass)
		return err
	}
	var b strings.Builder
	writeRows(&b, textRows(grades))
	if slices.ContainsFunc(grades, func(g grade.Grade) bool { return marks(g.Exercises...) != "" }) {
		b.WriteString("\n" + msgMarks)
	}
	s := spreadOf(grades)
	fmt.Fprintf(&b, "\n"+msgClass, students(len(grades)), number(s.Median), s.Mean, s.Low, s.High)
	writeHardest(&b, hardest(grades))
	_, err := io.WriteString(w, b.String())
	return err
}

func students(n int) string {
	if n == 1 {
		return "1 student"
	}
	return fmt.Sprintf("%d students", n)
}

// number formats points, of which a median may be a half.
func number(points float64) string { return strconv.FormatFloat(points, 'f', -1, 64) }

// textRows returns the table of a class. The first two columns are names.
func textRows(grades []grade.Grade) (rows [][]string) {
	exercises := exercisesOf(grades)
	rows = append(rows, slices.Concat([]string{"ID", "name"}, exercises, []string{"total", ""}))
	for _, g := range grades {
		row := []string{g.Student.ID, g.Student.Name}
		for _, name := range exercises {
			row = append(row, points(g, name))
		}
		rows = append(rows, append(row, fraction(g.Points()), marks(g.Exercises...)))
	}
	return rows
}

// points returns the points of an exercise, as in 3/18.
func points(g grade.Grade, exercise string) string {
	e, _ := find(g, exercise)
	return fraction(e.Points(""))
}

// fraction returns points of points, or a dash if nothing was checked.
func fraction(got, of int) string {
	if of == 0 {
		return "-"
	}
	return fmt.Sprintf("%d/%d", got, of)
}

// writeRows lines up rows of two names and some numbers.
func writeRows(b *strings.Builder, rows [][]string) {
	widths := widthsOf(rows)
	for _, row := range rows {
		var cells strings.Builder
		for i, field := range row {
			field = narrow(field, widths[i])
			pad := strings.Repeat(" ", widths[i]-wide(field))
			if i < 2 || i == len(row)-1 {
				cells.WriteString(field + pad)
			} else {
				cells.WriteString(pad + field)
			}
			cells.WriteString(strings.Repeat(" ", gap))
		}
		b.WriteString(strings.TrimRight(cells.String(), " ") + "\n")
	}
}

// widthsOf returns the widths of the columns. It narrows the two names until a line fits
// into a terminal.
func widthsOf(rows [][]string) []int {
	widths := make([]int, len(rows[0]))
	total := -gap
	for i := range widths {
		for _, row := range rows {
			widths[i] = max(widths[i], wide(row[i]))
		}
		total += widths[i] + gap
	}
	for ; total > terminal; total-- {
		longer := 0
		if widths[1] >= widths[0] {
			longer = 1
		}
		if widths[longer] <= narrowest {
			break
		}
		widths[longer]--
	}
	return widths
}

// writeHardest lists the checks that fail most, with their rules if these fit.
func writeHardest(b *strings.Builder, checks []hard) {
	if len(checks) == 0 {
		return
	}
	b.WriteString("\n" + msgHardest)
	checks = checks[:min(len(checks), mostHard)]
	width := 0
	for _, c := range checks {
		width = max(width, wide(c.Name))
	}
	for _, c := range checks {
		line := fmt.Sprintf("  %-*s  %3d of %3d  %s", width, c.Name, c.Failed, c.Of, strings.TrimPrefix(c.Rule, msgRuleLabel))
		b.WriteString(narrow(strings.TrimRight(line, " "), terminal) + "\n")
	}
}

// wide returns the columns that a text takes in a terminal, where the letters of East Asia
// take two, and accents none.
func wide(s string) (columns int) {
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana), '\uFF01' <= r && r <= '\uFF60', r >= 0x1F300:
			columns += 2
		default:
			columns++
		}
	}
	return columns
}

// narrow cuts a text to a width.
func narrow(s string, width int) string {
	if wide(s) <= width {
		return s
	}
	columns := 1 // of the ellipsis
	for i, r := range s {
		if columns += wide(string(r)); columns > width {
			return s[:i] + "…"
		}
	}
	return s
}
