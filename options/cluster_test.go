package options_test

import (
	"context"
	"testing"

	"speedup.example/internal/check"
	"speedup.example/internal/random"
	"speedup.example/options"
)

func TestCluster(t *testing.T) {
	check.ClusterTests[options.Kernel, []options.Price]{
		Drive:      bothKinds(options.Cluster),
		Sequential: bothKinds(options.Sequential),
		Sizes:      []int{1, 600},
		Kernels:    []options.Kernel{options.Scalar, options.Unrolled, options.SIMD, echo},
		Nameless:   func(options.Contract, int, random.Stream) options.Price { return options.Price{} },
		Lies: map[string]any{
			"options: a worker has 2 prices for 1 contracts": make([]options.Price, 2),
			"options: a worker has 0 prices for 1 contracts": []options.Price{},
			"the answer to piece 0: gob":                     "cheap",
		},
	}.Run(t)
	badInput(t, options.Cluster)
}

// Of thousands of contracts a piece has several, each with its own stream.
func TestManyContracts(t *testing.T) {
	many := func(drive driver) func(context.Context, int, options.Kernel) ([]options.Price, error) {
		return func(ctx context.Context, n int, kernel options.Kernel) ([]options.Price, error) {
			var contracts []options.Contract
			for range n {
				contracts = append(contracts, options.Lecture()...)
			}
			return drive(ctx, contracts, 1, 3, kernel)
		}
	}
	check.ClusterTests[options.Kernel, []options.Price]{
		Drive: many(options.Cluster), Sequential: many(options.Sequential),
		Sizes: []int{128, 300}, Kernels: []options.Kernel{echo},
		Nameless: func(options.Contract, int, random.Stream) options.Price { return options.Price{} },
	}.Run(t)
}
