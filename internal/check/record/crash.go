package record

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// crashed returns the record of a crash that nobody could recover, as in a goroutine of
// the function's own. The runtime's report begins with
//
//	panic: runtime error: index out of range [4] with length 4
//
//	goroutine 9 [running]:
func (c Check) crashed(crash string) Record {
	first, _, _ := strings.Cut(crash, "\n")
	place := Place(crash, filepath.Base(c.Dir))
	switch {
	case strings.HasPrefix(first, "SIGXCPU"):
		return Record{Verdict: Limit, Message: fmt.Sprintf(noTime, c.Function), Place: place}
	case outOfMemory.MatchString(crash):
		return Record{Verdict: Limit, Message: fmt.Sprintf(noMemory, c.Function), Place: place}
	}
	what, isPanic := strings.CutPrefix(first, "panic: ")
	if !isPanic {
		what = strings.TrimPrefix(first, "fatal error: ")
	}
	return Record{Verdict: Panics, Message: fmt.Sprintf(panics, c.Function, at(place), what), Place: place}
}

// outOfMemory matches what the runtime says when the system gives it no more.
var outOfMemory = regexp.MustCompile(`(?m)^(fatal error: )?(runtime: )?(out of memory|cannot allocate memory|runtime: out of memory)|^runtime: VirtualAlloc of`)

// Place returns the first place in an exercise's own code that a stack names, as in
// pi/parallel.go:31, or nothing. The stack may come from a panic, from a goroutine
// that waits, or from a race.
func Place(stack, folder string) string {
	place := regexp.MustCompile(`[/\s](` + regexp.QuoteMeta(folder) + `/\w+\.go):(\d+)`)
	for _, found := range place.FindAllStringSubmatch(stack, -1) {
		if !strings.HasSuffix(found[1], "_test.go") {
			return found[1] + ":" + found[2]
		}
	}
	return ""
}

// at puts a place into a sentence.
func at(place string) string {
	if place == "" {
		return ""
	}
	return " at " + place
}

// leftEarly says how a process ended that left no record.
func leftEarly(function string, state *os.ProcessState, printed string) string {
	if !state.Exited() {
		return fmt.Sprintf(wasKilled, function, state)
	}
	message := fmt.Sprintf(exited, function, state.ExitCode())
	if printed = strings.TrimSpace(printed); printed != "" {
		message += fmt.Sprintf(itPrinted, printed)
	}
	return message
}

// A tail keeps the end of what is written to it, because a program may print for ever.
type tail struct{ kept []byte }

const tailBytes = 1000

func (t *tail) Write(p []byte) (int, error) {
	t.kept = append(t.kept, p...)
	if more := len(t.kept) - tailBytes; more > 0 {
		t.kept = append(t.kept[:0], t.kept[more:]...)
	}
	return len(p), nil
}

func (t *tail) String() string { return strings.ToValidUTF8(string(t.kept), "?") }
