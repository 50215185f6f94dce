package slowsum_test

import (
	"context"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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
	check.Tests{
		"agrees":    func(t *testing.T) { agrees(t, slowsum.Processes, slowsum.Scalar) },
		"kernels":   func(t *testing.T) { check.Alone(t, "slowsum.Unrolled", kernelsInProcesses) },
		"bad-input": func(t *testing.T) { refuses(t, slowsum.Processes) },
		"window":    noMoreProcesses,
		"crash":     crash,
		"name":      kernelWithoutName,
		"cancels": func(t *testing.T) {
			check.Processes(t, func(ctx context.Context) error {
				_, err := slowsum.Processes(ctx, calls(9), hang)
				return err
			})
			check.NoAnswer(t, func(ctx context.Context) ([]slowsum.Sum, error) {
				return slowsum.Processes(ctx, []int64{1, 2}, slowsum.Scalar)
			})
		},
	}.Run(t)
}

// A whole sum arrives, even above 64 bits. In a student's module an unwritten
// kernel panics, which only ends its process.
func kernelsInProcesses(t *testing.T) {
	ns := []int64{10_000_000, 1}
	for _, kernel := range []slowsum.Kernel{slowsum.Scalar, slowsum.Unrolled, slowsum.ClosedForm} {
		got, err := slowsum.Processes(t.Context(), ns, kernel)
		if err != nil {
			require.ErrorContains(t, err, "exit status 2")
			continue
		}
		want, err := slowsum.Sequential(t.Context(), ns, kernel)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
}

func noMoreProcesses(t *testing.T) {
	check.Elsewhere(t, func(ctx context.Context) (pids []int, err error) {
		sums, err := slowsum.Processes(ctx, calls(20), pid)
		for _, sum := range sums {
			pids = append(pids, int(sum.Lo))
		}
		return pids, err
	})
}

func crash(t *testing.T) {
	sums, err := slowsum.Processes(t.Context(), calls(9), exit)
	require.ErrorContains(t, err, `slowsum_test.exit": no answer to piece 4: EOF; its worker process ended with exit status 5`)
	assert.Nil(t, sums)
}

func kernelWithoutName(t *testing.T) {
	sums, err := slowsum.Processes(t.Context(), calls(9), func(int64) slowsum.Sum { return slowsum.Sum{} })
	require.ErrorContains(t, err, "is not registered, and a worker process finds a kernel by its name only")
	assert.Nil(t, sums)
}
