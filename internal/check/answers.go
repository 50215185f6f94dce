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

// SameAnswer checks that an answer is want, which is Sequential's. So it depends
// on its arguments only: not on GOMAXPROCS, and not on which goroutine comes
// first. Nobody can test an answer that changes from run to run, and two people
// can't compare theirs. The name of the case gives its arguments: "n=100".
func SameAnswer[Answer any](t *testing.T, name string, want Answer, answer func(ctx context.Context) (Answer, error)) {
	t.Helper()
	for _, procs := range Pick("procs", []int{1, 2, 3, 8}, []int{1, 4, 5, 7}, []int{1, 3, 6, 16}) {
		Procs(t, procs)
		InBubble(t, func(t *testing.T) {
			got, err := answer(t.Context())
			switch {
			case errors.Is(err, context.Canceled):
				Fail(t, usedContext, name, err)
			case err != nil:
				Fail(t, "For %s it returned the error %q.", name, err)
			case !reflect.DeepEqual(got, want):
				Fail(t, otherAnswer, name, procs, difference(got, want))
			}
		})
	}
}

// difference says where an answer differs from Sequential's. In a list that is
// the first such element.
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

// InOrder checks that the answers come in the order of the pieces, even if the last piece
// under way always ends first. The driver answers with the number of each piece.
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
			Fail(t, errorAfterAll, err)
		}
		if len(answers) != pieces {
			Fail(t, "There are %d answers for %d pieces.", len(answers), pieces)
		}
		for i, number := range answers {
			switch {
			case number < 1:
				Fail(t, "Answer %d is missing. Is a piece left out, or not waited for?", i)
			case number != i+1:
				Fail(t, otherOrder, i, number-1)
			}
		}
	})
}

// A Part is the share of the work that a kernel got.
type Part struct {
	Size   int
	Stream random.Stream
}

// Streams checks that piece i has the size that Sequential gives it, and the
// random stream of its own number. parts are the calls of a kernel with this
// seed, in any order. Pieces that share a stream throw the same dice. An
// estimate from the same points four times is no better than one from them
// once.
func Streams(t *testing.T, seed uint64, sizes []int, parts []Part) {
	t.Helper()
	seen := map[random.Stream]bool{}
	for _, part := range parts {
		s := part.Stream
		switch {
		case seen[s]:
			Fail(t, sameStream, s)
		case s.Seed != seed:
			Fail(t, otherSeed, s, seed)
		}
		seen[s] = true
	}
	for _, part := range parts {
		s, size := part.Stream, part.Size
		switch {
		case s.Piece >= uint64(len(sizes)):
			Fail(t, otherPiece, s, len(sizes)-1)
		case size != sizes[s.Piece]:
			Fail(t, otherSize, s.Piece, len(sizes), size, sizes[s.Piece])
		}
	}
	if len(parts) < len(sizes) {
		Fail(t, tooFewPieces, len(parts), len(sizes))
	}
}

// SameError checks that a driver refuses what Sequential refuses, with the same
// error and without an answer.
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
			Fail(t, waitsToRefuse, want)
		}
		switch {
		case err == nil:
			Fail(t, accepts, want)
		case err.Error() != want.Error():
			Fail(t, otherError, err, want)
		case !reflect.ValueOf(&got).Elem().IsZero():
			Fail(t, errorAndAnswer, err, got)
		}
	})
}

// NoAnswer checks that a driver whose context has ended gives no answer with
// the error. Its caller could take half an answer for a whole one.
func NoAnswer[Answer any](t *testing.T, answer func(ctx context.Context) (Answer, error)) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	got, err := answer(ctx)
	if err == nil {
		Fail(t, "The context had ended, and your function returned no error.")
	}
	if !reflect.ValueOf(&got).Elem().IsZero() {
		Fail(t, answerAfterEnd, err, got)
	}
}
