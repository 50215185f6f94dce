package report

import (
	"fmt"
	"math"
)

// NoiseVerdict says in a sentence how far one can trust the times.
func NoiseVerdict(r *Results) string {
	n := r.Noise()
	drift := math.Abs(n.Drift)
	switch {
	case n.Worst == Row{} && n.WorstSpread == 0 && !r.repeated():
		return msgOnce
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

// repeated reports whether any row has more than one sample.
func (r *Results) repeated() bool {
	for _, sample := range r.Samples {
		if len(sample.Seconds) > 1 {
			return true
		}
	}
	return false
}
