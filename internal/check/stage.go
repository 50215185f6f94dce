package check

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
)

// A Driver is an exercise's driver with its arguments bound. It cuts work into
// the given number of pieces, and its kernel calls piece with the number of the
// piece that it does.
type Driver func(ctx context.Context, pieces int, piece func(i int)) error

// pieces is how many pieces the drivers get. It is a multiple of no limit but 1.
var pieces = Pick("pieces", 11, 13, 17, 19, 23)

// A stage is a run of a driver whose pieces begin, and then wait until finish
// lets them end. It belongs to a bubble.
type stage struct {
	mu     sync.Mutex
	begun  []int // in the order in which they began
	ended  []bool
	end    []chan struct{}
	result chan error
}

// start runs the driver in a goroutine of its own.
func start(ctx context.Context, t *testing.T, drive Driver) *stage {
	s := &stage{ended: make([]bool, pieces), result: make(chan error, 1)}
	for range pieces {
		s.end = append(s.end, make(chan struct{}))
	}
	go guard(t, func() { s.result <- drive(ctx, pieces, s.piece) })
	return s
}

func (s *stage) piece(i int) {
	s.mu.Lock()
	s.begun = append(s.begun, i)
	s.mu.Unlock()
	if 0 <= i && i < pieces {
		<-s.end[i]
	}
}

// underway returns the pieces that have begun and not ended, the newest last.
func (s *stage) underway() []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.begun), func(i int) bool { return i < 0 || i >= pieces || s.ended[i] })
}

// started returns how many pieces have begun.
func (s *stage) started() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.begun)
}

// finish lets piece i end.
func (s *stage) finish(i int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.ended[i] {
		s.ended[i] = true
		close(s.end[i])
	}
}

// finishAll lets all pieces end, even those that have not begun.
func (s *stage) finishAll() {
	for i := range pieces {
		s.finish(i)
	}
}

// returned reports whether the driver has returned, and with which error.
func (s *stage) returned() (err error, ok bool) {
	select {
	case err := <-s.result:
		s.result <- err
		return err, true
	default:
		return nil, false
	}
}

// mustWait checks that the driver has not returned while pieces are under way.
func (s *stage) mustWait(t *testing.T) {
	t.Helper()
	if err, ok := s.returned(); ok && len(s.underway()) > 0 {
		Fail(t, returnedEarly, err, len(s.underway()))
	}
}

// finishEach lets the pieces under way end one by one. It calls early if the driver has
// returned before the last, with their number and what is left in the bubble.
func (s *stage) finishEach(early func(underway int, left []goroutine)) {
	left := settle()
	for underway := s.underway(); len(underway) > 0; underway = s.underway() {
		if _, ok := s.returned(); ok {
			early(len(underway), left)
		}
		s.finish(underway[0])
		left = settle()
	}
	s.finishAll()
}

// begunTwice returns a piece that has begun more than once, if there is one.
func (s *stage) begunTwice() (i int, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for at, i := range s.begun {
		if slices.Contains(s.begun[:at], i) {
			return i, true
		}
	}
	return 0, false
}

// wait returns the driver's error, which has to come by itself.
func (s *stage) wait(t *testing.T) error {
	t.Helper()
	left := settle()
	err, ok := s.returned()
	if !ok {
		Fail(t, neverReturns, blocked(left))
	}
	return err
}

// blocked says where a goroutine of the exercise waits, and for what. It
// prefers one that waits for a channel or a lock to one that sleeps.
func blocked(left []goroutine) string {
	found := ""
	for _, g := range left {
		place := g.place()
		if place == "" || found != "" && strings.HasPrefix(g.state, "sleep") {
			continue
		}
		found = ": it waits" + at(place) + " (" + g.state + ")"
		if !strings.HasPrefix(g.state, "sleep") {
			break
		}
	}
	return found
}
