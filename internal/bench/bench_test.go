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
	"speedup.example/internal/course"
	"speedup.example/internal/vector"
)

var sink *[64]byte

type (
	driver func(context.Context, kernel) (int, error)
	kernel func() (int, error)
)

// fixtures is an exercise whose rows do what their names say. The right answer is
// 1.
var fixtures = course.Exercise{
	Name: "fixture", Benchmark: "Fixture", Unit: "unit", UnitsPerN: 1000,
	Sizes: course.Sizes{
		Short:   []course.Size{{N: 1}, {N: 2}},
		Lecture: []course.Size{{N: 3}},
		Growth:  []course.Size{{N: 4}, {N: 5}},
	},
	Rows: []course.Row{
		{Name: "allocating", Driver: course.Sequential, Kernel: "Allocating"},
		{Name: "wrong", Driver: course.Sequential, Kernel: "Wrong"},
		{Name: "failing", Driver: course.Sequential, Kernel: "Failing"},
		{Name: "asleep", Driver: course.Sequential, Kernel: "Asleep"},
		{Name: "stub", Driver: course.Sequential, Kernel: "Stub"},
		{Name: "seed", Driver: "Seed", Kernel: "Right"},
		{Name: "parallel-stub", Driver: "Goroutine", Kernel: "Stub"},
		{Name: "stub-driver", Driver: "Stub", Kernel: "Right"},
		{Name: "simd", Driver: course.Sequential, Kernel: "Right", Needs: course.Vectors},
		{Name: course.Limit, Driver: course.Sequential, Kernel: "Wrong", Needs: course.Widest},
		{Name: "right", Driver: course.Sequential, Kernel: "Right"},
	},
}

func sequential(_ context.Context, k kernel) (int, error) { return k() }

// inGoroutine can't recover a kernel's panic, like any driver but the sequential one.
func inGoroutine(_ context.Context, k kernel) (int, error) { go k(); select {} }

func stub() (int, error) { panic("fixture.stub is yours to write: Write it.") }

func right() (int, error) { return 1, nil }

// allocate allocates a thousand times for each of GOMAXPROCS, so the allocs/op of a
// line show its setting.
func allocate() (int, error) {
	for range 1000 * runtime.GOMAXPROCS(0) {
		sink = new([64]byte)
	}
	return 1, nil
}

// The tests below run BenchmarkFixture in a process of their own.
func BenchmarkFixture(b *testing.B) {
	if os.Getenv("BENCH_FIXTURE") == "" {
		b.Skip("a part of the tests: some of its implementations fail")
	}
	prepared := 0
	bench.Table[driver, kernel, int]{
		Drivers: map[string]driver{
			"Sequential": sequential, "Goroutine": inGoroutine, "Seed": nil,
			"Stub": func(context.Context, kernel) (int, error) { return stub() },
		},
		Kernels: map[string]kernel{
			"Allocating": allocate, "Right": right, "Stub": stub,
			"Wrong":   func() (int, error) { return 3, nil },
			"Failing": func() (int, error) { return 0, errors.New("no answer") },
			"Asleep":  func() (int, error) { time.Sleep(5 * time.Millisecond); return 1, nil },
		},
		Prepare: func(_ *testing.B, size course.Size) { prepared = size.N },
		Run: func(ctx context.Context, size course.Size, drive driver, k kernel) (int, error) {
			if prepared != size.N {
				return 0, errors.New("not prepared")
			}
			if drive == nil {
				return int(size.Seed), nil
			}
			return drive(ctx, k)
		},
		Check: func(_ course.Size, got int) error { return bench.Near(float64(got), 1, 0.5) },
	}.MeasureAs(b, fixtures)
}

// BenchmarkUnlisted has no exercise. BenchmarkIncomplete lacks functions of its rows.
func BenchmarkUnlisted(b *testing.B) {
	if os.Getenv("BENCH_FIXTURE") == "" {
		b.Skip("a part of the tests: it fails")
	}
	bench.Table[driver, kernel, int]{}.Measure(b)
}

func BenchmarkIncomplete(b *testing.B) {
	if os.Getenv("BENCH_FIXTURE") == "" {
		b.Skip("a part of the tests: it fails")
	}
	bench.Table[driver, kernel, int]{Drivers: map[string]driver{"Sequential": sequential}}.MeasureAs(b, fixtures)
}

func fixture(t *testing.T, pattern string, flags ...string) string {
	t.Helper()
	return benchmark(t, "Fixture/"+pattern, flags...)
}

func benchmark(t *testing.T, pattern string, flags ...string) string {
	t.Helper()
	executable, err := os.Executable()
	require.NoError(t, err)
	flags = append([]string{"-test.run=^$", "-test.bench=" + pattern, "-test.benchtime=1ms"}, flags...)
	cmd := exec.Command(executable, flags...)
	cmd.Env = append(os.Environ(), "BENCH_FIXTURE=1")
	output, _ := cmd.CombinedOutput()
	return string(output)
}

// The testing package gets the first sample under each label wrong: see
// setFirstProcs. With one run (1x) there is only that sample.
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

// A wrong or failing implementation has no time, and the others still have
// theirs.
func TestWrongAnswersHaveNoTime(t *testing.T) {
	output := fixture(t, "n=1", "-test.cpu=2")
	assert.Contains(t, output, "answer 3, want 1 ± 0.5")
	assert.Contains(t, output, "no answer")
	assert.NotRegexp(t, `impl=(wrong|failing)\S*\s+\d+`, output)
	assert.Regexp(t, `impl=limit-2\s+\d+\s.* ns/op\s.* cores\s.* ns/unit`, output)
	assert.Regexp(t, `impl=right-2\s+\d+\s.* ns/op\s.* cores\s.* ns/unit`, output)
}

// An unwritten kernel has no time either, with any driver.
func TestUnwrittenIsLeftOut(t *testing.T) {
	output := fixture(t, ".*/impl=(.*stub|right)", "-test.cpu=2", "-test.v")
	assert.Contains(t, output, "fixture.stub is yours to write: Write it.")
	for _, row := range []string{"stub", "parallel-stub", "stub-driver"} {
		assert.Contains(t, output, course.Unwritten+row+"\n")
	}
	assert.NotContains(t, output, course.Unwritten+"right")
	assert.NotContains(t, output, "goroutine ")
	assert.NotRegexp(t, `impl=\S*stub\S*\s+\d+\s`, output)
	assert.Regexp(t, `n=2/impl=right-2\s+\d+\s`, output)
}

// A run has a thousand units, and a program that sleeps keeps no core busy.
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

func TestSizes(t *testing.T) {
	for selected, want := range map[string][]string{
		"": {"1", "2"}, "short": {"1", "2"}, "lecture": {"3"}, "growth": {"4", "5"}, "7,2": {"2", "7"},
	} {
		var flags []string
		if selected != "" {
			flags = []string{"-sizes=" + selected}
		}
		var got []string
		for _, match := range regexp.MustCompile(`n=(\d+)/`).FindAllStringSubmatch(fixture(t, ".*/impl=right", flags...), -1) {
			got = append(got, match[1])
		}
		assert.ElementsMatch(t, want, got, selected)
	}
	for _, bad := range []string{"", "x", "1e6", "-1", "0", "1,", "1, 2", "7,7", "lecture,7"} {
		assert.Contains(t, fixture(t, ".*", "-sizes="+bad), "for flag -sizes", bad)
	}
}

// The plain binary has no rows with vector instructions.
func TestVectorRows(t *testing.T) {
	output := fixture(t, "n=1/impl=simd")
	if vector.Best() == vector.None {
		assert.NotContains(t, output, "impl=simd")
	} else {
		assert.Contains(t, output, "impl=simd")
	}
}

// A benchmark that does not fit package course says what is missing.
func TestTablesFitTheCourse(t *testing.T) {
	assert.Contains(t, benchmark(t, "Unlisted"), "no exercise of package course has the benchmark BenchmarkUnlisted")
	assert.Contains(t, benchmark(t, "Incomplete"), "fixture: the row allocating is driver Sequential with kernel Allocating, and this benchmark does not have both")
}

func TestNear(t *testing.T) {
	require.NoError(t, bench.Near(1, 2, 1))
	require.NoError(t, bench.Near(2, 2, 0))
	for _, got := range []float64{0.9, 3.1, math.NaN(), math.Inf(1)} {
		require.Error(t, bench.Near(got, 2, 1))
	}
	require.Error(t, bench.Near(2, 2, math.NaN()))
}
