package cluster

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"speedup.example/internal/workers"
)

// A Skill is a kind of work that some workers can do. Each skill, and each version of it,
// has a queue of its own, so a span waits for a worker that can compute it.
type Skill struct {
	Name    string // a word, for subjects and for a person
	Version string // tells workers and engines apart that would not understand each other

	// Do computes an answer, for a worker. It may ignore the end of ctx. An [Unfit] error
	// hands the span back.
	Do func(ctx context.Context, kernel string, piece []byte) (answer []byte, err error)

	// Unfit is why this worker can't do the work. It gets no spans, and tells the engines.
	Unfit string
}

// An Unfit is the error of a worker that can't do a kind of work any more, and why.
type Unfit string

func (u Unfit) Error() string { return string(u) }

// How the kernels compute an answer, and which version they are. Tests have others.
var (
	compute = workers.Answer
	version = workers.Version
)

// Kernels is the skill to compute pieces with the kernels of this program.
func Kernels() Skill {
	return Skill{Name: "kernels", Version: version(), Do: func(_ context.Context, kernel string, piece []byte) ([]byte, error) {
		return compute(kernel, piece)
	}}
}

// tag is the skill as a word in subjects.
func (s Skill) tag() string {
	sum := sha256.Sum256(fmt.Append(nil, s.Name, " ", s.Version))
	return hex.EncodeToString(sum[:8])
}

// A worker of a skill shows itself here, and an engine asks who is there.
func (s Skill) here() string { return "speedup.here." + s.Name }
func (s Skill) who() string  { return "speedup.who." + s.Name }
