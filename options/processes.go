package options

import (
	"context"
	"fmt"
	"slices"

	"speedup.example/internal/pieces"
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
	return spread(ctx, workers.Processes{}, contracts, paths, seed, price)
}

// spread lets an engine price the contracts, each as a piece. Only of more than a thousand
// contracts a piece has several.
func spread(ctx context.Context, e workers.Engine, contracts []Contract, paths int, seed uint64, price Kernel) ([]Price, error) {
	var sent []piece
	for _, s := range pieces.Spans(len(contracts)) {
		sent = append(sent, piece{contracts[s.From:s.To], paths, random.Stream{Seed: seed, Piece: uint64(s.From)}})
	}
	prices, err := workers.Map[piece, []Price](ctx, e, price, sent)
	if err != nil {
		return nil, err
	}
	for i, got := range prices {
		if want := len(sent[i].Contracts); len(got) != want {
			return nil, fmt.Errorf("options: a worker has %d prices for %d contracts", len(got), want)
		}
	}
	return slices.Concat(prices...), nil
}

// A piece holds the arguments of a kernel in one value: the lecture's args.
type piece struct {
	Contracts []Contract // usually one
	Paths     int
	Stream    random.Stream // of the first contract
}

func (p piece) price(kernel Kernel) (prices []Price) {
	for i, c := range p.Contracts {
		stream := random.Stream{Seed: p.Stream.Seed, Piece: p.Stream.Piece + uint64(i)}
		prices = append(prices, kernel(c, p.Paths, stream))
	}
	return prices
}

// Register lets [Processes] take a kernel, which is a declared function. Call
// it from an init function.
func Register(price Kernel) {
	probe := piece{Lecture(), 100, random.Stream{Seed: 1}}
	workers.Register(price, func(p piece) []Price { return p.price(price) }, probe)
}

func init() {
	Register(Scalar)
	Register(Unrolled)
}
