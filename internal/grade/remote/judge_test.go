package remote_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/check/record"
	"speedup.example/internal/course"
	"speedup.example/internal/grade"
	"speedup.example/internal/grade/intake"
	"speedup.example/internal/grade/remote"
	"speedup.example/internal/student"
)

// callers are functions.
type caller func(kind string, piece []byte) ([]byte, error)

func (c caller) Call(ctx context.Context, kind string, piece []byte) ([]byte, error) {
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return c(kind, piece)
}

// piOnly is what the tests grade: an exercise with a driver and a kernel whose speed counts.
func piOnly(t *testing.T) []course.Exercise {
	t.Helper()
	e, err := course.Find("pi")
	require.NoError(t, err)
	require.Len(t, e.Timed, 2)
	return []course.Exercise{e}
}

var ada = intake.Submission{Student: intake.Student{ID: "ada", Name: "Ada Lovelace"}, Source: "ada.zip", Notes: []string{"late"}, Files: map[string][]byte{"pi/parallel.go": []byte("package pi")}}

// judge returns one whose workers answer so, and what it notes.
func judge(t *testing.T, c caller) (*remote.Judge, *[]string) {
	notes := new([]string)
	return &remote.Judge{Caller: c, Version: "1", Seed: 7, Exercises: piOnly(t), Note: func(n string) { *notes = append(*notes, n) }}, notes
}

// honest is the answer of an honest worker to a piece: all is right, and half as fast as asked.
func honest(t *testing.T, kind string, piece []byte) (a remote.Answer) {
	t.Helper()
	var p remote.Piece
	require.NoError(t, json.Unmarshal(piece, &p))
	a = remote.Answer{Piece: remote.Digest(piece), Worker: "w", Exercises: p.Graded}
	e := piOnly(t)[0]
	if kind == remote.Grades {
		results := student.Unjudged(e)
		for i := range results {
			results[i].Record = record.Record{Verdict: record.Passed}
		}
		a.Exercises = []grade.Exercise{{Name: e.Name, Results: results}}
		return a
	}
	for _, row := range e.Timed {
		a.Exercises[0].Results = append(a.Exercises[0].Results, student.Result{
			Function: row.Functions[0], Check: course.Speed, Points: row.Points, Earned: 5, Record: record.Record{Verdict: record.Slow},
		})
	}
	return a
}

func sent(t *testing.T, a remote.Answer) []byte {
	t.Helper()
	text, err := json.Marshal(a)
	require.NoError(t, err)
	return text
}

// allPoints are those of pi, as an honest worker gives them.
func allPoints(t *testing.T) grade.Grade {
	t.Helper()
	j, _ := judge(t, func(kind string, piece []byte) ([]byte, error) { return sent(t, honest(t, kind, piece)), nil })
	graded, err := j.Grade(t.Context(), ada)
	require.NoError(t, err)
	return graded
}

// A piece doesn't say whose it is, and a grade does.
func TestPieceHasNoName(t *testing.T) {
	var pieces []byte
	j, notes := judge(t, func(kind string, piece []byte) ([]byte, error) {
		pieces = append(pieces, piece...)
		return sent(t, honest(t, kind, piece)), nil
	})
	graded, err := j.Grade(t.Context(), ada)
	require.NoError(t, err)
	timed, err := j.Speed(t.Context(), ada, graded)
	require.NoError(t, err)
	assert.NotContains(t, strings.ToLower(string(pieces)), "ada")
	for _, g := range []grade.Grade{graded, timed} {
		assert.Equal(t, ada.Student, g.Student)
		assert.Equal(t, []any{"ada.zip", uint64(7), ada.Notes}, []any{g.Source, g.Seed, g.Notes})
	}
	before, of := graded.Points()
	assert.Equal(t, of, before)
	after, of := timed.Points()
	assert.Equal(t, []int{before + 10, before + 20}, []int{after, of})
	assert.Empty(t, *notes)
}

// lies are answers that a worker could give to be kind, or unkind, or by mistake. Each says
// what the judge has against it.
var lies = map[string]struct {
	kind string
	tell func(a *remote.Answer)
	says string
}{
	"another student's":    {remote.Grades, func(a *remote.Answer) { a.Piece = remote.Digest([]byte("grace")) }, "it is about another submission"},
	"no exercise":          {remote.Grades, func(a *remote.Answer) { a.Exercises = nil }, "it has 0 exercises, want 1"},
	"another exercise":     {remote.Grades, func(a *remote.Answer) { a.Exercises[0].Name = "var" }, `it has exercise "var", want pi`},
	"points of before":     {remote.Grades, func(a *remote.Answer) { a.Exercises[0].Before = 99 }, "want pi"},
	"too many points":      {remote.Grades, func(a *remote.Answer) { a.Exercises[0].Results[0].Points = 99 }, "with 0 of 99 points"},
	"earned":               {remote.Grades, func(a *remote.Answer) { a.Exercises[0].Results[0].Earned = 1 }, "with 1 of "},
	"fewer checks":         {remote.Grades, func(a *remote.Answer) { a.Exercises[0].Results = a.Exercises[0].Results[1:] }, "results, want"},
	"another check":        {remote.Grades, func(a *remote.Answer) { a.Exercises[0].Results[0].Check = "colour" }, "/colour with"},
	"a check twice":        {remote.Grades, func(a *remote.Answer) { a.Exercises[0].Results[0] = a.Exercises[0].Results[1] }, "want"},
	"no verdict":           {remote.Grades, func(a *remote.Answer) { a.Exercises[0].Results[0].Verdict = "" }, `has the verdict ""`},
	"a verdict of speed":   {remote.Grades, func(a *remote.Answer) { a.Exercises[0].Results[0].Verdict = record.Slow }, `has the verdict "slow"`},
	"speed, not asked for": {remote.Grades, func(a *remote.Answer) { addSpeed(a, 10) }, "nobody has asked for"},
	"speed, no points":     {remote.Grades, func(a *remote.Answer) { addSpeed(a, 0) }, "nobody has asked for"},

	"other results":       {remote.Measures, func(a *remote.Answer) { a.Exercises[0].Results[0].Verdict = record.Failed }, "other results than were sent"},
	"too fast":            {remote.Measures, func(a *remote.Answer) { last(a).Earned = 11 }, "with 11 of 10 points"},
	"negative":            {remote.Measures, func(a *remote.Answer) { last(a).Earned = -1 }, "with -1 of 10 points"},
	"more points":         {remote.Measures, func(a *remote.Answer) { last(a).Points = 20 }, "with 5 of 20 points"},
	"a row twice":         {remote.Measures, func(a *remote.Answer) { last(a).Function = "Parallel" }, "is missing"},
	"a row more":          {remote.Measures, func(a *remote.Answer) { addSpeed(a, 1) }, "it has 3 results, want 2"},
	"not measured":        {remote.Measures, func(a *remote.Answer) { last(a).Verdict = record.Unmeasured }, "has 5 points, more than"},
	"a verdict of checks": {remote.Measures, func(a *remote.Answer) { last(a).Verdict = record.Races }, `has the verdict "races"`},
	"timings of nothing": {remote.Measures, func(a *remote.Answer) {
		a.Exercises[0].Timings = append(a.Exercises[0].Timings, timing("light"))
	}, `it has row "light"`},
}

func last(a *remote.Answer) *student.Result {
	results := a.Exercises[0].Results
	return &results[len(results)-1]
}

func addSpeed(a *remote.Answer, points int) {
	r := student.Result{Function: "Parallel", Check: course.Speed, Points: points, Record: record.Record{Verdict: record.Passed}}
	a.Exercises[0].Results = append(a.Exercises[0].Results, r)
}

// An answer that can't be one to the piece does not count. The submission is tried again,
// with the next worker; if all lie, the grade has a fault, which costs no points.
func TestLies(t *testing.T) {
	graded := allPoints(t)
	for name, lie := range lies {
		t.Run(name, func(t *testing.T) {
			liars := 0
			j, notes := judge(t, func(kind string, piece []byte) ([]byte, error) {
				a := honest(t, kind, piece)
				if liars--; liars >= 0 {
					lie.tell(&a)
				}
				return sent(t, a), nil
			})
			run := func(n int) (got grade.Grade) {
				liars = n
				var err error
				if lie.kind == remote.Grades {
					got, err = j.Grade(t.Context(), ada)
				} else {
					got, err = j.Speed(t.Context(), ada, graded)
				}
				require.NoError(t, err)
				return got
			}
			right := run(0)
			require.Empty(t, *notes)
			assert.Equal(t, right, run(2))
			require.Len(t, *notes, 2)
			assert.Contains(t, (*notes)[0], `ada: no grade yet, and it is asked for again: the answer of worker "w" does not count: `)
			assert.Contains(t, (*notes)[0], lie.says)
			requireFault(t, run(3), graded, lie.kind)
		})
	}
}

// requireFault checks that a grade has a fault where it would have its points, and nothing is
// lost by that.
func requireFault(t *testing.T, got, graded grade.Grade, kind string) {
	t.Helper()
	require.True(t, got.HasFault())
	points, of := got.Points()
	if kind == remote.Grades {
		require.Equal(t, []int{0, 0}, []int{points, of})
		return
	}
	before, all := graded.Points()
	require.Equal(t, []int{before, all}, []int{points, of})
}

// What is no JSON does not count, such as NaN and infinity where a number should be.
func TestNoNumbers(t *testing.T) {
	for number, says := range map[string]string{"NaN": "invalid character 'N'", "1e999": "cannot unmarshal number 1e999", "-Infinity": "invalid character 'I'"} {
		j, notes := judge(t, func(kind string, piece []byte) ([]byte, error) {
			a := honest(t, kind, piece)
			if kind == remote.Measures {
				a.Exercises[0].Timings = append(a.Exercises[0].Timings, timing(piOnly(t)[0].Timed[0].Row))
			}
			return []byte(strings.Replace(string(sent(t, a)), `"times":1.25`, `"times":`+number, 1)), nil
		})
		graded := allPoints(t)
		got, err := j.Speed(t.Context(), ada, graded)
		require.NoError(t, err)
		requireFault(t, got, graded, remote.Measures)
		require.Len(t, *notes, 3)
		assert.Contains(t, (*notes)[0], says)
	}
}

// What is not right earns no points of speed, whatever a worker says.
func TestSpeedOfWrong(t *testing.T) {
	graded := allPoints(t)
	graded.Exercises[0].Results[0].Verdict = record.Failed // of Parallel, or of the kernel
	j, notes := judge(t, func(kind string, piece []byte) ([]byte, error) { return sent(t, honest(t, kind, piece)), nil })
	got, err := j.Speed(t.Context(), ada, graded)
	require.NoError(t, err)
	requireFault(t, got, graded, remote.Measures)
	assert.Contains(t, (*notes)[0], "has 5 points, more than the checks of its functions allow")
}

// A worker that fails costs no points, and neither does a grader that fails there. Another
// attempt may help.
func TestFaults(t *testing.T) {
	calls := 0
	j, notes := judge(t, func(kind string, piece []byte) ([]byte, error) {
		calls++
		a := honest(t, kind, piece)
		switch calls {
		case 1:
			return nil, errors.New("worker w: the kernel panicked")
		case 2:
			a.Exercises[0].Results[0].Verdict = record.Internal
		}
		return sent(t, a), nil
	})
	graded, err := j.Grade(t.Context(), ada)
	require.NoError(t, err)
	assert.Equal(t, allPoints(t), graded)
	assert.Equal(t, []string{"ada: no grade yet, and it is asked for again: worker w: the kernel panicked"}, *notes)

	j, _ = judge(t, func(string, []byte) ([]byte, error) { return nil, errors.New("worker w: the kernel panicked") })
	graded, err = j.Grade(t.Context(), ada)
	require.NoError(t, err)
	requireFault(t, graded, graded, remote.Grades)
	assert.Contains(t, graded.Exercises[0].Results[0].Message, "costs no points: worker w: the kernel panicked")
}

// Without a way to the workers, and at the end of the context, there is no grade at all.
func TestNoWay(t *testing.T) {
	calls := 0
	j, _ := judge(t, func(string, []byte) ([]byte, error) { calls++; return nil, fmt.Errorf("%w: gone", remote.ErrGone) })
	_, err := j.Grade(t.Context(), ada)
	require.ErrorIs(t, err, remote.ErrGone)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = j.Speed(ctx, ada, allPoints(t))
	require.ErrorIs(t, err, context.Canceled)
	assert.Equal(t, 1, calls)
}
