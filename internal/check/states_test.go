package check_test

import (
	"net"
	"runtime"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/check"
)

// The runtime says what a goroutine does, but it may change its words. So here is a
// goroutine in each state that matters. If this test fails, a new Go has new words, and
// package check has to learn them.
func TestStates(t *testing.T) {
	for name, state := range states {
		t.Run(name, func(t *testing.T) {
			release := state.hold(t)
			defer release()
			assert.Eventually(t, func() bool { return slices.Contains(check.States("inState"), state.want) },
				10*time.Second, time.Millisecond, "want %q, the states are %q", state.want, check.States("inState"))
		})
	}
}

// inState is the function that the goroutines are in.
//
//go:noinline
func inState(f func()) { f() }

var states = map[string]struct {
	want check.State
	hold func(t *testing.T) (release func())
}{
	// A goroutine that runs on another thread has no stack. On one core it is only about
	// to run.
	"runs": {check.State{Name: "runnable", Moves: true}, func(t *testing.T) func() {
		check.Procs(t, 1)
		var stop sync.Mutex
		stop.Lock()
		go inState(func() {
			for !stop.TryLock() {
			}
		})
		return stop.Unlock
	}},
	"sleeps":   {check.State{Name: "sleep", Moves: true}, holds(func(end chan int) { time.Sleep(time.Second); <-end })},
	"receives": {check.State{Name: "chan receive"}, holds(func(end chan int) { <-end })},
	"selects": {check.State{Name: "select"}, holds(func(end chan int) {
		select {
		case <-end:
		case <-make(chan int):
		}
	})},
	"sends": {check.State{Name: "chan send"}, func(*testing.T) func() {
		to := make(chan int)
		go inState(func() { to <- 1 })
		return func() { <-to }
	}},
	"locks": {check.State{Name: "sync.Mutex.Lock", Locks: true}, func(*testing.T) func() {
		var mu sync.Mutex
		mu.Lock()
		go inState(mu.Lock)
		return mu.Unlock
	}},
	"locks to write": {check.State{Name: "sync.RWMutex.Lock", Locks: true}, func(*testing.T) func() {
		var mu sync.RWMutex
		mu.RLock()
		go inState(mu.Lock)
		return mu.RUnlock
	}},
	"locks to read": {check.State{Name: "sync.RWMutex.RLock", Locks: true}, func(*testing.T) func() {
		var mu sync.RWMutex
		mu.Lock()
		go inState(mu.RLock)
		return mu.Unlock
	}},
	"waits": {check.State{Name: "sync.WaitGroup.Wait"}, func(*testing.T) func() {
		var wg sync.WaitGroup
		wg.Add(1)
		go inState(wg.Wait)
		return wg.Done
	}},
	"accepts": {check.State{Name: "IO wait", Moves: true}, func(t *testing.T) func() {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		go inState(func() { _, _ = l.Accept() })
		return func() { l.Close() }
	}},
}

// holds holds a goroutine until a channel is closed.
func holds(f func(end chan int)) func(t *testing.T) func() {
	return func(*testing.T) func() {
		end := make(chan int)
		go inState(func() { f(end) })
		return func() { close(end) }
	}
}

// In a bubble the runtime says so, and marks the waits that last until another goroutine
// acts.
func TestStatesInABubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := make(chan int)
		var mu sync.Mutex
		mu.Lock()
		go inState(func() { <-end })
		go inState(func() { time.Sleep(time.Hour); <-end })
		go inState(mu.Lock)
		var got []check.State
		for len(got) < 3 {
			runtime.Gosched()
			got = slices.DeleteFunc(check.States("inState"), func(s check.State) bool { return s.Moves && s.Name != "sleep (durable)" })
		}
		assert.ElementsMatch(t, []check.State{
			{Name: "chan receive (durable)", InBubble: true},
			{Name: "sleep (durable)", InBubble: true, Moves: true},
			{Name: "sync.Mutex.Lock", InBubble: true, Locks: true},
		}, got)
		close(end)
		mu.Unlock()
		time.Sleep(2 * time.Hour)
	})
}
