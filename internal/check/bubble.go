package check

import (
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"speedup.example/internal/check/record"
)

// InBubble runs f in a bubble of package synctest. There a goroutine that waits
// for a mutex counts as running. If all others wait for it, the time in the
// bubble stands still for ever. In the process of a check InBubble watches for
// that from outside, and fails the check.
func InBubble(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		lookForLocks(t, done)
	}()
	defer func() {
		close(done)
		<-ended
	}()
	synctest.Test(t, func(t *testing.T) { guard(t, func() { f(t) }) })
}

func lookForLocks(t *testing.T, done <-chan struct{}) {
	for {
		select {
		case <-done:
			return
		case <-time.After(50 * time.Millisecond):
		}
		others, busy := bubble()
		if g, locked := lock(others); locked && !busy && process != nil {
			Fail(t, lockHeld, g.state, at(g.place()))
		}
	}
}

// A goroutine, as the runtime describes it.
type goroutine struct {
	state    string // what it does or waits for: running, chan receive, sync.Mutex.Lock, …
	inBubble bool
	stack    string
}

// place returns the goroutine's place in the exercise's own code.
func (g goroutine) place() string { return record.Place(g.stack, folder()) }

// locks reports whether the goroutine waits for a lock.
func (g goroutine) locks() bool {
	return strings.HasPrefix(g.state, "sync.Mutex") || strings.HasPrefix(g.state, "sync.RWMutex")
}

// settle waits until no goroutine of the bubble can go on by itself, and returns
// all but the test's own. [synctest.Wait] does nearly that. But it counts a
// goroutine that waits for a mutex as running. So it would wait for ever if a
// driver holds a mutex while a piece is under way.
func settle() []goroutine {
	for {
		others, busy := bubble()
		if busy {
			runtime.Gosched()
			continue
		}
		if !onlySleep(others) {
			return others
		}
		time.Sleep(time.Second) // of the bubble's time, because a goroutine polls
		if others, busy := bubble(); !busy {
			return others
		}
	}
}

// goroutines returns all of them, the caller's first.
func goroutines() (all []goroutine) {
	for stack := range strings.SplitSeq(stacks(), "\n\n") {
		if g, ok := parse(stack); ok {
			all = append(all, g)
		}
	}
	return all
}

// parse reads a stack. It begins with what the goroutine is and does:
//
//	goroutine 7 [chan receive (durable), synctest bubble 1]:
//
// The race detector makes a regular expression slow, and there are many stacks.
func parse(stack string) (g goroutine, ok bool) {
	header, _, _ := strings.Cut(stack, "\n")
	number, status, _ := strings.Cut(header, " [")
	status, _, ok = strings.Cut(status, "]")
	state, more, _ := strings.Cut(status, ",")
	return goroutine{state, strings.Contains(more, "synctest bubble"), stack}, ok && strings.HasPrefix(number, "goroutine ")
}

// running are how the states begin in which a goroutine runs, is about to run, or waits for
// the runtime, such as for the garbage collector.
var running = []string{"run", "GC", "preempted", "copystack", "wait", "semacquire", "stopping"}

// runs reports whether the goroutine can go on by itself.
func (g goroutine) runs() bool {
	return g.state == "" || slices.ContainsFunc(running, func(begin string) bool { return strings.HasPrefix(g.state, begin) })
}

// bubble returns the goroutines of the bubble, without those of package synctest
// and the caller's. busy says that one of them can go on. While a goroutine
// helps the garbage collector, it doesn't belong to its bubble. So busy also
// counts every other goroutine of the program that runs.
func bubble() (others []goroutine, busy bool) {
	for _, g := range goroutines()[1:] {
		busy = busy || g.runs() || g.inBubble && strings.HasPrefix(g.state, "syscall")
		if g.inBubble && !strings.Contains(g.stack, "synctest.testingSynctestTest(") && !strings.Contains(g.stack, "synctest.Run(") {
			others = append(others, g)
		}
	}
	return others, busy
}

// stacks returns the stacks of all goroutines, the caller's first.
func stacks() string {
	for size := 1 << 14; ; size *= 2 {
		buffer := make([]byte, size)
		if n := runtime.Stack(buffer, true); n < size {
			return string(buffer[:n])
		}
	}
}

// onlySleep reports whether a goroutine sleeps, and the time in the bubble can go on.
func onlySleep(others []goroutine) bool {
	sleeps := false
	for _, g := range others {
		if !strings.HasSuffix(g.state, "(durable)") {
			return false
		}
		sleeps = sleeps || strings.HasPrefix(g.state, "sleep")
	}
	return sleeps
}

// lock returns the first goroutine that waits for a lock.
func lock(others []goroutine) (g goroutine, found bool) {
	i := slices.IndexFunc(others, goroutine.locks)
	if i < 0 {
		return goroutine{}, false
	}
	return others[i], true
}
