package measure

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"testing"

	"speedup.example/internal/bench"
	"speedup.example/internal/course"
	"speedup.example/internal/workers"
)

// length is a kernel that takes no time, whatever the size of its piece.
func length(piece []float64) int { return len(piece) }

func init() { workers.Register(length, length) }

// The row machines of the quick reference, whose other rows package workers measures: a
// server, workers and a piece for each, from the start to the end of all; an empty piece
// that goes to a worker of a running cluster; and n bytes of float64 that go with it.
func BenchmarkQuickReference(b *testing.B) {
	b.Run("what=start", func(b *testing.B) {
		dir := b.TempDir()
		exchange(b, 0, "pool", func(ctx context.Context) ([]int, error) {
			c, err := start(dir)
			defer c.end()
			if err != nil {
				return nil, err
			}
			return lengths(ctx, c.engine, make([][]float64, runtime.GOMAXPROCS(0)))
		}, make([]int, runtime.GOMAXPROCS(0)))
	})
	e := machines(b)
	piece := func(b *testing.B, unit string, bytes int) {
		numbers := make([]float64, bytes/8)
		for i := range numbers {
			numbers[i] = 1 / float64(i+1)
		}
		exchange(b, bytes, unit, func(ctx context.Context) ([]int, error) {
			return lengths(ctx, e, [][]float64{numbers})
		}, []int{len(numbers)})
	}
	b.Run("what=piece", func(b *testing.B) { piece(b, "piece", 0) })
	b.Run("what=byte", func(b *testing.B) {
		for _, bytes := range course.Shared {
			piece(b, "byte", bytes)
		}
	})
}

// BenchmarkServer measures how many pieces a server hands out, and answers it takes, if
// they take the workers no time: 1000 small pieces, and 256 of 256 KiB.
func BenchmarkServer(b *testing.B) {
	e := machines(b)
	for _, p := range []struct{ count, bytes int }{{1000, 8}, {256, 256 << 10}} {
		pieces := slices.Repeat([][]float64{make([]float64, p.bytes/8)}, p.count)
		for i := range pieces[0] {
			pieces[0][i] = 1 / float64(i+3) // 0 and 1 would be fewer bytes
		}
		b.Run(fmt.Sprintf("bytes=%d", p.bytes), func(b *testing.B) {
			bench.Measure(b, bench.Cell[[]int]{
				N: p.count, Impl: "machines", Units: p.count, Unit: "piece",
				Run:   func(ctx context.Context) ([]int, error) { return lengths(ctx, e, pieces) },
				Check: func(got []int) error { return wantLengths(got, slices.Repeat([]int{p.bytes / 8}, p.count)) },
			})
		})
	}
}

func lengths(ctx context.Context, e workers.Engine, pieces [][]float64) ([]int, error) {
	return workers.Map[[]float64, int](ctx, e, length, pieces)
}

func exchange(b *testing.B, bytes int, unit string, run func(context.Context) ([]int, error), want []int) {
	bench.Measure(b, bench.Cell[[]int]{
		N: bytes, Impl: "machines", Units: max(bytes, 1), Unit: unit, Run: run,
		Check: func(got []int) error { return wantLengths(got, want) },
	})
}

func wantLengths(got, want []int) error {
	if !slices.Equal(got, want) {
		return fmt.Errorf("lengths %v, want %v", got, want)
	}
	return nil
}
