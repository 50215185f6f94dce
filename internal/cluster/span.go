package cluster

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go"
)

// The headers of spans and answers.
const (
	kernelHeader = "Speedup-Kernel"
	keyHeader    = "Speedup-Key"
	workerHeader = "Speedup-Worker"
	digestHeader = "Speedup-Digest"
)

// A span is one piece of a run. Its key is a secret of the engine and of the workers that
// were given the span.
type span struct {
	run    string
	number int
	kernel string
	key    string
	piece  []byte
}

// message is a span to be computed.
func (s span) message(tag string) *nats.Msg {
	msg := nats.NewMsg(spanSubject(tag, s.run, s.number))
	msg.Header.Set(kernelHeader, s.kernel)
	msg.Header.Set(keyHeader, s.key)
	msg.Data = s.piece
	return msg
}

// readSpan is the inverse of message.
func readSpan(subject string, header nats.Header, piece []byte) (span, error) {
	run, number, err := readSubject(subject, 3, 4)
	s := span{run, number, header.Get(kernelHeader), header.Get(keyHeader), piece}
	if err == nil && (s.kernel == "" || s.key == "") {
		err = fmt.Errorf("message %s has no kernel or no key", subject)
	}
	return s, err
}

// answer is the answer of a worker to a span.
func (s span) answer(worker string, answer []byte) *nats.Msg {
	msg := nats.NewMsg(answerSubject(s.run, s.number, s.key))
	msg.Header.Set(workerHeader, worker)
	msg.Header.Set(digestHeader, digest(answer))
	msg.Data = answer
	return msg
}

// readAnswer checks that an answer arrived as it was sent.
func readAnswer(header nats.Header, answer []byte) ([]byte, error) {
	if digest(answer) != header.Get(digestHeader) {
		return nil, errors.New(brokenAnswer)
	}
	if answer == nil {
		return []byte{}, nil // nil is an open span
	}
	return answer, nil
}

func digest(answer []byte) string {
	sum := sha256.Sum256(answer)
	return hex.EncodeToString(sum[:])
}
