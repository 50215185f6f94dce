package sweep_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"speedup.example/internal/course"
	"speedup.example/internal/sweep"
)

// step returns a step of pi.
func step(procs int, rows ...string) sweep.Step {
	return sweep.Step{Exercise: "pi", Benchmark: "Pi", Procs: procs, Rows: named(rows...), Sizes: []course.Size{{N: 9}}}
}

// named returns rows that have only names.
func named(names ...string) (rows []course.Row) {
	for _, name := range names {
		rows = append(rows, course.Row{Name: name})
	}
	return rows
}

func out(lines ...string) sweep.Outcome {
	return sweep.Outcome{Stdout: []byte(strings.Join(lines, "\n") + "\n")}
}

// A step keeps whole lines of its own rows, each once, if package report can read
// them. It adds the number that the testing package leaves out at GOMAXPROCS=1.
func TestRead(t *testing.T) {
	o := out(
		"goos: linux", "pkg: speedup.example/pi", "cpu: Some Processor", "color: not of the testing package",
		"BenchmarkPi/n=9/impl=sequential         \t       5\t 40000000 ns/op\t   1.000 cores",
		"BenchmarkPi/n=9/impl=sequential         \t       5\t 7 ns/op",
		"BenchmarkPi/n=9/impl=parallel  \t--- FAIL: BenchmarkPi/n=9/impl=parallel",
		"    bench.go:99: answer 3, want 4",
		"BenchmarkPi/n=9/impl=counted 5 32 B/op",
		"--- WRONG: BenchmarkPi/n=9/impl=numba: answered 3, right is 4",
		"BenchmarkPi/n=9/impl=unrolled         \t       5\t 4",
		"PASS",
	)
	o.Stdout = append(o.Stdout, "BenchmarkPi/n=9/impl=cut         \t       5\t 40000000 ns/op\t   1.0"...)
	lines, missing := step(1, "sequential", "parallel", "counted", "numba", "unrolled", "cut").Read(o)
	assert.Equal(t, []string{
		"goos: linux", "pkg: speedup.example/pi", "cpu: Some Processor",
		"BenchmarkPi/n=9/impl=sequential-1         \t       5\t 40000000 ns/op\t   1.000 cores",
		"--- WRONG: BenchmarkPi/n=9/impl=numba: answered 3, right is 4",
	}, lines)
	assert.Equal(t, []string{"parallel", "counted", "unrolled", "cut"}, missing)

	lines, missing = step(2, "sequential").Read(out("BenchmarkPi/n=9/impl=sequential-2\t 5\t 4 ns/op\r"))
	assert.Equal(t, []string{"BenchmarkPi/n=9/impl=sequential-2\t 5\t 4 ns/op"}, lines)
	assert.Empty(t, missing)
	lines, missing = step(1, "sequential").Read(sweep.Outcome{})
	assert.Empty(t, lines)
	assert.Equal(t, []string{"sequential"}, missing)
}

// A program may print lines that look like results. They belong to another step, or to
// none.
func TestReadWhatAProgramPrints(t *testing.T) {
	for _, printed := range []string{
		"BenchmarkFoo/n=1/impl=sequential-2 5 7 ns/op",
		"BenchmarkPi/n=1/impl=fake-2 5 7 ns/op",
		"BenchmarkPi/n=1/impl=sequential-4 5 7 ns/op",
		"BenchmarkPi/n=1/impl=sequential-2 5 7 ns/op 3 ns/op",
		"BenchmarkPi/n=1/impl=sequential-2 0 7 ns/op",
		"BenchmarkPi/n=1/impl=sequential-2 1 NaN ns/op",
		"here BenchmarkPi/n=1/impl=sequential-2 1 5 ns/op",
		"BenchmarkPi/n=1/impl=sequential-2 here       1 5 ns/op",
	} {
		lines, missing := step(2, "sequential").Read(out(printed, "PASS"))
		assert.Empty(t, lines, printed)
		assert.Equal(t, []string{"sequential"}, missing, printed)
	}
}

// An unwritten row is not missing, but one of two sizes is.
func TestMissing(t *testing.T) {
	s := step(2, "sequential", "parallel", "unrolled")
	s.Sizes = []course.Size{{N: 1}, {N: 2}}
	o := out(
		"BenchmarkPi/n=1/impl=sequential-2 1 5 ns/op", "BenchmarkPi/n=2/impl=sequential-2 1 5 ns/op",
		"BenchmarkPi/n=1/impl=unrolled-2 1 5 ns/op", "PASS",
	)
	o.Stderr = []byte("--- UNWRITTEN: parallel\nsomething\n--- UNWRITTEN: parallel\n")
	_, missing := s.Read(o)
	assert.Equal(t, []string{"unrolled"}, missing)
}
