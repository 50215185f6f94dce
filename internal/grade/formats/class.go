package formats

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"math"
	"slices"

	"speedup.example/internal/grade"
	"speedup.example/internal/student"
)

//go:embed page.html class.html leaderboard.html
var pages embed.FS

// html/template escapes every text for its place. The pages need no script, and their
// policy forbids any.
var templates = template.Must(template.ParseFS(pages, "*.html"))

// A classPage is what class.html shows.
type classPage struct {
	Students  string
	Spread    spread
	Bars      []bar
	Exercises []string
	Rows      []classRow
	Hardest   []hard
	Marks     string
	Incidents []incidents
}

// A bar shows how many students have a share of the points.
type bar struct {
	Label string
	Count int
	Width float64 // in percent of the page
}

type classRow struct {
	ID, Name string
	Cells    []classCell
	Total    string
	Marks    string
}

type classCell struct {
	Points string
	Class  string // all, some or none of the points
	Marks  string
}

// Incidents are results that the teacher should look at.
type incidents struct {
	Title string
	List  []incident
}

type incident struct{ Student, Exercise, Checks, Place, Message string }

// Class writes a page of the class for the teacher: how the points are spread, the points of
// every student, the checks that fail most with what they say, and what needs a look. The
// page needs no other file.
func Class(w io.Writer, grades []grade.Grade) error {
	grades = cleanAll(grades)
	page := classPage{Students: students(len(grades)), Bars: bars(grades), Exercises: exercisesOf(grades), Marks: msgMarks}
	if len(grades) > 0 {
		page.Spread = spreadOf(grades)
	}
	for _, g := range grades {
		page.Rows = append(page.Rows, classRowOf(g, page.Exercises))
	}
	page.Hardest = hardest(grades)
	page.Hardest = page.Hardest[:min(len(page.Hardest), mostHard)]
	for _, v := range []grade.Verdict{grade.Internal, grade.Rejected} {
		page.Incidents = append(page.Incidents, incidents{Title: incidentTitles[v], List: incidentsOf(grades, v)})
	}
	return templates.ExecuteTemplate(w, "class.html", page)
}

var incidentTitles = map[grade.Verdict]string{
	grade.Internal: "Faults of the grader",
	grade.Rejected: "Refused files",
}

// bars returns the distribution of points, in tenths of all points. Those who have all are a
// group of their own.
func bars(grades []grade.Grade) (bars []bar) {
	for i := range 10 {
		bars = append(bars, bar{Label: fmt.Sprintf("%d–%d%%", 10*i, 10*i+9)})
	}
	bars = append(bars, bar{Label: "100%"})
	most := 0
	for _, g := range grades {
		got, of := g.Points()
		b := &bars[10*got/max(of, 1)]
		b.Count++
		most = max(most, b.Count)
	}
	for i := range bars {
		bars[i].Width = percent(float64(bars[i].Count), float64(max(most, 1)))
	}
	return bars
}

// percent returns a part in percent, with one decimal.
func percent(part, whole float64) float64 { return math.Round(1000*part/whole) / 10 }

func classRowOf(g grade.Grade, exercises []string) classRow {
	row := classRow{ID: g.Student.ID, Name: g.Student.Name, Total: fraction(g.Points()), Marks: marks(g.Exercises...)}
	for _, name := range exercises {
		e, _ := find(g, name)
		row.Cells = append(row.Cells, classCell{Points: points(g, name), Class: class(e), Marks: marks(e)})
	}
	return row
}

// class returns how much of the points an exercise has, for the colour of its cell.
func class(e grade.Exercise) string {
	got, of := e.Points("")
	switch {
	case of == 0:
		return ""
	case got == of:
		return "all"
	case got == 0:
		return "none"
	}
	return "some"
}

// incidentsOf returns the results with a verdict, one for each message of an exercise.
func incidentsOf(grades []grade.Grade, v grade.Verdict) (list []incident) {
	for _, g := range grades {
		for _, e := range g.Exercises {
			matching := slices.DeleteFunc(slices.Clone(e.Results), func(r student.Result) bool { return grade.Of(r.Verdict) != v })
			for _, ending := range endings(matching) {
				list = append(list, incident{
					Student: called(g), Exercise: e.Name, Checks: fmt.Sprintf("%d of %d checks", len(ending.Checks), len(e.Results)),
					Place: ending.Place, Message: ending.Message,
				})
			}
		}
	}
	return list
}
