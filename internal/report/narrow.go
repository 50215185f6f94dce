package report

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Narrow fits benchstat's text tables into a window of so many columns: where
// one of them is wider, all lose their "vs base" columns, and a note says so.
// A wrapped table cannot be read.
func Narrow(text string, width int) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	widest := longest(lines)
	if widest <= width {
		return text
	}
	var b strings.Builder
	for len(lines) > 0 {
		n := tableLength(lines)
		if n == 0 {
			b.WriteString(lines[0] + "\n")
			lines = lines[1:]
			continue
		}
		withoutComparison(&b, lines[:n])
		lines = lines[n:]
	}
	fmt.Fprintf(&b, "\n(Without benchstat's \"vs base\" columns: this window is narrower than %d.)\n", widest)
	return b.String()
}

func longest(lines []string) int {
	n := 0
	for _, line := range lines {
		n = max(n, utf8.RuneCountInString(line))
	}
	return n
}

// tableLength returns how many of the first lines are one table: two of header,
// known by their bars, and rows up to a footnote or an empty line.
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

func withoutComparison(b *strings.Builder, table []string) {
	heads := []rune(table[1])
	var bars []int
	for i, r := range heads {
		if r == '│' {
			bars = append(bars, i)
		}
	}
	rows := make([]string, len(table))
	for i, line := range table {
		rows[i] = slice(line, 0, bars[0])
	}
	for i, from := range bars[:len(bars)-1] {
		to := bars[i+1]
		if time, _, ok := strings.Cut(string(heads[from:to]), "vs base"); ok {
			to = from + utf8.RuneCountInString(time)
		}
		// The title is centred over both parts of the column.
		column := []string{"│ " + strings.Trim(slice(table[0], from, bars[i+1]), "│ ")}
		for _, line := range table[1:] {
			column = append(column, strings.TrimRight(slice(line, from, to), " "))
		}
		width := longest(column)
		for i, cell := range column {
			rows[i] += fmt.Sprintf("%-*s", width, cell)
		}
	}
	for _, row := range rows {
		b.WriteString(strings.TrimRight(row, " ") + "\n")
	}
}

// slice cuts by characters, as far as the line goes.
func slice(line string, from, to int) string {
	runes := []rune(line)
	return string(runes[min(from, len(runes)):min(to, len(runes))])
}
