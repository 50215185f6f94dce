package speed

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"speedup.example/internal/bench/turns"
	"speedup.example/internal/check/record"
	"speedup.example/internal/course"
)

const (
	patience = 2 * time.Second // for a turn, at least
	slowest  = 20              // times as long as sequential code
	ofCourse = time.Minute     // for a turn of the course's own
)

// A round lets all programs do the same two tasks, of the same size. Who remembers an answer
// gains nothing by it.
type round struct {
	match *Match
	tasks [2]turns.Task
	times times

	sequential time.Duration
	answers    [2]map[int]json.RawMessage // to each task, by side
}

func newRound(m *Match, row string, procs int) *round {
	r := &round{match: m, tasks: [2]turns.Task{m.task(row, procs), m.task(row, procs)}}
	r.tasks[1].N = r.tasks[0].N
	for i := range r.answers {
		r.answers[i] = map[int]json.RawMessage{}
	}
	return r
}

func (r *round) run() error {
	order := r.match.Random.Perm(len(r.sides()))
	for i := range r.tasks {
		if err := r.references(i); err != nil {
			return err
		}
		for _, who := range order {
			if err := r.turn(i, who); err != nil {
				return err
			}
		}
		slices.Reverse(order)
	}
	return cmp.Or(r.check(0), r.check(1))
}

// references lets the referee do what the others are compared with: sequential code, on one
// core, and the limit.
func (r *round) references(i int) error {
	task := r.tasks[i]
	task.Row = course.Limit
	limit, err := r.match.Referee.Turn(task, ofCourse)
	if err != nil {
		return ownFault(err)
	}
	task.Row, task.Procs = course.Baseline, 1
	sequential, err := r.match.Referee.Turn(task, ofCourse)
	if err != nil {
		return ownFault(err)
	}
	r.sequential = sequential.Time
	shorten(&r.times.limit, limit.Time)
	shorten(&r.times.sequential, sequential.Time)
	return nil
}

// shorten keeps the shorter of two times.
func shorten(seconds *float64, time time.Duration) {
	if *seconds == 0 || time.Seconds() < *seconds {
		*seconds = time.Seconds()
	}
}

// ownFault returns the error of the course's own program, which is no fault of a student's.
func ownFault(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf(ofOwn, err.Error())
}

// A side has a player, and where a round keeps its time.
type side struct {
	player Player
	time   *float64
}

const (
	student = iota
	ofTheCourse
)

func (r *round) sides() []side {
	m, t := r.match, &r.times
	return []side{{m.Student, &t.student}, {m.Course, &t.course}, {m.Control, &t.control}}
}

// turn lets a side do a task.
func (r *round) turn(i, who int) error {
	side, within := r.sides()[who], ofCourse
	if who == student {
		within = max(patience, slowest*r.sequential)
	}
	played, err := side.player.Turn(r.tasks[i], within)
	switch {
	case err != nil && who == student:
		return r.blame(r.tasks[i], err, within)
	case err != nil:
		return ownFault(err)
	}
	shorten(side.time, played.Time)
	if who == student {
		r.times.counts = played.Counts
	}
	r.answers[i][who] = played.Answer
	return nil
}

// blame says of a student's program what it was asked.
func (r *round) blame(task turns.Task, err error, within time.Duration) error {
	var fault *Fault
	switch {
	case !errors.As(err, &fault):
		return err
	case fault.late:
		fault.Message = fmt.Sprintf(tooSlow, within, task.N, task.Seed, r.sequential.Round(time.Millisecond/10))
	default:
		fault.Message = fmt.Sprintf(noAnswer, task.N, task.Seed, fault.Message)
	}
	return fault
}

// check checks the student's answer to a task. A driver's depends on its arguments only, so
// that of the course is the only right one. A kernel's has to be near the truth.
func (r *round) check(i int) error {
	task, answer := r.tasks[i], r.answers[i][student]
	if len(answer) == 0 {
		return wrongAnswer(task, nothing)
	}
	if task.Row == course.OnAllCores {
		if want := r.answers[i][ofTheCourse]; !bytes.Equal(answer, want) {
			return wrongAnswer(task, fmt.Sprintf(notSequentials, clip(answer), clip(want)))
		}
		return nil
	}
	task.Answer = answer
	_, err := r.match.Referee.Turn(task, ofCourse)
	var fault *Fault
	if errors.As(err, &fault) && fault.Verdict == record.Failed {
		return wrongAnswer(task, fault.Message)
	}
	return ownFault(err)
}

func wrongAnswer(task turns.Task, why string) *Fault {
	return &Fault{Record: record.Record{Verdict: record.Failed, Message: fmt.Sprintf(wrong, task.N, task.Seed, why)}}
}

const longest = 100 // bytes of an answer in a message

func clip(answer []byte) string {
	if len(answer) > longest {
		return string(answer[:longest]) + "…"
	}
	return string(answer)
}
