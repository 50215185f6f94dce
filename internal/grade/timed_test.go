package grade_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/check/record"
	"speedup.example/internal/course"
	"speedup.example/internal/grade"
	"speedup.example/internal/grade/intake"
	"speedup.example/internal/student"
)

// passed returns a grade in which everything is right, so everything is measured.
func passed(g *grade.Grader) (graded grade.Grade) {
	for _, e := range g.Exercises {
		results := student.Unjudged(e)
		for i := range results {
			results[i].Verdict = record.Passed
		}
		graded.Exercises = append(graded.Exercises, grade.Exercise{Name: e.Name, Results: results})
	}
	return graded
}

// measured measures a program of one file, and returns how its row ended.
func measured(t *testing.T, g *grade.Grader, p program) student.Result {
	t.Helper()
	graded, err := g.Speed(t.Context(), intake.Submission{Files: map[string][]byte{p.file: p.source}}, passed(g))
	require.NoError(t, err)
	for _, e := range graded.Exercises {
		for _, r := range e.Results {
			if e.Name == filepath.Dir(p.file) && r.Function == functionOf(t, g, p.file) && r.Check == course.Speed {
				return r
			}
		}
	}
	t.Fatalf("%s was not measured", p.file)
	return student.Result{}
}

// Speed earns points only by the work: not by knowing the answer or the input, not by another
// method, and not by what happens beside it. The filter does not help here.
func TestSpeedOfCheats(t *testing.T) {
	g := newGrader(t, true, "pi", "slowsum")
	for _, p := range programs(t, "speed") {
		t.Run(p.name, func(t *testing.T) {
			r := measured(t, g, p)
			assert.Contains(t, p.is, string(grade.Of(r.Verdict)), r.Message)
			assert.Contains(t, r.Message, p.says)
			assert.Less(t, r.Earned, r.Points+1)
		})
	}
}

// The course's own solutions are measured, and no turn of theirs goes wrong.
func TestSpeedOfSolutions(t *testing.T) {
	g := newGrader(t, false)
	graded, err := g.Speed(t.Context(), solutions(t, g), passed(g))
	require.NoError(t, err)
	rows := 0
	for _, e := range graded.Exercises {
		for _, r := range e.Results {
			if r.Check == course.Speed {
				assert.Contains(t, []grade.Verdict{grade.Passed, grade.Slow, grade.Unmeasured}, grade.Of(r.Verdict), "%s: %s", e.Name, r.Message)
				t.Logf("%s.%s: %d of %d: %s", e.Name, r.Function, r.Earned, r.Points, r.Message)
				rows++
			}
		}
	}
	assert.Equal(t, 8, rows)
}

// What is not right is not measured. On one core nothing is, and the points of speed are
// those of right answers.
func TestSpeedIsForRightAnswers(t *testing.T) {
	g := newGrader(t, false, "pi")
	for procs, want := range map[int]struct {
		verdict grade.Verdict
		earned  int
	}{2: {grade.Fail, 0}, 1: {grade.Unmeasured, 2}} {
		graded := passed(g)
		e := &graded.Exercises[0]
		for i := range e.Results {
			if e.Results[i].Function != "Parallel" || i > 1 { // overlap and window have 2 of 10 points
				e.Results[i].Verdict = record.Failed
			}
		}
		g.Procs = procs
		got, err := g.Speed(t.Context(), intake.Submission{}, graded)
		require.NoError(t, err)
		speed := got.Exercises[0].Results[len(e.Results):]
		require.Len(t, speed, 2)
		assert.Equal(t, want.verdict, grade.Of(speed[0].Verdict))
		assert.Equal(t, want.earned, speed[0].Earned)
		assert.Zero(t, speed[1].Earned)
	}
}
