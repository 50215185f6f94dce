package options

import (
	"context"

	"speedup.example/internal/random"
	"speedup.example/internal/workers"
)

// Processes prices the contracts as [Sequential] does, to the last bit, as the
// lecture's ProcessPoolExecutor would: in processes, as many as GOMAXPROCS. Those
// are started for it, and ended before it returns.
//
// A process shares nothing, so what a kernel needs to know goes through a pipe,
// and so does the price. A kernel cannot: the processes find it by its name, which
// is an error if nobody has called [Register] with it. A kernel that crashes is
// an error as well, instead of the end of the program. A cancelled ctx ends a
// contract before its time.
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

// A piece is what a kernel is given, in one value: the lecture's args.
type piece struct {
	Contract Contract
	Paths    int
	Stream   random.Stream
}

// Register lets [Processes] take a kernel, which is a declared function. It has
// to be called by an init function.
func Register(price Kernel) {
	workers.Register(price, func(p piece) Price { return price(p.Contract, p.Paths, p.Stream) })
}

func init() {
	Register(Scalar)
	Register(Unrolled)
}
