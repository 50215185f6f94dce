package quotes

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Each sleep has a timer of the kernel, and gives it back.
func TestKernelTimers(t *testing.T) {
	timer, err := kernelTimer(time.Hour)
	require.NoError(t, err, "the latency of the server would be that of Go's timers")
	require.NoError(t, timer.Close())
	before := openFiles(t)
	for range 100 {
		require.NoError(t, Sleep(t.Context(), time.Microsecond))
	}
	assert.Less(t, openFiles(t), before+50)
}

func openFiles(t *testing.T) int {
	t.Helper()
	files, err := os.ReadDir("/proc/self/fd")
	require.NoError(t, err)
	return len(files)
}
