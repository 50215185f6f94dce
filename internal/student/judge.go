package student

import (
	"slices"

	"speedup.example/internal/check/record"
	"speedup.example/internal/course"
)

// Unjudged returns the results of an exercise's checks before any has run: they have no
// verdict.
func Unjudged(exercise course.Exercise) (results []Result) {
	for _, f := range exercise.Functions {
		for _, c := range f.Checks {
			results = append(results, Result{Function: f.Name, Check: c.Name, Points: c.Points})
		}
	}
	return results
}

// Judge runs the wanted checks of a function that have no verdict yet, in their order. It
// stops if one hangs, or finds the function unwritten. A check that fails is not judged if
// the one that is its possible cause has failed, too.
func Judge(results []Result, f course.Function, run func(course.Check) (Result, error), wanted func(course.Check) bool) error {
	var stop record.Record
	for i := range results {
		r := &results[i]
		if r.Function != f.Name {
			continue
		}
		c := f.Checks[slices.IndexFunc(f.Checks, func(c course.Check) bool { return c.Name == r.Check })]
		switch {
		case stop.Verdict != "":
			r.Record = stop
			continue
		case r.Verdict != "" || !wanted(c):
			continue
		}
		got, err := run(c)
		if err != nil {
			return err
		}
		if got.Verdict == record.Failed && blames(results, f, c.After) {
			got.Record = got.Symptom(c.After)
		}
		r.Record, r.Flaky = got.Record, got.Flaky
		switch got.Verdict {
		case record.Unwritten:
			stop = got.Record
		case record.Hangs, record.Limit:
			stop = record.AfterHang(c.Name)
		}
	}
	return nil
}

// blames reports whether a check of a function found something that makes others fail.
func blames(results []Result, f course.Function, check string) bool {
	return slices.ContainsFunc(results, func(r Result) bool {
		return r.Function == f.Name && r.Check == check && r.Verdict.Blames()
	})
}
