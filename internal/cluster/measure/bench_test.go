// Package measure measures what it costs to hand out pieces to machines, with a server and
// a worker for each core on this one.
package measure

import (
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"testing"

	"speedup.example/internal/bench"
	"speedup.example/internal/cluster"
	"speedup.example/internal/course"
	"speedup.example/internal/workers"
	"speedup.example/options"
	"speedup.example/pi"
	risk "speedup.example/var"
)

// worker holds the address of the server, in the environment of a worker.
const worker = "SPEEDUP_MEASURE_WORKER"

func TestMain(m *testing.M) {
	if url := os.Getenv(worker); url != "" {
		os.Exit(work(url))
	}
	os.Exit(m.Run())
}

// work computes until the benchmark closes the standard input, or is dead.
func work(url string) int {
	ctx, stop := context.WithCancel(context.Background())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		stop()
	}()
	if _, err := cluster.Join(ctx, cluster.Address{URL: url}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// machines returns an engine with workers, which end with the benchmark.
func machines(b *testing.B) workers.Engine {
	c, err := start(b.TempDir())
	b.Cleanup(c.end)
	if err == nil {
		err = c.warm(b.Context())
	}
	if err != nil {
		b.Fatal(err)
	}
	return c.engine
}

func BenchmarkPi(b *testing.B) {
	e := machines(b)
	type driver = func(ctx context.Context, n int, seed uint64, count pi.Kernel) (pi.Estimate, error)
	on := func(e workers.Engine) driver {
		return func(ctx context.Context, n int, seed uint64, count pi.Kernel) (pi.Estimate, error) {
			return pi.Cluster(workers.NewContext(ctx, e), n, seed, count)
		}
	}
	bench.Table[driver, pi.Kernel, pi.Estimate]{
		Drivers: map[string]driver{"Sequential": pi.Sequential, "Parallel": pi.Parallel, "Processes": on(workers.Processes{}), "Cluster": on(e)},
		Kernels: map[string]pi.Kernel{"SIMD": pi.SIMD},
		Run: func(ctx context.Context, size course.Size, drive driver, kernel pi.Kernel) (pi.Estimate, error) {
			return drive(ctx, size.N, size.Seed, kernel)
		},
		Check: func(_ course.Size, e pi.Estimate) error { return bench.Near(e.Pi, math.Pi, 5*e.StdErr) },
	}.MeasureRows(b, course.Elsewhere)
}

func BenchmarkOptions(b *testing.B) {
	e, contracts := machines(b), options.Lecture()
	type driver = func(ctx context.Context, contracts []options.Contract, paths int, seed uint64, price options.Kernel) ([]options.Price, error)
	bench.Table[driver, options.Kernel, []options.Price]{
		Drivers: map[string]driver{
			"Sequential": options.Sequential, "Parallel": options.Parallel, "Processes": options.Processes,
			"Cluster": func(ctx context.Context, contracts []options.Contract, paths int, seed uint64, price options.Kernel) ([]options.Price, error) {
				return options.Cluster(workers.NewContext(ctx, e), contracts, paths, seed, price)
			},
		},
		Kernels: map[string]options.Kernel{"SIMD": options.SIMD},
		Run: func(ctx context.Context, size course.Size, drive driver, kernel options.Kernel) ([]options.Price, error) {
			return drive(ctx, contracts, size.N, size.Seed, kernel)
		},
		Check: func(_ course.Size, prices []options.Price) error {
			return bench.Near(prices[4].Value, options.BlackScholes(contracts[4]), 5*prices[4].StdErr)
		},
	}.MeasureRows(b, course.Elsewhere)
}

func BenchmarkVar(b *testing.B) {
	const level = 0.95
	e, portfolio := machines(b), risk.Lecture()
	type driver = func(ctx context.Context, p risk.Portfolio, n int, level float64, seed uint64, kernel risk.Kernel) (risk.Risk, error)
	on := func(e workers.Engine) driver {
		return func(ctx context.Context, p risk.Portfolio, n int, level float64, seed uint64, kernel risk.Kernel) (risk.Risk, error) {
			return risk.Cluster(workers.NewContext(ctx, e), p, n, level, seed, kernel)
		}
	}
	bench.Table[driver, risk.Kernel, risk.Risk]{
		Drivers: map[string]driver{"Sequential": risk.Sequential, "Parallel": risk.Parallel, "Processes": on(workers.Processes{}), "Cluster": on(e)},
		Kernels: map[string]risk.Kernel{"SIMD": risk.SIMD},
		Run: func(ctx context.Context, size course.Size, drive driver, kernel risk.Kernel) (risk.Risk, error) {
			return drive(ctx, portfolio, size.N, level, size.Seed, kernel)
		},
		Check: func(_ course.Size, r risk.Risk) error {
			truth, err := risk.Normal(portfolio, level)
			if err != nil {
				return err
			}
			return bench.Near(r.VaR, truth.VaR, 1.5*(r.High-r.Low))
		},
	}.MeasureRows(b, course.Elsewhere)
}
