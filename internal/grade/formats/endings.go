package formats

import (
	"fmt"
	"slices"

	"speedup.example/internal/check/record"
	"speedup.example/internal/course"
	"speedup.example/internal/grade"
	"speedup.example/internal/student"
)

// An ending is how one check ended, or several with the same message. A file that does not
// build fails ten checks, and is told once.
type ending struct {
	student.Result
	Verdict grade.Verdict
	Checks  []string
	Got, Of int // the points of the checks
}

// endings groups results, in the order in which their messages first come.
func endings(results []student.Result) (endings []ending) {
	for _, r := range results {
		i := slices.IndexFunc(endings, func(e ending) bool { return e.Record == r.Record })
		if i < 0 {
			i = len(endings)
			endings = append(endings, ending{Result: r, Verdict: grade.Of(r.Verdict)})
		}
		endings[i].Checks = append(endings[i].Checks, r.Check)
		endings[i].Of += r.Points
		endings[i].Got += earned(r)
	}
	return endings
}

// functions returns the functions of an exercise, in the order of its results.
func functions(e grade.Exercise) (names []string) {
	for _, r := range e.Results {
		if !slices.Contains(names, r.Function) {
			names = append(names, r.Function)
		}
	}
	return names
}

func resultsOf(e grade.Exercise, function string) []student.Result {
	return slices.DeleteFunc(slices.Clone(e.Results), func(r student.Result) bool { return r.Function != function })
}

// full returns the name of a check, as in pi.Parallel/overlap.
func full(exercise string, r student.Result) string {
	return fmt.Sprintf("%s.%s/%s", exercise, r.Function, r.Check)
}

// rule returns the sentence that a check proves, or nothing if package course has none.
func rule(exercise string, r student.Result) string {
	e, err := course.Find(exercise)
	if err != nil {
		return ""
	}
	for _, f := range e.Functions {
		for _, c := range f.Checks {
			if f.Name == r.Function && c.Name == r.Check {
				return fmt.Sprintf(msgRule, f.Name, c.Rule)
			}
		}
	}
	return ""
}

// counts reports whether a result counts in the points.
func counts(r student.Result) bool {
	v := grade.Of(r.Verdict)
	return v != grade.NotHere && v != grade.Internal
}

// uncounted returns the points that could not be checked.
func uncounted(g grade.Grade) (points int) {
	for _, e := range g.Exercises {
		for _, r := range e.Results {
			if !counts(r) {
				points += r.Points
			}
		}
	}
	return points
}

// blames reports whether a check failed for a reason of its own. Code that isn't written,
// or doesn't build, says nothing about the check, and its rule does not help. Neither does
// that of a check that was not judged.
func blames(r student.Result) bool {
	switch grade.Of(r.Verdict) {
	case grade.Fail, grade.Race, grade.Limit, grade.NoRecord:
		return r.Verdict != record.NotJudged
	}
	return false
}
