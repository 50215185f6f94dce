package cluster

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"

	"speedup.example/internal/workers"
)

// A talk is what a worker says to the engine of a run.
type talk struct {
	Span   int
	Key    string
	Worker string
	Error  string // why there is no answer; "": the worker wants to begin
}

// What the engine replies.
const (
	begin  = "begin"
	forget = "forget" // the span: it has its answer, or is none of this run
)

// listen takes the answers as they are stored, and what workers say.
func (r *run) listen() error {
	for subject, take := range map[string]nats.MsgHandler{
		"speedup.answer." + r.id + ".>": r.onAnswer,
		talkSubject(r.id):               r.onTalk,
	} {
		sub, err := r.link.nc.Subscribe(subject, take)
		if err != nil {
			return err
		}
		r.subs = append(r.subs, sub)
		if err := sub.SetPendingLimits(-1, -1); err != nil { // all answers have room in memory anyway
			return err
		}
	}
	return r.link.nc.Publish(r.link.skill.who(), nil)
}

func (r *run) onAnswer(msg *nats.Msg) {
	key, number, err := readSubject(msg.Subject, 4, 3)
	if err != nil || !r.has(number) {
		r.link.note(fmt.Sprintf(noSuchSpan, msg.Subject))
		return
	}
	if key != r.spans[number].key {
		r.link.note(fmt.Sprintf(notGiven, fmt.Sprintf("an answer to span %d", number), msg.Header.Get(workerHeader)))
		return
	}
	r.take(number, msg.Header, msg.Data)
}

// take takes an answer, the first time. A second one has to be the same.
func (r *run) take(number int, header nats.Header, data []byte) {
	answer, err := readAnswer(header, data)
	if err != nil {
		r.fail(r.errorf(number, "worker %s: %w", header.Get(workerHeader), err))
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if first := r.answers[number]; first != nil {
		r.again(number, header.Get(workerHeader), first, answer)
		return
	}
	r.answers[number] = answer
	if r.done++; r.done == len(r.spans) {
		close(r.full)
	}
}

// again compares a second answer with the first. The caller holds mu.
func (r *run) again(number int, worker string, first, second []byte) {
	if !same(r.spans[number].kernel, first, second) {
		r.fail(r.errorf(number, differs, len(first), len(second), worker))
		return
	}
	r.twice++
	r.link.note(fmt.Sprintf(answeredTwice, number))
}

// same reports whether two answers are equal to the last bit. Their encodings may differ:
// gob numbers the types in the order in which a program has met them.
func same(kernel string, first, second []byte) bool {
	if bytes.Equal(first, second) {
		return true
	}
	a, errA := workers.AnswerText(kernel, first)
	b, errB := workers.AnswerText(kernel, second)
	return errA == nil && errB == nil && a == b
}

func (r *run) onTalk(msg *nats.Msg) {
	var t talk
	if err := json.Unmarshal(msg.Data, &t); err != nil || !r.has(t.Span) {
		r.link.note(fmt.Sprintf(noSuchSpan, msg.Data))
		return
	}
	reply := forget
	switch {
	case t.Key != r.spans[t.Span].key:
		r.link.note(fmt.Sprintf(notGiven, fmt.Sprintf("a message about span %d", t.Span), t.Worker))
	case !r.isOpen(t.Span):
	case t.Error == "":
		reply = begin
		r.start()
	default:
		r.fail(r.errorf(t.Span, "worker %s: %s", t.Worker, t.Error))
	}
	_ = msg.Respond([]byte(reply)) // the worker may be gone
}

// start starts the clock of the time left, once.
func (r *run) start() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.began.IsZero() {
		r.began = time.Now()
	}
}

func (r *run) has(number int) bool { return 0 <= number && number < len(r.spans) }

func (r *run) isOpen(number int) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.answers[number] == nil
}
