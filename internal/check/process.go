package check

import (
	"fmt"
	"strings"
	"testing"

	"speedup.example/internal/check/record"
)

// process is that of a check, if this is one.
var process = record.Open()

// judged is the function that the process is about, as in pi.Parallel.
var judged string

// judge runs a check in the process that is there for it, and ends the process with the
// record. Where the test itself has failed, the testing package prints why, and ends it.
func judge(t *testing.T, function string, test func(t *testing.T)) {
	judged = function
	go watch()
	guard(t, func() { test(t) })
	if t.Failed() {
		process.Note(record.Record{Verdict: record.Failed})
		return
	}
	process.End(record.Record{Verdict: record.Passed})
}

// guard runs f, which calls what is judged, in any goroutine of the test t. If that panics,
// or ends the goroutine, so does the process.
func guard(t *testing.T, f func()) {
	returned := false
	defer func() {
		if returned || process == nil {
			return
		}
		switch value := recover(); {
		case value != nil:
			process.End(panicked(value))
		case t.Failed():
			process.Note(record.Record{Verdict: record.Failed})
		case t.Skipped():
			process.End(record.Record{Verdict: record.NotHere, Message: skipped})
		default:
			process.End(record.Record{Verdict: record.LeftEarly, Message: fmt.Sprintf(goexit, judged)})
		}
	}()
	f()
	returned = true
}

// end ends a check, or the test if this is no check's process.
func end(t testing.TB, verdict record.Verdict, format string, args ...any) {
	t.Helper()
	message := fmt.Sprintf(format, args...)
	if process == nil {
		t.Fatal(message)
	}
	process.End(record.Record{Verdict: verdict, Message: message})
}

// panicked says what a panic means. It is called while the panicking function's frames
// are still on the stack.
func panicked(value any) record.Record {
	all := goroutines()
	place := record.Place(all[0].stack, folder())
	if function, task, ok := stub(value); ok {
		return record.Record{Verdict: record.Unwritten, Message: fmt.Sprintf(unwritten, function, at(place), task), Place: place}
	}
	if isDeadlock(value) {
		return deadlock(value.(error), all[1:])
	}
	return record.Record{Verdict: record.Panics, Message: fmt.Sprintf(panics, judged, at(place), value), Place: place}
}

// isDeadlock reports whether the runtime says with a panic that a bubble can't go on.
func isDeadlock(value any) bool {
	_, isError := value.(error)
	return isError && fmt.Sprintf("%T", value) == "runtime.synctestDeadlockError"
}

// deadlock is for a bubble in which nothing moves any more: the function waits, or it has
// returned and left goroutines behind.
func deadlock(reason error, others []goroutine) record.Record {
	place := waiting(others).place()
	if strings.Contains(reason.Error(), "main bubble goroutine has exited") {
		return record.Record{Verdict: record.Failed, Message: fmt.Sprintf(leftBehind, judged, at(place)), Place: place}
	}
	return record.Record{Verdict: record.Hangs, Message: fmt.Sprintf(neverComes, judged, at(place)), Place: place}
}

// at puts a place into a sentence.
func at(place string) string {
	if place == "" {
		return ""
	}
	return " at " + place
}
