package risk

import (
	"context"
	"math"
)

// A driver is [Sequential] or [Parallel].
type driver func(ctx context.Context, p Portfolio, n int, level float64, seed uint64, kernel Kernel) (Risk, error)

var everything = Window{math.Inf(-1), math.Inf(1)}

// pilot lets the driver estimate the risk of the first simulations, one in 64
// (for which it has a pilot in turn: 1/63 more work in all), and returns the
// window in which the answer of all n will be: three times the pilot's 95 %
// interval, so 5.9 of its standard deviations to either side. A single piece
// needs none.
//
// At least 32 returns of the pilot have to lie on either side of its quantile, or
// else its interval says little. So for the last few returns of a tail the pilot
// asks for a quantile further inside; beyond it, the window has no end.
func pilot(ctx context.Context, drive driver, p Portfolio, n int, level float64, seed uint64, kernel Kernel) (Window, error) {
	if n <= Chunk {
		return everything, nil
	}
	margin := 32 / float64(n/64)
	inner := min(max(level, margin), 1-margin)
	r, err := drive(ctx, p, n/64, inner, seed, kernel)
	if err != nil {
		return Window{}, err
	}
	w := Window{Low: -r.VaR - 3*(r.High-r.VaR), High: -r.VaR + 3*(r.VaR-r.Low)}
	switch {
	case inner < level:
		w.Low = math.Inf(-1)
	case inner > level:
		w.High = math.Inf(1)
	}
	return w, nil
}
