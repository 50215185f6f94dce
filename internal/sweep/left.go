package sweep

import (
	"fmt"
	"maps"
	"time"
)

// A rest says how far a sweep is, and how long the rest takes.
type rest struct {
	percent int
	left    time.Duration
	sure    bool // from measured times, new or old
}

func (r rest) String() string {
	sure := "perhaps"
	if r.sure {
		sure = "about"
	}
	if r.left < time.Second {
		return fmt.Sprintf("%d%%, %s left", r.percent, minutes(0))
	}
	return fmt.Sprintf("%d%%, %s %s left", r.percent, sure, minutes(r.left))
}

// rest estimates the time from a step of this pass on.
func (s *Sweep) rest(step int) rest {
	left := s.left(step)
	elapsed := time.Since(s.began)
	r := rest{left: left, sure: s.Passes > 0 || s.Known}
	if elapsed+left > 0 {
		r.percent = int(100 * elapsed / (elapsed + left))
	}
	return r
}

// left adds up the remaining steps, in the order of [Sweep.Run].
func (s *Sweep) left(step int) (left time.Duration) {
	spent := maps.Clone(s.spent)
	for pass := s.Passes; pass < s.Count; pass++ {
		for i := range s.Steps {
			if pass == s.Passes && i < step || s.skips(pass, i, spent) {
				continue
			}
			took := s.expect(i)
			spent[s.Steps[i].Exercise] += took
			left += took
		}
	}
	return left
}

// notYet is the time of a step that has not run.
const notYet time.Duration = -1

// expect returns how long a step takes: as last time, or as expected. It corrects the
// expected time by the ratio of real to expected time of similar steps.
func (s *Sweep) expect(step int) time.Duration {
	if s.took[step] != notYet {
		return s.took[step]
	}
	isPeer := s.Steps[step].Program == Peer
	var took, expected time.Duration
	for i, t := range s.took {
		if t != notYet && !s.isGone(s.Steps[i]) && (s.Steps[i].Program == Peer) == isPeer {
			took += t
			expected += s.Expected[i]
		}
	}
	if expected == 0 {
		return s.Expected[step]
	}
	return time.Duration(float64(s.Expected[step]) * float64(took) / float64(expected))
}
