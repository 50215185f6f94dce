package quotes

import (
	"cmp"
	"context"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// Sleep returns after d, or when ctx ends, with its error. It waits for a timer of
// the kernel, which goes off within some microseconds. Go's are later: a program that
// has nothing to do waits for its next timer in whole milliseconds, rounded up at the
// end (runtime/netpoll_epoll.go). With fifty timers close together, half of them go
// off 0.6 ms late, and a latency of 20 ms would be one of 20.6 ms.
func Sleep(ctx context.Context, d time.Duration) error {
	timer, err := kernelTimer(d)
	if err != nil {
		return sleep(ctx, d)
	}
	defer timer.Close()
	defer context.AfterFunc(ctx, func() { timer.Close() })()
	if _, err := timer.Read(make([]byte, 8)); err != nil { // the number of times it went off
		return cmp.Or(ctx.Err(), err)
	}
	return nil
}

// kernelTimer returns a file that has something to read after d, which is above 0
// (0 would be never): see timerfd_create(2).
func kernelTimer(d time.Duration) (*os.File, error) {
	fd, err := unix.TimerfdCreate(unix.CLOCK_MONOTONIC, unix.TFD_NONBLOCK|unix.TFD_CLOEXEC)
	if err != nil {
		return nil, err
	}
	timer := os.NewFile(uintptr(fd), "timer")
	once := unix.ItimerSpec{Value: unix.NsecToTimespec(max(1, d.Nanoseconds()))}
	if err := unix.TimerfdSettime(fd, 0, &once, nil); err != nil {
		timer.Close()
		return nil, err
	}
	return timer, nil
}
