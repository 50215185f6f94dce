package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"speedup.example/internal/course"
)

// Lecture writes the lecture's table of each exercise: implementation, time, and the
// slide's own time if it has one. Then come times faster ([Speedup] says why that is not
// the ratio of two of the times), the cores that were busy on average, if the benchmark
// reports them, and the share of the row [course.Limit] (see [Results.Share]). Below it are
// the rows with wrong answers.
func Lecture(r *Results) string {
	var b strings.Builder
	for i, t := range r.Tables() {
		if i > 0 {
			b.WriteString("\n")
		}
		r.lecture(t).write(&b)
	}
	b.WriteString("\n" + msgMedians + "\n")
	return b.String()
}

// lecture returns the lecture's table of an exercise at a size.
func (r *Results) lecture(t Table) Grid {
	e, _ := course.FindBenchmark(t.Exercise)
	slide := e.TimesAt(t.Size)
	rows, missing := lectureRows(r, t, slide)
	if len(slide) > 0 {
		for i := range rows {
			rows[i] = slices.Insert(rows[i], 2, slideCell(slide, i, rows[i][0]))
		}
	}
	g := Grid{Title: lectureTitle(r, t), Rows: rows}
	if len(missing) > 0 {
		g.Notes = append(g.Notes, notMeasured(r, missing))
	}
	if len(slide) > 0 {
		g.Notes = append(g.Notes, slideNote(e.Slide, slide))
	}
	g.Notes = append(g.Notes, r.wrongNotes(t)...)
	return g
}

// predicted adds a column with what the student predicted for the rows of the largest size,
// if there is anything.
func (g Grid) predicted(t Table, prediction func(exercise, impl string) (times float64, ok bool)) Grid {
	column, any := []string{msgPredicted}, false
	for _, row := range g.Rows[1:] {
		field := ""
		if v, ok := prediction(t.Exercise, row[0]); ok {
			field, any = strconv.FormatFloat(v, 'f', -1, 64)+"×", true
		}
		column = append(column, field)
	}
	if !any {
		return g
	}
	at := slices.Index(g.Rows[0], "times faster")
	rows := slices.Clone(g.Rows)
	for i := range rows {
		rows[i] = slices.Insert(slices.Clone(rows[i]), at, column[i])
	}
	g.Rows = rows
	return g
}

// lectureRows returns the heading and the rows without the slide's times. A row of the
// slide without a measurement has only a name.
func lectureRows(r *Results, t Table, slide []course.SlideTime) (rows [][]string, missing []string) {
	speedups, missing := r.Speedups(t)
	rows = append(rows, []string{"implementation", "time", "times faster", "cores busy", "runs", shareHeading(r, t, "of the limit")})
	for _, said := range slide {
		if !slices.ContainsFunc(speedups, func(s Speedup) bool { return s.Impl == said.Row }) {
			rows = append(rows, []string{said.Row, "", "", "", "", ""})
		}
	}
	for _, s := range speedups {
		sample := r.Samples[s.Row]
		rows = append(rows, []string{
			s.Impl, duration(r.Time(s.Row).Center), times(s.Times), busy(sample), strconv.Itoa(len(sample.Seconds)), share(r.Share(s.Row)),
		})
	}
	return rows, missing
}

func lectureTitle(r *Results, t Table) string {
	title := fmt.Sprintf("%s at GOMAXPROCS=%d", t, r.At())
	if base, ok := r.Base(t); !ok {
		title += fmt.Sprintf(", no %s row to compare with", course.Baseline)
	} else if base.Procs != r.At() {
		title += fmt.Sprintf(", compared with %s at GOMAXPROCS=%d", course.Baseline, base.Procs)
	}
	e, _ := course.FindBenchmark(t.Exercise)
	if work := e.WorkAt(t.Size); work != "" {
		title += ": " + work
	}
	return title
}

// slideCell returns the slide's time for a row. Line 0 is the heading.
func slideCell(slide []course.SlideTime, line int, impl string) string {
	if line == 0 {
		return "slide"
	}
	for _, said := range slide {
		if said.Row == impl {
			return duration(said.Time.Seconds())
		}
	}
	return ""
}

// slideNote gives the slide's names of the rows.
func slideNote(name string, slide []course.SlideTime) string {
	var names []string
	for _, said := range slide {
		names = append(names, said.Says+" "+duration(said.Time.Seconds()))
	}
	return fmt.Sprintf(msgSlide, name, strings.Join(names, ", "))
}

// wrongNotes names the rows of a table that have no time, because their answers are wrong.
func (r *Results) wrongNotes(t Table) (notes []string) {
	for _, w := range r.Wrong {
		if w.table() == t {
			notes = append(notes, fmt.Sprintf("%s is wrong: it answered %s, right is %s", w.Impl, w.Answered, w.Right))
		}
	}
	return notes
}
