package quotes

import (
	"context"
	"os"
	"slices"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// Sleep returns after d, or when ctx ends, with its error. It uses a timer of the
// kernel, which goes off within some microseconds. Go's timers are later: an idle
// program waits for its next timer in whole milliseconds, rounded up at the end
// (runtime/netpoll_epoll.go). With fifty timers close together, half of them go off
// 0.6 ms late, and a latency of 20 ms would become 20.6 ms.
func Sleep(ctx context.Context, d time.Duration) error {
	clock, err := theClock()
	if err != nil {
		return sleep(ctx, d)
	}
	select {
	case <-clock.after(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// A clock wakes all sleepers with one timer, which is set to the first of them. A
// timer for each would take six system calls for a sleep, instead of two.
type clock struct {
	timer *os.File // readable when it has gone off: see timerfd_create(2)

	mu       sync.Mutex
	sleepers []sleeper // the first to wake comes first; a cancelled one stays until its time
}

type sleeper struct {
	due  time.Time
	wake chan struct{} // closed then
}

var theClock = sync.OnceValues(newClock)

func newClock() (*clock, error) {
	timer, err := kernelTimer()
	if err != nil {
		return nil, err
	}
	c := &clock{timer: timer}
	go c.run()
	return c, nil
}

func kernelTimer() (*os.File, error) {
	fd, err := unix.TimerfdCreate(unix.CLOCK_MONOTONIC, unix.TFD_NONBLOCK|unix.TFD_CLOEXEC)
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(fd), "timer"), nil
}

// after returns a channel that is closed after d.
func (c *clock) after(d time.Duration) <-chan struct{} {
	s := sleeper{time.Now().Add(d), make(chan struct{})}
	c.mu.Lock()
	defer c.mu.Unlock()
	i, _ := slices.BinarySearchFunc(c.sleepers, s.due, func(s sleeper, due time.Time) int { return s.due.Compare(due) })
	c.sleepers = slices.Insert(c.sleepers, i, s)
	if i == 0 {
		c.set(d)
	}
	return s.wake
}

// set sets the timer to d, or to at once if d is not above 0, which the kernel
// takes for never.
func (c *clock) set(d time.Duration) {
	once := unix.ItimerSpec{Value: unix.NsecToTimespec(max(1, d.Nanoseconds()))}
	if err := unix.TimerfdSettime(int(c.timer.Fd()), 0, &once, nil); err != nil {
		panic(err) // the file is a timer, and the time is one
	}
}

func (c *clock) run() {
	for times := make([]byte, 8); ; { // how often the timer has gone off
		if _, err := c.timer.Read(times); err != nil {
			panic(err)
		}
		c.wake(time.Now())
	}
}

// wake wakes all sleepers whose time has come, and sets the timer to the next.
func (c *clock) wake(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	due := 0
	for ; due < len(c.sleepers) && !c.sleepers[due].due.After(now); due++ {
		close(c.sleepers[due].wake)
	}
	c.sleepers = slices.Delete(c.sleepers, 0, due)
	if len(c.sleepers) > 0 {
		c.set(c.sleepers[0].due.Sub(now))
	}
}
