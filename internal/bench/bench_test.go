package bench_test

import (
	"context"
	"errors"
	"math"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/bench"
	"speedup.example/internal/vector"
)

var sink *[64]byte

// BenchmarkFixture is what the tests below run in a process of their own. The
// first implementation allocates a thousand times for each of GOMAXPROCS, so
// the allocs/op of a line tell at which setting it ran.
func BenchmarkFixture(b *testing.B) {
	if os.Getenv("BENCH_FIXTURE") == "" {
		b.Skip("a part of the tests: two of its implementations fail")
	}
	for _, n := range bench.Sizes(1, 2, 3) {
		allocate := func(context.Context) (int, error) {
			for range 1000 * runtime.GOMAXPROCS(0) {
				sink = new([64]byte)
			}
			return 1, nil
		}
		right := func(context.Context) (int, error) { return 1, nil }
		fail := func(context.Context) (int, error) { return 0, errors.New("no answer") }
		one := func(got int) error { return bench.Near(float64(got), 1, 0.5) }
		two := func(got int) error { return bench.Near(float64(got), 2, 0.5) }
		bench.Measure(b, bench.Cell[int]{N: n, Impl: "allocating", Units: 1, Unit: "unit", Run: allocate, Check: one})
		bench.Measure(b, bench.Cell[int]{N: n, Impl: "wrong", Units: 1, Unit: "unit", Run: right, Check: two})
		bench.Measure(b, bench.Cell[int]{N: n, Impl: "failing", Units: 1, Unit: "unit", Run: fail, Check: one})
		sleep := func(context.Context) (int, error) { time.Sleep(5 * time.Millisecond); return 1, nil }
		bench.Measure(b, bench.Cell[int]{N: n, Impl: "asleep", Units: 1, Unit: "unit", Run: sleep, Check: one})
		stub := func(context.Context) (int, error) { panic("fixture.stub is yours to write: Write it.") }
		bench.Measure(b, bench.Cell[int]{N: n, Impl: "stub", Units: 1, Unit: "unit", Run: stub, Check: one})
		inGoroutine := func(ctx context.Context) (int, error) { go stub(ctx); select {} }
		bench.Measure(b, bench.Cell[int]{N: n, Impl: "parallel-stub", Units: 1, Unit: "unit", Run: inGoroutine, Check: one})
		bench.Limit(b, n, 10, "unit", func(context.Context) error { return nil })
		bench.Measure(b, bench.Cell[int]{N: n, Impl: "right", Units: 1000, Unit: "unit", Run: right, Check: one})
	}
}

func fixture(t *testing.T, pattern string, flags ...string) string {
	t.Helper()
	executable, err := os.Executable()
	require.NoError(t, err)
	flags = append([]string{"-test.run=^$", "-test.bench=Fixture/" + pattern, "-test.benchtime=1ms"}, flags...)
	cmd := exec.Command(executable, flags...)
	cmd.Env = append(os.Environ(), "BENCH_FIXTURE=1")
	output, _ := cmd.CombinedOutput()
	return string(output)
}

// The first sample under each label is the one that the testing package gets
// wrong: see setFirstProcs. Samples of one run only (1x) are nothing but that.
func TestLabelsAreTrue(t *testing.T) {
	line := regexp.MustCompile(`(?m)^BenchmarkFixture/n=\d/impl=allocating(?:-(\d+))?\s.*?(\d+) allocs/op$`)
	for _, benchtime := range []string{"1x", "1ms"} {
		for _, cpus := range []string{"1,2,4,8", "8,1", "3"} {
			t.Run(benchtime+"/"+cpus, func(t *testing.T) {
				output := fixture(t, ".*/impl=allocating", "-test.cpu="+cpus, "-test.count=2", "-test.benchtime="+benchtime)
				matches := line.FindAllStringSubmatch(output, -1)
				require.Len(t, matches, 2*2*len(regexp.MustCompile(`\d+`).FindAllString(cpus, -1)), output)
				for _, match := range matches {
					label := 1 // the testing package appends nothing at 1
					if match[1] != "" {
						label, _ = strconv.Atoi(match[1])
					}
					allocations, _ := strconv.ParseFloat(match[2], 64)
					assert.EqualValues(t, label, math.Round(allocations/1000), match[0])
				}
			})
		}
	}
}

// A wrong or failing implementation has no time, and does not take the others
// with it.
func TestWrongAnswersHaveNoTime(t *testing.T) {
	output := fixture(t, "n=1", "-test.cpu=2")
	assert.Contains(t, output, "answer 1, want 2 ± 0.5")
	assert.Contains(t, output, "no answer")
	assert.NotRegexp(t, `impl=(wrong|failing)\S*\s+\d+`, output)
	assert.Regexp(t, `impl=limit-2\s+\d+\s.* ns/op\s.* cores\s.* ns/unit`, output)
	assert.Regexp(t, `impl=right-2\s+\d+\s.* ns/op\s.* cores\s.* ns/unit`, output)
}

// What is still to be written has no time either, by no driver.
func TestUnwrittenIsLeftOut(t *testing.T) {
	output := fixture(t, ".*/impl=(.*stub|right)", "-test.cpu=2", "-test.v")
	assert.Contains(t, output, "fixture.stub is yours to write: Write it.")
	assert.NotContains(t, output, "goroutine ")
	assert.NotRegexp(t, `impl=\S*stub\S*\s+\d+\s`, output)
	assert.Regexp(t, `n=2/impl=right-2\s+\d+\s`, output)
}

// A thousand units in a run; and a program that sleeps keeps no core busy.
func TestMetrics(t *testing.T) {
	metric := func(output, unit string) float64 {
		match := regexp.MustCompile(`([\d.e+-]+) ` + unit + `\b`).FindStringSubmatch(output)
		require.Len(t, match, 2, "%s in %s", unit, output)
		value, err := strconv.ParseFloat(match[1], 64)
		require.NoError(t, err)
		return value
	}
	output := fixture(t, "n=1/impl=right")
	assert.InEpsilon(t, metric(output, "ns/op"), 1000*metric(output, "ns/unit"), 0.02)
	output = fixture(t, "n=1/impl=asleep")
	assert.Less(t, metric(output, "cores"), 0.5)
}

func TestLectureSizes(t *testing.T) {
	assert.NotContains(t, fixture(t, ".*/impl=right"), "n=3/")
	output := fixture(t, ".*/impl=right", "-lecture")
	assert.Contains(t, output, "n=3/")
	assert.NotContains(t, output, "n=1/")
}

func TestSizes(t *testing.T) {
	output := fixture(t, ".*/impl=right", "-lecture", "-sizes=7,10")
	assert.Contains(t, output, "n=7/")
	assert.Contains(t, output, "n=10/")
	assert.NotContains(t, output, "n=3/")
	for _, bad := range []string{"", "x", "1e6", "-1", "1,", "1, 2", "7,7"} {
		assert.Contains(t, fixture(t, ".*", "-sizes="+bad), "for flag -sizes", bad)
	}
}

func TestRows(t *testing.T) {
	names := map[string]string{}
	for _, row := range bench.Rows("one", "all", "plain", "fast") {
		names[row.Impl] = row.Drive + " " + row.Kernel
	}
	assert.Equal(t, map[string]string{
		"sequential": "one plain", "unrolled": "one fast", "parallel": "all plain", "parallel-unrolled": "all fast",
	}, names)
	rows := bench.InProcesses("many", "plain", "fast")
	assert.Equal(t, []bench.Row[string, string]{{"processes", "many", "plain"}, {"processes-unrolled", "many", "fast"}}, rows)
}

// The plain binary has no rows of vector instructions.
func TestSIMD(t *testing.T) {
	names := map[string]string{}
	for _, row := range bench.SIMD("one", "all", "vectors") {
		names[row.Impl] = row.Drive + " " + row.Kernel
	}
	want := map[string]string{}
	if vector.Best() != vector.None {
		want = map[string]string{"simd": "one vectors", "parallel-simd": "all vectors"}
	}
	assert.Equal(t, want, names)
}

func TestNear(t *testing.T) {
	require.NoError(t, bench.Near(1, 2, 1))
	require.NoError(t, bench.Near(2, 2, 0))
	for _, got := range []float64{0.9, 3.1, math.NaN(), math.Inf(1)} {
		require.Error(t, bench.Near(got, 2, 1))
	}
	require.Error(t, bench.Near(2, 2, math.NaN()))
}
