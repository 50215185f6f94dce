package slowsum

import (
	"context"

	"speedup.example/internal/workers"
)

// Processes returns the same sums as [Sequential], in the order of ns, as the
// lecture's ProcessPoolExecutor would. It starts as many processes as
// GOMAXPROCS, makes the calls in them, and ends them before it returns.
//
// A process shares nothing, so each n and each sum goes through a pipe. A kernel
// can't: the processes find it by its name, so it needs a call of [Register]. A
// kernel that crashes gives an error, too, and doesn't end the program. A
// cancelled ctx ends a call in the middle.
func Processes(ctx context.Context, ns []int64, sum Kernel) ([]Sum, error) {
	if err := check(ns); err != nil {
		return nil, err
	}
	return workers.Map[int64, Sum](ctx, workers.Processes{}, sum, ns)
}

// Register lets [Processes] take a kernel, which is a declared function. Call
// it from an init function.
func Register(sum Kernel) { workers.Register(sum, sum) }

func init() {
	Register(Scalar)
	Register(Unrolled)
	Register(ClosedForm)
}
