package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"golang.org/x/perf/benchmath"

	"speedup.example/internal/course"
)

const (
	// Confidence is the level of the intervals, the same as in benchstat.
	Confidence = 0.95

	// Quiet is the noise, relative to the median, of an idle machine at most.
	// With more, differences of a tenth mean nothing.
	Quiet = 0.05
)

// A Speedup says how many times faster a row is than the baseline of its table.
//
// Each pass over all benchmarks gives one ratio, of two times that were taken
// within seconds of each other. Times is the median of these ratios, and Lo to
// Hi its interval. A machine that is slow for a while is slow for both times,
// and the ratio stays the same. With fewer than six passes there is no
// interval, and Lo and Hi are NaN. Times is NaN if there is no baseline, or if
// one of the two took no measurable time.
type Speedup struct {
	Row
	Times, Lo, Hi float64
}

// Bounded reports whether there are enough samples for an interval.
func (s Speedup) Bounded() bool { return !math.IsNaN(s.Lo) }

// At returns the GOMAXPROCS of the speed-ups: the largest measured one that is
// not above the cores. Beyond them goroutines only take turns.
func (r *Results) At() int {
	procs := r.Procs()
	at := procs[0]
	for _, p := range procs {
		if r.Cores == 0 || p <= r.Cores {
			at = p
		}
	}
	return at
}

// Base returns the table's baseline: its sequential row at the smallest
// GOMAXPROCS measured. That is 1 in a sweep, so a speed-up is the textbook's
// T(1)/T(p). Then not even the garbage collector runs beside the sequential
// code.
func (r *Results) Base(t Table) (row Row, ok bool) {
	row = Row{t.Exercise, t.Size, course.Baseline, r.Procs()[0]}
	_, ok = r.Samples[row]
	return row, ok
}

// Speedups returns the speed-ups of a table at GOMAXPROCS=[Results.At] over its
// baseline, in the order of the exercise's implementations, and the
// implementations that the exercise has but this table lacks.
func (r *Results) Speedups(t Table) (speedups []Speedup, missing []string) {
	base, ok := r.Base(t)
	for _, impl := range r.Impls(t.Exercise) {
		row := Row{t.Exercise, t.Size, impl, r.At()}
		switch {
		case r.Samples[row] == nil:
			missing = append(missing, impl)
		case !ok:
			speedups = append(speedups, Speedup{row, math.NaN(), math.NaN(), math.NaN()})
		default:
			speedups = append(speedups, ratio(row, r.Samples[base].Seconds, r.Samples[row].Seconds))
		}
	}
	return speedups, missing
}

// Share returns which share of its table's limit a row reaches, 1 for all of it. It
// is the median of the ratios within each pass, as in a [Speedup]. It is NaN if
// there is no limit, or no measurable time.
func (r *Results) Share(row Row) float64 {
	limit := row
	limit.Impl = course.Limit
	if r.Samples[limit] == nil {
		return math.NaN()
	}
	return ratio(row, r.Samples[limit].Seconds, r.Samples[row].Seconds).Times
}

// overLimit says why a row shows no share of the limit, or more than all of it.
func (r *Results) overLimit(t Table) (notes []string) {
	var far, over []string
	for _, impl := range r.Impls(t.Exercise) {
		row := Row{t.Exercise, t.Size, impl, r.At()}
		if r.Samples[row] == nil {
			continue
		}
		switch of := r.Share(row); {
		case of > 2:
			far = append(far, impl)
		case of >= 1.005: // more than 100% in the table
			over = append(over, impl)
		}
	}
	if len(far) > 0 {
		notes = append(notes, fmt.Sprintf(msgFarOver, strings.Join(far, ", "), course.Limit))
	}
	if len(over) > 0 {
		notes = append(notes, fmt.Sprintf(msgOver, strings.Join(over, ", "), course.Limit))
	}
	return notes
}

// Time returns the median of the row's seconds with its interval, which is
// infinite with fewer than six samples.
func (r *Results) Time(row Row) benchmath.Summary {
	return summary(r.Samples[row].Seconds)
}

func summary(values []float64) benchmath.Summary {
	// NewSample sorts its argument, but the order shows the drift.
	sample := benchmath.NewSample(slices.Clone(values), &benchmath.DefaultThresholds)
	return benchmath.AssumeNothing.Summary(sample, Confidence)
}

func ratio(row Row, base, time []float64) Speedup {
	s := Speedup{row, math.NaN(), math.NaN(), math.NaN()}
	ratios := make([]float64, min(len(base), len(time)))
	for pass := range ratios {
		if base[pass] == 0 || time[pass] == 0 {
			return s
		}
		ratios[pass] = base[pass] / time[pass]
	}
	median := summary(ratios)
	s.Times = median.Center
	if bounded(median) {
		s.Lo, s.Hi = median.Lo, median.Hi
	}
	return s
}

func bounded(s benchmath.Summary) bool {
	return s.Lo > 0 && !math.IsInf(s.Hi, 1)
}

// Noise says how far one can trust the samples of a run.
type Noise struct {
	// Spread is the median over the rows of how far a row's samples scatter:
	// the ± of benchstat's tables, the further end of the interval relative to
	// the median.
	Spread float64

	// Worst is the row that scatters most, by WorstSpread.
	Worst       Row
	WorstSpread float64

	// Drift is the median over the rows of how much slower, relatively, the
	// second half of a row's samples was than the first. The passes are
	// interleaved, so the machine changed, not the code.
	Drift float64
}

// Noise judges the rows that have a core for each goroutine, because the others
// always scatter. Rows with a single sample tell nothing, and have the zero
// Noise.
func (r *Results) Noise() Noise {
	var n Noise
	var spreads, drifts []float64
	for _, row := range r.Rows {
		seconds := r.Samples[row].Seconds
		if r.Cores != 0 && row.Procs > r.Cores {
			continue
		}
		if s, ok := spread(seconds); ok {
			spreads = append(spreads, s)
			if s > n.WorstSpread {
				n.Worst, n.WorstSpread = row, s
			}
		}
		if d, ok := drift(seconds); ok {
			drifts = append(drifts, d)
		}
	}
	n.Spread, n.Drift = median(spreads), median(drifts)
	return n
}

// spread takes the whole range if there are too few samples for an interval. It
// needs two.
func spread(seconds []float64) (relative float64, ok bool) {
	s := summary(seconds)
	if !bounded(s) {
		s.Lo, s.Hi = slices.Min(seconds), slices.Max(seconds)
	}
	return max(s.Hi/s.Center-1, 1-s.Lo/s.Center), len(seconds) > 1 && s.Center > 0
}

// drift compares at least two samples with two, because a single one is no half.
func drift(seconds []float64) (relative float64, ok bool) {
	half := len(seconds) / 2
	before, after := median(seconds[:half]), median(seconds[len(seconds)-half:])
	return after/before - 1, half > 1 && before > 0
}

// median returns 0 for no values.
func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	return summary(values).Center
}
