package sweep_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/course"
	"speedup.example/internal/sweep"
)

// Two exercises with small plans: waiting has no vectors, and does not grow.
var (
	waiting = course.Exercise{
		Name: "waiting", Benchmark: "Waiting", UnitsPerN: 1,
		Sizes: course.Sizes{
			Short:   []course.Size{{N: 1, Latency: time.Millisecond}, {N: 2, Limit: 2, Latency: time.Millisecond}},
			Lecture: []course.Size{{N: 1}, {N: 5, Limit: 3, Latency: time.Second}},
		},
		Rows:  []course.Row{{Name: "sequential"}, {Name: "limit"}},
		Peers: []course.Row{{Name: "python", Needs: course.Python}},
	}
	adding = course.Exercise{
		Name: "adding", Benchmark: "Adding", UnitsPerN: 1,
		Sizes: course.Sizes{
			Short: []course.Size{{N: 10}, {N: 1000}}, Lecture: []course.Size{{N: 5000}}, Growth: []course.Size{{N: 100}, {N: 1000}},
		},
		Rows: []course.Row{
			{Name: "sequential", Driver: "Sequential", Kernel: "Scalar"},
			{Name: "unrolled", Driver: "Sequential", Kernel: "Unrolled"},
			{Name: "parallel-unrolled", Driver: "Parallel", Kernel: "Unrolled"},
			{Name: "processes-unrolled", Driver: "Processes", Kernel: "Unrolled"},
			{Name: "simd", Driver: "Sequential", Kernel: "SIMD", Needs: course.Vectors},
			{Name: "parallel-simd", Driver: "Parallel", Kernel: "SIMD", Needs: course.Vectors},
			{Name: "limit", Driver: "Limit", Kernel: "Limit", Needs: course.Widest},
		},
		Peers: []course.Row{{Name: "python", Needs: course.Python}, {Name: "c-openmp", Needs: course.C}},
	}
)

// show returns a step as a person would type it, without the common part.
func show(s sweep.Step) string {
	if s.Program == sweep.Peer {
		return fmt.Sprintf("%s: %s limit=%d %s on %d", s.What, s.Names(), s.Sizes[0].Limit, s.Sizes[0].Latency, s.Procs)
	}
	args := strings.Join(s.Args, " ")
	rows := "/^impl=(" + strings.Join(s.Names(), "|") + ")$"
	if s.Benchmark == course.Workers.Benchmark {
		rows = "" // they are at different depths
	}
	for _, common := range []string{"-test.run ^$ -test.bench ^Benchmark", rows, " -test.count 1", " -test.timeout 10m"} {
		if !strings.Contains(args, common) {
			return "no " + common + " in " + args
		}
		args = strings.Replace(args, common, "", 1)
	}
	return fmt.Sprintf("%s: %s %s, %d of %s", s.What, s.Program, args, len(s.Sizes), strings.Join(s.Names(), " "))
}

func TestPlan(t *testing.T) {
	both := []course.Exercise{waiting, adding}
	withParallel := adding
	withParallel.Rows = append([]course.Row{{Name: "parallel", Driver: "Parallel", Kernel: "Scalar"}}, adding.Rows...)
	slices.SortFunc(withParallel.Rows, func(a, b course.Row) int { return strings.Compare(b.Name, a.Name) })
	withKernels := waiting
	withKernels.Sizes.Lecture = waiting.Sizes.Lecture[:1]
	withKernels.Rows = named("sequential", "unrolled", "parallel", "parallel-unrolled", "limit")
	second := sweep.Built{Vector: map[string]bool{"adding": true}}
	for name, test := range map[string]struct {
		options sweep.Options
		built   sweep.Built
		want    []string
	}{
		"a process for each GOMAXPROCS": {
			options: sweep.Options{Exercises: both, CPUs: []int{1, 2}},
			want: []string{
				"waiting at GOMAXPROCS=1: plain Waiting$/. -test.cpu 1 -test.benchtime 10ms, 2 of sequential limit",
				"waiting at GOMAXPROCS=2: plain Waiting$/. -test.cpu 2 -test.benchtime 10ms, 2 of sequential limit",
				"adding at GOMAXPROCS=1: plain Adding$/. -test.cpu 1 -test.benchtime 10ms, 2 of sequential unrolled parallel-unrolled processes-unrolled limit",
				"adding at GOMAXPROCS=2: plain Adding$/. -test.cpu 2 -test.benchtime 10ms, 2 of sequential unrolled parallel-unrolled processes-unrolled limit",
			},
		},
		"each row from one binary": {
			options: sweep.Options{Exercises: both, CPUs: []int{8}, Benchtime: "10x"}, built: second,
			want: []string{
				"waiting at GOMAXPROCS=8: plain Waiting$/. -test.cpu 8 -test.benchtime 10x, 2 of sequential limit",
				"adding at GOMAXPROCS=8: plain Adding$/. -test.cpu 8 -test.benchtime 10x, 2 of sequential unrolled parallel-unrolled processes-unrolled",
				"adding at GOMAXPROCS=8: vector Adding$/. -test.cpu 8 -test.benchtime 10x, 2 of simd parallel-simd limit",
			},
		},
		"the lecture's sizes, on all cores, a process for each row": {
			options: sweep.Options{Kind: sweep.Lecture, Exercises: both}, built: second,
			want: []string{
				"waiting: sequential at n=1: plain Waiting$/^n=1$ -test.cpu 4 -test.benchtime 1s -sizes lecture, 1 of sequential",
				"waiting: limit at n=1: plain Waiting$/^n=1$ -test.cpu 4 -test.benchtime 1s -sizes lecture, 1 of limit",
				"waiting: sequential at n=5: plain Waiting$/^n=5$ -test.cpu 4 -test.benchtime 1s -sizes lecture, 1 of sequential",
				"waiting: limit at n=5: plain Waiting$/^n=5$ -test.cpu 4 -test.benchtime 1s -sizes lecture, 1 of limit",
				"adding: sequential at n=5000: plain Adding$/^n=5000$ -test.cpu 4 -test.benchtime 1s -sizes lecture, 1 of sequential",
				"adding: unrolled at n=5000: plain Adding$/^n=5000$ -test.cpu 4 -test.benchtime 1s -sizes lecture, 1 of unrolled",
				"adding: parallel-unrolled at n=5000: plain Adding$/^n=5000$ -test.cpu 4 -test.benchtime 1s -sizes lecture, 1 of parallel-unrolled",
				"adding: processes-unrolled at n=5000: plain Adding$/^n=5000$ -test.cpu 4 -test.benchtime 1s -sizes lecture, 1 of processes-unrolled",
				"adding: simd at n=5000: vector Adding$/^n=5000$ -test.cpu 4 -test.benchtime 1s -sizes lecture, 1 of simd",
				"adding: parallel-simd at n=5000: vector Adding$/^n=5000$ -test.cpu 4 -test.benchtime 1s -sizes lecture, 1 of parallel-simd",
				"adding: limit at n=5000: vector Adding$/^n=5000$ -test.cpu 4 -test.benchtime 1s -sizes lecture, 1 of limit",
			},
		},
		"of who waits, the lecture has no kernels": {
			options: sweep.Options{Kind: sweep.Lecture, Exercises: []course.Exercise{withKernels}, CPUs: []int{2}},
			want: []string{
				"waiting: sequential at n=1: plain Waiting$/^n=1$ -test.cpu 2 -test.benchtime 1s -sizes lecture, 1 of sequential",
				"waiting: parallel at n=1: plain Waiting$/^n=1$ -test.cpu 2 -test.benchtime 1s -sizes lecture, 1 of parallel",
				"waiting: limit at n=1: plain Waiting$/^n=1$ -test.cpu 2 -test.benchtime 1s -sizes lecture, 1 of limit",
			},
		},
		"without a second binary": {
			options: sweep.Options{Kind: sweep.Lecture, Exercises: []course.Exercise{adding}, CPUs: []int{2}, Benchtime: "1x"},
			built:   sweep.Built{Peers: map[string][]course.Row{"adding": adding.Peers[:1]}},
			want: []string{
				"adding: sequential at n=5000: plain Adding$/^n=5000$ -test.cpu 2 -test.benchtime 1x -sizes lecture, 1 of sequential",
				"adding: unrolled at n=5000: plain Adding$/^n=5000$ -test.cpu 2 -test.benchtime 1x -sizes lecture, 1 of unrolled",
				"adding: parallel-unrolled at n=5000: plain Adding$/^n=5000$ -test.cpu 2 -test.benchtime 1x -sizes lecture, 1 of parallel-unrolled",
				"adding: processes-unrolled at n=5000: plain Adding$/^n=5000$ -test.cpu 2 -test.benchtime 1x -sizes lecture, 1 of processes-unrolled",
				"adding: limit at n=5000: plain Adding$/^n=5000$ -test.cpu 2 -test.benchtime 1x -sizes lecture, 1 of limit",
				"adding: python at n=5000: [python] limit=0 0s on 2",
			},
		},
		"the fast kernels grow": {
			options: sweep.Options{Kind: sweep.Growth, Exercises: []course.Exercise{adding}}, built: second,
			want: []string{
				"adding: unrolled at n=100: plain Adding$/^n=100$ -test.cpu 4 -test.benchtime 50ms -sizes growth, 1 of unrolled",
				"adding: parallel-unrolled at n=100: plain Adding$/^n=100$ -test.cpu 4 -test.benchtime 50ms -sizes growth, 1 of parallel-unrolled",
				"adding: simd at n=100: vector Adding$/^n=100$ -test.cpu 4 -test.benchtime 50ms -sizes growth, 1 of simd",
				"adding: parallel-simd at n=100: vector Adding$/^n=100$ -test.cpu 4 -test.benchtime 50ms -sizes growth, 1 of parallel-simd",
				"adding: unrolled at n=1000: plain Adding$/^n=1000$ -test.cpu 4 -test.benchtime 50ms -sizes growth, 1 of unrolled",
				"adding: parallel-unrolled at n=1000: plain Adding$/^n=1000$ -test.cpu 4 -test.benchtime 50ms -sizes growth, 1 of parallel-unrolled",
				"adding: simd at n=1000: vector Adding$/^n=1000$ -test.cpu 4 -test.benchtime 50ms -sizes growth, 1 of simd",
				"adding: parallel-simd at n=1000: vector Adding$/^n=1000$ -test.cpu 4 -test.benchtime 50ms -sizes growth, 1 of parallel-simd",
			},
		},
		"to sizes that are given": {
			options: sweep.Options{Kind: sweep.Growth, Exercises: []course.Exercise{adding}, Sizes: []int{5, 70}, CPUs: []int{2}},
			want: []string{
				"adding: unrolled at n=5: plain Adding$/^n=5$ -test.cpu 2 -test.benchtime 50ms -sizes 5,70, 1 of unrolled",
				"adding: parallel-unrolled at n=5: plain Adding$/^n=5$ -test.cpu 2 -test.benchtime 50ms -sizes 5,70, 1 of parallel-unrolled",
				"adding: unrolled at n=70: plain Adding$/^n=70$ -test.cpu 2 -test.benchtime 50ms -sizes 5,70, 1 of unrolled",
				"adding: parallel-unrolled at n=70: plain Adding$/^n=70$ -test.cpu 2 -test.benchtime 50ms -sizes 5,70, 1 of parallel-unrolled",
			},
		},
		"should one: at the sizes around the break-even, those who wait at their own": {
			options: sweep.Options{Kind: sweep.Should, Exercises: []course.Exercise{waiting, withParallel}}, built: second,
			want: []string{
				"waiting at GOMAXPROCS=4: plain Waiting$/. -test.cpu 4 -test.benchtime 10ms, 2 of sequential",
				"adding at GOMAXPROCS=4: plain Adding$/. -test.cpu 4 -test.benchtime 10ms -sizes 10,100,1000,10000, 4 of sequential parallel",
			},
		},
		"crossover: at more sizes around it": {
			options: sweep.Options{Kind: sweep.Crossover, Exercises: []course.Exercise{waiting, withParallel}}, built: second,
			want: []string{
				"waiting at GOMAXPROCS=4: plain Waiting$/. -test.cpu 4 -test.benchtime 10ms, 2 of sequential",
				"adding at GOMAXPROCS=4: plain Adding$/. -test.cpu 4 -test.benchtime 10ms -sizes 10,30,100,300,1000,3000,10000,30000, 8 of sequential parallel",
			},
		},
		"a cluster's own program measures all its rows": {
			options: sweep.Options{Kind: sweep.Cluster, Exercises: []course.Exercise{adding}, CPUs: []int{2}},
			built:   sweep.Built{Peers: map[string][]course.Row{"adding": course.Elsewhere[2:]}},
			want: []string{
				"adding: processes-simd at n=100: [processes-simd] limit=0 0s on 2",
				"adding: cluster at n=100: [cluster] limit=0 0s on 2",
				"adding: processes-simd at n=1000: [processes-simd] limit=0 0s on 2",
				"adding: cluster at n=1000: [cluster] limit=0 0s on 2",
			},
		},
		"it grows beyond one machine": {
			options: sweep.Options{Kind: sweep.Growth, Machines: true, Exercises: []course.Exercise{growing}},
			built:   sweep.Built{Peers: map[string][]course.Row{"growing": course.AtGrowth}},
			want: []string{
				"growing: parallel-simd at n=1000: [parallel-simd] limit=0 0s on 4",
				"growing: cluster at n=1000: [cluster] limit=0 0s on 4",
				"growing: parallel-simd at n=10000: [parallel-simd] limit=0 0s on 4",
				"growing: cluster at n=10000: [cluster] limit=0 0s on 4",
			},
		},
		"the quick reference is one process": {
			options: sweep.Options{Kind: sweep.Quick, Exercises: []course.Exercise{course.Workers}},
			want:    []string{"quick reference: plain QuickReference$ -test.cpu 4 -test.benchtime 50ms, 6 of goroutines processes"},
		},
		"peers after Go, size by size": {
			options: sweep.Options{Kind: sweep.Peers, Exercises: []course.Exercise{waiting}},
			built:   sweep.Built{Peers: map[string][]course.Row{"waiting": waiting.Peers}},
			want: []string{
				"waiting: sequential at n=1: plain Waiting$/^n=1$ -test.cpu 4 -test.benchtime 200ms -sizes lecture, 1 of sequential",
				"waiting: limit at n=1: plain Waiting$/^n=1$ -test.cpu 4 -test.benchtime 200ms -sizes lecture, 1 of limit",
				"waiting: python at n=1: [python] limit=0 0s on 4",
				"waiting: sequential at n=5: plain Waiting$/^n=5$ -test.cpu 4 -test.benchtime 200ms -sizes lecture, 1 of sequential",
				"waiting: limit at n=5: plain Waiting$/^n=5$ -test.cpu 4 -test.benchtime 200ms -sizes lecture, 1 of limit",
				"waiting: python at n=5: [python] limit=3 1s on 4",
			},
		},
		"peers, short": {
			options: sweep.Options{Kind: sweep.Peers, Exercises: []course.Exercise{waiting}, Short: true, CPUs: []int{1}, Benchtime: "1x"},
			built:   sweep.Built{Peers: map[string][]course.Row{"waiting": waiting.Peers}},
			want: []string{
				"waiting: sequential at n=2: plain Waiting$/^n=2$ -test.cpu 1 -test.benchtime 1x, 1 of sequential",
				"waiting: limit at n=2: plain Waiting$/^n=2$ -test.cpu 1 -test.benchtime 1x, 1 of limit",
				"waiting: python at n=2: [python] limit=2 1ms on 1",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, step := range test.options.WithDefaults(4).Plan(test.built) {
				got = append(got, show(step))
			}
			assert.Equal(t, test.want, got)
		})
	}
}

// growing has more sizes of growth.
var growing = course.Exercise{Name: "growing", Benchmark: "Growing", Sizes: course.Sizes{Growth: []course.Size{{N: 10}, {N: 100}, {N: 1000}}}}

func TestDefaults(t *testing.T) {
	check := func(o sweep.Options, count int, benchtime string, cpus []int) {
		t.Helper()
		got := o.WithDefaults(3)
		assert.Equal(t, count, got.Count)
		assert.Equal(t, benchtime, got.Benchtime)
		assert.Equal(t, cpus, got.CPUs)
		assert.Equal(t, len(o.CPUs) > 0, got.Asked())
		assert.Equal(t, o.Kind == sweep.Lecture && o.Count == 0, got.Budget() > 0, "who asks for passes gets them")
	}
	check(sweep.Options{}, 16, "10ms", []int{1, 2, 4, 8})
	check(sweep.Options{Kind: sweep.Growth}, 6, "50ms", []int{3})
	check(sweep.Options{Kind: sweep.Cluster}, 6, "50ms", []int{3})
	check(sweep.Options{Kind: sweep.Quick}, 6, "50ms", []int{3})
	check(sweep.Options{Kind: sweep.Should}, 20, "10ms", []int{3})
	check(sweep.Options{Kind: sweep.Peers}, 3, "200ms", []int{3})
	check(sweep.Options{Kind: sweep.Lecture}, 3, "1s", []int{3})
	check(sweep.Options{Kind: sweep.Lecture, Count: 1, Benchtime: "1x", CPUs: []int{2}}, 1, "1x", []int{2})
}

// The lecture's sweep has only the peers that the lecture asks about.
func TestWithPeers(t *testing.T) {
	asking := adding
	asking.Asked = adding.Peers[1:]
	both := []course.Exercise{waiting, asking}
	assert.Empty(t, sweep.Options{Exercises: both}.WithPeers())
	assert.Equal(t, both, sweep.Options{Kind: sweep.Peers, Exercises: both}.WithPeers())
	assert.Equal(t, both, sweep.Options{Kind: sweep.Cluster, Exercises: both}.WithPeers())
	assert.Equal(t, both, sweep.Options{Kind: sweep.Growth, Machines: true, Exercises: both}.WithPeers())
	lecture := sweep.Options{Kind: sweep.Lecture, Exercises: both}.WithPeers()
	require.Len(t, lecture, 1)
	assert.Equal(t, "adding", lecture[0].Name)
	assert.Equal(t, asking.Asked, lecture[0].Peers)
}
