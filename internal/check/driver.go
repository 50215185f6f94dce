package check

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// DriverTests returns the checks that every driver has to pass. limit returns
// how many pieces may be under way at a GOMAXPROCS.
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

// mustReturnLast ends the check if the driver doesn't wait for its pieces. Then leaks
// and races depend on chance.
func (s *stage) mustReturnLast(t *testing.T) {
	t.Helper()
	s.finishEach(func(int, []goroutine) { NotJudged(t, doesNotWait) })
}

// atEach runs f in a bubble at several settings of GOMAXPROCS.
func atEach(t *testing.T, f func(t *testing.T, procs int)) {
	t.Helper()
	for _, procs := range Pick("procs", []int{4, 1, 2, 8}, []int{3, 1, 5, 7}, []int{6, 1, 2, 9}, []int{5, 1, 3, 10}) {
		Procs(t, procs)
		InBubble(t, func(t *testing.T) { f(t, procs) })
	}
}

// Overlap checks that a driver has exactly as many pieces under way as limit
// allows. Fewer leave a core (or a connection) idle.
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

// notOverlapping explains why n pieces were under way instead of want.
func notOverlapping(n, want, limit, procs int, left []goroutine) string {
	allowed := fmt.Sprintf("the limit is %d, GOMAXPROCS is %d", limit, procs)
	waiter, locked := lock(left)
	switch {
	case n < want && locked:
		return fmt.Sprintf(lockedPieces, n, want, waiter.state, at(waiter.place()))
	case n == 1 && want > 1:
		return fmt.Sprintf(oneAfterOther, want)
	case n == 0:
		return "No piece began at all."
	case n < want:
		return fmt.Sprintf(tooFewAtOnce, n, want, allowed)
	case n == pieces:
		return fmt.Sprintf(allAtOnce, n, want, allowed)
	}
	return fmt.Sprintf(tooManyAtOnce, n, want, allowed)
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
			if i, ok := s.begunTwice(); ok {
				Fail(t, pieceTwice, i)
			}
			if n := s.started(); n != want {
				Fail(t, "%s", notSliding(n, want, ended, limit(procs)))
			}
			if len(underway) == 0 {
				Fail(t, restLost, ended, pieces)
			}
			s.finish(underway[ended%2*(len(underway)-1)])
			settle()
		}
		if err := s.wait(t); err != nil {
			Fail(t, errorAfterAll, err)
		}
	})
}

func notSliding(n, want, ended, limit int) string {
	switch {
	case n < want && ended > 0:
		return fmt.Sprintf(emptyPlace, ended, pieces, n, want)
	case n < want:
		return fmt.Sprintf("%d pieces began, and %d were allowed at the same time.", n, want)
	}
	return fmt.Sprintf(aboveLimit, ended, pieces, n, want, limit)
}

// EachOnce checks that every piece is done, and none twice. Usually a piece is
// missing because the driver drops the remainder of a division.
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
			Fail(t, errorAfterAll, err)
		}
	})
}

// notOnce names a piece that is missing or was done twice, if there is one.
func notOnce(begun []int, procs int) string {
	times := make([]int, pieces)
	for _, i := range begun {
		if i < 0 || i >= pieces {
			return fmt.Sprintf(noSuchPiece, i, pieces-1)
		}
		times[i]++
	}
	missing := slices.Index(times, 0)
	first := max(slices.IndexFunc(times, func(n int) bool { return n > 1 }), 0)
	switch {
	case times[first] > 1 && missing >= 0:
		return fmt.Sprintf(wrongPiece, first, pieces, times[first], missing)
	case missing > 0 && !slices.ContainsFunc(times[missing:], func(n int) bool { return n > 0 }):
		return fmt.Sprintf(lastPieces, pieces-missing, pieces, procs)
	case missing >= 0:
		return fmt.Sprintf("Piece %d of %d was never done.", missing, pieces)
	case times[first] > 1:
		return fmt.Sprintf(doneAgain, first, pieces, times[first])
	}
	return ""
}

// Cancels checks that a driver whose context has ended begins nothing more, and
// returns the context's error. Whoever presses Ctrl-C wants the machine back.
// The pieces under way may come to their end.
func Cancels(t *testing.T, drive Driver, limit func(procs int) int) {
	t.Helper()
	atEach(t, func(t *testing.T, _ int) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		s := start(ctx, t, drive)
		s.finishAll()
		err := s.wait(t)
		if n := s.started(); n > 0 {
			Fail(t, begunAfterEnd, n)
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
			Fail(t, begunMidway, before, pieces, n)
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
		Fail(t, noErrorAfterEnd)
	case !Is(err, context.Canceled):
		Fail(t, otherErrorAfterEnd, err)
	}
}

// Leaks checks that a driver that has returned leaves no goroutine behind,
// whether it came to its end or was cancelled. A goroutine keeps its memory for
// as long as the program lives.
func Leaks(t *testing.T, drive Driver) {
	t.Helper()
	atEach(t, func(t *testing.T, _ int) {
		s := start(t.Context(), t, drive)
		s.mustReturnLast(t)
		s.wait(t)
		nothingLeft(t, "All pieces were done, and your function returned")
	})
	atEach(t, func(t *testing.T, _ int) {
		ctx, cancel := context.WithCancel(t.Context())
		s := start(ctx, t, drive)
		settle()
		cancel()
		// A driver that looks at its context in its own goroutine may notice only after the
		// first piece, and leave the others behind.
		s.finishEach(func(underway int, left []goroutine) { Fail(t, returnedMidway, underway, blocked(left)) })
		s.wait(t)
		nothingLeft(t, "The context ended, and your function returned")
	})
}

// NothingLeft runs f in a bubble, and checks that it leaves no goroutine behind.
func NothingLeft(t *testing.T, f func(ctx context.Context)) {
	t.Helper()
	InBubble(t, func(t *testing.T) {
		f(t.Context())
		nothingLeft(t, "Your function returned")
	})
}

func nothingLeft(t *testing.T, when string) {
	t.Helper()
	switch left := settle(); len(left) {
	case 0:
	case 1:
		Fail(t, goroutineLeft, when, blocked(left))
	default:
		Fail(t, goroutinesLeft, when, len(left), blocked(left))
	}
}

// Race runs the driver for the race detector. Its pieces do nothing that orders
// them, such as taking a lock.
func Race(t *testing.T, drive Driver) {
	t.Helper()
	mustReturnLast(t, drive)
	for _, procs := range []int{1, 2, 4, 8} {
		Procs(t, procs)
		for range Pick("runs", 20, 6) {
			if err := drive(t.Context(), pieces, func(int) {}); err != nil {
				Fail(t, "Your function returned the error %q.", err)
			}
		}
	}
}

// mustReturnLast ends the check if the driver doesn't wait for its pieces. Another check is
// about what it leaves behind.
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

// folder returns the exercise's folder, because tests run in their package's folder.
func folder() string {
	dir, err := os.Getwd()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(filepath.Base(dir))
}
