package check_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"speedup.example/internal/check"
)

// limit is how many pieces a driver may have under way.
func limit() int { return runtime.GOMAXPROCS(0) }

// window is right: it keeps limit pieces under way, and heeds its context.
func window(ctx context.Context, pieces int, piece func(int)) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(limit())
	for i := range pieces {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			piece(i)
			return nil
		})
	}
	return g.Wait()
}

// workers is right as well, in another idiom.
func workers(ctx context.Context, pieces int, piece func(int)) error {
	jobs := make(chan int)
	var wg sync.WaitGroup
	for range limit() {
		wg.Go(func() {
			for i := range jobs {
				if ctx.Err() == nil {
					piece(i)
				}
			}
		})
	}
	for i := range pieces {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
	return ctx.Err()
}

func sequential(ctx context.Context, pieces int, piece func(int)) error {
	for i := range pieces {
		if err := ctx.Err(); err != nil {
			return err
		}
		piece(i)
	}
	return nil
}

func batches(ctx context.Context, pieces int, piece func(int)) error {
	for first := 0; first < pieces; first += limit() {
		err := window(ctx, min(limit(), pieces-first), func(i int) { piece(first + i) })
		if err != nil {
			return err
		}
	}
	return nil
}

func unbounded(_ context.Context, pieces int, piece func(int)) error {
	var wg sync.WaitGroup
	for i := range pieces {
		wg.Go(func() { piece(i) })
	}
	wg.Wait()
	return nil
}

func dropsRemainder(ctx context.Context, pieces int, piece func(int)) error {
	return window(ctx, pieces/limit()*limit(), piece)
}

func twice(ctx context.Context, pieces int, piece func(int)) error {
	return window(ctx, pieces+1, func(i int) { piece(i % pieces) })
}

func ignoresContext(_ context.Context, pieces int, piece func(int)) error {
	return window(context.Background(), pieces, piece)
}

func swallowsError(ctx context.Context, pieces int, piece func(int)) error {
	_ = window(ctx, pieces, piece)
	return nil
}

func ownError(ctx context.Context, pieces int, piece func(int)) error {
	if window(ctx, pieces, piece) != nil {
		return errors.New("stopped")
	}
	return nil
}

// looksOnce heeds a context that is cancelled before, but none that is later.
func looksOnce(ctx context.Context, pieces int, piece func(int)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	_ = window(context.Background(), pieces, piece)
	return ctx.Err()
}

// fails does all the work, and then says that it has not.
func fails(ctx context.Context, pieces int, piece func(int)) error {
	if err := window(ctx, pieces, piece); err != nil {
		return err
	}
	return errors.New("broken")
}

// leaks returns at the cancellation, while its pieces are still under way.
func leaks(ctx context.Context, pieces int, piece func(int)) error {
	result := make(chan error, 1)
	go func() { result <- window(ctx, pieces, piece) }()
	select {
	case err := <-result:
		return err
	case <-ctx.Done():
		go func() { select {} }()
		return ctx.Err()
	}
}

func TestRightDriversPass(t *testing.T) {
	t.Run("window", func(t *testing.T) { check.Parallel(t, window) })
	t.Run("workers", func(t *testing.T) { check.Parallel(t, workers) })
	t.Run("sequential", func(t *testing.T) { check.Sequential(t, sequential) })
}

// wrong holds a program for each thing that can go wrong, and the words by
// which it has to be caught.
var wrong = map[string]struct {
	test func(*testing.T)
	want string
}{
	"sequential":   {func(t *testing.T) { check.Parallel(t, sequential) }, "pieces that have begun, of 11, after 0 have ended, with at most 2"},
	"not in turn":  {func(t *testing.T) { check.Sequential(t, window) }, "pieces that have begun, of 11, after 0 have ended, with at most 1"},
	"batches":      {func(t *testing.T) { check.Parallel(t, batches) }, "pieces that have begun, of 11, after 1 have ended, with at most 2"},
	"unbounded":    {func(t *testing.T) { check.Parallel(t, unbounded) }, "pieces that have begun, of 11, after 0 have ended, with at most 1"},
	"remainder":    {func(t *testing.T) { check.Parallel(t, dropsRemainder) }, "after 9 have ended, with at most 2"},
	"twice":        {func(t *testing.T) { check.Parallel(t, twice) }, "some were begun twice"},
	"twice, alone": {func(t *testing.T) { check.EachOnce(t, twice, 11) }, "times that piece 0 of 11 was done"},
	"drops, alone": {func(t *testing.T) { check.Procs(t, 2); check.EachOnce(t, dropsRemainder, 11) }, "times that piece 10 of 11 was done"},
	"context":      {func(t *testing.T) { check.Parallel(t, ignoresContext) }, "began although the context was cancelled"},
	"context once": {func(t *testing.T) { check.Parallel(t, looksOnce) }, "nothing may begin after it"},
	"swallowed":    {func(t *testing.T) { check.Parallel(t, swallowsError) }, "return the context's error"},
	"own error":    {func(t *testing.T) { check.Parallel(t, ownError) }, "return the context's error"},
	"failing":      {func(t *testing.T) { check.Parallel(t, fails) }, "broken"},
	"leak":         {func(t *testing.T) { check.Parallel(t, leaks) }, "blocked goroutines remain"},
	"scheduling": {
		func(t *testing.T) {
			check.SameAnswer(t, 1, func() (int, error) { return runtime.GOMAXPROCS(0), nil })
		}, "GOMAXPROCS=2: not the answer of Sequential, to the last bit",
	},
	"biased": {
		func(t *testing.T) { check.ZScores(t, func(seed uint64) float64 { return normal(seed) + 0.5 }) },
		"mean of the z-scores",
	},
	"formula":      {func(t *testing.T) { check.ZScores(t, func(uint64) float64 { return 0 }) }, "variance of the z-scores"},
	"seed ignored": {func(t *testing.T) { check.ZScores(t, func(uint64) float64 { return 1.2 }) }, "mean of the z-scores"},
	"one stream": {
		func(t *testing.T) { check.ZScores(t, func(seed uint64) float64 { return 2 * normal(seed) }) },
		"variance of the z-scores",
	},
	"seed + piece": {
		func(t *testing.T) {
			check.ZScores(t, func(seed uint64) float64 {
				return (normal(seed) + normal(seed+1) + normal(seed+2) + normal(seed+3)) / 2
			})
		}, "correlation of neighbouring seeds",
	},
	"two of four lanes alike": {
		func(t *testing.T) {
			check.ZScores(t, func(seed uint64) float64 {
				return (2*normal(4*seed) + normal(4*seed+1) + normal(4*seed+2)) / 2
			})
		},
		"variance of the z-scores",
	},
	"not a number": {func(t *testing.T) { check.ZScores(t, func(uint64) float64 { return 0 / zero }) }, "not a number"},
}

var zero float64

func normal(seed uint64) float64 { return rand.New(rand.NewPCG(seed, 99)).NormFloat64() }

// A check that is never seen to fail proves nothing. Each wrong program runs in
// a process of its own, which has to fail, and to say why.
func TestWrongProgramsFail(t *testing.T) {
	if name := os.Getenv("CHECK_WRONG"); name != "" {
		wrong[name].test(t)
		return
	}
	executable, err := os.Executable()
	require.NoError(t, err)
	for name, program := range wrong {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cmd := exec.Command(executable, "-test.run=^TestWrongProgramsFail$", "-test.timeout=20s")
			cmd.Env = append(os.Environ(), "CHECK_WRONG="+name)
			output, err := cmd.CombinedOutput()
			var exit *exec.ExitError
			require.ErrorAs(t, err, &exit, "the wrong program passed")
			assert.Contains(t, string(output), program.want)
		})
	}
}
