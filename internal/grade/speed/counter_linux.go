package speed

import (
	"encoding/binary"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// A counter counts what the processor does for a program (perf_event_open(2)). Many virtual
// machines have none. Then it counts 0.
type counter struct{ instructions, cycles int }

// events are what is counted. A test counts others, which every kernel has.
var events = [2]struct {
	kind   uint32
	config uint64
}{
	{unix.PERF_TYPE_HARDWARE, unix.PERF_COUNT_HW_INSTRUCTIONS},
	{unix.PERF_TYPE_HARDWARE, unix.PERF_COUNT_HW_CPU_CYCLES},
}

// open counts for the program that this goroutine starts next: the events are this thread's,
// its children inherit them, and they begin with exec. The result closes them.
func (c *counter) open() (closeAll func()) {
	runtime.LockOSThread()
	c.instructions, c.cycles = openEvent(0), openEvent(1)
	return func() {
		for _, fd := range []int{c.instructions, c.cycles} {
			if fd >= 0 {
				unix.Close(fd)
			}
		}
		runtime.UnlockOSThread()
	}
}

func openEvent(i int) (fd int) {
	attr := unix.PerfEventAttr{
		Type: events[i].kind, Config: events[i].config, Size: uint32(unsafe.Sizeof(unix.PerfEventAttr{})),
		Bits: unix.PerfBitDisabled | unix.PerfBitInherit | unix.PerfBitEnableOnExec | unix.PerfBitExcludeKernel | unix.PerfBitExcludeHv,
	}
	fd, err := unix.PerfEventOpen(&attr, 0, -1, -1, unix.PERF_FLAG_FD_CLOEXEC)
	if err != nil {
		return -1
	}
	return fd
}

// read returns the counts since the program began.
func (c *counter) read() Counts {
	return Counts{readEvent(c.instructions), readEvent(c.cycles)}
}

func readEvent(fd int) float64 {
	var count [8]byte
	if n, err := unix.Read(fd, count[:]); err != nil || n != len(count) {
		return 0
	}
	return float64(binary.NativeEndian.Uint64(count[:]))
}
