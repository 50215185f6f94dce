package slowsum

import (
	"context"

	"speedup.example/internal/workers"
)

// Processes returns the sums that [Sequential] does, in the order of ns, as the
// lecture's ProcessPoolExecutor would: the calls are made in processes, as many
// as GOMAXPROCS. Those are started for it, and ended before it returns.
//
// A process shares nothing, so each n and each sum goes through a pipe. A kernel
// cannot: the processes find it by its name, which is an error if nobody has
// called [Register] with it. A kernel that crashes is an error as well, instead
// of the end of the program. A cancelled ctx ends a call before its time.
func Processes(ctx context.Context, ns []int64, sum Kernel) ([]Sum, error) {
	if err := check(ns); err != nil {
		return nil, err
	}
	return workers.Map[int64, Sum](ctx, sum, ns)
}

// Register lets [Processes] take a kernel, which is a declared function. It has
// to be called by an init function.
func Register(sum Kernel) { workers.Register(sum, sum) }

func init() {
	Register(Scalar)
	Register(Unrolled)
	Register(ClosedForm)
}
