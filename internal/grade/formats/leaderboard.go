package formats

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"

	"speedup.example/internal/check/record"
	"speedup.example/internal/course"
	"speedup.example/internal/grade"
	"speedup.example/internal/grade/speed"
)

// A row is a place on the leaderboard: how fast a row of one student's exercise is. Students
// choose their nicknames, and nothing else here says who they are.
type row struct {
	Nickname string
	speed.Result
}

const longestNickname = 30

// A board is the table of a row of an exercise.
type board struct {
	Exercise string
	Row      string
	Procs    int  // GOMAXPROCS
	Counted  bool // some row has instructions or cycles
	Rows     []boardRow
}

type boardRow struct {
	Place                                 string
	Nickname, Times, Interval, Course     string
	Instructions, Cycles, PerCycle        string
	Width, IntervalStart, IntervalPercent float64 // of the drawing, in percent
}

// Leaderboard writes a page with a table for each row that was measured, the fastest first.
// Students whose intervals overlap share a place, because the measurement does not tell them
// apart. A program that was refused has none.
func Leaderboard(w io.Writer, grades []grade.Grade) error {
	grades = cleanAll(grades)
	var boards []board
	for _, e := range course.Exercises {
		for _, timed := range e.Timed {
			if rows := rowsOf(grades, e.Name, timed.Row); len(rows) > 0 {
				boards = append(boards, boardOf(e.Name, rows))
			}
		}
	}
	return templates.ExecuteTemplate(w, "leaderboard.html", boards)
}

// rowsOf returns the students who have a row, the fastest first.
func rowsOf(grades []grade.Grade, exercise, name string) (rows []row) {
	for _, g := range grades {
		e, _ := find(g, exercise)
		for _, r := range e.Timings {
			verdict, _ := r.Judge()
			if r.Row == name && (verdict.Verdict == record.Passed || verdict.Verdict == record.Slow) {
				rows = append(rows, row{g.Nickname, r})
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(b.Student.Times, a.Student.Times) })
	return rows
}

func boardOf(exercise string, rows []row) board {
	b := board{Exercise: exercise, Row: rows[0].Row, Procs: rows[0].Procs}
	most := 0.0
	for _, r := range rows {
		most = max(most, r.Student.High)
		b.Counted = b.Counted || r.Counts != speed.Counts{}
	}
	leader, place := rows[0], 1
	for i, r := range rows {
		if r.Student.High < leader.Student.Low {
			leader, place = r, i+1
		}
		b.Rows = append(b.Rows, r.drawn(place, most))
	}
	return b
}

func (r row) drawn(place int, most float64) boardRow {
	s, c := r.Student, r.Counts
	b := boardRow{
		Place: fmt.Sprint(place), Nickname: cmp.Or(r.Nickname, "no name"),
		Times: fmt.Sprintf("%.2f×", s.Times), Interval: fmt.Sprintf("%.2f–%.2f", s.Low, s.High),
		Course:       fmt.Sprintf("%.2f×", r.Course.Times),
		Instructions: amount(c.Instructions), Cycles: amount(c.Cycles),
		Width: percent(s.Times, most), IntervalStart: percent(s.Low, most), IntervalPercent: percent(s.High-s.Low, most),
	}
	if c.Instructions > 0 && c.Cycles > 0 {
		b.PerCycle = fmt.Sprintf("%.2f", c.Instructions/c.Cycles)
	}
	return b
}

// amount formats a count with three digits, as 12.3 G. An unknown one is empty.
func amount(n float64) string {
	if !(n > 0) || math.IsInf(n, 0) {
		return ""
	}
	for _, unit := range []string{"", " k", " M", " G"} {
		if n < 999.5 {
			return fmt.Sprintf("%.3g%s", n, unit)
		}
		n /= 1000
	}
	return fmt.Sprintf("%.3g T", n)
}
