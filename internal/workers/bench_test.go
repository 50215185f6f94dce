package workers_test

import (
	"context"
	"fmt"
	"runtime"
	"testing"

	"golang.org/x/sync/errgroup"

	"speedup.example/internal/bench"
	"speedup.example/internal/course"
	"speedup.example/internal/workers"
)

// length is a kernel that takes no time, whatever the size of its piece. So the
// benchmark measures only how the piece gets there.
func length(piece []float64) int { return len(piece) }

func init() { workers.Register(length, length) }

// The lecture's quick reference, threads against processes. It measures what it
// costs to start a worker for each of GOMAXPROCS, let each do a piece, and end
// them. It also measures an empty piece of a running worker, and n bytes shared
// with it, as float64. Goroutines share by address.
//
// The CPU time of a worker that still runs is not yet in cores.
func BenchmarkQuickReference(b *testing.B) {
	b.Run("what=start", func(b *testing.B) {
		start(b, "goroutines", inGoroutines)
		start(b, "processes", func(ctx context.Context, pieces [][]float64) ([]int, error) {
			return workers.Map[[]float64, int](ctx, workers.Processes{}, length, pieces)
		})
	})
	b.Run("what=piece", func(b *testing.B) { piece(b, 0) })
	b.Run("what=byte", func(b *testing.B) {
		for _, bytes := range course.Shared {
			piece(b, bytes)
		}
	})
}

func start(b *testing.B, impl string, drive func(context.Context, [][]float64) ([]int, error)) {
	bench.Measure(b, bench.Cell[[]int]{
		Impl: impl, Units: 1, Unit: "pool",
		Run: func(ctx context.Context) ([]int, error) {
			return drive(ctx, make([][]float64, runtime.GOMAXPROCS(0)))
		},
		Check: func(lengths []int) error { return wantLength(len(lengths), runtime.GOMAXPROCS(0)) },
	})
}

// inGoroutines is [workers.Map] with goroutines for its processes.
func inGoroutines(ctx context.Context, pieces [][]float64) ([]int, error) {
	answers := make([]int, len(pieces))
	next := make(chan int, len(pieces))
	for i := range pieces {
		next <- i
	}
	close(next)
	g, ctx := errgroup.WithContext(ctx)
	for range runtime.GOMAXPROCS(0) {
		g.Go(func() error {
			for i := range next {
				answers[i] = length(pieces[i])
			}
			return ctx.Err()
		})
	}
	return answers, g.Wait()
}

// piece measures a piece of this many bytes, there and back again.
func piece(b *testing.B, bytes int) {
	numbers := make([]float64, bytes/8)
	for i := range numbers {
		numbers[i] = 1 / float64(i+1)
	}
	pieces, answers := goroutine()
	defer close(pieces)
	exchange(b, "goroutines", numbers, func(piece []float64) (int, error) {
		pieces <- piece
		return <-answers, nil
	})
	w, err := workers.Start(b.Context(), length)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = w.End(context.Background()) }()
	exchange(b, "processes", numbers, func(piece []float64) (answer int, err error) {
		return answer, w.Do(piece, &answer)
	})
}

// goroutine starts a goroutine that answers pieces until their channel is closed.
func goroutine() (chan<- []float64, <-chan int) {
	pieces, answers := make(chan []float64), make(chan int)
	go func() {
		for piece := range pieces {
			answers <- length(piece)
		}
	}()
	return pieces, answers
}

func exchange(b *testing.B, impl string, numbers []float64, do func([]float64) (int, error)) {
	bytes := 8 * len(numbers)
	unit := "byte"
	if bytes == 0 {
		unit = "piece"
	}
	bench.Measure(b, bench.Cell[int]{
		N: bytes, Impl: impl, Units: max(bytes, 1), Unit: unit,
		Run:   func(context.Context) (int, error) { return do(numbers) },
		Check: func(got int) error { return wantLength(got, len(numbers)) },
	})
}

func wantLength(got, want int) error {
	if got != want {
		return fmt.Errorf("length %d, want %d", got, want)
	}
	return nil
}
