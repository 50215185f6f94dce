// Package cluster computes the pieces of a run on other machines, which come and go.
// NATS JetStream hands them out; this package says what is handed out, and believes
// nothing that it can check.
//
// A run's pieces are its spans. Three kinds of program take part:
//
//   - a server ([Serve]) keeps two streams in a folder: a work queue of spans, and the
//     answers. It knows no kernels.
//   - workers ([Join]) take a span at a time, compute its answer, store it, and only then
//     acknowledge the span. A worker that dies acknowledges nothing, so the server hands the
//     span to another, as often as it takes.
//   - an engine ([Dial]) offers the spans of a run and collects the answers.
//
// A span may be computed twice. An answer depends on its piece only, so the second is equal
// to the first and changes nothing; if it differs, the run ends with an error. The engine
// survives a server that is started again: it looks for the answers that it missed, and
// offers again what has neither answer nor place in the queue.
//
// The token keeps strangers out. Who has it can see all messages, so a worker with the token
// that answers wrongly on purpose, and first, is not found out.
package cluster

import "time"

// What takes how long. Tests are more impatient.
var (
	beat     = time.Second     // between the signs of life of a worker, and looks of the engine
	patience = 3 * time.Second // without a sign of life, a span is handed to another worker
)

// keep is how long messages stay that nobody removes, because their engine died. A run may
// take longer: its engine offers the spans again.
const keep = 24 * time.Hour

// maxMessage is the largest message of a server, in bytes: a piece or an answer.
const maxMessage = 8 << 20
