package slowsum_test

import (
	"context"
	"os"
	"testing"

	"speedup.example/internal/check"
	"speedup.example/slowsum"
)

// These kernels name the process they are in, or end it. They are declared and
// registered, because a closure can't go to a process.
func pid(int64) slowsum.Sum  { return slowsum.Sum{Lo: uint64(os.Getpid())} }
func hang(int64) slowsum.Sum { check.Hang(); return slowsum.Sum{} }
func exit(n int64) slowsum.Sum {
	if n == 5 {
		os.Exit(5)
	}
	return slowsum.Sum{}
}

func init() {
	_ = os.Setenv("GORACE", os.Getenv("GORACE")+" atexit_sleep_ms=0") // or each worker sleeps a second at its end
	slowsum.Register(pid)
	slowsum.Register(hang)
	slowsum.Register(exit)
}

func TestProcesses(t *testing.T) {
	tests := check.ProcessTests[slowsum.Kernel, slowsum.Sum]{
		Drive:      nineCalls(slowsum.Processes),
		Sequential: nineCalls(slowsum.Sequential),
		Sizes:      []int{1, 10_000_000}, // above 64 bits
		Kernels:    []slowsum.Kernel{slowsum.Scalar, slowsum.Unrolled, slowsum.ClosedForm},
		Function:   "slowsum.Unrolled",
		PID:        pid,
		Process:    func(sum slowsum.Sum) int { return int(sum.Lo) },
		Hang:       hang,
		Exit:       exit,
		Crash:      4,
		Nameless:   func(int64) slowsum.Sum { return slowsum.Sum{} },
	}.Tests()
	tests["agrees"] = func(t *testing.T) { agrees(t, slowsum.Processes, slowsum.Scalar) }
	tests["bad-input"] = func(t *testing.T) { refuses(t, slowsum.Processes) }
	tests.Run(t)
}

// nineCalls binds a driver to the calls of n, n+1, …, n+8.
func nineCalls(drive driver) func(context.Context, int, slowsum.Kernel) ([]slowsum.Sum, error) {
	return func(ctx context.Context, n int, kernel slowsum.Kernel) ([]slowsum.Sum, error) {
		ns := calls(9)
		for i := range ns {
			ns[i] += int64(n - 1)
		}
		return drive(ctx, ns, kernel)
	}
}
