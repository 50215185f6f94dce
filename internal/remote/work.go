// Package remote runs the drivers Cluster of the exercises by name, and lets their pieces
// go through files.
//
// [Pieces] computes some pieces of a [Work] and makes a [Part] of the answers. [Combine]
// puts the parts together. Neither needs to know what the exercise computes: Pieces and
// Combine are engines of package workers. Both run the driver, and look up its pieces in
// the parts. Where the parts lack some, the driver stops. Then Pieces computes them, and
// Combine says what is missing.
//
// A driver may ask in rounds. The one of var asks for a pilot first, if it is worth handing
// out, and then for the rest. A round needs all answers of the round before.
package remote

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"speedup.example/options"
	"speedup.example/pi"
	risk "speedup.example/var"
)

// A Work is all that the answer of an exercise depends on. The contracts are the lecture's
// for options, and for var the portfolio is the lecture's and the level 95 %.
type Work struct {
	Exercise string `json:"exercise"`
	N        int    `json:"n"` // samples, paths of a contract, or simulations
	Seed     uint64 `json:"seed"`
	Kernel   string `json:"kernel"` // Scalar, Unrolled or SIMD
}

// Flags gives a command the flags of a work. Its exercise is an argument.
func (w *Work) Flags(cmd *cobra.Command) {
	cmd.Flags().IntVarP(&w.N, "size", "n", 0, "samples of pi, paths of each contract, or simulations")
	cmd.Flags().Uint64VarP(&w.Seed, "seed", "S", 0, "of the random numbers")
	cmd.Flags().StringVar(&w.Kernel, "kernel", "SIMD", "Scalar, Unrolled or SIMD")
	_ = cmd.MarkFlagRequired("size") // it is there
}

// Level is the confidence level of var.
const Level = 0.95

// Run runs the driver Cluster with the engine of ctx (workers.NewContext), and returns the
// answer in words, with all digits.
func (w Work) Run(ctx context.Context) (string, error) {
	if err := w.Check(); err != nil {
		return "", err
	}
	return drivers[w.Exercise](ctx, w)
}

// Check returns an error if the exercise has no driver. Run finds the other mistakes.
func (w Work) Check() error {
	if drivers[w.Exercise] == nil {
		return fmt.Errorf("exercise %q has no pieces to hand out, want %s", w.Exercise, Exercises())
	}
	return nil
}

// Exercises returns the names of the exercises whose pieces can go elsewhere.
func Exercises() string { return strings.Join(slices.Sorted(maps.Keys(drivers)), ", ") }

var drivers = map[string]func(context.Context, Work) (string, error){
	"pi": func(ctx context.Context, w Work) (string, error) {
		kernel, err := pick(w.Kernel, pi.Scalar, pi.Unrolled, pi.SIMD)
		if err != nil {
			return "", err
		}
		e, err := pi.Cluster(ctx, w.N, w.Seed, kernel)
		return fmt.Sprintf("π is %v, with a standard error of %v: %d of %d points are inside\n", e.Pi, e.StdErr, e.Inside, e.N), err
	},
	"options": func(ctx context.Context, w Work) (string, error) {
		kernel, err := pick(w.Kernel, options.Scalar, options.Unrolled, options.SIMD)
		if err != nil {
			return "", err
		}
		contracts := options.Lecture()
		prices, err := options.Cluster(ctx, contracts, w.N, w.Seed, kernel)
		var b strings.Builder
		for i, p := range prices {
			fmt.Fprintf(&b, "the %v at %v is worth %v, with a standard error of %v\n", contracts[i].Kind, contracts[i].Strike, p.Value, p.StdErr)
		}
		return b.String(), err
	},
	"var": func(ctx context.Context, w Work) (string, error) {
		kernel, err := pick(w.Kernel, risk.Scalar, risk.Unrolled, risk.SIMD)
		if err != nil {
			return "", err
		}
		r, err := risk.Cluster(ctx, risk.Lecture(), w.N, Level, w.Seed, kernel)
		return fmt.Sprintf("the value at risk is %v (%v to %v), the expected shortfall %v\n", r.VaR, r.Low, r.High, r.ES), err
	},
}

// pick returns the kernel of that name.
func pick[Kernel any](name string, scalar, unrolled, simd Kernel) (kernel Kernel, err error) {
	switch name {
	case "Scalar":
		return scalar, nil
	case "Unrolled":
		return unrolled, nil
	case "SIMD":
		return simd, nil
	}
	return kernel, fmt.Errorf("no kernel %q, want Scalar, Unrolled or SIMD", name)
}
