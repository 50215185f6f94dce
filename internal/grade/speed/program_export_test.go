//go:build linux

package speed

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// stat returns the fields of proc(5) that follow a program's name.
func stat(t *testing.T, p *Program) []string {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.process.Pid))
	require.NoError(t, err)
	return strings.Fields(string(text[strings.LastIndex(string(text), ")")+1:]))
}

// State returns T if a program is stopped.
func State(t *testing.T, p *Program) string { return stat(t, p)[0] }

// CPUTime returns the processor time that a program has used, in the kernel's ticks.
func CPUTime(t *testing.T, p *Program) string { return strings.Join(stat(t, p)[11:13], "+") }

// CountPages counts page faults and task time instead of instructions and cycles.
func CountPages(t *testing.T) {
	old := events
	events[0].kind, events[0].config = unix.PERF_TYPE_SOFTWARE, unix.PERF_COUNT_SW_PAGE_FAULTS
	events[1].kind, events[1].config = unix.PERF_TYPE_SOFTWARE, unix.PERF_COUNT_SW_TASK_CLOCK
	t.Cleanup(func() { events = old })
}
