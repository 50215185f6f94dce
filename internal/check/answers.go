package check

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"speedup.example/internal/random"
)

// SameAnswer checks that an answer is want, the one that the exercise's
// Sequential gives, and so depends on its arguments only: not on GOMAXPROCS, and
// not on which goroutine comes first. An answer that changes from run to run
// cannot be tested, and two people cannot compare theirs. The case is named for
// what its arguments are: "n=100".
func SameAnswer[Answer any](t *testing.T, name string, want Answer, answer func(ctx context.Context) (Answer, error)) {
	t.Helper()
	for _, procs := range []int{1, 2, 3, 8} {
		Procs(t, procs)
		InBubble(t, func(t *testing.T) {
			got, err := answer(t.Context())
			switch {
			case errors.Is(err, context.Canceled):
				Fail(t, "For %s it returned the error %q, and nobody had cancelled its context. The one that errgroup.WithContext makes ends with the group's Wait: a group is good for one Wait.", name, err)
			case err != nil:
				Fail(t, "For %s it returned the error %q.", name, err)
			case !reflect.DeepEqual(got, want):
				Fail(t, "For %s, at GOMAXPROCS=%d, %s. They have to be the same to the last bit. Is a piece left out, or not waited for, does it have the stream of another, is something written by two goroutines, or does the order of a sum depend on who is first?",
					name, procs, difference(got, want))
			}
		})
	}
}

// difference says where an answer is not Sequential's; of a list the first
// element that differs.
func difference(got, want any) string {
	g, w := reflect.ValueOf(got), reflect.ValueOf(want)
	if g.Kind() != reflect.Slice {
		return fmt.Sprintf("the answer is %+v, and Sequential's is %+v", got, want)
	}
	for i := range min(g.Len(), w.Len()) {
		if a, b := g.Index(i).Interface(), w.Index(i).Interface(); !reflect.DeepEqual(a, b) {
			return fmt.Sprintf("answer %d is %+v, and Sequential's is %+v", i, a, b)
		}
	}
	return fmt.Sprintf("there are %d answers, and %d of Sequential", g.Len(), w.Len())
}

// InOrder checks that the answers come in the order of the pieces, also when
// of the pieces under way the last is always the first to end. The driver answers with the
// number of each piece.
func InOrder(t *testing.T, drive func(ctx context.Context, pieces int, number func(i int) int) ([]int, error)) {
	t.Helper()
	atEach(t, func(t *testing.T, _ int) {
		var answers []int
		s := start(t.Context(), t, func(ctx context.Context, pieces int, piece func(int)) (err error) {
			answers, err = drive(ctx, pieces, func(i int) int { piece(i); return i + 1 })
			return err
		})
		for range pieces {
			settle()
			if underway := s.underway(); len(underway) > 0 {
				s.finish(slices.Max(underway))
			}
		}
		s.finishAll()
		if err := s.wait(t); err != nil {
			Fail(t, "All pieces were done, and the driver returned the error %q.", err)
		}
		if len(answers) != pieces {
			Fail(t, "There are %d answers to %d questions.", len(answers), pieces)
		}
		for i, number := range answers {
			switch {
			case number < 1:
				Fail(t, "Answer %d is missing. Is a piece left out, or not waited for?", i)
			case number != i+1:
				Fail(t, "Answer %d is that of piece %d: the answers are in the order in which the pieces ended. Let every piece write to an element of its own, answers[i], instead of appending to a list; and does every goroutine have its own i?", i, number-1)
			}
		}
	})
}

// A Part is the share of the work that a kernel was given.
type Part struct {
	Size   int
	Stream random.Stream
}

// Streams checks that piece i has the size that Sequential gives it, and the
// random stream of its own number. parts are what a kernel was asked for under
// seed, in any order. Pieces that share a stream throw the same dice, and an
// estimate from four times the same points is no better than from one.
func Streams(t *testing.T, seed uint64, sizes []int, parts []Part) {
	t.Helper()
	seen := map[random.Stream]bool{}
	for _, part := range parts {
		s := part.Stream
		switch {
		case seen[s]:
			Fail(t, "Two pieces have the same stream, %+v: they draw the same numbers, and count as one. Piece i has random.Stream{Seed: seed, Piece: i}.", s)
		case s.Seed != seed:
			Fail(t, "A piece has the stream %+v, and the seed is %d: that is the stream of somebody else's seed, so that neighbouring seeds share most of their numbers. The seed stays as it is, and Piece tells the pieces apart.", s, seed)
		}
		seen[s] = true
	}
	for _, part := range parts {
		s, size := part.Stream, part.Size
		switch {
		case s.Piece >= uint64(len(sizes)):
			Fail(t, "A piece has the stream %+v, but the pieces of this work are 0 to %d. Where the cuts are decides the answer: they must not depend on the number of cores or workers, or every machine has an answer of its own.", s, len(sizes)-1)
		case size != sizes[s.Piece]:
			Fail(t, "Piece %d of %d does %d units of work, want %d. Where the cuts are decides the answer: they must not depend on the number of cores or workers. And if the work is shared out by a division, the remainder is work too.", s.Piece, len(sizes), size, sizes[s.Piece])
		}
	}
	if len(parts) < len(sizes) {
		Fail(t, "%d of %d pieces were done when the driver returned. Does it wait for all? And if the work is shared out by a division, the remainder is work too.", len(parts), len(sizes))
	}
}

// SameError checks that a driver refuses what Sequential refuses, in the same
// words and without an answer.
func SameError[Answer any](t *testing.T, want error, answer func(ctx context.Context) (Answer, error)) {
	t.Helper()
	InBubble(t, func(t *testing.T) {
		var got Answer
		err := error(nil)
		returned := make(chan struct{})
		go guard(t, func() {
			got, err = answer(t.Context())
			close(returned)
		})
		settle()
		select {
		case <-returned:
		default:
			Fail(t, "It waits for ever, instead of refusing what Sequential refuses with the error %q. Check the arguments first, as Sequential does.", want)
		}
		switch {
		case err == nil:
			Fail(t, "It takes what Sequential refuses with the error %q. Check the arguments first, as Sequential does.", want)
		case err.Error() != want.Error():
			Fail(t, "It returns the error %q, and Sequential %q. Check the arguments first, as Sequential does.", err, want)
		case !reflect.ValueOf(&got).Elem().IsZero():
			Fail(t, "It returns the error %q, and an answer with it, %v. Nobody can tell which of the two is meant.", err, got)
		}
	})
}

// NoAnswer checks that a driver whose context has ended gives no answer beside
// the error: half of one could be taken for a whole.
func NoAnswer[Answer any](t *testing.T, answer func(ctx context.Context) (Answer, error)) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	got, err := answer(ctx)
	if err == nil {
		Fail(t, "The context had ended, and the driver returned no error.")
	}
	if !reflect.ValueOf(&got).Elem().IsZero() {
		Fail(t, "The context had ended, and the driver returned the error %q with an answer, %v. Half an answer could be taken for a whole one.", err, got)
	}
}
