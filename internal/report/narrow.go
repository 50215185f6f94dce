package report

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Narrow fits benchstat's text tables into a window of width columns, because nobody can
// read a wrapped table. If one is wider, all lose their "vs base" columns. Then each
// loses the columns on its right that do not fit. A note says so.
func Narrow(text string, width int) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	if longest(lines) <= width {
		return text
	}
	var b strings.Builder
	var lost []string
	for len(lines) > 0 {
		n := tableLength(lines)
		if n == 0 {
			b.WriteString(lines[0] + "\n")
			lines = lines[1:]
			continue
		}
		for _, name := range narrowTable(&b, lines[:n], width) {
			lost = addNew(lost, name)
		}
		lines = lines[n:]
	}
	b.WriteString("\n" + narrowed(lost, width))
	return b.String()
}

// narrowed returns a note about what the tables have lost.
func narrowed(lost []string, width int) string {
	note := msgNoBase
	if len(lost) > 0 {
		note = fmt.Sprintf(msgNoColumns, strings.Join(lost, " "))
	}
	return cut(note, max(width, 3)) + "\n"
}

func longest(lines []string) int {
	n := 0
	for _, line := range lines {
		n = max(n, utf8.RuneCountInString(line))
	}
	return n
}

// tableLength returns how many of the first lines are one table: a header of
// two lines with bars, and rows up to a footnote or an empty line.
func tableLength(lines []string) int {
	if len(lines) < 2 || !strings.Contains(lines[0], "│") || !strings.Contains(lines[1], "│") {
		return 0
	}
	end := slices.IndexFunc(lines, func(line string) bool {
		return line == "" || strings.ContainsAny(line[:min(3, len(line))], "⁰¹²³⁴⁵⁶⁷⁸⁹")
	})
	if end < 0 {
		end = len(lines)
	}
	return end
}

// narrowTable writes a table without its "vs base" columns. It returns the names of the
// columns on its right that do not fit.
func narrowTable(b *strings.Builder, table []string, width int) (lost []string) {
	heads := []rune(table[1])
	var bars []int
	for i, r := range heads {
		if r == '│' {
			bars = append(bars, i)
		}
	}
	rows := make([]string, len(table))
	for i, line := range table {
		rows[i] = fmt.Sprintf("%-*s", bars[0], slice(line, 0, bars[0]))
	}
	for i, from := range bars[:len(bars)-1] {
		column := withoutComparison(table, from, bars[i+1])
		if i > 0 && (len(lost) > 0 || longest(rows)+longest(column) > width) {
			lost = append(lost, strings.TrimPrefix(column[0], "│ "))
			continue
		}
		for i, cell := range column {
			rows[i] = fmt.Sprintf("%s%-*s", rows[i], longest(column), cell)
		}
	}
	for _, row := range rows {
		b.WriteString(strings.TrimRight(row, " ") + "\n")
	}
	return lost
}

// withoutComparison returns a column without its second part, "vs base".
func withoutComparison(table []string, from, to int) []string {
	// The title is centred over both parts.
	column := []string{"│ " + strings.Trim(slice(table[0], from, to), "│ ")}
	if time, _, ok := strings.Cut(slice(table[1], from, to), "vs base"); ok {
		to = from + utf8.RuneCountInString(time)
	}
	for _, line := range table[1:] {
		column = append(column, strings.TrimRight(slice(line, from, to), " "))
	}
	return column
}

// slice cuts by characters, as far as the line goes.
func slice(line string, from, to int) string {
	runes := []rune(line)
	return string(runes[min(from, len(runes)):min(to, len(runes))])
}
