// Package check is what an exercise is graded by, as a conformance suite. The
// course's own tests use it, and so do the students'.
//
// A function that students write has a test with a subtest for each check of
// [course.Exercises], run by [Graded]:
//
//	go test -run TestParallel/overlap ./pi
//
// A check proves one rule, and needs no clock for it. The pieces of work block
// inside a [synctest] bubble, and a list has those that are under way. A
// failure says what the code did, what was expected, and why it matters.
package check

import (
	"runtime"
	"testing"

	"speedup.example/internal/check/record"
)

// Fail ends a check, and says what is wrong in plain words: what the code did,
// what was expected, and why it matters.
func Fail(t testing.TB, format string, args ...any) {
	t.Helper()
	end(t, record.Failed, format, args...)
}

// NotJudged ends a check that can't see its rule while another rule is broken. The
// message names that rule.
func NotJudged(t testing.TB, format string, args ...any) {
	t.Helper()
	end(t, record.NotJudged, format, args...)
}

// NoError fails a check in which a call should have succeeded.
func NoError(t testing.TB, err error, call string) {
	t.Helper()
	if err != nil {
		Fail(t, "%s returned the error %q.", call, err)
	}
}

// Procs sets GOMAXPROCS until the test ends.
func Procs(t testing.TB, n int) {
	t.Helper()
	previous := runtime.GOMAXPROCS(n)
	t.Cleanup(func() { runtime.GOMAXPROCS(previous) })
}

// GOMAXPROCS is the limit of a driver that has a piece under way for each core.
func GOMAXPROCS(procs int) int { return procs }

// One is the limit of a driver that does one piece after the other.
func One(int) int { return 1 }
