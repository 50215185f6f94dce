// Package options prices options by simulation, sequentially and in parallel.
//
// # The problem
//
// A European call is the right to buy a share for the strike K at the expiry T,
// a put the right to sell it. What is that right worth today? The lecture calls
// it price_option, and prices eight strikes (exercise 5).
//
// # The law behind it
//
// Black and Scholes (1973) let the share follow a geometric Brownian motion. If
// no trade earns money without risk, the share ends at
//
//	S_T = S·exp((r − σ²/2)·T + σ·√T·z)
//
// with z standard normal. The option is worth the mean of its payoff, max(S_T −
// K, 0) for a call, discounted by exp(−r·T). The mean over n simulated paths
// has the standard error s/√n, where s is the standard deviation of the
// discounted payoff. This payoff has a closed form, [BlackScholes], and so a
// truth to check against. The simulation is for payoffs that have none. (P.
// Glasserman, "Monte Carlo Methods in Financial Engineering", Springer 2003,
// section 1.1.)
//
// # The code
//
// A kernel ([Scalar], [Unrolled]) prices one contract on one core. A
// driver ([Sequential], [Parallel], [Processes]) hands out the contracts. Any
// driver takes any kernel:
//
//	options.Parallel(ctx, options.Lecture(), 1_000_000, seed, options.Unrolled)
package options

import (
	"context"
	"math"

	"speedup.example/internal/random"
)

// A Kernel prices the contract c from the given number of paths, drawn from the
// stream s. The driver has checked c and paths.
type Kernel func(c Contract, paths int, s random.Stream) Price

// Scalar is the lecture's loop, one path after the other. It prioritizes
// clarity over speed, because it specifies the other kernels.
func Scalar(c Contract, paths int, s random.Stream) Price {
	rng := s.Rand()
	m := c.motion()
	var sum, squares float64
	for range paths {
		z := rng.NormFloat64()
		spot := c.Spot * math.Exp(m.drift+m.deviation*z)
		excess := c.payoff(spot) - m.typical
		sum += excess
		squares += excess * excess
	}
	return m.price(sum, squares, paths)
}

// Sequential prices the contracts from the given number of paths each, 1 to
// [MaxPaths], one contract after the other. The prices come in the order of the
// contracts, and depend on the arguments only. A cancelled ctx ends it between
// two contracts, with ctx's error.
func Sequential(ctx context.Context, contracts []Contract, paths int, seed uint64, price Kernel) ([]Price, error) {
	if err := check(contracts, paths); err != nil {
		return nil, err
	}
	prices := make([]Price, len(contracts))
	for i, c := range contracts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		prices[i] = price(c, paths, random.Stream{Seed: seed, Piece: uint64(i)})
	}
	return prices, nil
}
