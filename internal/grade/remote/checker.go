package remote

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"

	"speedup.example/internal/check/record"
	"speedup.example/internal/course"
	"speedup.example/internal/grade"
	"speedup.example/internal/grade/speed"
	"speedup.example/internal/student"
)

// A checker checks an answer before it counts.
type checker struct {
	exercises []course.Exercise
	piece     string           // the digest of the piece that was sent
	graded    []grade.Exercise // that were sent, or nil
}

// check returns the exercises of an answer, if they can be an answer to the piece.
func (c checker) check(text []byte) ([]grade.Exercise, error) {
	var a Answer
	if err := json.Unmarshal(text, &a); err != nil { // as it does of NaN
		return nil, fmt.Errorf(noJSON, err)
	}
	if err := c.checkAnswer(a); err != nil {
		return nil, fmt.Errorf(badAnswer, a.Worker, err)
	}
	return a.Exercises, nil
}

func (c checker) checkAnswer(a Answer) error {
	if a.Piece != c.piece {
		return errors.New(otherPiece)
	}
	if len(a.Exercises) != len(c.exercises) {
		return fmt.Errorf(otherExercises, len(a.Exercises), len(c.exercises))
	}
	for i, e := range c.exercises {
		got := a.Exercises[i]
		if got.Name != e.Name || got.Before != 0 {
			return fmt.Errorf(otherExercise, got.Name, e.Name)
		}
		if err := c.checkExercise(i, got); err != nil {
			return fmt.Errorf("%s: %w", e.Name, err)
		}
	}
	return nil
}

func (c checker) checkExercise(i int, got grade.Exercise) error {
	e := c.exercises[i]
	checks := student.Unjudged(e)
	if len(got.Results) < len(checks) {
		return fmt.Errorf(otherChecks, len(got.Results), len(checks))
	}
	right, timed := got.Results[:len(checks)], got.Results[len(checks):]
	if c.graded == nil {
		if len(timed)+len(got.Timings) > 0 {
			return errors.New(notAsked)
		}
		return checkResults(right, checks)
	}
	if !reflect.DeepEqual(right, c.graded[i].Results) {
		return errors.New(otherResults)
	}
	if err := c.checkSpeed(i, timed); err != nil {
		return err
	}
	return checkTimings(got.Timings, e.Timed)
}

// checkResults checks results against the course's checks, which have no verdict yet.
func checkResults(results, checks []student.Result) error {
	for k, r := range results {
		want := checks[k]
		want.Record = r.Record
		switch {
		case r != want: // also in its points
			return fmt.Errorf(otherCheck, r.Function, r.Check, r.Earned, r.Points, want.Function, want.Check, want.Points)
		case !slices.Contains(ofChecks, r.Verdict):
			return fmt.Errorf(otherVerdict, r.Function, r.Check, r.Verdict)
		}
	}
	return nil
}

// ofChecks are the verdicts of checks, ofSpeed those of measurements.
var (
	ofChecks = []record.Verdict{
		record.Passed, record.Failed, record.Unwritten, record.Hangs, record.Panics, record.Races, record.LeftEarly,
		record.NotJudged, record.NotHere, record.NotBuilt, record.Rejected, record.Limit, record.Internal,
	}
	ofSpeed = []record.Verdict{
		record.Passed, record.Slow, record.Unmeasured, record.Failed, record.Hangs, record.Panics, record.LeftEarly,
		record.NotJudged, record.Limit, record.Internal,
	}
)

// checkSpeed checks the results of rows: one of each, in any order. What is not right earns
// nothing.
func (c checker) checkSpeed(i int, results []student.Result) error {
	rows := c.exercises[i].Timed
	if len(results) != len(rows) {
		return fmt.Errorf(otherChecks, len(results), len(rows))
	}
	for _, row := range rows {
		k := slices.IndexFunc(results, func(r student.Result) bool { return r.Function == row.Functions[0] })
		if k < 0 {
			return fmt.Errorf(noRow, row.Row)
		}
		r := results[k]
		want := student.Result{Function: row.Functions[0], Check: course.Speed, Points: row.Points, Earned: r.Earned, Record: r.Record}
		got, _ := grade.Earned(r)
		switch {
		case r != want || r.Earned < 0 || r.Earned > row.Points:
			return fmt.Errorf(otherCheck, r.Function, r.Check, r.Earned, r.Points, want.Function, want.Check, want.Points)
		case !slices.Contains(ofSpeed, r.Verdict):
			return fmt.Errorf(otherVerdict, r.Function, r.Check, r.Verdict)
		case r.Verdict == record.Unmeasured && got != int(math.Round(c.graded[i].RightShare(row)*float64(row.Points))),
			r.Verdict != record.Unmeasured && got > 0 && !c.graded[i].IsRight(row):
			return fmt.Errorf(tooMany, row.Row, got)
		}
	}
	return nil
}

// checkTimings checks that measurements are of the rows, each of one.
func checkTimings(timings []speed.Result, rows []course.Timed) error {
	seen := map[string]bool{}
	for _, t := range timings {
		isRow := slices.ContainsFunc(rows, func(row course.Timed) bool { return row.Row == t.Row })
		if !isRow || seen[t.Row] {
			return fmt.Errorf(otherRow, t.Row)
		}
		seen[t.Row] = true
	}
	return nil
}
