package check

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// DriverTests returns the checks that every driver has to pass. limit says how
// many pieces may be under way at a GOMAXPROCS.
func DriverTests(drive Driver, limit func(procs int) int) Tests {
	return Tests{
		"overlap":   func(t *testing.T) { Overlap(t, drive, limit) },
		"window":    func(t *testing.T) { Window(t, drive, limit) },
		"each-once": func(t *testing.T) { EachOnce(t, drive) },
		"cancels":   func(t *testing.T) { Cancels(t, drive, limit) },
		"leaks":     func(t *testing.T) { Leaks(t, drive) },
		"race":      func(t *testing.T) { Race(t, drive) },
	}
}

// mustReturnLast ends a check that can see nothing of a driver that does not wait: what
// is left behind, or raced with, is then a matter of chance.
func (s *stage) mustReturnLast(t *testing.T) {
	t.Helper()
	settle()
	for underway := s.underway(); len(underway) > 0; underway = s.underway() {
		if _, ok := s.returned(); ok {
			NotJudged(t, doesNotWait)
		}
		s.finish(underway[0])
		settle()
	}
	s.finishAll()
}

// atEach runs f in a bubble at several settings of GOMAXPROCS.
func atEach(t *testing.T, f func(t *testing.T, procs int)) {
	t.Helper()
	for _, procs := range []int{4, 1, 2, 8} {
		Procs(t, procs)
		InBubble(t, func(t *testing.T) { f(t, procs) })
	}
}

// Overlap checks that a driver has exactly as many pieces under way as limit
// allows: fewer leave a core (or a connection) idle, and more were not allowed.
func Overlap(t *testing.T, drive Driver, limit func(procs int) int) {
	t.Helper()
	atEach(t, func(t *testing.T, procs int) {
		want := min(limit(procs), pieces)
		s := start(t.Context(), t, drive)
		left := settle()
		if n := s.started(); n != want {
			Fail(t, "%s", notOverlapping(n, want, limit(procs), procs, left))
		}
		s.mustWait(t)
		s.finishAll()
		s.wait(t)
	})
}

// notOverlapping says what n pieces under way mean where want were expected.
func notOverlapping(n, want, limit, procs int, left []goroutine) string {
	allowed := fmt.Sprintf("the limit is %d, GOMAXPROCS is %d", limit, procs)
	waiter, locked := lock(left)
	switch {
	case n < want && locked:
		return fmt.Sprintf("%d of %d pieces ran at the same time: the others wait in %s%s. A lock that is held while a piece is done makes the goroutines take turns. Do the piece without it, and lock only what they share, if anything.",
			n, want, waiter.state, at(waiter.place()))
	case n == 1 && want > 1:
		return fmt.Sprintf("1 of %d pieces ran at the same time: the second began after the first had ended. g.Go must start every piece before g.Wait.", want)
	case n == 0:
		return "No piece was begun at all."
	case n < want:
		return fmt.Sprintf("%d of %d pieces ran at the same time (%s): what is idle could work. The number of CPUs is another number than either.", n, want, allowed)
	case n == pieces:
		return fmt.Sprintf("All %d pieces began at once, and %d were allowed (%s): nothing holds them back. g.SetLimit makes g.Go wait for a free place.", n, want, allowed)
	}
	return fmt.Sprintf("%d pieces ran at the same time, and %d were allowed (%s).", n, want, allowed)
}

// Window checks that the next piece begins as soon as one ends, the newest or
// the oldest. A driver that works in batches waits for the slowest of each.
func Window(t *testing.T, drive Driver, limit func(procs int) int) {
	t.Helper()
	atEach(t, func(t *testing.T, procs int) {
		s := start(t.Context(), t, drive)
		settle()
		for ended := range pieces {
			want, underway := min(pieces, ended+limit(procs)), s.underway()
			s.mustWait(t)
			if i, yes := s.twice(); yes {
				Fail(t, "Piece %d began twice. Does every goroutine have its own i, and every piece its own stream?", i)
			}
			if n := s.started(); n != want {
				Fail(t, "%s", notSliding(n, want, ended, limit(procs)))
			}
			if len(underway) == 0 {
				Fail(t, "After %d of %d pieces nothing is under way any more: a piece was begun twice, or the rest is lost.", ended, pieces)
			}
			s.finish(underway[ended%2*(len(underway)-1)])
			settle()
		}
		if err := s.wait(t); err != nil {
			Fail(t, "All pieces were done, and the driver returned the error %q.", err)
		}
	})
}

func notSliding(n, want, ended, limit int) string {
	switch {
	case n < want && ended > 0:
		return fmt.Sprintf("%d of %d pieces had ended, and %d instead of %d had begun: a place was free, and stayed empty. Is the work done in batches? Then all wait for the slowest of a batch. Let the next piece begin as soon as any one ends: g.SetLimit with the limit, and g.Go for every piece.",
			ended, pieces, n, want)
	case n < want:
		return fmt.Sprintf("%d of %d pieces began that were allowed at the same time.", n, want)
	}
	return fmt.Sprintf("%d of %d pieces had ended, and %d instead of %d had begun: more were under way than the %d that are allowed.", ended, pieces, n, want, limit)
}

// EachOnce checks that every piece is done, and none twice. Dropping the
// remainder of a division is the usual way to miss one.
func EachOnce(t *testing.T, drive Driver) {
	t.Helper()
	atEach(t, func(t *testing.T, procs int) {
		s := start(t.Context(), t, drive)
		s.finishAll()
		err := s.wait(t)
		if message := notOnce(s.begun, procs); message != "" {
			Fail(t, "%s", message)
		}
		if err != nil {
			Fail(t, "All pieces were done, and the driver returned the error %q.", err)
		}
	})
}

// notOnce says which pieces are missing or were done twice, if any.
func notOnce(begun []int, procs int) string {
	times := make([]int, pieces)
	for _, i := range begun {
		if i < 0 || i >= pieces {
			return fmt.Sprintf("Piece %d was done, but there are only the pieces 0 to %d.", i, pieces-1)
		}
		times[i]++
	}
	missing := slices.Index(times, 0)
	first := max(slices.IndexFunc(times, func(n int) bool { return n > 1 }), 0)
	switch {
	case times[first] > 1 && missing >= 0:
		return fmt.Sprintf("Piece %d of %d was done %d times, and piece %d never. Does every goroutine have its own i, and every piece its own stream?", first, pieces, times[first], missing)
	case missing > 0 && !slices.ContainsFunc(times[missing:], func(n int) bool { return n > 0 }):
		return fmt.Sprintf("The last %d of %d pieces were never done (GOMAXPROCS is %d). If the work is shared out by a division, the remainder is work too.", pieces-missing, pieces, procs)
	case missing >= 0:
		return fmt.Sprintf("Piece %d of %d was never done.", missing, pieces)
	case times[first] > 1:
		return fmt.Sprintf("Piece %d of %d was done %d times: work for nothing, and its part of the answer may count twice.", first, pieces, times[first])
	}
	return ""
}

// Cancels checks that a driver whose context has ended begins nothing more, and
// returns the context's error: whoever pressed Ctrl-C wants the machine back.
// The pieces under way may end in peace.
func Cancels(t *testing.T, drive Driver, limit func(procs int) int) {
	t.Helper()
	atEach(t, func(t *testing.T, _ int) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		s := start(ctx, t, drive)
		s.finishAll()
		err := s.wait(t)
		if n := s.started(); n > 0 {
			Fail(t, "The context had ended before the driver was called, and %d pieces were begun all the same. Look at ctx.Err() before every piece, and hand this context on to what you call.", n)
		}
		wantCanceled(t, err)
	})
	atEach(t, func(t *testing.T, procs int) {
		ctx, cancel := context.WithCancel(t.Context())
		s := start(ctx, t, drive)
		settle()
		before := s.started()
		cancel()
		settle()
		s.finishAll()
		err := s.wait(t)
		if n := s.started() - before; n > 0 && before < pieces {
			Fail(t, "The context ended while %d of %d pieces were under way, and after that %d more were begun. Look at ctx.Err() before every piece, and hand this context on to what you call.", before, pieces, n)
		}
		if before < pieces {
			wantCanceled(t, err)
		}
	})
}

func wantCanceled(t *testing.T, err error) {
	t.Helper()
	switch {
	case err == nil:
		Fail(t, "The context had ended, and the driver returned no error: its caller takes half an answer for a whole one. Return what g.Wait returns, or ctx.Err().")
	case !errors.Is(err, context.Canceled):
		Fail(t, "The context had ended, and the driver returned the error %q, by which nobody can tell. Return ctx.Err(), or wrap it with %%w.", err)
	}
}

// Leaks checks that nothing of the driver runs or waits any more once it has
// returned, whether it came to its end or was cancelled: what is left behind
// keeps its memory for as long as the program lives.
func Leaks(t *testing.T, drive Driver) {
	t.Helper()
	atEach(t, func(t *testing.T, _ int) {
		s := start(t.Context(), t, drive)
		s.mustReturnLast(t)
		s.wait(t)
		nothingLeft(t, "All pieces were done, and the driver returned")
	})
	atEach(t, func(t *testing.T, _ int) {
		ctx, cancel := context.WithCancel(t.Context())
		s := start(ctx, t, drive)
		settle()
		cancel()
		left := settle()
		if _, yes := s.returned(); yes && len(s.underway()) > 0 {
			Fail(t, "The driver returned at the end of its context, while %d pieces were still under way%s. Wait for them: they may write to what the caller believes is his own.", len(s.underway()), blocked(left))
		}
		s.finishAll()
		s.wait(t)
		nothingLeft(t, "The context ended, and the driver returned")
	})
}

// NothingLeft runs f in a bubble, and checks that no goroutine is left of it.
func NothingLeft(t *testing.T, f func(ctx context.Context)) {
	t.Helper()
	InBubble(t, func(t *testing.T) {
		f(t.Context())
		nothingLeft(t, "It returned")
	})
}

func nothingLeft(t *testing.T, when string) {
	t.Helper()
	switch left := settle(); len(left) {
	case 0:
	case 1:
		Fail(t, "%s, but a goroutine is left behind%s. It has to have a way to end: a channel that is closed, a context that ends.", when, blocked(left))
	default:
		Fail(t, "%s, but %d goroutines are left behind%s. Each has to have a way to end: a channel that is closed, a context that ends.", when, len(left), blocked(left))
	}
}

// Race runs the driver for the race detector to look at: its pieces do nothing
// that would order them, such as taking a lock.
func Race(t *testing.T, drive Driver) {
	t.Helper()
	mustReturnLast(t, drive)
	for _, procs := range []int{1, 2, 4, 8} {
		Procs(t, procs)
		for range 20 {
			if err := drive(t.Context(), pieces, func(int) {}); err != nil {
				Fail(t, "The driver returned the error %q.", err)
			}
		}
	}
}

// mustReturnLast ends a check that can see nothing of a driver that does not wait. What the
// driver leaves behind is the matter of another.
func mustReturnLast(t *testing.T, drive Driver) {
	t.Helper()
	defer func() {
		if value := recover(); value != nil && !isDeadlock(value) {
			panic(value)
		}
	}()
	InBubble(t, func(t *testing.T) {
		s := start(t.Context(), t, drive)
		s.mustReturnLast(t)
		s.wait(t)
	})
}

// folder is the exercise's: tests run in their package's folder.
func folder() string {
	dir, err := os.Getwd()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(filepath.Base(dir))
}
