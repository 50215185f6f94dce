// Package record is how a check says how it ended.
//
// A check runs in a process of its own, together with the code that it judges. So its
// output proves nothing, and neither does its exit status: a program may print PASS, and
// leave. Its parent ([Check.Run]) makes a folder for it, and gives it a nonce. The
// process ([Open]) writes a [Record] with that nonce into the folder, as the last thing
// that it does ([Process.End]). The runtime writes there too: the stacks of a crash, and
// the reports of the race detector. Without a record and a crash the program has left
// early.
package record

import "fmt"

// A Verdict is the way in which a check ended.
type Verdict string

// The verdicts. Only [Passed] earns points, and only [NotHere] costs none.
const (
	Passed    Verdict = "passed"
	Failed    Verdict = "failed"     // the rule is broken
	Unwritten Verdict = "unwritten"  // the function is as it was handed out
	Hangs     Verdict = "hangs"      // it waits, or computes, without an end
	Panics    Verdict = "panics"     // it crashes
	Races     Verdict = "races"      // the race detector has seen one
	LeftEarly Verdict = "left-early" // the process ended before the check did
	NotJudged Verdict = "not-judged" // another rule is broken, and this one can't be seen
	NotHere   Verdict = "not-here"   // this machine can't check it
	NotBuilt  Verdict = "does-not-build"
)

// The verdicts of code that nobody trusts. Package grade gives them.
const (
	Rejected Verdict = "rejected" // the file was refused, and did not run
	Limit    Verdict = "limit"    // too much time, memory or output
	Internal Verdict = "internal" // a fault of the grader: it costs no points

	Slow       Verdict = "slow"       // right, and slower than asked: it earns a part of the points
	Unmeasured Verdict = "unmeasured" // the time means nothing here: it earns the share that right answers do
)

// Blames reports whether the check found something that can also make others fail.
func (v Verdict) Blames() bool {
	return v != "" && v != Passed && v != NotJudged && v != NotHere
}

// A Record says how a check ended.
type Record struct {
	Verdict Verdict `json:"verdict"`
	Message string  `json:"message,omitempty"` // what the code did, what was expected, and why it matters
	Place   string  `json:"place,omitempty"`   // where in the exercise, as in pi/parallel.go:31

	Nonce string `json:"nonce,omitempty"` // the parent's, and nobody else's
}

// AfterHang returns the record of a check that was not run because another one hangs.
func AfterHang(check string) Record {
	return Record{Verdict: NotJudged, Message: fmt.Sprintf(afterHang, check)}
}

// Symptom returns the record of a check that failed, if another check that failed may be
// the whole cause.
func (r Record) Symptom(cause string) Record {
	return Record{Verdict: NotJudged, Message: fmt.Sprintf(afterCause, cause), Place: r.Place}
}
