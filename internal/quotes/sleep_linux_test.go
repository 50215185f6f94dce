package quotes

import (
	"math"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// All sleeps share a timer of the kernel.
func TestKernelTimer(t *testing.T) {
	_, err := theClock()
	require.NoError(t, err, "the latency of the server would be that of Go's timers")
	before := openFiles(t)
	var g sync.WaitGroup
	for range 100 {
		g.Go(func() { assert.NoError(t, Sleep(t.Context(), time.Millisecond)) })
	}
	g.Wait()
	assert.Less(t, openFiles(t), before+50)
}

func openFiles(t *testing.T) int {
	t.Helper()
	files, err := os.ReadDir("/proc/self/fd")
	require.NoError(t, err)
	return len(files)
}

// The clock wakes each sleeper at its time, and not before, in whatever order they
// came. The timer is always set to the first.
func TestClock(t *testing.T) {
	timer, err := kernelTimer()
	require.NoError(t, err)
	defer timer.Close()
	c := &clock{timer: timer}
	hours := []int{3, 1, 4, 1, 2}
	asleep := map[int]<-chan struct{}{}
	for i, h := range hours {
		asleep[i] = c.after(time.Duration(h) * time.Hour)
		assert.InDelta(t, float64(slices.Min(hours[:i+1])), setTo(t, c).Hours(), 0.1)
	}
	start := time.Now()
	for passed := 0.5; passed < 5; passed++ {
		c.wake(start.Add(time.Duration(passed * float64(time.Hour))))
		first := math.Inf(1)
		for i, h := range hours {
			assert.Equal(t, float64(h) < passed, isClosed(asleep[i]), "%d hours after %v", h, passed)
			if float64(h) > passed {
				first = min(first, float64(h))
			}
		}
		if !math.IsInf(first, 1) {
			assert.InDelta(t, first-passed, setTo(t, c).Hours(), 0.1)
		}
	}
	assert.Empty(t, c.sleepers)
}

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

func setTo(t *testing.T, c *clock) time.Duration {
	t.Helper()
	var left unix.ItimerSpec
	require.NoError(t, unix.TimerfdGettime(int(c.timer.Fd()), &left))
	return time.Duration(left.Value.Nano())
}
