package report_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"

	"speedup.example/internal/course"
	"speedup.example/internal/report"
)

const heading = "Times faster at GOMAXPROCS=2 than sequential at GOMAXPROCS=1 (below 1: slower; -v: how sure):\n"

// The table of one exercise has its sizes side by side, and a row for each implementation:
// the kernels before the drivers, as in the course.
func TestSideBySide(t *testing.T) {
	r := read(t,
		"cores: 2",
		samples("Slowsum/n=1/impl=sequential-1", 300, 100, 200),
		samples("Slowsum/n=1/impl=parallel-2", 100),
		samples("Slowsum/n=1/impl=closed-form-2", 0.00004),
		samples("Slowsum/n=22/impl=sequential-1", 100),
		samples("Slowsum/n=22/impl=parallel-2", 85_000),
		samples("Slowsum/n=22/impl=unknown-2", 0),
	)
	assert.Equal(t, heading+`                                     n=1                               n=22
  Slowsum             time  times faster  cores busy     time  times faster  cores busy
  sequential                           -                                  -
  closed-form  0.000040 ns        7.50M×        1.50                      -
  parallel          100 ns         3.00×        1.50  85.0 µs        0.001×        1.50
  unknown                              -              0.00 ns             ?        1.50
-: not measured at GOMAXPROCS=2
?: too fast for the clock, or no sequential at GOMAXPROCS=1 to compare with

parallel at each GOMAXPROCS, times faster and cores busy:
                 at 1  cores    at 2  cores
            n  faster   busy  faster   busy
  Slowsum   1       -          3.00×   1.50
  Slowsum  22       -         0.001×   1.50
`, report.Speedups(r, report.Options{}))
}

// Several exercises are a matrix. Implementations of few of them come below, for those
// that have them.
func TestMatrix(t *testing.T) {
	var lines []string
	add := func(name string, ns float64) { lines = append(lines, samples(name, ns)) }
	lines = append(lines, "cores: 2")
	add("Pi/n=1000/impl=sequential-1", 100)
	add("Pi/n=1000/impl=sequential-2", 100)
	add("Pi/n=1000/impl=parallel-2", 50)
	add("Pi/n=1000/impl=unrolled-2", 20)
	add("Var/n=5/impl=sequential-1", 100)
	add("Var/n=5/impl=parallel-2", 200)
	add("Var/n=5/impl=unrolled-2", 100)
	add("Slowsum/n=7/impl=sequential-1", 100)
	add("Slowsum/n=7/impl=parallel-2", 100_000)
	add("Slowsum/n=7/impl=processes-unrolled-2", 2_000_000)
	assert.Equal(t, heading+`Cores busy: on average, by sequential on the left and by parallel on the right.
                           cores            cores
              n  unrolled   busy  parallel   busy
  Pi       1000     5.00×   1.50     2.00×   1.50
  Var         5     1.00×            0.50×   1.50
  Slowsum     7         -           0.001×   1.50

              processes-
           n    unrolled
  Slowsum  7    0.00005×
-: not measured at GOMAXPROCS=2

parallel at each GOMAXPROCS, times faster and cores busy:
                   at 1  cores    at 2  cores
              n  faster   busy  faster   busy
  Pi       1000       -          2.00×   1.50
  Var         5       -          0.50×   1.50
  Slowsum     7       -         0.001×   1.50
`, report.Speedups(read(t, lines...), report.Options{}))
}

// A factor has a few characters, however small or large it is.
func TestShort(t *testing.T) {
	for factor, want := range map[float64]string{
		0: "0.00×", 0.0000099: "0.00001×", 0.000089: "0.00009×", 0.0096: "0.01×", 0.01: "0.01×", 1.996: "2.00×",
		234_992: "234992×", 24_300_000: "24.3M×", math.NaN(): "?",
	} {
		assert.Equal(t, want, report.Short(factor))
	}
}

func TestMatrixOfNothingElse(t *testing.T) {
	r := read(t, "BenchmarkPi/n=1/impl=sequential 1 5 ns/op", "BenchmarkVar/n=1/impl=sequential 1 5 ns/op")
	assert.Contains(t, report.Speedups(r, report.Options{}), "  nothing but sequential was measured\n")
}

// everyRow returns a line for each row of the course at its sizes, with the longest
// possible numbers.
func everyRow(procs ...int) string {
	var lines []string
	for _, e := range course.Exercises {
		for _, size := range e.Sizes.Short {
			for _, row := range e.Rows {
				for _, p := range procs {
					ns := 1.234e7
					switch row.Name {
					case "closed-form":
						ns = 1.234
					case "processes", "processes-unrolled":
						ns = 9.87e12
					}
					name := fmt.Sprintf("%s/n=%d/impl=%s-%d", e.Benchmark, size.N, row.Name, p)
					lines = append(lines, samples(name, ns, 3*ns, ns, 123*ns))
				}
			}
		}
	}
	return strings.Join(lines, "\n")
}

// All rows of the course fit into 100 columns, and into a window of 30 lines.
func TestMatrixFits(t *testing.T) {
	r := read(t, "cores: 4", everyRow(1, 2, 4))
	text := report.Speedups(r, report.Options{Width: 200}) + "\n" + report.Warnings(r)
	assert.Contains(t, text, "warning: ")
	assert.Less(t, strings.Count(text, "\n"), 28)
	for line := range strings.Lines(text) {
		assert.LessOrEqual(t, utf8.RuneCountInString(line), 100+len("\n"), line)
	}
	for _, row := range course.AllRows() {
		last := row.Name[strings.LastIndex(row.Name, "-")+1:]
		assert.Contains(t, text, last, row.Name)
	}
}

// A narrower window has more blocks, and loses nothing.
func TestMatrixInANarrowWindow(t *testing.T) {
	r := read(t, "cores: 4", everyRow(4))
	wide, narrow := report.Speedups(r, report.Options{Width: 100}), report.Speedups(r, report.Options{Width: 50})
	blocks := strings.Split(narrow, "\n")[2:]
	for _, line := range blocks {
		assert.LessOrEqual(t, utf8.RuneCountInString(line), 50, line)
	}
	assert.Equal(t, strings.Count(wide, "×"), strings.Count(narrow, "×"))
}

// With intervals each row has a line.
func TestIntervals(t *testing.T) {
	text := report.Speedups(read(t, byHand...), report.Options{Verbose: true})
	assert.Contains(t, text, `
      n  implementation  times faster  95% interval  cores busy  passes
  Pi  9  sequential             1.02×     0.99–1.04        1.50       6
  Pi  9  parallel               1.96×     1.83–1.98        1.50       6
`)
	few := report.Speedups(read(t, samples("Pi/n=1/impl=sequential-1", 2, 2)), report.Options{Verbose: true})
	assert.Contains(t, few, "  No interval where there are fewer than 6 passes.\n")
}

// The longest warnings fit into a line of 100 columns.
func TestWarningsFit(t *testing.T) {
	r := read(t, "cores: 2", samples("Slowsum/n=5000000/impl=processes-unrolled-1", 1, 2, 1, 200, 2000, 20000), samples("Pi/n=1/impl=limit-128", 1))
	lines := strings.Split(strings.TrimSuffix(report.Warnings(r), "\n"), "\n")
	assert.Len(t, lines, 3)
	for _, line := range lines {
		assert.Regexp(t, "^warning: ", line)
		assert.LessOrEqual(t, utf8.RuneCountInString(line), 100, line)
	}
}
