package formats

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"speedup.example/internal/course"
	"speedup.example/internal/grade"
)

// CSV writes a line for each student, as in RFC 4180: who it is, the points, and then the
// points in every exercise and every function of the course. So the header is the same
// whatever was graded, and a field is empty if nothing was checked.
func CSV(w io.Writer, grades []grade.Grade) error {
	c := csv.NewWriter(w)
	c.Write(header())
	for _, g := range cleanAll(grades) {
		c.Write(csvRow(g))
	}
	c.Flush()
	return c.Error()
}

func header() []string {
	fields := append([]string{"id", "name", "email", "points", "of"}, course.Names()...)
	for _, e := range course.Exercises {
		for _, f := range e.Functions {
			fields = append(fields, e.Name+"."+f.Name)
		}
	}
	return fields
}

func csvRow(g grade.Grade) []string {
	got, of := g.Points()
	row := []string{unformula(g.Student.ID), unformula(g.Student.Name), unformula(g.Student.Email), strconv.Itoa(got), strconv.Itoa(of)}
	for _, e := range course.Exercises {
		row = append(row, field(g, e.Name, ""))
	}
	for _, e := range course.Exercises {
		for _, f := range e.Functions {
			row = append(row, field(g, e.Name, f.Name))
		}
	}
	return row
}

// field returns the points of a function, or of all if it is empty.
func field(g grade.Grade, exercise, function string) string {
	e, _ := find(g, exercise)
	got, of := e.Points(function)
	if of == 0 {
		return ""
	}
	return strconv.Itoa(got)
}

// unformula makes a spreadsheet take a text for text. It would run what begins like a
// formula (OWASP, CSV Injection), in the wide letters of East Asia, too. Where commas are
// decimal, a spreadsheet begins a new field at a semicolon, even within a name.
func unformula(s string) string {
	s = strings.ReplaceAll(s, ";", ",")
	if strings.ContainsAny(firstRune(strings.TrimLeft(s, " ")), "=+-@＝＋－＠") {
		return "'" + s
	}
	return s
}

func firstRune(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}
