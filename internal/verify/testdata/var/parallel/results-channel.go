// The tallies come through a channel in any order, and are put in that of their numbers.
//
//verify:passes
package risk

import (
	"context"
	"runtime"
)

func Parallel(ctx context.Context, p Portfolio, n int, level float64, seed uint64, kernel Kernel) (Risk, error) {
	q, err := newQuantile(ctx, Parallel, p, n, level, seed, kernel)
	if err != nil {
		return Risk{}, err
	}
	type result struct {
		i     int
		tally Tally
	}
	tallies := make([]Tally, len(q.chunks))
	results := make(chan result)
	begun, ended := 0, 0
	for ended < len(tallies) {
		for begun < len(tallies) && begun-ended < runtime.GOMAXPROCS(0) && ctx.Err() == nil {
			i := begun
			go func() { results <- result{i, q.tally(i)} }()
			begun++
		}
		if begun == ended {
			return Risk{}, ctx.Err()
		}
		r := <-results
		tallies[r.i] = r.tally
		ended++
	}
	return q.risk(tallies)
}
