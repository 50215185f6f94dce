package report

import (
	"fmt"
	"math"
	"slices"
)

// NoiseVerdict says in a sentence how far one can trust the times.
func NoiseVerdict(r *Results) string {
	n := r.Noise()
	drift := math.Abs(n.Drift)
	passes := r.passes()
	switch {
	case passes == 1:
		return msgOnce
	case !enough(passes):
		return fmt.Sprintf(msgFewPasses, passes)
	case drift > Quiet && drift > n.Spread/2:
		return fmt.Sprintf(msgDrifted, change(n.Drift))
	case n.Spread > Quiet:
		return fmt.Sprintf(msgWasNoisy, percent(n.Spread), percent(n.WorstSpread), n.worst())
	case n.WorstSpread == 0:
		return msgWasStill
	}
	return fmt.Sprintf(msgWasQuiet, percent(n.Spread), percent(n.WorstSpread), n.worst())
}

// worst names the row that scatters most.
func (n Noise) worst() string { return n.Worst.table().String() + " " + n.Worst.Impl }

// passes returns the most samples that any row has.
func (r *Results) passes() (most int) {
	for _, sample := range r.Samples {
		most = max(most, len(sample.Seconds))
	}
	return most
}

// enough reports whether so many samples have an interval.
func enough(samples int) bool { return bounded(summary(slices.Repeat([]float64{1}, samples))) }
