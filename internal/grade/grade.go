// Package grade runs code that nobody trusts, and gives it points.
package grade

import (
	"slices"

	"speedup.example/internal/check/record"
	"speedup.example/internal/grade/intake"
	"speedup.example/internal/grade/speed"
	"speedup.example/internal/student"
)

// A Grade is what a submission has earned.
type Grade struct {
	Student   intake.Student `json:"student"`
	Source    string         `json:"source"` // where the submission was found
	Seed      uint64         `json:"seed"`   // of the hidden checks; the same seed gives the same points
	Notes     []string       `json:"notes,omitempty"`
	Nickname  string         `json:"nickname,omitempty"` // on the leaderboard, if there is one
	Exercises []Exercise     `json:"exercises"`          // in the lecture's order
}

// An Exercise has the results of all checks of an exercise, in the order of package course.
// Those of its speed come last.
type Exercise struct {
	Name    string           `json:"name"`
	Results []student.Result `json:"results"`
	Timings []speed.Result   `json:"timings,omitempty"` // of the rows that were measured
	Before  int              `json:"before,omitempty"`  // points of an earlier submission, if they are more
}

// A Verdict is the way in which a check of a submission ended, as teachers read it.
type Verdict string

// The verdicts. [Passed] earns points, and [Slow] and [Unmeasured] a part of them. [Internal]
// and [NotHere] cost none.
const (
	Passed    Verdict = "passed"
	Unwritten Verdict = "unwritten" // the function is as it was handed out, or its file is missing
	Rejected  Verdict = "rejected"  // the filter refuses the file
	Compile   Verdict = "compile"   // it does not build
	Fail      Verdict = "fail"      // a rule is broken, or the code panics
	Race      Verdict = "race"      // the race detector has seen one
	Limit     Verdict = "limit"     // too much time, memory or output, or it waits for ever
	NoRecord  Verdict = "no-record" // the process ended before the check did
	NotHere   Verdict = "not-here"  // this machine can't check it
	Internal  Verdict = "internal"  // a fault of the grader, never the student's

	Slow       Verdict = "slow"       // right, and slower than asked
	Unmeasured Verdict = "unmeasured" // this machine can't measure it, so right answers earn its points
)

// Of returns the verdict of a record.
func Of(v record.Verdict) Verdict {
	switch v {
	case record.Passed:
		return Passed
	case record.Unwritten:
		return Unwritten
	case record.Rejected:
		return Rejected
	case record.NotBuilt:
		return Compile
	case record.Races:
		return Race
	case record.Hangs, record.Limit:
		return Limit
	case record.LeftEarly:
		return NoRecord
	case record.NotHere:
		return NotHere
	case record.Slow:
		return Slow
	case record.Unmeasured:
		return Unmeasured
	case record.Internal, "":
		return Internal
	}
	return Fail // failed, panics, not-judged
}

// Points returns the points of the checks, and how many there are. What this machine can't
// check, or the grader has failed at, counts in neither.
func (g Grade) Points() (got, of int) {
	for _, e := range g.Exercises {
		g, o := e.Points("")
		got, of = got+g, of+o
	}
	return got, of
}

// Points returns the points of a function, or of all if it is empty. All are those of an
// earlier submission if it had more.
func (e Exercise) Points(function string) (got, of int) {
	for _, r := range e.Results {
		if function == "" || r.Function == function {
			g, o := Earned(r)
			got, of = got+g, of+o
		}
	}
	if function == "" {
		got = max(got, min(e.Before, of))
	}
	return got, of
}

// Earned returns the points that a result has earned, and how many it can earn.
func Earned(r student.Result) (got, of int) {
	switch Of(r.Verdict) {
	case NotHere, Internal:
		return 0, 0
	case Passed:
		return r.Points, r.Points
	case Slow, Unmeasured:
		return r.Earned, r.Points
	}
	return 0, r.Points
}

// HasFault reports whether the grader has failed at a check.
func (g Grade) HasFault() bool { return g.Has(Internal) }

// Has reports whether a check has a verdict.
func (g Grade) Has(v Verdict) bool {
	return slices.ContainsFunc(g.Exercises, func(e Exercise) bool { return e.has(v) })
}

func (e Exercise) has(v Verdict) bool {
	return slices.ContainsFunc(e.Results, func(r student.Result) bool { return Of(r.Verdict) == v })
}
