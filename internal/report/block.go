package report

import (
	"slices"
	"strings"
)

// fitting cuts the columns that have a cell into blocks that fit into the window.
func fitting(columns []column, tables []Table, window int) (blocks [][]column) {
	columns = slices.DeleteFunc(slices.Clone(columns), func(c column) bool {
		return !slices.ContainsFunc(tables, func(t Table) bool { return c.cell(t) != "" })
	})
	for len(columns) > 0 {
		n := 1
		for n < len(columns) && blockWidth(columns[:n+1], tables) <= window {
			n++
		}
		blocks = append(blocks, columns[:n])
		columns = columns[n:]
	}
	return blocks
}

func blockWidth(columns []column, tables []Table) int {
	var b strings.Builder
	writeBlock(&b, columns, tables)
	return longest(strings.Split(b.String(), "\n"))
}

// writeBlock writes the heads of columns above their cells.
func writeBlock(b *strings.Builder, columns []column, tables []Table) {
	var lines [][]string
	line := func(left, n string, field func(column) string) {
		fields := []string{left, n}
		for _, c := range columns {
			fields = append(fields, field(c))
		}
		lines = append(lines, fields)
	}
	for i := range tallest(columns) {
		line("", "", func(c column) string { return headLine(c.head, i, tallest(columns)) })
	}
	lines[len(lines)-1][1] = "n"
	for _, t := range tables {
		line(t.Exercise, strings.TrimPrefix(t.Size, "n="), func(c column) string { return c.cell(t) })
	}
	writeTable(b, 1, lines)
}

func tallest(columns []column) (most int) {
	for _, c := range columns {
		most = max(most, len(c.head))
	}
	return most
}

// headLine returns a line of a head, whose last line is at the bottom.
func headLine(head []string, line, height int) string {
	if i := line - (height - len(head)); i >= 0 {
		return head[i]
	}
	return ""
}
