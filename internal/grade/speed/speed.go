// Package speed compares the time of a student's functions with that of the course's own.
//
// A program that nobody trusts does not take its own time. It does a task at a time, with a
// size and a seed that it could not know before ([Program.Turn]), and the clock is that of
// this process. It is stopped while another program has its turn, so it can neither work
// ahead nor disturb. Its answer is checked by another process, or has to be that of the
// course's own functions to the last bit.
//
// In a round, three programs have two turns each: the student's, the course's, and a second
// process of the course's, which is the control. The order is a palindrome (A B C C B A), so
// a machine that becomes slower is so for all three. The second task has the size of the
// first, and another seed. Of two turns the shorter one counts, because other work makes
// times longer, and never shorter. All ratios are within a round,
// and their median has an interval by order statistics.
//
// Nothing is known if the control is far from the course's time, or if the course's own
// functions gain nothing: see [Result.Judge].
package speed

import (
	"encoding/json"
	"math"
	"time"

	"golang.org/x/perf/benchmath"

	"speedup.example/internal/bench/turns"
	"speedup.example/internal/course"
)

// A Player does tasks, as [Program] does.
type Player interface {
	// Turn does a task. A [*Fault] is the program's, and any other error is not.
	Turn(task turns.Task, within time.Duration) (Played, error)
}

// Played is what a turn gave.
type Played struct {
	Answer json.RawMessage
	Time   time.Duration
	Counts Counts
}

// Counts are what the processor counted in a turn, or 0 where it doesn't count.
type Counts struct {
	Instructions float64 `json:"instructions,omitempty"`
	Cycles       float64 `json:"cycles,omitempty"`
}

// A Median is the median of the ratios of all rounds, with its interval. It is zero if there
// are none. Low and High are the smallest and the largest ratio if there are too few for an
// interval of 95 %.
type Median struct {
	Times float64 `json:"times"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// A Result is the measurement of a row.
type Result struct {
	Row     string `json:"row"`
	Procs   int    `json:"gomaxprocs"`
	Student Median `json:"student"` // times faster than sequential code
	Course  Median `json:"course"`  // the course's own, too
	Control Median `json:"control"` // the time of the control, in times of the course's: 1 if nothing disturbs
	Floor   Median `json:"floor"`   // the student's time, in times of the limit's: below 1 nobody can be
	Counts  Counts `json:"counts"`  // of the student's program, in a turn
}

// times are the seconds of a round.
type times struct {
	sequential, limit, student, course, control float64
	counts                                      Counts
}

// resultOf sums up rounds.
func resultOf(row course.Timed, procs int, rounds []times) Result {
	median := func(of func(times) float64) Median {
		var ratios []float64
		for _, r := range rounds {
			ratios = append(ratios, of(r))
		}
		return medianOf(ratios)
	}
	return Result{
		Row: row.Row, Procs: procs,
		Student: median(func(t times) float64 { return t.sequential / t.student }),
		Course:  median(func(t times) float64 { return t.sequential / t.course }),
		Control: median(func(t times) float64 { return t.control / t.course }),
		Floor:   median(func(t times) float64 { return t.student / t.limit }),
		Counts: Counts{
			Instructions: median(func(t times) float64 { return t.counts.Instructions }).Times,
			Cycles:       median(func(t times) float64 { return t.counts.Cycles }).Times,
		},
	}
}

const confidence = 0.95

func medianOf(values []float64) Median {
	if len(values) == 0 {
		return Median{}
	}
	sample := benchmath.NewSample(values, &benchmath.DefaultThresholds) // which sorts values
	s := benchmath.AssumeNothing.Summary(sample, confidence)
	if math.IsInf(s.Lo, 0) || math.IsInf(s.Hi, 0) {
		s.Lo, s.Hi = values[0], values[len(values)-1]
	}
	return Median{s.Center, s.Lo, s.Hi}
}

// less returns the counts since an earlier moment.
func (c Counts) less(before Counts) Counts {
	return Counts{c.Instructions - before.Instructions, c.Cycles - before.Cycles}
}
