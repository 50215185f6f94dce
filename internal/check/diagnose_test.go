package check_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"speedup.example/internal/check"
)

// What is left of a process that did not end with the message of a check.
func TestDiagnose(t *testing.T) {
	for name, test := range map[string]struct{ output, want string }{
		"to be written": {`--- FAIL: TestParallel (0.00s)
panic: pi.Parallel is yours to write: Count the chunks. [recovered, repanicked]

goroutine 7 [running]:
speedup.example/pi.Parallel(...)
	/home/x/course/pi/parallel.go:17
speedup.example/pi_test.TestParallel()
	/home/x/course/pi/pi_test.go:60 +0x32
`, "pi.Parallel is not written yet at pi/parallel.go:17. Count the chunks."},
		"panic": {`panic: runtime error: index out of range [4] with length 4

goroutine 9 [running]:
speedup.example/pi.Parallel.func1()
	C:/course/pi/parallel.go:30 +0x1d
`, "pi.Parallel panics at pi/parallel.go:30: runtime error: index out of range [4] with length 4"},
		"a lock for ever": {`panic: test timed out after 30s

goroutine 1 [chan receive]:
testing.(*T).Run()

goroutine 12 [sync.Mutex.Lock]:
sync.(*Mutex).Lock(...)
	/go/src/sync/mutex.go:46
speedup.example/pi.Parallel.func1()
	/x/pi/parallel.go:31 +0x6f
`, "pi.Parallel hangs: your goroutines wait for one another, in sync.Mutex.Lock at pi/parallel.go:31."},
		"an endless loop": {`panic: test timed out after 30s

goroutine 12 [running]:
speedup.example/pi.Unrolled()
	/x/pi/unrolled.go:31 +0x6f
`, "pi.Parallel hangs at pi/unrolled.go:31: it loops for ever, or takes longer than"},
		"somewhere else": {"panic: test timed out after 30s\n\ngoroutine 12 [running]:\nx()\n", "pi.Parallel hangs: it had not returned after "},
		"deadlock": {`fatal error: all goroutines are asleep - deadlock!

goroutine 1 [chan receive]:
speedup.example/pi.Parallel()
	/x/pi/parallel.go:31 +0x6f
`, "pi.Parallel waits for something that never comes at pi/parallel.go:31. Who sends on that channel, closes it, or calls Done?"},
		"left behind": {`panic: deadlock: main bubble goroutine has exited but blocked goroutines remain [recovered, repanicked]

goroutine 9 [chan send (durable), synctest bubble 1]:
speedup.example/pi.Parallel.func1()
	/x/pi/parallel.go:35 +0x6f
`, "pi.Parallel returned, but goroutines of it are left behind; one waits at pi/parallel.go:35."},
		"the lock first": {`panic: test timed out after 30s

goroutine 7 [sync.WaitGroup.Wait]:
speedup.example/pi.Parallel()
	/x/pi/parallel.go:40 +0x6f

goroutine 12 [sync.Mutex.Lock]:
speedup.example/pi.Parallel.func1()
	/x/pi/parallel.go:31 +0x6f
`, "pi.Parallel hangs: your goroutines wait for one another, in sync.Mutex.Lock at pi/parallel.go:31."},
		"a race": {`==================
WARNING: DATA RACE
Write at 0x00c000112233 by goroutine 9:
  speedup.example/pi.Parallel.func1()
      /x/pi/parallel.go:33 +0x6f
`, "Two goroutines use the same variable at the same time, and one of them writes to it at pi/parallel.go:33."},
		"killed":     {"", "was killed, or ended the program, before it had an answer"},
		"early exit": {"something\nelse\n", "The test ended without an answer. It printed:\nsomething\nelse"},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Contains(t, check.Diagnose(test.output, "pi", "pi.Parallel"), test.want)
		})
	}
}

// A process that leaves early has not passed, whatever its status.
func TestPassed(t *testing.T) {
	for output, want := range map[string]bool{
		"PASS\n":                   true,
		"a line\nPASS\n":           true,
		"PASS\ncoverage: 80.0 %\n": true,
		"":                         false,
		"testing: no tests to run": false,
		"--- FAIL: TestX\nFAIL\n":  false,
	} {
		assert.Equal(t, want, check.Passed(output), output)
	}
}
