package options_test

import (
	"context"
	"os"
	"testing"

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
	tests := check.ProcessTests[options.Kernel, options.Price]{
		Drive:      bothKinds(options.Processes),
		Sequential: bothKinds(options.Sequential),
		Sizes:      []int{1, 600}, // the standard error of a single path is infinite
		Kernels:    []options.Kernel{options.Scalar, options.Unrolled, echo},
		Function:   "options.Unrolled",
		PID:        pid,
		Process:    func(price options.Price) int { return int(price.Value) },
		Hang:       hang,
		Exit:       exit,
		Crash:      5,
		Nameless:   func(options.Contract, int, random.Stream) options.Price { return options.Price{} },
	}.Tests()
	tests["agrees"] = func(t *testing.T) { agrees(t, options.Processes, options.Scalar) }
	tests["bad-input"] = func(t *testing.T) { badInput(t, options.Processes) }
	tests.Run(t)
}

// bothKinds binds a driver to the lecture's contracts and their puts, and to a seed.
func bothKinds(drive driver) func(context.Context, int, options.Kernel) ([]options.Price, error) {
	return func(ctx context.Context, paths int, kernel options.Kernel) ([]options.Price, error) {
		return drive(ctx, both(options.Lecture()), paths, 3, kernel)
	}
}
