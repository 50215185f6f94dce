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
	spike time.Duration // longer, in every other turn
	turns int
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
	took := p.times[task.Row]
	if p.turns++; p.turns%2 == 1 {
		took += p.spike
	}
	return speed.Played{Answer: answer, Time: took, Counts: speed.Counts{Instructions: 5, Cycles: 2}}, nil
}

// A game is a match of players, with all tasks that they got.
type game struct {
	student, course, control, referee *player
	tasks                             []turns.Task
	order                             []string
}

func newGame() *game {
	g := &game{}
	own := map[string]time.Duration{course.Baseline: 20e6, course.Limit: 2e6, course.OnAllCores: 10e6, "unrolled": 5e6}
	g.student = &player{name: "student", times: map[string]time.Duration{course.OnAllCores: 16e6, "unrolled": 8e6}}
	g.course, g.control, g.referee = &player{name: "course", times: own}, &player{name: "control", times: own}, &player{name: "referee", times: own}
	for _, p := range []*player{g.student, g.course, g.control, g.referee} {
		p.log, p.order = &g.tasks, &g.order
	}
	return g
}

func (g *game) measure(ctx context.Context, row int) (speed.Result, error) {
	e, err := course.Find("pi")
	if err != nil {
		return speed.Result{}, err
	}
	m := speed.Match{Exercise: e, Student: g.student, Course: g.course, Control: g.control, Referee: g.referee, Procs: 2, Random: rand.New(rand.NewPCG(1, 2))}
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
	const half = 5 // the limit, sequential code, and a turn of three
	require.Len(t, g.tasks, 15*2*half)
	seeds, sizes, orders := map[uint64]bool{}, map[int]bool{}, map[string]bool{}
	for i := 0; i < len(g.tasks); i += half {
		tasks, order := g.tasks[i:i+half], g.order[i:i+half]
		assert.Equal(t, []string{"referee limit", "referee sequential"}, order[:2])
		assert.NotContains(t, fmt.Sprint(order[2:]), "referee")
		assert.Equal(t, 2, tasks[0].Procs, "the limit has the cores of the row")
		assert.Equal(t, 1, tasks[1].Procs, "sequential code has one core")
		for k := range tasks {
			assert.Equal(t, [2]any{tasks[0].N, tasks[0].Seed}, [2]any{tasks[k].N, tasks[k].Seed})
		}
		assert.False(t, seeds[tasks[0].Seed])
		seeds[tasks[0].Seed] = true
		if i%(2*half) == half { // the second half of a round
			assert.Equal(t, g.tasks[i-1].N, tasks[0].N)
			for k := 2; k < half; k++ {
				assert.Equal(t, order[k], g.order[i+1-k])
			}
		}
		sizes[tasks[0].N], orders[fmt.Sprint(order)] = true, true
	}
	assert.Greater(t, len(sizes), 10)
	assert.Greater(t, len(orders), 3)
}

// Other work makes times longer, and never shorter. So the shorter one of two counts, for all
// sides.
func TestShorterTimes(t *testing.T) {
	quiet, err := newGame().measure(t.Context(), parallel)
	require.NoError(t, err)
	for name, busy := range map[string]func(g *game) *player{
		"student": func(g *game) *player { return g.student },
		"control": func(g *game) *player { return g.control },
	} {
		g := newGame()
		busy(g).spike = time.Second
		r, err := g.measure(t.Context(), parallel)
		require.NoError(t, err)
		assert.Equal(t, quiet, r, name)
	}
}

// A busy machine has a second chance, and only one.
func TestMeasuresTwice(t *testing.T) {
	g := newGame()
	g.control.times = map[string]time.Duration{course.OnAllCores: 11e6}
	r, err := g.measure(t.Context(), parallel)
	require.NoError(t, err)
	assert.False(t, r.Quiet())
	assert.Len(t, g.tasks, 2*15*10)
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
		"an end of the referee":  {func(g *game) { g.referee.fault = &speed.Fault{Record: record.Record{Verdict: record.LeftEarly}} }, parallel, record.Record{}},
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
