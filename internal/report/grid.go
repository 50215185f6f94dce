package report

import (
	"fmt"
	"slices"
	"strings"
)

// A Grid is a table before it gets a form: text, Markdown or HTML. So all forms have the
// same numbers.
type Grid struct {
	Title string
	Rows  [][]string // the heading first
	Names int        // how many of the first columns are names, and not numbers; 0 is 1
	Notes []string   // sentences below it

	sides []int // of all columns, if names don't come first
}

// IsNumber reports whether a column has numbers, which are flush with the right.
func (g Grid) IsNumber(column int) bool {
	if g.sides != nil {
		return g.sides[column] == right
	}
	return column >= max(1, g.Names)
}

// Wraps reports whether a column has sentences, which may take several lines.
func (g Grid) Wraps(column int) bool { return column > 0 && !g.IsNumber(column) && g.Names < 2 }

// compact returns the grid without the columns that have nothing in them.
func (g Grid) compact() Grid {
	rows := make([][]string, len(g.Rows))
	for column := range g.Rows[0] {
		if !slices.ContainsFunc(g.Rows, func(row []string) bool { return row[column] != "" }) {
			continue
		}
		for i, row := range g.Rows {
			rows[i] = append(rows[i], row[column])
		}
	}
	g.Rows = rows
	return g
}

// write writes the grid as text.
func (g Grid) write(b *strings.Builder) {
	if g.Title != "" {
		b.WriteString(g.Title + "\n")
	}
	sides := make([]int, len(g.Rows[0]))
	for i := range sides {
		sides[i] = left
		if g.IsNumber(i) {
			sides[i] = right
		}
	}
	writeColumns(b, g.Rows, sides...)
	for _, note := range g.Notes {
		b.WriteString("  " + note + "\n")
	}
}

// text returns the grid as text, with a legend of its signs.
func (g Grid) text(r *Results) string {
	var b strings.Builder
	g.write(&b)
	return b.String() + legend(r, b.String())
}

// cells keeps what a file has written from becoming Markdown.
var cells = strings.NewReplacer("|", `\|`, "<", "&lt;", "\n", " ", "`", "\\`")

// markdown writes the grid as a table of Markdown.
func (g Grid) markdown(b *strings.Builder) {
	for i, row := range g.Rows {
		escaped := slices.Clone(row)
		for j := range escaped {
			escaped[j] = cells.Replace(escaped[j])
		}
		fmt.Fprintf(b, "| %s |\n", strings.Join(escaped, " | "))
		if i == 0 {
			b.WriteString("|")
			for j := range row {
				b.WriteString(g.rule(j))
			}
			b.WriteString("\n")
		}
	}
}

func (g Grid) rule(column int) string {
	if g.IsNumber(column) {
		return " ---: |"
	}
	return " --- |"
}
