package course

import (
	"slices"
	"time"
)

// Exercises are in the lecture's order.
var Exercises = []Exercise{
	{
		Name: "downloads", Benchmark: "Downloads", Unit: "download", UnitsPerN: 1, IOBound: true, Work: "%s downloads",
		Sizes: Sizes{
			Short:   []Size{{N: 6, Limit: 6, Latency: 10 * time.Millisecond}, {N: 60, Limit: 20, Latency: 4 * time.Millisecond}},
			Lecture: []Size{{N: 6, Limit: 6, Latency: time.Second}, {N: 500, Limit: 50, Latency: 20 * time.Millisecond}},
		},
		Rows:  []Row{sequential, unrolled, parallel, parallelUnrolled, {Name: Limit, Driver: "Limit", Kernel: "Limit"}},
		Peers: []Row{{Name: "python", Needs: Python}, {Name: "python-threads", Needs: Python}},
		Functions: []Function{
			{"Parallel", []Check{
				{Name: "overlap", Points: 3, Rule: "has limit downloads in flight, and no more"},
				{Name: "window", Points: 2, Rule: "begins the next download as soon as one ends"},
				eachOnce,
				{Name: "order", Points: 1, Rule: "gives the answers in the order of the tickers, whichever comes first"},
				{Name: "agrees", Points: 2, Rule: "gives Sequential's answers"},
				{Name: "first-error", Points: 2, Rule: "returns the first error, and cancels the other downloads"},
				cancels, leaks, badInput, race,
			}},
			{"Unrolled", []Check{
				{Name: "formula", Points: 2, Rule: "gives what the formula gives by hand"},
				{Name: "every-day", Points: 2, Rule: "looks at every day, whatever the number of days"},
				{Name: "precision", Points: 2, Rule: "keeps its digits where all returns are alike"},
			}},
			{"Fastest", []Check{
				{Name: "fastest", Points: 2, Rule: "asks all mirrors at once, and returns the first answer"},
				{Name: "losers", Points: 2, Rule: "cancels the other downloads, and waits for them"},
				{Name: "failures", Points: 2, Rule: "goes on if a mirror fails, and fails if all do"},
				cancels, leaks, badInput, race,
			}},
		},
	},
	{
		Name: "slowsum", Benchmark: "Slowsum", Unit: "term", UnitsPerN: 4, Work: "four calls of slow_sum(%s)",
		Sizes: Sizes{Short: ns(100, 5_000_000), Lecture: ns(10_000_000), Growth: growth(4)},
		Rows: []Row{
			sequential, unrolled, parallel, parallelUnrolled,
			{Name: "closed-form", Driver: Sequential, Kernel: "ClosedForm"},
			processes, processesUnrolled, simd, parallelSIMD, limit,
		},
		Peers: []Row{
			{Name: "python", Needs: Python}, {Name: "python-threads", Needs: Python}, {Name: "python-processes", Needs: Python},
			numpy, numbaFirstCall, numba, numbaExactFirstCall, numbaExact, cOpenMP,
		},
		Asked: []Row{numbaFirstCall, numba, numbaExactFirstCall, numbaExact}, // "why is the second run faster?"
		Timed: timed([]string{"Parallel"}, []string{"Unrolled"}),
		Functions: []Function{
			{"Parallel", slices.Concat(again(overlap, window, eachOnce, order, cancels, leaks, badInput, race), []Check{agrees})},
			{"Unrolled", []Check{{Name: "exact", Points: 2, Rule: "adds every term, whatever the number of terms"}, overflow}},
			{"ClosedForm", []Check{
				{Name: "exact", Points: 2, Rule: "gives the same sum as adding"},
				overflow,
				{Name: "bound", After: "exact", Points: 1, Rule: "is exact up to the largest n, where the products need more than 64 bits"},
			}},
		},
	},
	{
		Name: "pi", Benchmark: "Pi", Unit: "sample", UnitsPerN: 1, Machines: true, Work: "%s samples",
		Sizes: Sizes{Short: ns(1_000, 4_000_000), Lecture: ns(100_000_000), Growth: growth(1)},
		Rows:  []Row{sequential, unrolled, parallel, parallelUnrolled, simd, parallelSIMD, limit},
		Peers: []Row{pythonSimulating, pythonProcesses, numpy, numbaFirstCall, numba, numbaParallel, cOpenMP},
		Timed: timed([]string{"Parallel"}, []string{"Unrolled"}),
		Functions: []Function{
			{"Parallel", slices.Concat(again(overlap, window, eachOnce), []Check{streams}, again(agrees, cancels, leaks, badInput, race))},
			{"Unrolled", []Check{
				{Name: "every-sample", Points: 2, Rule: "counts every sample, whatever the number of samples"},
				repeatable, truth.after("every-sample"), seeds,
			}},
		},
	},
	{
		Name: "options", Benchmark: "Options", Unit: "path", UnitsPerN: 8, Machines: true, Work: "eight options, of %s paths each",
		Sizes: Sizes{Short: ns(10, 100_000), Lecture: ns(1_000_000), Growth: growth(8)},
		Rows:  []Row{sequential, unrolled, parallel, parallelUnrolled, processes, processesUnrolled, simd, parallelSIMD, limit},
		Peers: []Row{pythonSimulating, pythonProcesses, numpy, numbaFirstCall, numba, numbaParallel, cOpenMP},
		Timed: timed([]string{"Parallel"}, []string{"Unrolled"}),
		Functions: []Function{
			{"Parallel", again(overlap, window, eachOnce, order, streams, agrees, cancels, leaks, badInput, race)},
			{"Unrolled", []Check{
				{Name: "every-path", Points: 2, Rule: "counts every path, whatever the number of paths"},
				repeatable, truth.after("every-path"), seeds,
				{Name: "standard-error", Points: 2, Rule: "says how far the price may be off"},
			}},
		},
	},
	{
		Name: "var", Benchmark: "Var", Unit: "sim", UnitsPerN: 1, Machines: true, Work: "%s simulations",
		Sizes: Sizes{Short: ns(100, 500_000), Lecture: ns(10_000_000), Growth: growth(1)},
		Rows:  []Row{sequential, unrolled, parallel, parallelUnrolled, simd, parallelSIMD, limit},
		Peers: []Row{
			pythonSimulating, pythonProcesses, numpy,
			{Name: "numba-first-call", Needs: SciPy}, {Name: "numba", Needs: SciPy}, {Name: "numba-parallel", Needs: SciPy},
			{Name: "numba-parallel-loops", Needs: SciPy}, cOpenMP,
		},
		Slide: "Numba + Parallelism",
		Times: []SlideTime{
			{Row: "python", Says: "Pure Python", Time: 60 * time.Second},
			{Row: Baseline, Says: "@njit", Time: 500 * time.Millisecond},
			{Row: OnAllCores, Says: "@njit(parallel=True)", Time: 150 * time.Millisecond},
		},
		Timed: timed([]string{"parallelFor"}, []string{"simulateBatches", "sift", "lowest"}),
		Functions: []Function{
			{"parallelFor", again(overlap, window, eachOnce, agrees, cancels, leaks, race)},
			{"sift", []Check{
				{Name: "below", Points: 1, Rule: "counts and sums the returns below the window"},
				{Name: "inside", Points: 2, Rule: "keeps the returns inside the window, with both ends"},
				{Name: "adds", Points: 1, Rule: "adds a batch to the tally"},
			}},
			{"simulateBatches", []Check{
				{Name: "every-return", Points: 2, Rule: "draws every return, whatever the number of returns"},
				repeatable, truth.after("every-return"), seeds,
				{Name: "keeps", Points: 2, Rule: "tallies the returns by the window, even those of the last batch"},
			}},
			{"lowest", []Check{
				{Name: "selects", Points: 2, Rule: "brings the lowest numbers to the front"},
				{Name: "equal", Points: 2, Rule: "does so if many numbers are equal, and ends"},
				{Name: "nan", Points: 1, Rule: "ends if some numbers are NaN, and loses none"},
				{Name: "no-sort", Points: 2, Rule: "does not sort"},
			}},
		},
	},
}
