// Package turns runs the rows of a benchmark in another process, a turn at a time, by the
// clock of its parent.
//
// A benchmark takes its own time. So a program that nobody trusts could report any. In a
// turn, the parent gives the process a [Task] that it could not know before, and looks at its
// own clock until the [Reply] has come. Tasks and replies are lines of JSON.
package turns

import (
	"encoding/json"
	"errors"
	"io"
)

// Flag is the flag of a test binary that does tasks. Its value is the descriptor for replies.
const Flag = "turns"

// A Task is to run a row once, or to check an answer.
type Task struct {
	Row    string          `json:"row"`
	N      int             `json:"n"`    // the size
	Seed   uint64          `json:"seed"` // of the random numbers
	Procs  int             `json:"procs"`
	Answer json.RawMessage `json:"answer,omitempty"` // to check, instead of running the row
}

// A Reply has the answer of a row, or says what is wrong.
type Reply struct {
	Answer json.RawMessage `json:"answer,omitempty"`
	Error  string          `json:"error,omitempty"`
}

// Serve does tasks, one after the other, until in ends. The zero task asks only whether
// somebody is there, and do does not see it.
func Serve(in io.Reader, out io.Writer, do func(Task) Reply) error {
	tasks, replies := json.NewDecoder(in), json.NewEncoder(out)
	for {
		var task Task
		if err := tasks.Decode(&task); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		var reply Reply
		if task.Row != "" {
			reply = do(task)
		}
		if err := replies.Encode(reply); err != nil {
			return err
		}
	}
}
