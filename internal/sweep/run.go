package sweep

import (
	"context"
	"regexp"
	"slices"
	"time"

	"speedup.example/internal/child"
)

// An Outcome is the output of a step's process, and how it ended.
type Outcome struct {
	Stdout, Stderr []byte // the first few MB
	Status         int    // its exit status; -1 if a signal has ended it
	State          string // the same in words: "exit status 2", "signal: killed"
}

// A Runner runs the process of a step, until it or ctx ends. The error says that it
// could not start.
type Runner interface {
	Run(ctx context.Context, step Step) (Outcome, error)
}

// The exit statuses of a peer, as internal/peers/python/peers.py documents them.
const (
	lacking     = 3 // this machine lacks what it needs
	wrongAnswer = 4
)

// A Sweep runs the steps of a plan in passes. The passes are outermost, so other work
// of the machine hits all rows. It shows as scatter, not as a difference.
type Sweep struct {
	Steps    []Step
	Count    int
	Runner   Runner
	Results  *Results
	Progress *Progress
	Limit    time.Duration   // the longest that a step may take
	Slow     time.Duration   // a slower peer is measured in the first pass only
	Budget   time.Duration   // for an exercise: beyond it no step is repeated; 0 is no limit
	Expected []time.Duration // how long each step may take, estimated before
	Known    bool            // Expected comes from older results

	Failed []string // what failed, in that order
	Passes int      // complete passes

	began   time.Time
	took    []time.Duration          // by each step's last run, or notYet
	spent   map[string]time.Duration // on each exercise
	hung    []string                 // exercises
	leftOut []string                 // peers, by id
	blank   []string                 // unwritten rows that were named: pi/parallel
}

// Run runs all passes, or those until ctx ends: then it returns ctx's error.
func (s *Sweep) Run(ctx context.Context) error {
	s.began = time.Now()
	s.took, s.spent = slices.Repeat([]time.Duration{notYet}, len(s.Steps)), map[string]time.Duration{}
	for ; s.Passes < s.Count; s.Passes++ {
		for i, step := range s.Steps {
			if s.skips(s.Passes, i, s.spent) {
				continue
			}
			stop := s.Progress.step(s.Passes+1, s.Count, step, s.rest(i))
			began := time.Now()
			err := s.run(ctx, step)
			if stop(); err != nil {
				return err
			}
			s.took[i] = time.Since(began)
			s.spent[step.Exercise] += s.took[i]
		}
	}
	s.Progress.Say("measured in %s", minutes(time.Since(s.began)))
	return nil
}

// skips reports whether a pass leaves out a step: one that hangs or that this machine
// can't run, and in a later pass a slow one, or one beyond the budget of its exercise.
func (s *Sweep) skips(pass, i int, spent map[string]time.Duration) bool {
	step := s.Steps[i]
	switch {
	case s.isGone(step):
		return true
	case pass == 0:
		return false
	case step.Program == Peer && s.expect(i) >= s.Slow:
		return true
	}
	return s.Budget > 0 && spent[step.Exercise]+s.expect(i) > s.Budget
}

// isGone reports whether no pass runs a step again.
func (s *Sweep) isGone(step Step) bool {
	return slices.Contains(s.hung, step.Exercise) || slices.Contains(s.leftOut, step.id())
}

func (s *Sweep) run(ctx context.Context, step Step) error {
	limited, cancel := context.WithTimeout(ctx, s.Limit)
	defer cancel()
	var e ending
	if step.Program == Peer { // a benchmark in Go tells its rows itself
		child.TellRow(step.What)
	}
	e.outcome, e.err = s.Runner.Run(limited, step)
	e.reading = step.read(e.outcome)
	if len(e.reading.sizes) > 0 {
		if err := s.Results.Keep(slices.Concat(step.Config, e.reading.lines)); err != nil {
			return err
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	e.hung = limited.Err() != nil || timedOut.Match(e.outcome.Stderr)
	if step.Program == Peer {
		s.judgePeer(step, e)
	} else {
		s.judge(step, e)
	}
	return nil
}

// timedOut matches the output of a benchmark that ended itself at a time limit.
var timedOut = regexp.MustCompile(`(?m)^panic: test timed out`)

// An ending says how a step ended.
type ending struct {
	outcome Outcome
	err     error // it could not run
	reading reading
	hung    bool
}

// judge says what is wrong with a run of a test binary. An exercise that hangs is not
// run again, because it would take as long each time.
func (s *Sweep) judge(step Step, e ending) {
	missing := step.missing(e.reading)
	switch {
	case e.err != nil:
		s.fail(step, msgNotRun(step, e.err))
	case e.outcome.Status != 0:
		s.fail(step, msgFailed(step, e.outcome))
	case len(missing) > 0:
		s.fail(step, msgMissing(step, missing, e))
	}
	if e.hung {
		s.hung = append(s.hung, step.Exercise)
		s.Progress.Say("%s hangs: going on without it", step.Exercise)
	}
	if rows := s.newlyBlank(step, e.reading); len(rows) > 0 {
		s.Progress.Say("%s", msgUnwritten(step, rows))
	}
}

// newlyBlank returns the unwritten rows that were not named before. The second binary of
// an exercise has other rows than the first.
func (s *Sweep) newlyBlank(step Step, r reading) (rows []string) {
	for _, row := range r.unwritten {
		if name := step.Exercise + "/" + row; !slices.Contains(s.blank, name) {
			s.blank = append(s.blank, name)
			rows = append(rows, row)
		}
	}
	return rows
}

// fail says only once that an exercise fails, because it fails in each pass.
func (s *Sweep) fail(step Step, message string) {
	if !slices.Contains(s.Failed, step.Exercise) {
		s.Failed = append(s.Failed, step.Exercise)
		s.Progress.Say("%s", message)
	}
}

// judgePeer leaves a peer out of the next passes if it does not work. A wrong answer is in
// the results, and is no failure.
func (s *Sweep) judgePeer(step Step, e ending) {
	switch status := e.outcome.Status; {
	case e.err == nil && status == lacking:
		s.Progress.Say("left out: %s (%s)", step.What, lastLine(e.outcome.Stdout))
	case e.err != nil || e.hung || status != 0 && status != wrongAnswer || len(step.missing(e.reading)) > 0:
		s.Failed = append(s.Failed, step.Exercise+"-by-"+step.Rows[0].Name)
		s.Progress.Say("%s", msgPeerFailed(step, e))
	default:
		return
	}
	s.leftOut = append(s.leftOut, step.id())
}
