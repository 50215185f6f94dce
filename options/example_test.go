package options_test

import (
	"context"
	"fmt"

	"speedup.example/options"
)

// The lecture's eight strikes, each with its standard error and the truth.
//
//lab:drop
func ExampleParallel() {
	contracts := options.Lecture()
	prices, err := options.Parallel(context.Background(), contracts, 100_000, 13, options.Unrolled)
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, c := range contracts {
		fmt.Printf("strike %3.0f: %5.2f ± %.2f, exactly %5.2f\n",
			c.Strike, prices[i].Value, prices[i].StdErr, options.BlackScholes(c))
	}
	// Output:
	// strike  80: 24.67 ± 0.06, exactly 24.59
	// strike  85: 20.52 ± 0.06, exactly 20.47
	// strike  90: 16.72 ± 0.05, exactly 16.70
	// strike  95: 13.41 ± 0.05, exactly 13.35
	// strike 100: 10.46 ± 0.05, exactly 10.45
	// strike 105:  7.99 ± 0.04, exactly  8.02
	// strike 110:  6.08 ± 0.04, exactly  6.04
	// strike 115:  4.45 ± 0.03, exactly  4.47
}

// A put is the right to sell. The higher the strike, the more it is worth.
func ExampleSequential() {
	put := options.Contract{Kind: options.Put, Spot: 100, Strike: 90, Rate: 0.05, Volatility: 0.2, Expiry: 1}
	higher := put
	higher.Strike = 110
	prices, err := options.Sequential(context.Background(), []options.Contract{put, higher}, 100_000, 1, options.Scalar)
	fmt.Println(prices[0].Value < prices[1].Value, err)
	// Output: true <nil>
}

// An error names the argument and its bounds, and comes without a result.
//
//lab:drop
func ExampleParallel_badInput() {
	wrong := options.Lecture()
	wrong[3].Volatility = 20 // in per cent; 0.2 is right
	_, err := options.Parallel(context.Background(), wrong, 100_000, 1, options.Scalar)
	fmt.Println(err)
	// Output: options: contracts[3].Volatility is 20, want 0 to 5
}
