package sweep_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/sweep"
)

// turns has rounds of fake processes, a second each, and the order in which they ran.
type turns struct {
	sweep.Rounds
	said bytes.Buffer
	ran  []string
	run  runner
}

func newTurns(t *testing.T, run runner) *turns {
	t.Helper()
	results, err := sweep.NewResults(t.TempDir(), "x")
	require.NoError(t, err)
	r := &turns{run: run}
	record := runner(func(ctx context.Context, step sweep.Step) (sweep.Outcome, error) {
		r.ran = append(r.ran, step.Exercise+" "+step.Side)
		return r.run(ctx, step)
	})
	question, control := steps("pi")[0], steps("var")[0]
	r.Rounds = sweep.Rounds{
		Sweep:     &sweep.Sweep{Results: results, Progress: &sweep.Progress{W: &r.said}, Limit: time.Hour, Runner: record},
		Questions: []sweep.Step{question}, Controls: []sweep.Step{control},
		Every: 2, Least: 1, Most: 100, Time: time.Hour,
	}
	return r
}

// A round is both versions, and both again in the opposite order, with the first one drawn.
// Every second one has the controls, too.
func TestRounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newTurns(t, good)
		r.Most = 3
		require.NoError(t, r.Run(t.Context()))
		assert.Equal(t, []string{
			"pi before", "pi after", "pi after", "pi before", "var before", "var after", "var after", "var before",
			"pi after", "pi before", "pi before", "pi after",
			"pi after", "pi before", "pi before", "pi after", "var after", "var before", "var before", "var after",
		}, r.ran)
		assert.Equal(t, 3, r.Done)
		path, _, err := r.Sweep.Results.Close()
		require.NoError(t, err)
		text := content(t, path)
		assert.True(t, strings.HasPrefix(text, "side: before\nround: 1\ngoos: linux\nBenchmarkpi/n=9/impl=sequential-1\t 5\t 40 ns/op\nside: after\nBenchmarkpi"), text)
		assert.Equal(t, 1, strings.Count(text, "goos: linux"), "what holds already is not said again")
		assert.Equal(t, 3, strings.Count(text, "round: "))
	})
}

// No round begins after the time, except up to the least number. None begins after the
// most.
func TestRoundsEnd(t *testing.T) {
	for _, test := range []struct {
		least, most int
		time        time.Duration
		want        int
	}{
		{least: 1, most: 100, time: 20 * time.Second, want: 3}, // of 8, 4 and 8 seconds
		{least: 5, most: 100, time: 20 * time.Second, want: 5},
		{least: 1, most: 2, time: time.Hour, want: 2},
	} {
		synctest.Test(t, func(t *testing.T) {
			r := newTurns(t, good)
			r.Least, r.Most, r.Time = test.least, test.most, test.time
			require.NoError(t, r.Run(t.Context()))
			assert.Equal(t, test.want, r.Done)
			_, _, err := r.Sweep.Results.Close()
			require.NoError(t, err)
		})
	}
}

// A step that fails in one version runs in neither again, and the others go on.
func TestRoundsOfWhatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newTurns(t, func(ctx context.Context, step sweep.Step) (sweep.Outcome, error) {
			if step.Exercise == "pi" && step.Side == "after" {
				return sweep.Outcome{Status: 1, State: "exit status 1", Stdout: []byte("no such thing\n")}, nil
			}
			return good(ctx, step)
		})
		r.Most = 2
		require.NoError(t, r.Run(t.Context()))
		assert.Equal(t, []string{"pi before", "pi after", "var before", "var after", "var after", "var before"}, r.ran)
		assert.Equal(t, []string{"pi"}, r.Sweep.Failed)
		assert.Contains(t, r.said.String(), "no such thing")
		_, _, err := r.Sweep.Results.Close()
		require.NoError(t, err)
	})
}

func TestRoundsAreInterrupted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		r := newTurns(t, good)
		require.ErrorIs(t, r.Run(ctx), context.DeadlineExceeded)
		assert.Zero(t, r.Done)
		_, _, err := r.Sweep.Results.Close()
		require.NoError(t, err)
	})
}

// A terminal shows the progress in every round, and a file at every quarter.
func TestProgressOfRounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newTurns(t, good)
		r.Controls, r.Time = nil, 40*time.Second
		require.NoError(t, r.Run(t.Context()))
		assert.Equal(t, "30%, about 28 s left\n50%, about 20 s left\n80%, about 8 s left\n", r.said.String())
		r.said.Reset()
		r.Done = 0
		require.NoError(t, r.Run(t.Context()))
		assert.Equal(t, "30%, about 28 s left\n50%, about 20 s left\n80%, about 8 s left\n", r.said.String(), "of the next exercise, too")
		_, _, err := r.Sweep.Results.Close()
		require.NoError(t, err)
	})
	synctest.Test(t, func(t *testing.T) {
		r := newTurns(t, good)
		r.Most = 2
		r.Sweep.Progress.Columns = func() int { return 60 }
		require.NoError(t, r.Run(t.Context()))
		assert.Contains(t, r.said.String(), "\r50%, about 8 s left, pi at 1")
		_, _, err := r.Sweep.Results.Close()
		require.NoError(t, err)
	})
}
