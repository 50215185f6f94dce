package speed_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/bench/turns"
	"speedup.example/internal/check/record"
	"speedup.example/internal/course"
	"speedup.example/internal/grade/speed"
)

// A player takes the times that it is told to, and answers with the seed.
type player struct {
	name  string
	times map[string]time.Duration // by row
	lie   json.RawMessage
	fault error
	log   *[]turns.Task
	order *[]string
}

func (p *player) Turn(task turns.Task, within time.Duration) (speed.Played, error) {
	*p.log, *p.order = append(*p.log, task), append(*p.order, p.name+" "+task.Row)
	if task.Answer != nil {
		if string(task.Answer) != fmt.Sprint(task.Seed) {
			return speed.Played{}, &speed.Fault{Record: record.Record{Verdict: record.Failed, Message: "far from the truth"}}
		}
		return speed.Played{}, nil
	}
	if p.fault != nil {
		return speed.Played{}, p.fault
	}
	answer := json.RawMessage(fmt.Sprint(task.Seed))
	if p.lie != nil {
		answer = p.lie
	}
	return speed.Played{Answer: answer, Time: p.times[task.Row], Counts: speed.Counts{Instructions: 5, Cycles: 2}}, nil
}

// A game is a match of players, with all tasks that they got.
type game struct {
	student, course, control *player
	tasks                    []turns.Task
	order                    []string
}

func newGame() *game {
	g := &game{}
	own := map[string]time.Duration{course.Baseline: 20e6, course.Limit: 2e6, course.OnAllCores: 10e6, "unrolled": 5e6}
	g.student = &player{name: "student", times: map[string]time.Duration{course.OnAllCores: 16e6, "unrolled": 8e6}}
	g.course, g.control = &player{name: "course", times: own}, &player{name: "control", times: own}
	for _, p := range []*player{g.student, g.course, g.control} {
		p.log, p.order = &g.tasks, &g.order
	}
	return g
}

func (g *game) measure(ctx context.Context, row int) (speed.Result, error) {
	e, err := course.Find("pi")
	if err != nil {
		return speed.Result{}, err
	}
	m := speed.Match{Exercise: e, Student: g.student, Course: g.course, Control: g.control, Procs: 2, Random: rand.New(rand.NewPCG(1, 2))}
	return m.Measure(ctx, e.Timed[row])
}

const (
	parallel = iota
	unrolled
)

func TestMeasure(t *testing.T) {
	g := newGame()
	r, err := g.measure(t.Context(), parallel)
	require.NoError(t, err)
	same := func(times float64) speed.Median { return speed.Median{Times: times, Low: times, High: times} }
	assert.Equal(t, speed.Result{
		Row: "parallel", Procs: 2, Student: same(1.25), Course: same(2), Control: same(1), Floor: same(8),
		Counts: speed.Counts{Instructions: 5, Cycles: 2},
	}, r)
	r, err = g.measure(t.Context(), unrolled)
	require.NoError(t, err)
	assert.Equal(t, same(2.5), r.Student)
	assert.Equal(t, 1, r.Procs)
}

// In a round all do the same two tasks, which have one size, and no seed comes twice. The
// order is a palindrome, and not always the same.
func TestRounds(t *testing.T) {
	g := newGame()
	_, err := g.measure(t.Context(), parallel)
	require.NoError(t, err)
	const each = 8 // sequential code, the limit, and two turns of three
	require.Len(t, g.tasks, 15*each)
	seeds, sizes, orders := map[uint64]bool{}, map[int]bool{}, map[string]bool{}
	for i := 0; i < len(g.tasks); i += each {
		round, order := g.tasks[i:i+each], g.order[i:i+each]
		assert.Equal(t, []string{"course sequential", "course limit"}, order[:2])
		assert.Equal(t, 1, round[0].Procs, "sequential code has one core")
		assert.Equal(t, 2, round[1].Procs, "the limit has those of the row")
		for k := 2; k < each; k++ {
			assert.Equal(t, round[2+(k-2)/3*3], round[k])
			assert.Equal(t, round[0].N, round[k].N)
			assert.Equal(t, order[k], order[each+1-k])
		}
		for _, task := range []turns.Task{round[2], round[5]} {
			assert.False(t, seeds[task.Seed])
			seeds[task.Seed] = true
		}
		sizes[round[0].N], orders[fmt.Sprint(order)] = true, true
	}
	assert.Greater(t, len(sizes), 10)
	assert.Greater(t, len(orders), 3)
}

// A busy machine has a second chance, and only one.
func TestMeasuresTwice(t *testing.T) {
	g := newGame()
	g.control.times = map[string]time.Duration{course.OnAllCores: 11e6}
	r, err := g.measure(t.Context(), parallel)
	require.NoError(t, err)
	assert.False(t, r.Quiet())
	assert.Len(t, g.tasks, 2*15*8)
}

// A student's program that does not answer, or not rightly, is to blame. What happens to the
// course's own is not the student's fault.
func TestFaults(t *testing.T) {
	wrong := json.RawMessage("17")
	for name, test := range map[string]struct {
		change func(g *game)
		row    int
		want   record.Record // the message is a part; none is an error of the grader
	}{
		"a driver's wrong answer":    {func(g *game) { g.student.lie = wrong }, parallel, record.Record{Verdict: record.Failed, Message: "it answers 17, and Sequential"}},
		"a kernel's wrong answer":    {func(g *game) { g.student.lie = wrong }, unrolled, record.Record{Verdict: record.Failed, Message: "far from the truth"}},
		"a kernel without an answer": {func(g *game) { g.student.lie = json.RawMessage{} }, unrolled, record.Record{Verdict: record.Failed, Message: "it answers nothing"}},
		"an end": {func(g *game) {
			g.student.fault = &speed.Fault{Record: record.Record{Verdict: record.LeftEarly, Message: "gone"}}
		}, parallel,
			record.Record{Verdict: record.LeftEarly, Message: "gone"}},
		"an end of the course's": {func(g *game) { g.course.fault = &speed.Fault{Record: record.Record{Verdict: record.LeftEarly}} }, parallel, record.Record{}},
		"an end of the control":  {func(g *game) { g.control.fault = &speed.Fault{Record: record.Record{Verdict: record.Limit}} }, parallel, record.Record{}},
		"a broken sandbox":       {func(g *game) { g.student.fault = errors.New("no sandbox") }, parallel, record.Record{}},
	} {
		t.Run(name, func(t *testing.T) {
			g := newGame()
			test.change(g)
			_, err := g.measure(t.Context(), test.row)
			require.Error(t, err)
			var fault *speed.Fault
			if test.want.Verdict == "" {
				assert.False(t, errors.As(err, &fault), "%v is no fault of the student's", err)
				return
			}
			require.ErrorAs(t, err, &fault)
			assert.Equal(t, test.want.Verdict, fault.Verdict)
			assert.Contains(t, fault.Message, test.want.Message)
			assert.Regexp(t, `n=[34]\d{6} and the seed \d+`, fault.Message)
		})
	}
}

func TestMeasureEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	g := newGame()
	_, err := g.measure(ctx, parallel)
	require.ErrorIs(t, err, context.Canceled)
	assert.Empty(t, g.tasks)
}
