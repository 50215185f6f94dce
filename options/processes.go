package options

import (
	"context"

	"speedup.example/internal/random"
	"speedup.example/internal/workers"
)

// Processes prices the contracts as [Sequential] does, to the last bit, as the
// lecture's ProcessPoolExecutor would. It starts as many processes as GOMAXPROCS,
// and ends them before it returns.
//
// A process shares nothing, so the arguments of a kernel go through a pipe, and so
// does the price. A kernel can't: the processes find it by its name, so it needs a
// call of [Register]. A kernel that crashes gives an error, too, and doesn't end
// the program. A cancelled ctx ends a contract in the middle.
func Processes(ctx context.Context, contracts []Contract, paths int, seed uint64, price Kernel) ([]Price, error) {
	if err := check(contracts, paths); err != nil {
		return nil, err
	}
	pieces := make([]piece, len(contracts))
	for i, c := range contracts {
		pieces[i] = piece{c, paths, random.Stream{Seed: seed, Piece: uint64(i)}}
	}
	return workers.Map[piece, Price](ctx, price, pieces)
}

// A piece holds the arguments of a kernel in one value: the lecture's args.
type piece struct {
	Contract Contract
	Paths    int
	Stream   random.Stream
}

// Register lets [Processes] take a kernel, which is a declared function. Call
// it from an init function.
func Register(price Kernel) {
	workers.Register(price, func(p piece) Price { return price(p.Contract, p.Paths, p.Stream) })
}

func init() {
	Register(Scalar)
	Register(Unrolled)
}
