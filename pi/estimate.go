package pi

import (
	"fmt"
	"math"
)

// MaxSamples is the largest number of samples that a driver accepts, 10¹². That
// is hours of work, and 31 MB of chunks and counts.
const MaxSamples = 1_000_000_000_000

// An Estimate of π from Inside of N points.
type Estimate struct {
	Pi     float64 // 4·Inside/N
	StdErr float64 // its standard error, in the same unit; never zero
	Inside int
	N      int
}

func check(n int) error {
	if n < 1 || int64(n) > MaxSamples {
		return fmt.Errorf("pi: n is %d samples, want 1 to %d", n, int64(MaxSamples))
	}
	return nil
}

// estimate turns the counts of the chunks into the estimate of π. The standard
// error takes p = (inside+1)/(n+2), Laplace's rule of succession. With the
// plain fraction, a small n whose points all fall inside would claim to be
// exact.
func estimate(inside []int, n int) Estimate {
	total := 0
	for _, count := range inside {
		total += count
	}
	p := float64(total+1) / float64(n+2)
	return Estimate{
		Pi:     4 * float64(total) / float64(n),
		StdErr: 4 * math.Sqrt(p*(1-p)/float64(n)),
		Inside: total,
		N:      n,
	}
}
