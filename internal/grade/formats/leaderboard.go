package formats

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"

	"speedup.example/internal/course"
)

// A Row is a place on the leaderboard: how fast one student's exercise is. Students choose
// their nicknames, and nothing else here says who they are.
type Row struct {
	Nickname     string
	Exercise     string
	Times        float64 // faster than sequential
	Low, High    float64 // the interval of Times; 0 if unknown
	Instructions float64 // of a run; 0 if the machine doesn't count them
	Cycles       float64 // of a run; 0 if the machine doesn't count them
}

const longestNickname = 30

// A board is the table of an exercise.
type board struct {
	Exercise string
	Counted  bool // some row has instructions or cycles
	Rows     []boardRow
}

type boardRow struct {
	Place                                 string
	Nickname, Times, Interval             string
	Instructions, Cycles, PerCycle        string
	Width, IntervalStart, IntervalPercent float64 // of the drawing, in percent
}

// Leaderboard writes a page with a table for each exercise, the fastest first. Rows whose
// intervals overlap share a place, because the measurement does not tell them apart.
func Leaderboard(w io.Writer, rows []Row) error {
	rows = slices.DeleteFunc(slices.Clone(rows), func(r Row) bool { return !(r.Times > 0) || math.IsInf(r.Times, 0) })
	var boards []board
	for _, name := range course.Names() {
		if of := ofExercise(rows, name); len(of) > 0 {
			boards = append(boards, boardOf(name, of))
		}
	}
	return templates.ExecuteTemplate(w, "leaderboard.html", boards)
}

// ofExercise returns the rows of an exercise, the fastest first.
func ofExercise(rows []Row, exercise string) []Row {
	rows = slices.DeleteFunc(slices.Clone(rows), func(r Row) bool { return r.Exercise != exercise })
	slices.SortStableFunc(rows, func(a, b Row) int { return cmp.Compare(b.Times, a.Times) })
	return rows
}

func boardOf(exercise string, rows []Row) board {
	b := board{Exercise: exercise}
	most := 0.0
	for _, r := range rows {
		most = max(most, r.Times)
		if r.bounded() {
			most = max(most, r.High)
		}
		b.Counted = b.Counted || r.Instructions > 0 || r.Cycles > 0
	}
	leader, place := rows[0], 1
	for i, r := range rows {
		if !r.overlaps(leader) {
			leader, place = r, i+1
		}
		b.Rows = append(b.Rows, r.drawn(place, most))
	}
	return b
}

func (r Row) bounded() bool { return 0 < r.Low && r.Low <= r.High && !math.IsInf(r.High, 0) }

// overlaps reports whether a measurement can't tell a row from a faster one.
func (r Row) overlaps(faster Row) bool {
	if !r.bounded() || !faster.bounded() {
		return r.Times == faster.Times
	}
	return r.High >= faster.Low
}

func (r Row) drawn(place int, most float64) boardRow {
	b := boardRow{
		Place: fmt.Sprint(place), Nickname: cmp.Or(line(r.Nickname, longestNickname), "no name"),
		Times: fmt.Sprintf("%.2f×", r.Times), Width: percent(r.Times, most),
		Instructions: amount(r.Instructions), Cycles: amount(r.Cycles),
	}
	if r.bounded() {
		b.Interval = fmt.Sprintf("%.2f–%.2f", r.Low, r.High)
		b.IntervalStart, b.IntervalPercent = percent(r.Low, most), percent(r.High-r.Low, most)
	}
	if r.Instructions > 0 && r.Cycles > 0 {
		b.PerCycle = fmt.Sprintf("%.2f", r.Instructions/r.Cycles)
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
