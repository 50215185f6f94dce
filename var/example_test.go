package risk_test

import (
	"context"
	"fmt"

	"gonum.org/v1/gonum/mat"

	risk "speedup.example/var"
)

// In one year of twenty the lecture's portfolio loses this much or more.
//
//lab:drop
func ExampleParallel() {
	r, err := risk.Parallel(context.Background(), risk.Lecture(), 1_000_000, 0.95, 1, risk.Unrolled)
	if err != nil {
		fmt.Println(err)
		return
	}
	truth, _ := risk.Normal(risk.Lecture(), 0.95)
	fmt.Printf("value at risk      %.4f (%.4f to %.4f), exactly %.4f\n", r.VaR, r.Low, r.High, truth.VaR)
	fmt.Printf("expected shortfall %.4f, exactly %.4f\n", r.ES, truth.ES)
	// Output:
	// value at risk      0.0999 (0.0995 to 0.1003), exactly 0.1001
	// expected shortfall 0.1436, exactly 0.1436
}

// Two assets that fall together are riskier than two that do not.
func ExamplePortfolio_correlation() {
	p := risk.Portfolio{
		Weights: []float64{0.5, 0.5},
		Mu:      []float64{0.05, 0.05},
		Sigma:   []float64{0.2, 0.2},
	}
	apart, _ := risk.Sequential(context.Background(), p, 100_000, 0.95, 1, risk.Scalar)
	p.Correlation = mat.NewSymDense(2, []float64{1, 0.8, 0.8, 1})
	together, err := risk.Sequential(context.Background(), p, 100_000, 0.95, 1, risk.Scalar)
	fmt.Printf("%.2f, %.2f, %v\n", apart.VaR, together.VaR, err)
	// Output: 0.18, 0.26, <nil>
}

// An error names the argument and its bounds, and comes without a result.
//
//lab:drop
func ExampleParallel_badInput() {
	_, err := risk.Parallel(context.Background(), risk.Lecture(), 1000, 95, 1, risk.Scalar)
	fmt.Println(err)
	// Output: risk: level is 95, want 0.000001 to 0.999999 (0.95 is usual)
}
