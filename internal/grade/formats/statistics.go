package formats

import (
	"cmp"
	"slices"
	"strings"

	"speedup.example/internal/course"
	"speedup.example/internal/grade"
	"speedup.example/internal/student"
)

// exercisesOf returns the exercises that have results, in the lecture's order.
func exercisesOf(grades []grade.Grade) (names []string) {
	has := map[string]bool{}
	for _, g := range grades {
		for _, e := range g.Exercises {
			has[e.Name] = true
		}
	}
	for _, name := range course.Names() {
		if has[name] {
			names = append(names, name)
		}
	}
	return names
}

// find returns an exercise of a grade.
func find(g grade.Grade, exercise string) (e grade.Exercise, ok bool) {
	i := slices.IndexFunc(g.Exercises, func(e grade.Exercise) bool { return e.Name == exercise })
	if i < 0 {
		return e, false
	}
	return g.Exercises[i], true
}

// called returns the name of a student, or the ID if there is none.
func called(g grade.Grade) string { return cmp.Or(g.Student.Name, g.Student.ID) }

// A spread says how the points of a class are distributed.
type spread struct {
	Median, Mean float64
	Low, High    int
}

// spreadOf returns the spread of a class that is not empty.
func spreadOf(grades []grade.Grade) (s spread) {
	var points []int
	for _, g := range grades {
		got, _ := g.Points()
		points = append(points, got)
		s.Mean += float64(got) / float64(len(grades))
	}
	slices.Sort(points)
	n := len(points)
	s.Median = float64(points[(n-1)/2]+points[n/2]) / 2
	s.Low, s.High = points[0], points[n-1]
	return s
}

// A hard check fails.
type hard struct {
	Name       string // pi.Parallel/overlap
	Rule       string
	Failed, Of int    // students, of those whose function can be judged
	Example    string // what the check said to one of them
}

// hardest returns the checks that fail, those that fail most first.
func hardest(grades []grade.Grade) []hard {
	var t tally
	for _, g := range grades {
		for _, e := range g.Exercises {
			for _, r := range e.Results {
				t.count(g, e.Name, r)
			}
		}
	}
	checks := slices.DeleteFunc(t.checks, func(h hard) bool { return h.Failed == 0 })
	slices.SortStableFunc(checks, func(a, b hard) int { return cmp.Compare(b.Failed, a.Failed) })
	return checks
}

// A tally counts how often the checks fail.
type tally struct {
	checks []hard
	index  map[string]int // by name
}

// count counts a result, if its function can be judged.
func (t *tally) count(g grade.Grade, exercise string, r student.Result) {
	failed := blames(r)
	if !failed && grade.Of(r.Verdict) != grade.Passed {
		return
	}
	h := t.find(exercise, r)
	h.Of++
	if failed {
		h.Failed++
		h.Example = cmp.Or(h.Example, anonymous(r.Message, g))
	}
}

func (t *tally) find(exercise string, r student.Result) *hard {
	name := full(exercise, r)
	i, ok := t.index[name]
	if !ok {
		if t.index == nil {
			t.index = map[string]int{}
		}
		i = len(t.checks)
		t.index[name] = i
		t.checks = append(t.checks, hard{Name: name, Rule: rule(exercise, r)})
	}
	return &t.checks[i]
}

// anonymous takes the student's names out of a message. A program may print them.
func anonymous(message string, g grade.Grade) string {
	names := append(strings.Fields(g.Student.Name), g.Student.Name, g.Student.Email, g.Student.ID)
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	for _, name := range names {
		if len(name) > 2 {
			message = strings.ReplaceAll(message, name, "…")
		}
	}
	return message
}

// The marks of a student whose grade needs a look.
const (
	markRejected = "R"
	markCompile  = "C"
	markInternal = "I"
	markUntimed  = "U"
)

// marks returns the marks of a grade, or of an exercise of it.
func marks(exercises ...grade.Exercise) string {
	found := map[grade.Verdict]bool{}
	for _, e := range exercises {
		for _, r := range e.Results {
			found[grade.Of(r.Verdict)] = true
		}
	}
	var marks string
	for _, m := range []struct {
		verdict grade.Verdict
		mark    string
	}{{grade.Rejected, markRejected}, {grade.Compile, markCompile}, {grade.Internal, markInternal}, {grade.Unmeasured, markUntimed}} {
		if found[m.verdict] {
			marks += m.mark
		}
	}
	return marks
}
