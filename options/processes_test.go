package options_test

import (
	"context"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/check"
	"speedup.example/internal/random"
	"speedup.example/options"
)

// These kernels name the process they are in, or end it. They are declared and
// registered, because a closure can't go to a process.
func pid(options.Contract, int, random.Stream) options.Price {
	return options.Price{Value: float64(os.Getpid())}
}

func hang(options.Contract, int, random.Stream) options.Price {
	check.Hang()
	return options.Price{}
}

func exit(_ options.Contract, _ int, s random.Stream) options.Price {
	if s.Piece == 5 {
		os.Exit(5)
	}
	return options.Price{}
}

// echo returns its arguments, as a price.
func echo(c options.Contract, paths int, s random.Stream) options.Price {
	return options.Price{Value: c.Strike, StdErr: float64(1_000_000*s.Seed+1000*s.Piece) + float64(paths)}
}

func init() {
	_ = os.Setenv("GORACE", os.Getenv("GORACE")+" atexit_sleep_ms=0") // or each worker sleeps a second at its end
	options.Register(pid)
	options.Register(hang)
	options.Register(exit)
	options.Register(echo)
}

func TestProcesses(t *testing.T) {
	check.Tests{
		"agrees":    func(t *testing.T) { agrees(t, options.Processes, options.Scalar) },
		"kernels":   func(t *testing.T) { check.Alone(t, "options.Unrolled", kernelsInProcesses) },
		"bad-input": func(t *testing.T) { badInput(t, options.Processes) },
		"window":    noMoreProcesses,
		"crash":     crash,
		"name":      kernelWithoutName,
		"cancels": func(t *testing.T) {
			check.Processes(t, func(ctx context.Context) error {
				_, err := options.Processes(ctx, options.Lecture(), 1, 1, hang)
				return err
			})
			check.NoAnswer(t, func(ctx context.Context) ([]options.Price, error) {
				return options.Processes(ctx, options.Lecture(), 10, 1, options.Scalar)
			})
		},
	}.Run(t)
}

// Contract, paths, seed and piece arrive. So does an infinite standard error, as
// a single path has it. In a student's module an unwritten kernel panics, which
// only ends its process.
func kernelsInProcesses(t *testing.T) {
	contracts := both(options.Lecture())
	for _, kernel := range []options.Kernel{options.Scalar, options.Unrolled, echo} {
		for _, paths := range []int{1, 600} {
			got, err := options.Processes(t.Context(), contracts, paths, 3, kernel)
			if err != nil {
				require.ErrorContains(t, err, "exit status 2")
				continue
			}
			want, err := options.Sequential(t.Context(), contracts, paths, 3, kernel)
			require.NoError(t, err)
			assert.Equal(t, want, got)
		}
	}
}

func noMoreProcesses(t *testing.T) {
	check.Elsewhere(t, func(ctx context.Context) (pids []int, err error) {
		prices, err := options.Processes(ctx, both(options.Lecture()), 1, 1, pid)
		for _, price := range prices {
			pids = append(pids, int(price.Value))
		}
		return pids, err
	})
}

func crash(t *testing.T) {
	prices, err := options.Processes(t.Context(), options.Lecture(), 1, 1, exit)
	require.ErrorContains(t, err, `options_test.exit": no answer to piece 5: EOF; its worker process ended with exit status 5`)
	assert.Nil(t, prices)
}

func kernelWithoutName(t *testing.T) {
	kernel := func(options.Contract, int, random.Stream) options.Price { return options.Price{} }
	prices, err := options.Processes(t.Context(), options.Lecture(), 1, 1, kernel)
	require.ErrorContains(t, err, "is not registered, and a worker process finds a kernel by its name only")
	assert.Nil(t, prices)
}
