package report_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"speedup.example/internal/report"
)

const footer = "\nTime is the median of the runs, times faster the median of the ratios within each pass.\n"

func TestLecture(t *testing.T) {
	r := read(t,
		"cores: 2",
		samples("Pi/n=1/impl=sequential-2", 60e9, 61e9, 62e9),
		samples("Pi/n=1/impl=unrolled-2", 500e6),
		samples("Pi/n=1/impl=parallel-2", 150e3),
		"BenchmarkPi/n=1/impl=closed-form-2 \t 10\t 61 ns/op",
		samples("Var/n=10/impl=parallel-2", 0.5),
		samples("Var/n=20/impl=sequential-2", 1),
	)
	assert.Equal(t, `Pi n=1 at GOMAXPROCS=2: 1 samples
  implementation     time  times faster  cores busy  runs
  sequential       61.0 s         1.00×        1.50     3
  unrolled         500 ms          120×        1.50     1
  parallel         150 µs       400000×        1.50     1
  closed-form     61.0 ns  984 million×           ?     1

Var n=10 at GOMAXPROCS=2, no sequential row to compare with: 10 simulations
  implementation     time  times faster  cores busy  runs
  parallel        0.50 ns             ?        1.50     1
  not measured at GOMAXPROCS=2: sequential

Var n=20 at GOMAXPROCS=2: 20 simulations
  implementation     time  times faster  cores busy  runs
  sequential      1.00 ns         1.00×        1.50     1
  not measured at GOMAXPROCS=2: parallel
`+footer, report.Lecture(r))
}

func TestLectureOfASweep(t *testing.T) {
	assert.Equal(t, `Pi n=9 at GOMAXPROCS=2, compared with sequential at GOMAXPROCS=1: 9 samples
  implementation     time  times faster  cores busy  runs
  sequential      99.0 ns         1.02×        1.50     6
  parallel        52.0 ns         1.96×        1.50     6
`+footer, report.Lecture(read(t, byHand...)))
}

// The passes of parallel take 2, 2.5 and 3 times the limit, so its share is the
// median, 40 %. A row that takes less than half of the limit is not bound by it.
func TestLimit(t *testing.T) {
	assert.Equal(t, `Pi n=1 at GOMAXPROCS=2: 1 samples
  implementation     time  times faster  cores busy  runs  of the limit
  sequential       100 ns         1.00×        1.50     3         10.0%
  parallel        25.0 ns         4.00×        1.50     3           40%
  processes        100 µs       0.0010×        1.50     3         <0.1%
  closed-form     2.00 ns         50.0×        1.50     3             -
  fast            0.00 ns             ?        1.50     3
  limit           10.0 ns         10.0×        1.50     3          100%
`+footer, report.Lecture(read(t,
		"cores: 2",
		samples("Pi/n=1/impl=sequential-2", 100, 100, 100.1),
		samples("Pi/n=1/impl=parallel-2", 25, 20, 30),
		samples("Pi/n=1/impl=processes-2", 100_000, 100_000, 100_000),
		samples("Pi/n=1/impl=closed-form-2", 2, 2, 2),
		samples("Pi/n=1/impl=fast-2", 0, 0, 0),
		samples("Pi/n=1/impl=limit-2", 10, 10, 10),
	)))
}

// The slide's times and names are beside the measured times. A row of the slide without
// a measurement is there, too. At other sizes there is no slide.
func TestSlide(t *testing.T) {
	assert.Equal(t, `Var n=10000000 at GOMAXPROCS=2: 10,000,000 simulations
  implementation    time   slide  times faster  cores busy  runs
  python                  60.0 s
  sequential      1.00 s  500 ms         1.00×        1.50     1
  unrolled        200 ms                 5.00×        1.50     1
  parallel        500 ms  150 ms         2.00×        1.50     1
  The slide "Numba + Parallelism": Pure Python 60.0 s, @njit 500 ms, @njit(parallel=True) 150 ms

Options n=1000000 at GOMAXPROCS=2: eight options, of 1,000,000 paths each
  implementation    time  times faster  cores busy  runs
  sequential      1.00 s         1.00×        1.50     1
`+footer, report.Lecture(read(t,
		"cores: 2",
		samples("Var/n=10000000/impl=sequential-2", 1e9),
		samples("Var/n=10000000/impl=unrolled-2", 200e6),
		samples("Var/n=10000000/impl=parallel-2", 500e6),
		samples("Options/n=1000000/impl=sequential-2", 1e9),
	)))
}

// A wrong answer has no row in its table, but a line below it.
func TestLectureOfWrongAnswers(t *testing.T) {
	text := report.Lecture(read(t, samples("Slowsum/n=9/impl=sequential-2", 2), wrongSum, samples("Pi/n=9/impl=sequential-2", 2)))
	first, _, _ := strings.Cut(text, "Pi n=9")
	assert.Contains(t, first, " is wrong: it answered ")
	assert.Equal(t, 1, strings.Count(text, " is wrong: "))
}
