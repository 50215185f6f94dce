package speed

import (
	"fmt"
	"math"

	"speedup.example/internal/check/record"
)

const (
	disturbed = 0.05 // how far the control may be off
	scattered = 0.2  // how far an end of its interval may be off
	gain      = 1.2  // times faster, which the course's own functions have to be
	enough    = 0.8  // of the course's own speed-up, which earns all points
)

// Judge returns how a measurement ended, and the share of the points, from 0 to 1. Sequential
// speed earns nothing, and 80 % of the course's own speed-up earns everything. In between the
// share is linear.
func (r Result) Judge() (record.Record, float64) {
	target := max(enough*r.Course.Times, gain)
	switch {
	case r.Floor.High < 1:
		return record.Record{Verdict: record.Failed, Message: fmt.Sprintf(belowLimit, r.Floor.Times)}, 0
	case !r.Quiet():
		return unmeasured(fmt.Sprintf(notQuiet, r.Control.Times, r.Control.Low, r.Control.High))
	case r.Course.Times < gain:
		return unmeasured(fmt.Sprintf(noGain, r.Course.Times))
	case r.Student.Times >= target:
		return record.Record{Verdict: record.Passed, Message: r.says(target)}, 1
	}
	share := max(0, (r.Student.Times-1)/(target-1))
	return record.Record{Verdict: record.Slow, Message: r.says(target)}, share
}

// Quiet reports whether the control had the course's time: within 5 %, and with an interval
// within 20 %.
func (r Result) Quiet() bool {
	c := r.Control
	return math.Abs(c.Times-1) <= disturbed && c.Low >= 1-scattered && c.High <= 1+scattered
}

func unmeasured(why string) (record.Record, float64) {
	return record.Record{Verdict: record.Unmeasured, Message: why}, 0
}

// OneCore is how measurements end on a machine with one core.
var OneCore = record.Record{Verdict: record.Unmeasured, Message: oneCore}

// says tells the student what was measured.
func (r Result) says(target float64) string {
	return fmt.Sprintf(measured, r.Student.Times, r.Student.Low, r.Student.High, r.Procs, r.Course.Times, target)
}
