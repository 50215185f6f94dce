package pi_test

import (
	"context"
	"testing"

	"speedup.example/internal/check"
	"speedup.example/internal/random"
	"speedup.example/pi"
)

// constant is a kernel that takes no time.
func constant(n int, s random.Stream) int { return n / int(1+s.Piece%7) }

func init() { pi.Register(constant) }

func TestCluster(t *testing.T) {
	check.ClusterTests[pi.Kernel, pi.Estimate]{
		Drive:      seeded(pi.Cluster),
		Sequential: seeded(pi.Sequential),
		Sizes:      []int{1, pi.Chunk, pi.Chunk + 1},
		Kernels:    []pi.Kernel{pi.Scalar, pi.Unrolled, pi.SIMD},
		Nameless:   func(int, random.Stream) int { return 0 },
		Lies: map[string]any{
			"pi: a worker counts -1 points inside, of 524288":     []int{-1, 1},
			"pi: a worker counts 524289 points inside, of 524288": []int{pi.Chunk + 1, 1},
			"pi: a worker counts 2 points inside, of 1":           []int{pi.Chunk, 2},
			"piece 0 has 1 values, want 2":                        []int{1},
			"the answer to piece 0: gob":                          []string{"many"},
		},
	}.Run(t)
	check.ClusterTests[pi.Kernel, pi.Estimate]{ // many messages, and spans of more than a chunk
		Drive:      seeded(pi.Cluster),
		Sequential: seeded(pi.Sequential),
		Sizes:      []int{100 * pi.Chunk, 3000*pi.Chunk + 1, pi.MaxSamples},
		Kernels:    []pi.Kernel{constant},
		Nameless:   func(int, random.Stream) int { return 0 },
	}.Run(t)
	badInput(t, pi.Cluster)
}

// seeded binds a driver to a seed.
func seeded(drive driver) func(context.Context, int, pi.Kernel) (pi.Estimate, error) {
	return func(ctx context.Context, n int, kernel pi.Kernel) (pi.Estimate, error) {
		return drive(ctx, n, 3, kernel)
	}
}
