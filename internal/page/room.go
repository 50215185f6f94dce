package page

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"speedup.example/internal/report"
)

// How much room letters take, in ems: the height of the letters. A browser's font may be
// narrower, and leaves some of the room.
const (
	em        = 0.6 // the width of a letter
	lineRoom  = 1.4
	rowRoom   = 1.8
	cellRoom  = 0.7 // left and right of a cell together
	wrapped   = 15  // letters of a line of a cell that wraps
	fullWidth = 30  // of a figure whose letters are as large as those of the table beside it
)

// A room is what the tables and sentences of a slide need, in ems. The style sheet finds the
// largest letters for which the slide still fits into its window.
type room struct {
	Across float64 // of the table, with the figure beside it
	Down   float64 // of tables and sentences
	Below  float64 // of the figures below them

	Stacked bool // the figures are bars, and stand above each other beside the table
}

func roomOf(s report.Slide, figures []Figure) room {
	across := 20.0
	for _, g := range s.Grids {
		across = max(across, gridWidth(g))
	}
	r := room{Across: math.Ceil(across)}
	for _, g := range s.Grids {
		r.Down += paragraphs(across, append([]string{g.Title}, g.Notes...)) + rowRoom*float64(len(g.Rows)) + lineRoom
	}
	r.Down = math.Ceil(r.Down + paragraphs(across, s.Notes))
	if len(s.Details) > 0 {
		r.Down += 2
	}
	if len(figures) == 0 {
		return r
	}
	r.Across += fullWidth
	if r.Stacked = len(figures) > 1 && s.Figures[0].Bars != nil; r.Stacked {
		return r
	}
	for _, f := range figures[1:] {
		r.Below += math.Ceil(across*float64(f.height/width)) + 2
	}
	return r
}

// gridWidth returns the least width of a table, whose headings and sentences wrap.
func gridWidth(g report.Grid) (ems float64) {
	for column := range g.Rows[0] {
		widest := 0
		for i, row := range g.Rows {
			switch {
			case i == 0:
				widest = max(widest, longestWord(row[column]))
			case g.Wraps(column):
				widest = max(widest, wrapped)
			default:
				widest = max(widest, utf8.RuneCountInString(row[column]))
			}
		}
		ems += em*float64(widest) + cellRoom
	}
	return ems
}

func longestWord(text string) (letters int) {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '-' }) {
		letters = max(letters, utf8.RuneCountInString(word))
	}
	return letters
}

// paragraphs returns the height of sentences of a width.
func paragraphs(width float64, sentences []string) (ems float64) {
	for _, s := range slices.DeleteFunc(slices.Clone(sentences), func(s string) bool { return s == "" }) {
		lines := math.Ceil(em * float64(utf8.RuneCountInString(s)) / width)
		ems += lines*lineRoom + 0.8
	}
	return ems
}
