package similar

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// Write writes the pair side by side, for a terminal or a page of width columns.
func (p Pair) Write(w io.Writer, width int) error {
	out := bufio.NewWriter(w)
	column := max(20, (width-len(between))/2)
	fmt.Fprintf(out, "%s and %s share %.0f%% of what the task doesn't make alike\n", printable(p.A), printable(p.B), 100*p.Shared)
	for _, s := range p.Spans {
		fmt.Fprintln(out)
		row(out, column, p.A+": "+s.A.File, p.B+": "+s.B.File)
		for i := range max(len(s.A.Text), len(s.B.Text)) {
			row(out, column, s.A.line(i), s.B.line(i))
		}
	}
	return out.Flush()
}

// between stands between the columns.
const between = " | "

func row(w io.Writer, column int, a, b string) {
	a, b = cut(printable(a), column), cut(printable(b), column)
	fmt.Fprintln(w, strings.TrimRight(fmt.Sprintf("%-*s%s%s", column, a, between, b), " "))
}

// line returns the line numbered i, from 0, with its number in the file.
func (p Part) line(i int) string {
	if i >= len(p.Text) {
		return ""
	}
	return fmt.Sprintf("%4d  %s", p.From+i, p.Text[i])
}

// cut shortens a line to so many characters.
func cut(line string, n int) string {
	if runes := []rune(line); len(runes) > n {
		return string(runes[:n-1]) + "…"
	}
	return line
}

// printable replaces what a terminal might obey. Students write these lines.
func printable(line string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return unicode.ReplacementChar
	}, strings.ReplaceAll(line, "\t", "    "))
}
