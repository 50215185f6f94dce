package sweep

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// An Outcome is what the process of a step printed, and how it ended.
type Outcome struct {
	Stdout, Stderr []byte
	Status         int // its exit status; -1 if a signal has ended it
}

// A Runner runs the process of a step, to its end or that of ctx. The error says that
// it could not be started.
type Runner interface {
	Run(ctx context.Context, step Step) (Outcome, error)
}

// The exit statuses of a peer, as internal/peers/python/peers.py documents them.
const (
	lacking     = 3 // this machine does not have what it needs
	wrongAnswer = 4
)

// A Sweep runs the steps of a plan in passes: the passes are outermost, so that what
// else the machine does meanwhile hits all rows, and shows as scatter instead of as a
// difference.
type Sweep struct {
	Steps    []Step
	Count    int
	Runner   Runner
	Results  *Results
	Progress *Progress
	Limit    time.Duration // the longest that a step may take
	Slow     time.Duration // a peer that takes as long is measured in the first pass only

	Failed []string // what failed, in the order in which it did
	Passes int      // complete ones

	hung    []string // exercises
	leftOut []string // peers, by id
}

// Run runs all passes, or those until ctx ends: then it returns ctx's error.
func (s *Sweep) Run(ctx context.Context) error {
	s.Progress.start(len(s.Steps), s.Count)
	started := time.Now()
	for ; s.Passes < s.Count; s.Passes++ {
		for i, step := range s.Steps {
			s.Progress.step(s.Passes, i, step.What)
			if err := s.run(ctx, step); err != nil {
				return err
			}
		}
	}
	s.Progress.Say("measured in %s", minutes(time.Since(started)))
	return nil
}

func (s *Sweep) run(ctx context.Context, step Step) error {
	if slices.Contains(s.hung, step.Exercise) || step.Program == Peer && slices.Contains(s.leftOut, step.id()) {
		return nil
	}
	limited, cancel := context.WithTimeout(ctx, s.Limit)
	defer cancel()
	began := time.Now()
	outcome, err := s.Runner.Run(limited, step)
	lines, measured := resultLines(outcome.Stdout, step.Procs)
	if measured {
		if err := s.Results.Keep(lines); err != nil {
			return err
		}
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case step.Program == Peer:
		s.judgePeer(step, outcome, err, time.Since(began))
	default:
		s.judge(step, outcome, err, measured, limited.Err() != nil)
	}
	return nil
}

// judge says what is wrong with a run of a test binary. An exercise that hangs is not
// run again: each time would take as long.
func (s *Sweep) judge(step Step, o Outcome, err error, measured, late bool) {
	switch {
	case err != nil:
		o.Stderr, o.Status = []byte(err.Error()+"\n"), -1
	case !measured && o.Status == 0:
		o.Stderr, o.Status = []byte("no benchmark ran\n"), 1
	}
	if o.Status != 0 && !slices.Contains(s.Failed, step.Exercise) {
		s.Failed = append(s.Failed, step.Exercise)
		s.Progress.Say("%s failed at GOMAXPROCS=%d (exit status %d); the others go on. It printed:\n%s",
			step.Exercise, step.Procs, o.Status, complaint(o))
	}
	if late || strings.Contains(string(o.Stdout)+string(o.Stderr), "panic: test timed out") {
		s.hung = append(s.hung, step.Exercise)
		s.Progress.Say("%s hangs: going on without it", step.Exercise)
	}
}

// judgePeer leaves a peer out of the next passes if it does not work, or is slow. A
// wrong answer is in the results, and no failure.
func (s *Sweep) judgePeer(step Step, o Outcome, err error, took time.Duration) {
	if err != nil {
		o.Stderr, o.Status = []byte(err.Error()+"\n"), -1
	}
	switch {
	case o.Status == lacking:
		s.Progress.Say("left out: %s (%s)", step.What, lastLine(o.Stdout))
		s.leftOut = append(s.leftOut, step.id())
	case o.Status != 0 && o.Status != wrongAnswer:
		s.Failed = append(s.Failed, strings.ReplaceAll(step.What, " ", "-"))
		s.Progress.Say("%s failed (exit status %d); the others go on. It printed:\n%s", step.What, o.Status, indented(tail(o.Stderr, 10)))
		s.leftOut = append(s.leftOut, step.id())
	case took >= s.Slow:
		s.Progress.forget(took)
		s.leftOut = append(s.leftOut, step.id())
	}
}

// complaint returns the beginning of what a benchmark printed beside its results.
func complaint(o Outcome) string {
	const most = 20
	var lines []string
	for line := range strings.Lines(string(o.Stdout) + string(o.Stderr)) {
		line = strings.TrimRight(line, "\r\n")
		if configs.MatchString(line) || line == "PASS" || line == "FAIL" || isResult(line) {
			continue
		}
		if i := strings.Index(line, "--- FAIL"); i > 0 && strings.HasPrefix(line, "Benchmark") {
			line = line[i:]
		}
		lines = append(lines, line)
	}
	if more := len(lines) - most; more > 0 {
		lines = append(lines[:most], fmt.Sprintf("... and %d lines more", more))
	}
	return indented(lines)
}

func indented(lines []string) string { return "    " + strings.Join(lines, "\n    ") }

// tail returns the last lines of a text.
func tail(text []byte, most int) []string {
	lines := strings.Split(strings.TrimRight(string(text), "\n"), "\n")
	return lines[max(0, len(lines)-most):]
}

func lastLine(text []byte) string { return tail(text, 1)[0] }
