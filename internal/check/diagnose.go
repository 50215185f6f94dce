package check

import (
	"fmt"
	"regexp"
	"strings"
)

// What a process prints around the message of [Fail].
const (
	verdict    = "\n<<check: "
	verdictEnd = "\n>>"
)

var (
	failed   = regexp.MustCompile(`(?s)<<check: (.*?)\n>>`)
	toWrite  = regexp.MustCompile(`(\w+\.\w+) is yours to write: ([^\n]*?)(?:" ?\[recovered.*| \[recovered.*)?\n`)
	panicked = regexp.MustCompile(`(?m)^(?:panic|fatal error): (.*?)(?: \[recovered.*)?$`)
	waiting  = regexp.MustCompile(`goroutine \d+ [^\n]*\[([^\],]+)[^\]]*\]:\n`)
)

// diagnose turns what the process of a failed check printed into a message. The
// checks say themselves what they find; this is for programs that end otherwise.
// folder is the exercise's, and function the name of the student's, as in
// pi.Parallel.
func diagnose(output, folder, function string) string {
	at := where(output, folder)
	message := panicked.FindStringSubmatch(output)
	switch {
	case failed.MatchString(output):
		return failed.FindStringSubmatch(output)[1]
	case toWrite.MatchString(output):
		found := toWrite.FindStringSubmatch(output)
		return fmt.Sprintf("%s is not written yet%s. %s", found[1], at, found[2])
	case strings.Contains(output, "WARNING: DATA RACE"):
		return fmt.Sprintf("Two goroutines use the same variable at the same time, and one of them writes to it%s. Which of the two is first changes from run to run, and an update can be lost. Let every piece write to an element of its own, wait for all, and only then read what they wrote.", at)
	case strings.Contains(output, "test timed out"):
		return hangs(output, folder, function)
	case strings.Contains(output, "main bubble goroutine has exited"):
		return fmt.Sprintf("%s returned, but goroutines of it are left behind; one waits%s. Each has to have a way to end: a channel that is closed, a context that ends.", function, at)
	case strings.Contains(output, "deadlock"), strings.Contains(output, "synctestDeadlock"):
		return fmt.Sprintf("%s waits for something that never comes%s. Who sends on that channel, closes it, or calls Done?", function, at)
	case message != nil:
		return fmt.Sprintf("%s panics%s: %s", function, at, message[1])
	}
	if strings.TrimSpace(output) == "" {
		return function + " was killed, or ended the program, before it had an answer. Did it use all memory?"
	}
	return "The test ended without an answer. It printed:\n" + tail(output, 20)
}

// hangs is for a program that never came to its end.
func hangs(output, folder, function string) string {
	for _, wanted := range []string{"sync.Mutex", "sync.RWMutex", "chan ", ""} {
		for _, stack := range strings.Split(output, "\n\n") {
			state, at := waiting.FindStringSubmatch(stack), where(stack, folder)
			if state == nil || at == "" || !strings.HasPrefix(state[1], wanted) {
				continue
			}
			if strings.HasPrefix(wanted, "sync.") {
				return fmt.Sprintf("%s hangs: your goroutines wait for one another, in %s%s.", function, state[1], at)
			}
			if strings.HasPrefix(state[1], "run") {
				return fmt.Sprintf("%s hangs%s: it loops for ever, or takes longer than %s.", function, at, patience())
			}
			return fmt.Sprintf("%s hangs%s (%s).", function, at, state[1])
		}
	}
	return function + " hangs: it had not returned after " + patience() + "."
}

// where returns the first place in an exercise's own code that a stack names, as
// in " at pi/parallel.go:31", or nothing.
func where(stack, folder string) string {
	place := regexp.MustCompile(`[/\s](` + regexp.QuoteMeta(folder) + `/\w+\.go):(\d+)`)
	for _, found := range place.FindAllStringSubmatch(stack, -1) {
		if !strings.HasSuffix(found[1], "_test.go") {
			return " at " + found[1] + ":" + found[2]
		}
	}
	return ""
}

func tail(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}
