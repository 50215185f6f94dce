// Package remote grades submissions on other machines.
//
// A teacher's [Judge] sends each as a [Piece] to a [Worker], and gets an [Answer]. A piece
// has the files and the seed, and doesn't say whose they are: the machines that compute need
// to know no names. What comes back is not trusted. The judge takes it only if it is about
// this piece, and has the checks of the course with points that they can earn. What a worker
// can't do is a fault of the grader, so it costs a student no points.
//
// How pieces get there is not known here: see [Caller].
package remote

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"speedup.example/internal/grade"
)

// The kinds of work. Every worker with a sandbox grades. On each machine one of them
// measures, too.
const (
	Grades   = "grades"
	Measures = "measures"
)

// A Caller lets some worker answer a piece of a kind of work. It returns when one has, at the
// first error, or when ctx ends.
type Caller interface {
	Call(ctx context.Context, kind string, piece []byte) (answer []byte, err error)
}

// A Piece is a submission, as a worker gets it.
type Piece struct {
	Seed      uint64            `json:"seed"`
	Exercises []string          `json:"exercises"` // their names
	Files     map[string][]byte `json:"files"`
	Graded    []grade.Exercise  `json:"graded,omitempty"` // to measure: the results so far
}

// An Answer is what a worker has to say about a piece.
type Answer struct {
	Piece     string           `json:"piece"`     // its digest
	Worker    string           `json:"worker"`    // for a person
	Exercises []grade.Exercise `json:"exercises"` // with all results, also those so far
}

// digest tells pieces apart.
func digest(piece []byte) string {
	sum := sha256.Sum256(piece)
	return hex.EncodeToString(sum[:])
}

// encode encodes a piece or an answer. JSON is what grades are kept in, too: a grade that
// was sent is the same as one that was kept.
func encode(value any) ([]byte, error) { return json.Marshal(value) }
