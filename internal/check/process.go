package check

import (
	"fmt"
	"strings"
	"testing"

	"speedup.example/internal/check/record"
)

// process is this process, if it runs a check, else nil.
var process = record.Open()

// judged is the name of the function that the process checks, as in pi.Parallel.
var judged string

// judge runs a check in its own process, and ends the process with the record. If the
// test itself fails, the testing package prints why, and ends the process.
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

// guard runs f, which calls the judged function, in any goroutine of the test t. If f
// panics, or ends the goroutine, guard ends the process.
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

// end ends the process of a check. In any other process it ends the test.
func end(t testing.TB, verdict record.Verdict, format string, args ...any) {
	t.Helper()
	message := fmt.Sprintf(format, args...)
	if process == nil {
		t.Fatal(message)
	}
	process.End(record.Record{Verdict: verdict, Message: message})
}

// panicked returns the record of a panic. Call it while the frames of the panic are
// still on the stack.
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

// isDeadlock reports whether a panic is the runtime's, because a bubble can't go on.
func isDeadlock(value any) bool {
	_, isError := value.(error)
	return isError && fmt.Sprintf("%T", value) == "runtime.synctestDeadlockError"
}

// deadlock returns the record of a bubble in which nothing moves any more. Either the
// function waits, or it has returned and left goroutines behind.
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
