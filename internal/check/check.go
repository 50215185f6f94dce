// Package check is the conformance suite of the exercises: what every driver
// has to keep, whatever it computes. Each function is one rule, says in its
// comment why the rule matters, and proves it without looking at a clock: the
// kernels block inside a [synctest] bubble, and a counter tells how many of
// them are under way.
package check

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A Driver is an exercise's driver with its arguments bound: it cuts work into
// the given number of pieces, and its kernel calls piece with the number of
// the piece that it does.
type Driver func(ctx context.Context, pieces int, piece func(i int)) error

// Procs sets GOMAXPROCS until the test ends.
func Procs(t *testing.T, n int) {
	t.Helper()
	previous := runtime.GOMAXPROCS(n)
	t.Cleanup(func() { runtime.GOMAXPROCS(previous) })
}

// Sequential checks a driver that does one piece after the other, whatever the
// number of cores.
func Sequential(t *testing.T, drive Driver) {
	t.Helper()
	conforms(t, drive, func(int) int { return 1 })
}

// Parallel checks a driver that has as many pieces under way as GOMAXPROCS
// allows: fewer leave a core idle, and more take turns.
func Parallel(t *testing.T, drive Driver) {
	t.Helper()
	conforms(t, drive, func(procs int) int { return procs })
}

func conforms(t *testing.T, drive Driver, inFlight func(procs int) int) {
	t.Helper()
	const pieces = 11 // a multiple of none of the settings
	for _, procs := range []int{1, 2, 3, 8} {
		Procs(t, procs)
		InFlight(t, drive, pieces, inFlight(procs))
		EachOnce(t, drive, pieces)
		Cancels(t, drive, pieces, inFlight(procs))
	}
}

// SameAnswer checks that an answer is want, the one that the exercise's
// Sequential gives, and so depends on its arguments only: not on GOMAXPROCS, and not on which goroutine comes first. An answer that changes
// from run to run cannot be tested, and two people cannot compare theirs.
func SameAnswer[Answer any](t *testing.T, want Answer, answer func() (Answer, error)) {
	t.Helper()
	for _, procs := range []int{1, 2, 3, 8} {
		previous := runtime.GOMAXPROCS(procs)
		got, err := answer()
		runtime.GOMAXPROCS(previous)
		require.NoError(t, err, "GOMAXPROCS=%d", procs)
		require.Equal(t, want, got,
			"GOMAXPROCS=%d: not the answer of Sequential, to the last bit: is a piece left out, has it the stream of another, or does the order of the sum depend on who is first?", procs)
	}
}

// InFlight checks that the driver keeps exactly want pieces under way for as
// long as there are as many left to do: fewer leave a core (or a connection)
// idle, more than asked for were not allowed. As soon as one ends, the next
// must begin: a driver that works in batches waits for the slowest of each.
func InFlight(t *testing.T, drive Driver, pieces, want int) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		var started atomic.Int32
		finish, result := make(chan struct{}), make(chan error, 1)
		go func() {
			result <- drive(t.Context(), pieces, func(int) {
				started.Add(1)
				<-finish
			})
		}()
		defer close(finish) // lets a driver end that has failed
		for finished := range pieces {
			synctest.Wait()
			if !assert.EqualValues(t, min(pieces, finished+want), started.Load(),
				"pieces that have begun, of %d, after %d have ended, with at most %d allowed at a time", pieces, finished, want) {
				return
			}
			select {
			case finish <- struct{}{}:
			case err := <-result:
				t.Errorf("the driver returned (error: %v) after %d of %d pieces", err, finished, pieces)
				return
			}
		}
		synctest.Wait()
		assert.EqualValues(t, pieces, started.Load(), "pieces that have begun: some were begun twice")
		select {
		case err := <-result:
			require.NoError(t, err)
		default:
			t.Error("all pieces have ended, and the driver does not return")
		}
	})
}

// EachOnce checks that every piece is done, and none twice. Dropping the
// remainder of a division is the usual way to miss one.
func EachOnce(t *testing.T, drive Driver, pieces int) {
	t.Helper()
	var mu sync.Mutex
	done := make([]int, pieces)
	require.NoError(t, drive(t.Context(), pieces, func(i int) {
		mu.Lock()
		defer mu.Unlock()
		done[i]++
	}))
	for i, times := range done {
		assert.Equal(t, 1, times, "times that piece %d of %d was done", i, pieces)
	}
}

// Cancels checks that a driver whose context is cancelled starts nothing more,
// returns the context's error, and leaves no goroutine behind: whoever pressed
// Ctrl-C wants the machine back. limit is how many pieces are under way when
// that happens; they may end in peace.
func Cancels(t *testing.T, drive Driver, pieces, limit int) {
	t.Helper()
	t.Run("before", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		var started atomic.Int32
		err := drive(ctx, pieces, func(int) { started.Add(1) })
		assert.Zero(t, started.Load(), "pieces that began although the context was cancelled before")
		require.ErrorIs(t, err, context.Canceled, "the driver has to return the context's error")
	})
	t.Run("midway", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			var started atomic.Int32
			finish, result := make(chan struct{}), make(chan error, 1)
			go func() {
				result <- drive(ctx, pieces, func(int) {
					started.Add(1)
					<-finish
				})
			}()
			synctest.Wait()
			cancel()
			close(finish)
			require.ErrorIs(t, <-result, context.Canceled, "the driver has to return the context's error")
			assert.EqualValues(t, limit, started.Load(),
				"pieces that began, of %d, when %d were under way at the cancellation: nothing may begin after it", pieces, limit)
		})
	})
}
