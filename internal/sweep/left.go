package sweep

import (
	"fmt"
	"maps"
	"time"
)

// A rest says how far a sweep is, and how long the rest takes.
type rest struct {
	elapsed, left time.Duration
	sure          bool // from measured times, new or old
}

// percent returns the share that is done.
func (r rest) percent() int {
	if r.elapsed+r.left == 0 {
		return 0
	}
	return min(int(100*r.elapsed/(r.elapsed+r.left)), 99) // something is left, or nobody would ask
}

// after returns the rest some seconds later.
func (r rest) after(seconds int) rest {
	d := time.Duration(seconds) * time.Second
	r.elapsed, r.left = r.elapsed+d, max(r.left-d, 0)
	return r
}

func (r rest) String() string {
	sure := "perhaps"
	if r.sure {
		sure = "about"
	}
	if r.left < time.Second {
		return fmt.Sprintf("%d%%, %s left", r.percent(), minutes(0))
	}
	return fmt.Sprintf("%d%%, %s %s left", r.percent(), sure, minutes(r.left))
}

// rest estimates the time from a step of this pass on.
func (s *Sweep) rest(step int) rest {
	return rest{elapsed: time.Since(s.began), left: s.left(step), sure: s.Passes > 0 || s.Known}
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
