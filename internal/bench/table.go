package bench

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"speedup.example/internal/course"
	"speedup.example/internal/vector"
)

// A Table is the benchmark of an exercise: a cell for each size and row that
// package course lists. A row names its driver and kernel, and the table has the
// functions of these names. The driver and the kernel Limit do only what all
// implementations have to do.
type Table[Driver, Kernel, Answer any] struct {
	Drivers map[string]Driver
	Kernels map[string]Kernel

	// Prepare, if not nil, prepares the measurements of a size. In a turn of a row that
	// computes, b is nil.
	Prepare func(b *testing.B, size course.Size)

	// Run does all the work of a size once.
	Run func(ctx context.Context, size course.Size, drive Driver, kernel Kernel) (Answer, error)

	// Check returns an error for a wrong answer. The limit has no answer.
	Check func(size course.Size, answer Answer) error
}

// Measure measures the exercise that has the benchmark b.
func (t Table[Driver, Kernel, Answer]) Measure(b *testing.B) {
	t.measure(b, exercise(b))
}

// exercise returns the exercise that has a benchmark.
func exercise(b *testing.B) course.Exercise {
	e, ok := course.FindBenchmark(strings.TrimPrefix(b.Name(), "Benchmark"))
	if !ok {
		b.Fatalf("no exercise of package course has the benchmark %s", b.Name())
	}
	return e
}

// MeasureRows measures other rows than those that package course lists for the exercise.
func (t Table[Driver, Kernel, Answer]) MeasureRows(b *testing.B, rows []course.Row) {
	e := exercise(b)
	e.Rows = rows
	t.measure(b, e)
}

func (t Table[Driver, Kernel, Answer]) measure(b *testing.B, e course.Exercise) {
	if *replies != 0 {
		t.serve(b.Context(), e)
	}
	sizes, err := sizes.of(e)
	if err != nil {
		b.Fatal(err)
	}
	for _, size := range sizes {
		size.Seed = seed
		if t.Prepare != nil {
			t.Prepare(b, size)
		}
		for _, row := range e.Rows {
			t.measureRow(b, e, size, row)
		}
	}
}

// unwritten has the kernels that have turned out to be unwritten. If a driver calls
// one in another goroutine or process, nobody can recover its panic.
var unwritten = map[string]bool{}

func (t Table[Driver, Kernel, Answer]) measureRow(b *testing.B, e course.Exercise, size course.Size, row course.Row) {
	if row.Needs == course.Vectors && vector.Best() == vector.None {
		return
	}
	cell, err := t.cell(e, size, row)
	if err != nil {
		b.Fatal(err)
	}
	skipped := unwritten[row.Kernel] || Measure(b, cell)
	if skipped && row.Driver == course.Sequential {
		unwritten[row.Kernel] = true
	}
	if skipped {
		fmt.Fprintln(os.Stderr, course.Unwritten+row.Name)
	}
}

func (t Table[Driver, Kernel, Answer]) cell(e course.Exercise, size course.Size, row course.Row) (Cell[Answer], error) {
	drive, hasDriver := t.Drivers[row.Driver]
	kernel, hasKernel := t.Kernels[row.Kernel]
	if !hasDriver || !hasKernel {
		return Cell[Answer]{}, fmt.Errorf("%s: the row %s is driver %s with kernel %s, and this benchmark does not have both", e.Name, row.Name, row.Driver, row.Kernel)
	}
	return Cell[Answer]{
		N: size.N, Impl: row.Name, Units: size.N * e.UnitsPerN, Unit: e.Unit,
		Run: func(ctx context.Context) (Answer, error) { return t.Run(ctx, size, drive, kernel) },
		Check: func(answer Answer) error {
			if row.Name == course.Limit {
				return nil
			}
			return t.Check(size, answer)
		},
	}, nil
}
