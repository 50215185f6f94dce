package speed

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"

	"speedup.example/internal/bench/turns"
	"speedup.example/internal/check/record"
	"speedup.example/internal/grade/sandbox"
)

// A Fault is a student's program that gave no right answer.
type Fault struct {
	record.Record
	late bool
}

func (f *Fault) Error() string { return f.Message }

// longestReply is in bytes. The longest right one has a few hundred.
const longestReply = 64 << 10

// A Program is a benchmark's process that does tasks. It runs only in its turns.
type Program struct {
	process *os.Process
	tasks   *os.File
	replies *bufio.Reader
	pipe    *os.File // of replies
	counter counter

	ended chan struct{} // is closed when the program has ended
	how   error         // it has
}

// Start starts a command in a box. The command is a test binary that replies to tasks on the
// descriptor [sandbox.FirstExtra].
func Start(cmd *exec.Cmd, box sandbox.Box, walls sandbox.Walls) (*Program, error) {
	in, tasks, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	replies, out, err := os.Pipe()
	if err != nil {
		return nil, errors.Join(err, in.Close(), tasks.Close())
	}
	cmd.Stdin, cmd.ExtraFiles = in, []*os.File{out}
	p := &Program{tasks: tasks, replies: bufio.NewReaderSize(replies, longestReply), pipe: replies, ended: make(chan struct{})}
	started := make(chan *os.Process, 1)
	box.Started = func(process *os.Process) { in.Close(); started <- process }
	go func() {
		defer close(p.ended)
		defer p.counter.open()() // of the thread that starts the program
		p.how = box.Run(cmd, walls)
	}()
	select {
	case p.process = <-started:
	case <-p.ended:
		return nil, errors.Join(p.how, in.Close(), p.Close())
	}
	if _, err := p.ask(turns.Task{}, ofCourse); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, pause(p.process)
}

// Turn lets the program run until it has done a task.
func (p *Program) Turn(task turns.Task, within time.Duration) (played Played, err error) {
	if resume(p.process) != nil { // it has ended since its last turn
		return played, p.ending()
	}
	if _, err := p.ask(turns.Task{}, within); err != nil { // it is awake now
		return played, err
	}
	before, began := p.counter.read(), time.Now()
	reply, err := p.ask(task, within)
	played = Played{reply.Answer, time.Since(began), p.counter.read().less(before)}
	if err != nil {
		return played, err
	}
	if reply.Error != "" {
		return played, &Fault{Record: record.Record{Verdict: record.Failed, Message: reply.Error}}
	}
	if pause(p.process) != nil {
		return played, p.ending()
	}
	return played, nil
}

// ask writes a task, and reads its reply.
func (p *Program) ask(task turns.Task, within time.Duration) (reply turns.Reply, err error) {
	text, err := json.Marshal(task)
	if err != nil {
		return reply, err
	}
	_ = p.tasks.SetWriteDeadline(time.Now().Add(within)) // pipes have deadlines where programs can be paused
	_ = p.pipe.SetReadDeadline(time.Now().Add(within))
	if _, err := p.tasks.Write(append(text, '\n')); err != nil {
		return reply, p.fault(err)
	}
	line, err := p.replies.ReadSlice('\n')
	if err != nil {
		return reply, p.fault(err)
	}
	if err := json.Unmarshal(line, &reply); err != nil {
		return reply, p.fault(err)
	}
	return reply, nil
}

// fault ends a program that does not reply, and says why it doesn't.
func (p *Program) fault(err error) error {
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return &Fault{record.Record{Verdict: record.Limit}, true}
	}
	if errors.Is(err, bufio.ErrBufferFull) || isSyntax(err) {
		return &Fault{Record: record.Record{Verdict: record.Failed, Message: fmt.Sprintf(notAReply, err)}}
	}
	return p.ending()
}

// ending says how a program ended that has closed its pipe.
func (p *Program) ending() error {
	late := time.AfterFunc(time.Second, func() { _ = p.process.Kill() })
	defer late.Stop()
	<-p.ended
	var limit *sandbox.Limit
	var exit *exec.ExitError
	switch {
	case errors.As(p.how, &limit):
		return &Fault{Record: record.Record{Verdict: record.Limit, Message: limit.What}}
	case p.how == nil:
		return &Fault{Record: record.Record{Verdict: record.LeftEarly, Message: fmt.Sprintf(gone, "exit status 0")}}
	case errors.As(p.how, &exit):
		return &Fault{Record: record.Record{Verdict: record.LeftEarly, Message: fmt.Sprintf(gone, exit)}}
	}
	return p.how
}

func isSyntax(err error) bool {
	var syntax *json.SyntaxError
	var shape *json.UnmarshalTypeError
	return errors.As(err, &syntax) || errors.As(err, &shape)
}

// Close ends the program.
func (p *Program) Close() error {
	err := errors.Join(p.tasks.Close(), p.pipe.Close())
	if p.process != nil {
		_ = p.process.Kill() // it may have ended
		<-p.ended
	}
	return err
}
