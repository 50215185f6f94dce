package options

import (
	"context"

	"speedup.example/internal/workers"
)

// Cluster prices the contracts as [Sequential] does, to the last bit, with the engine of
// ctx (workers.NewContext): in other processes, or on other machines. The kernel goes there
// by its name, so it needs a call of [Register].
func Cluster(ctx context.Context, contracts []Contract, paths int, seed uint64, price Kernel) ([]Price, error) {
	if err := check(contracts, paths); err != nil {
		return nil, err
	}
	engine, err := workers.FromContext(ctx)
	if err != nil {
		return nil, err
	}
	return spread(ctx, engine, contracts, paths, seed, price)
}

func init() { Register(SIMD) }
