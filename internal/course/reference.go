package course

import "fmt"

// Workers measures the lecture's quick reference: threads, which here are goroutines,
// against processes. It is not an exercise. Its benchmark is in internal/workers.
var Workers = Exercise{
	Name: "internal/workers", Benchmark: "QuickReference",
	Rows: []Row{{Name: "goroutines"}, {Name: "processes"}},
}

// A Cost is a line of the quick reference that can be measured.
type Cost struct {
	Key   string // in the name of the benchmark, before its row: what=start
	Slide string // the slide's line
	What  string // what is measured
}

// Shared has the numbers of bytes that a worker gets.
var Shared = []int{8 << 10, 64 << 10, 512 << 10, 4 << 20}

// Costs returns the lines of the quick reference, in the slide's order.
func Costs() []Cost {
	costs := []Cost{
		{"what=start", "Overhead", "start a worker for each core, end them"},
		{"what=piece", "Overhead", "have a running worker do a piece"},
	}
	for _, bytes := range Shared {
		what := fmt.Sprintf("give it %d KiB", bytes>>10)
		if bytes >= 1<<20 {
			what = fmt.Sprintf("give it %d MiB", bytes>>20)
		}
		costs = append(costs, Cost{fmt.Sprintf("what=byte/n=%d", bytes), "Sharing data", what})
	}
	return costs
}
