package speed_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"speedup.example/internal/check/record"
	"speedup.example/internal/grade/speed"
)

// The share of the points grows with the speed, without a step, up to 80 % of the course's.
// Whatever else is wrong, the student does not pay for it.
func TestJudge(t *testing.T) {
	for name, test := range map[string]struct {
		round   [5]float64 // sequential, limit, student, course, control
		verdict record.Verdict
		share   float64
		says    string
	}{
		"as fast as the course":    {[5]float64{20, 5, 10, 10, 10}, record.Passed, 1, "2.00 times as fast"},
		"at the target":            {[5]float64{20, 5, 12.5, 10, 10}, record.Passed, 1, "all points begin at 1.60"},
		"half way":                 {[5]float64{20, 5, 20 / 1.3, 10, 10}, record.Slow, 0.5, "1.30 times as fast"},
		"just below the target":    {[5]float64{20, 5, 20 / 1.59, 10, 10}, record.Slow, 0.98, ""},
		"sequential":               {[5]float64{20, 5, 20, 10, 10}, record.Slow, 0, ""},
		"slower than sequential":   {[5]float64{20, 5, 40, 10, 10}, record.Slow, 0, ""},
		"faster than the limit":    {[5]float64{20, 5, 4.9, 10, 10}, record.Failed, 0, "does not do the work"},
		"and on a busy machine":    {[5]float64{20, 5, 4.9, 10, 11}, record.Failed, 0, "does not do the work"},
		"at the limit":             {[5]float64{20, 5, 5, 10, 10}, record.Passed, 1, ""},
		"the control is slower":    {[5]float64{20, 5, 20, 10, 10.6}, record.Unmeasured, 0, "1.06 times as long"},
		"the control is faster":    {[5]float64{20, 5, 20, 10, 9.4}, record.Unmeasured, 0, "0.94 times as long"},
		"the control is level":     {[5]float64{20, 5, 20, 10, 10.4}, record.Slow, 0, ""},
		"the course gains nothing": {[5]float64{20, 5, 20, 19, 19}, record.Unmeasured, 0, "only 1.05 times"},
		"the course gains little":  {[5]float64{13, 5, 11, 10, 10}, record.Slow, 0.91, "begin at 1.20"},
	} {
		got, share := speed.ResultOf(slices.Repeat([][5]float64{test.round}, 15)...).Judge()
		assert.Equal(t, test.verdict, got.Verdict, name)
		assert.InDelta(t, test.share, share, 0.005, name)
		assert.Contains(t, got.Message, test.says, name)
	}
}

// A control that is right on average, and scatters, tells nothing either.
func TestQuiet(t *testing.T) {
	var rounds [][5]float64
	for i := range 15 {
		rounds = append(rounds, [5]float64{20, 5, 10, 10, []float64{7, 10, 13}[i%3]})
	}
	assert.False(t, speed.ResultOf(rounds...).Quiet())
	assert.True(t, speed.ResultOf(rounds[1], rounds[4], rounds[7]).Quiet())
}

// The medians are of ratios within a round: a machine that becomes slower is so for all.
func TestRatios(t *testing.T) {
	var rounds [][5]float64
	for i := range 15 {
		f := float64(1 + i)
		rounds = append(rounds, [5]float64{20 * f, 5 * f, 12 * f, 10 * f, 10 * f})
	}
	r := speed.ResultOf(rounds...)
	assert.InDelta(t, 20/12., r.Student.Times, 1e-9)
	assert.InDelta(t, 20/12., r.Student.Low, 1e-9)
	assert.InDelta(t, 2, r.Course.High, 1e-9)
	assert.InDelta(t, 1, r.Control.Times, 1e-9)
	assert.InDelta(t, 12/5., r.Floor.Times, 1e-9)
}
