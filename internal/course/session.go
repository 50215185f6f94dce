package course

import "time"

// A Slide of the lecture has a command, and the table of the command makes its point.
type Slide struct {
	At     time.Duration // since the session began
	Name   string
	Type   string        // ./bench.sh ...
	Takes  time.Duration // on two cores, once everything is built
	Lights string        // on a monitor of the cores
	Ask    string        // a question for the class, while it measures
	Shows  []string      // how the lines begin that make the point
}

// SessionTakes is how long the whole session takes.
const SessionTakes = 50 * time.Minute

// Session has the slides with something to type, in the lecture's order.
var Session = []Slide{
	{
		Name: "exercise 1", Type: "./bench.sh downloads", Takes: 65 * time.Second,
		Lights: "nothing", Ask: "Why do six take as long as one?",
		Shows: []string{"sequential", "parallel", "limit"},
	},
	{
		At: 5 * time.Minute, Name: "one second each", Type: "./bench.sh lecture downloads", Takes: 35 * time.Second,
		Lights: "nothing", Ask: "How long will 500 take?",
		Shows: []string{"Downloads n=6 ", "Downloads n=500 ", "sequential", "parallel", "limit"},
	},
	{
		At: 10 * time.Minute, Name: "exercise 2, Python", Type: "./bench.sh peers slowsum", Takes: 45 * time.Second,
		Lights: "1, then all", Ask: "Do threads help?",
		Shows: []string{"python ", "python-threads", "python-processes", "sequential", "parallel", "processes"},
	},
	{
		At: 15 * time.Minute, Name: "exercise 2, Go", Type: "./bench.sh slowsum", Takes: 40 * time.Second,
		Lights: "1, then all", Ask: "Twice the cores: twice as fast?",
		Shows: []string{"sequential", "parallel", "processes", "Slowsum"},
	},
	{
		At: 19 * time.Minute, Name: "exercise 3", Type: "./bench.sh lecture slowsum", Takes: 35 * time.Second,
		Lights: "1, then all", Ask: "Why is a second run faster?",
		Shows: []string{"sequential", "unrolled", "closed-form", "numba-exact-first-call", "numba-exact ", "numba is wrong"},
	},
	{
		At: 24 * time.Minute, Name: "exercises 4 and 6", Type: "./bench.sh lecture pi", Takes: 30 * time.Second,
		Lights: "1, then all", Ask: "Who owns the generator?",
		Shows: []string{"Pi n=100000000 ", "sequential", "unrolled", "parallel", "parallel-simd"},
	},
	{
		At: 29 * time.Minute, Name: "exercise 5", Type: "./bench.sh lecture options", Takes: 35 * time.Second,
		Lights: "1, then all", Ask: "Goroutines or processes?",
		Shows: []string{"Options n=1000000 at GOMAXPROCS=2: eight options", "sequential", "parallel", "processes"},
	},
	{
		At: 34 * time.Minute, Name: "value at risk", Type: "./bench.sh lecture var", Takes: 30 * time.Second,
		Lights: "1, then all", Ask: "Which part stays serial?",
		Shows: []string{"implementation .* slide ", "python .* 60.0 s", "sequential .* 500 ms", "parallel .* 150 ms"},
	},
	{
		At: 39 * time.Minute, Name: "all your cores", Type: "./bench.sh -cpu 1,2,4,8 pi options", Takes: 60 * time.Second,
		Lights: "1, then all", Ask: "What does 8 add?",
		Shows: []string{"at 1 .* at 2 .* at 4 .* at 8", "Pi +4000000 ", "Options +100000 ", "warning: GOMAXPROCS=4,8 is more than the 2 cores"},
	},
	{
		At: 43 * time.Minute, Name: "quick reference", Type: "./bench.sh reference", Takes: 10 * time.Second,
		Lights: "1, then all", Ask: "What does a process cost?",
		Shows: []string{"to +goroutines +processes", "Overhead", "Sharing data"},
	},
	{
		At: 46 * time.Minute, Name: "should you?", Type: "./bench.sh should", Takes: 30 * time.Second,
		Lights: "1, then all", Ask: "From which size on does it pay?",
		Shows: []string{"Downloads .* wins", "Slowsum +100 .* loses", "Pi +1000000 .* wins; break-even", "Options +[0-9]+ .* wins; break-even", "Var +100000 "},
	},
}
