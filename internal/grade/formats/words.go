package formats

import (
	"speedup.example/internal/check/record"
	"speedup.example/internal/grade"
	"speedup.example/internal/student"
)

// A wording is what people read for a verdict.
type wording struct {
	is     string // how the check ended
	advice string // what the student can do, or should know; empty if the message says it
}

// The one place that puts verdicts into words.
var wordings = map[grade.Verdict]wording{
	grade.Passed:    {is: "passed"},
	grade.Unwritten: {is: "not written yet"},
	grade.Rejected:  {is: "refused", advice: adviceRejected},
	grade.Compile:   {is: "does not build", advice: adviceCompile},
	grade.Fail:      {is: "failed"},
	grade.Race:      {is: "has a data race", advice: adviceRace},
	grade.Limit:     {is: "beyond the limits", advice: adviceLimit},
	grade.NoRecord:  {is: "ended early", advice: adviceNoRecord},
	grade.NotHere:   {is: "not checked here", advice: adviceNotHere},
	grade.Internal:  {is: "fault of the grader", advice: adviceInternal},

	grade.Slow:       {is: "slower than asked"},
	grade.Unmeasured: {is: "not measurable here"},
}

// Words says in a few words how a check ended.
func Words(v grade.Verdict) string {
	if w, ok := wordings[v]; ok {
		return w.is
	}
	return string(v)
}

// Advice says what the student can do about it, or returns an empty string if the check's
// message does.
func Advice(v grade.Verdict) string { return wordings[v].advice }

// wordsOf says how a check ended. A check that was not judged has failed for teachers, but
// students look for its cause elsewhere.
func wordsOf(r student.Result) string {
	if r.Verdict == record.NotJudged {
		return "not judged"
	}
	return Words(grade.Of(r.Verdict))
}
