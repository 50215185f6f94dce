package course

// A Slide of the lecture has a command whose table makes its point.
type Slide struct {
	Name   string
	Type   string   // what to type: ./bench.sh ...
	Lights string   // what lights up on a monitor of the cores, and what the table shows
	Shows  []string // the rows that make the point, by how their lines begin
}

// Session are the slides that have something to type, in the lecture's order.
var Session = []Slide{
	{
		Name: "I/O-bound; exercise 1", Type: "./bench.sh downloads",
		Lights: "nothing: six at a time take little more than one, while the cores idle",
		Shows:  []string{"sequential", "parallel", "limit"},
	},
	{
		Name: "the same, one second each, and 500 stocks", Type: "./bench.sh lecture downloads",
		Lights: "nothing: six seconds become one, and ten a fifth of one, on a fraction of a core",
		Shows:  []string{"Downloads n=6 ", "Downloads n=500 ", "sequential", "parallel", "limit"},
	},
	{
		Name: "exercise 2, threads and processes", Type: "./bench.sh peers slowsum",
		Lights: "one core for Python's threads, all for its processes; in Go `parallel` is both",
		Shows:  []string{"python ", "python-threads", "python-processes", "sequential", "parallel", "processes"},
	},
	{
		Name: "CPU-bound; exercise 2", Type: "./bench.sh slowsum",
		Lights: "one core, then all: `parallel` is faster with each core there is",
		Shows:  []string{"sequential", "parallel", "processes", "Slowsum"},
	},
	{
		Name: "exercise 3, and why the second run is faster", Type: "./bench.sh lecture slowsum",
		Lights: "one core: Numba's first call compiles, its second is `numba-exact`; Go compiles before it runs. In `closed-form` the loop is gone",
		Shows:  []string{"sequential", "unrolled", "closed-form", "numba-exact-first-call", "numba-exact ", "numba is wrong"},
	},
	{
		Name: "exercise 4 and 6, π with 100 million samples", Type: "./bench.sh lecture pi",
		Lights: "one core for `sequential`, `unrolled` and `simd`, all of them for the parallel rows, a second each",
		Shows:  []string{"Pi n=100000000 ", "sequential", "unrolled", "parallel", "parallel-simd"},
	},
	{
		Name: "exercise 5, eight options", Type: "./bench.sh lecture options",
		Lights: "one core, then all, for goroutines and for processes",
		Shows:  []string{"Options n=1000000 at GOMAXPROCS=2: eight options", "sequential", "parallel", "processes"},
	},
	{
		Name: "part 2, value at risk", Type: "./bench.sh lecture var",
		Lights: "the slide's own table beside ours: 60 s, 0.5 s, 0.15 s",
		Shows:  []string{"implementation .* slide ", "python .* 60.0 s", "sequential .* 500 ms", "parallel .* 150 ms"},
	},
	{
		Name: "bonus: watch your cores", Type: "./bench.sh -cpu 1,2,4,8 pi options",
		Lights: "one core, two, all of them; beyond that, nothing more",
		Shows:  []string{"at 1 .* at 2 .* at 4 .* at 8", "Pi +4000000 ", "Options +100000 ", "warning: GOMAXPROCS=4,8 is more than the 2 cores"},
	},
	{
		Name: "quick reference", Type: "./bench.sh reference",
		Lights: "what it costs to start them, to hand out a piece, to share data: threads and processes",
		Shows:  []string{"to +goroutines +processes", "Overhead", "Sharing data"},
	},
	{
		Name: "\"should you use parallelism?\"", Type: "./bench.sh should",
		Lights: "the small sizes, at which `parallel` loses, and where it breaks even",
		Shows:  []string{"Downloads .* wins", "Slowsum +100 .* loses", "Pi +1000000 .* wins; break-even", "Options +10000 .* wins; break-even", "Var +100000 "},
	},
}
