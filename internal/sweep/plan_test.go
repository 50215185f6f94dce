package sweep_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"speedup.example/internal/course"
	"speedup.example/internal/sweep"
)

// Two exercises of which a plan can be read at a glance: waiting has no vectors, and does
// not grow.
var (
	waiting = course.Exercise{
		Name: "waiting", Benchmark: "Waiting", UnitsPerN: 1,
		Sizes: course.Sizes{
			Short:   []course.Size{{N: 1}, {N: 2, Limit: 2, Latency: time.Millisecond}},
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

// show shows a step as a person would type it, without what all have in common.
func show(s sweep.Step) string {
	if s.Program == sweep.Peer {
		return fmt.Sprintf("%s: %s n=%d limit=%d %s on %d", s.What, s.Row.Name, s.Size.N, s.Size.Limit, s.Size.Latency, s.Procs)
	}
	args := strings.Join(s.Args, " ")
	rows := "/^impl=(" + strings.Join(s.Rows, "|") + ")$"
	for _, common := range []string{"-test.run ^$ -test.bench ^Benchmark", rows, " -test.count 1", " -test.timeout 10m"} {
		if !strings.Contains(args, common) {
			return "no " + common + " in " + args
		}
		args = strings.Replace(args, common, "", 1)
	}
	return fmt.Sprintf("%s: %s %s, %d of %s", s.What, s.Program, args, s.Sizes, strings.Join(s.Rows, " "))
}

func TestPlan(t *testing.T) {
	both := []course.Exercise{waiting, adding}
	second := sweep.Built{Vector: map[string]bool{"adding": true}}
	for name, test := range map[string]struct {
		options sweep.Options
		built   sweep.Built
		want    []string
	}{
		"a process for each GOMAXPROCS": {
			options: sweep.Options{Exercises: both, CPUs: []int{1, 2}},
			want: []string{
				"waiting at GOMAXPROCS=1: plain Waiting$/. -test.cpu 1 -test.benchtime 50ms, 2 of sequential limit",
				"waiting at GOMAXPROCS=2: plain Waiting$/. -test.cpu 2 -test.benchtime 50ms, 2 of sequential limit",
				"adding at GOMAXPROCS=1: plain Adding$/. -test.cpu 1 -test.benchtime 50ms, 2 of sequential unrolled parallel-unrolled processes-unrolled limit",
				"adding at GOMAXPROCS=2: plain Adding$/. -test.cpu 2 -test.benchtime 50ms, 2 of sequential unrolled parallel-unrolled processes-unrolled limit",
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
		"the lecture's sizes, on all cores": {
			options: sweep.Options{Kind: sweep.Lecture, Exercises: both}, built: second,
			want: []string{
				"waiting at GOMAXPROCS=4: plain Waiting$/. -test.cpu 4 -test.benchtime 200ms -sizes lecture, 2 of sequential limit",
				"adding at GOMAXPROCS=4: plain Adding$/. -test.cpu 4 -test.benchtime 200ms -sizes lecture, 1 of sequential unrolled parallel-unrolled processes-unrolled",
				"adding at GOMAXPROCS=4: vector Adding$/. -test.cpu 4 -test.benchtime 200ms -sizes lecture, 1 of simd parallel-simd limit",
			},
		},
		"the fast kernels grow": {
			options: sweep.Options{Kind: sweep.Growth, Exercises: []course.Exercise{adding}}, built: second,
			want: []string{
				"adding: plain Adding$/. -test.cpu 4 -test.benchtime 50ms -sizes growth, 2 of unrolled parallel-unrolled",
				"adding: vector Adding$/. -test.cpu 4 -test.benchtime 50ms -sizes growth, 2 of simd parallel-simd",
			},
		},
		"to sizes that are given": {
			options: sweep.Options{Kind: sweep.Growth, Exercises: []course.Exercise{adding}, Sizes: []int{5, 70}, CPUs: []int{2}},
			want:    []string{"adding: plain Adding$/. -test.cpu 2 -test.benchtime 50ms -sizes 5,70, 2 of unrolled parallel-unrolled"},
		},
		"peers after Go, size by size": {
			options: sweep.Options{Kind: sweep.Peers, Exercises: both},
			built:   sweep.Built{Vector: second.Vector, Peers: map[string][]course.Row{"waiting": waiting.Peers, "adding": adding.Peers[1:]}},
			want: []string{
				"waiting in Go: plain Waiting$/^n=1$ -test.cpu 4 -test.benchtime 200ms -sizes lecture, 1 of sequential limit",
				"waiting by python: python n=1 limit=0 0s on 4",
				"waiting in Go: plain Waiting$/^n=5$ -test.cpu 4 -test.benchtime 200ms -sizes lecture, 1 of sequential limit",
				"waiting by python: python n=5 limit=3 1s on 4",
				"adding in Go: plain Adding$/^n=5000$ -test.cpu 4 -test.benchtime 200ms -sizes lecture, 1 of sequential unrolled parallel-unrolled processes-unrolled",
				"adding in Go: vector Adding$/^n=5000$ -test.cpu 4 -test.benchtime 200ms -sizes lecture, 1 of simd parallel-simd limit",
				"adding by c-openmp: c-openmp n=5000 limit=0 0s on 4",
			},
		},
		"peers, short": {
			options: sweep.Options{Kind: sweep.Peers, Exercises: []course.Exercise{waiting}, Short: true, CPUs: []int{1}, Benchtime: "1x"},
			built:   sweep.Built{Peers: map[string][]course.Row{"waiting": waiting.Peers}},
			want: []string{
				"waiting in Go: plain Waiting$/^n=2$ -test.cpu 1 -test.benchtime 1x, 1 of sequential limit",
				"waiting by python: python n=2 limit=2 1ms on 1",
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

func TestDefaults(t *testing.T) {
	assert.Equal(t, sweep.Options{Count: 6, Benchtime: "50ms", CPUs: []int{1, 2, 4, 8}}, sweep.Options{}.WithDefaults(3))
	assert.Equal(t, sweep.Options{Kind: sweep.Growth, Count: 6, Benchtime: "50ms", CPUs: []int{3}}, sweep.Options{Kind: sweep.Growth}.WithDefaults(3))
	assert.Equal(t, sweep.Options{Kind: sweep.Peers, Count: 3, Benchtime: "200ms", CPUs: []int{3}}, sweep.Options{Kind: sweep.Peers}.WithDefaults(3))
	given := sweep.Options{Kind: sweep.Lecture, Count: 1, Benchtime: "1x", CPUs: []int{2}}
	assert.Equal(t, given, given.WithDefaults(3))
}
