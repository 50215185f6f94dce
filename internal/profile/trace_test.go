package profile_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/exp/trace"

	"speedup.example/internal/bench"
	"speedup.example/internal/profile"
)

// at returns an event at a millisecond.
func at[T trace.EventDetails](t *testing.T, ms int, kind trace.EventKind, details T, functions ...string) trace.Event {
	t.Helper()
	c := trace.EventConfig[T]{Time: trace.Time(ms) * trace.Time(time.Millisecond), Kind: kind, Goroutine: 1, Proc: 1, Thread: 1, Details: details}
	var frames []trace.StackFrame
	for i, f := range functions {
		frames = append(frames, trace.StackFrame{PC: uint64(i + 1), Func: f})
	}
	if len(frames) > 0 {
		c.Stack = trace.MakeStack(frames)
	}
	e, err := trace.MakeEvent(c)
	require.NoError(t, err)
	return e
}

// move lets a goroutine begin to run, or wait.
func move(t *testing.T, ms int, id trace.GoID, runs bool) trace.Event {
	from, to := trace.GoRunning, trace.GoWaiting
	if runs {
		from, to = trace.GoRunnable, trace.GoRunning
	}
	return at(t, ms, trace.EventStateTransition, trace.MakeGoStateTransition(id, from, to))
}

// What two goroutines do from the begin of the measured region to its end: the second runs
// beside the first for four tenths, and both wait for one. Samples count while one runs
// alone: those of the driver, by the step in which their ways part, and others.
func TestEvents(t *testing.T) {
	region := trace.Region{Type: bench.Region}
	sample := func(ms int, functions ...string) trace.Event {
		return at(t, ms, trace.EventStackSample, trace.StackSample{}, functions...)
	}
	i, err := profile.Follow("speedup.example/var.", "Parallel",
		move(t, 0, 1, true),
		sample(5, "speedup.example/var.before"),
		at(t, 10, trace.EventRegionBegin, trace.Region{Type: "another"}),
		at(t, 100, trace.EventRegionBegin, region),
		sample(105, "slices.Sort", "speedup.example/var.lowest", "speedup.example/var.risk", "speedup.example/var.Parallel", "testing.run"),
		sample(110, "speedup.example/var.draw", "speedup.example/var.pilot", "speedup.example/var.risk", "speedup.example/var.Parallel"),
		sample(115, "math.Exp", "speedup.example/var.draw", "speedup.example/var.pilot", "speedup.example/var.risk", "speedup.example/var.Parallel"),
		sample(120, "speedup.example/var.draw", "speedup.example/var.parallelFor.func1", "errgroup"),
		move(t, 140, 2, true),
		sample(150, "speedup.example/var.simulate"),
		move(t, 180, 1, false),
		move(t, 190, 2, false),
		at(t, 200, trace.EventRegionEnd, region),
		move(t, 300, 2, true),
		sample(350, "speedup.example/var.after"),
	)
	require.NoError(t, err)
	assert.Equal(t, 100*time.Millisecond, i.Span)
	assert.InDeltaSlice(t, []float64{0.1, 0.5, 0.4}, i.Busy, 1e-9)
	assert.InDelta(t, 1.3, i.Mean(), 1e-9)
	assert.InDelta(t, 0.75, i.Serial, 1e-9)
	assert.Equal(t, []profile.Share{{"var.pilot", 2. / 3}, {"var.lowest", 1. / 3}}, i.Steps)
	most, ok := i.Most()
	require.True(t, ok)
	assert.InDelta(t, 1.3/(0.5*0.75), most, 1e-9)
	assert.Equal(t, "███▄ ", i.Picture(50*time.Millisecond, 5, 2))
}
