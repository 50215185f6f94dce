package check_test

import (
	"fmt"
	"log"
	"os"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/check"
	"speedup.example/internal/check/record"
	"speedup.example/internal/testall"
)

// endings are the ways in which a check can end, whatever the code prints.
var endings = map[string]struct {
	test    func(t *testing.T)
	verdict record.Verdict
	message string
}{
	"passes":     {func(*testing.T) {}, record.Passed, ""},
	"prints":     {func(*testing.T) { fmt.Print("\nFAIL\n--- FAIL: TestEndings"); print("{") }, record.Passed, ""},
	"fails":      {func(t *testing.T) { fmt.Println("PASS"); check.Fail(t, "It is %d.", 3) }, record.Failed, "It is 3."},
	"not judged": {func(t *testing.T) { check.NotJudged(t, "Not yet.") }, record.NotJudged, "Not yet."},
	"asserts":    {func(t *testing.T) { assert.Equal(t, 1, 2, "the sum") }, record.Failed, "the sum"},
	"requires":   {func(t *testing.T) { require.Equal(t, 1, 2, "the sum") }, record.Failed, "the sum"},
	"requires in a bubble": {func(t *testing.T) {
		check.InBubble(t, func(t *testing.T) { require.Equal(t, 1, 2, "the sum") })
	}, record.Failed, "the sum"},
	"skips":         {func(t *testing.T) { t.Skip("no network") }, record.NotHere, "can't check it"},
	"panics":        {func(*testing.T) { panic("it hangs: test timed out") }, record.Panics, ": it hangs: test timed out"},
	"to be written": {func(*testing.T) { panic("pi.Parallel is yours to write: Count.") }, record.Unwritten, ". Count."},
	"nearly":        {func(*testing.T) { panic(fmt.Errorf("pi.Parallel is yours to write: Count.")) }, record.Panics, "pi.Parallel is yours to write"},
	"panics elsewhere": {func(*testing.T) {
		go panic("all goroutines are asleep - deadlock!")
		select {}
	}, record.Panics, ": all goroutines are asleep - deadlock!"},
	"panics in a bubble": {func(t *testing.T) {
		check.InBubble(t, func(*testing.T) { panic("in it") })
	}, record.Panics, ": in it"},
	"waits in a bubble": {func(t *testing.T) {
		check.InBubble(t, func(*testing.T) { <-make(chan int) })
	}, record.Hangs, "exercise.Function waits for something that never comes"},
	"leaves some in a bubble": {func(t *testing.T) {
		check.InBubble(t, func(*testing.T) { go func() { <-make(chan int) }() })
	}, record.Failed, "exercise.Function returned, but left goroutines behind"},
	"exits":     {func(*testing.T) { fmt.Println("PASS"); os.Exit(0) }, record.LeftEarly, "ended the program, with status 0"},
	"logs":      {func(*testing.T) { log.Fatal("out of reach") }, record.LeftEarly, "out of reach"},
	"goexit":    {func(*testing.T) { runtime.Goexit() }, record.LeftEarly, "runtime.Goexit"},
	"deadlocks": {func(*testing.T) { <-make(chan int) }, record.Hangs, "exercise.Function hangs"},
}

func TestEndings(t *testing.T) {
	for name, ending := range endings {
		t.Run(name, func(t *testing.T) {
			if check.InProcess() {
				check.Judge(t, ending.test)
				return
			}
			t.Parallel()
			r := check.Run(t)
			assert.Equal(t, ending.verdict, r.Verdict, r.Message)
			assert.Contains(t, r.Message, ending.message)
		})
	}
}

// The record of an endless loop says that it computes, and where.
func TestEndless(t *testing.T) {
	if check.InProcess() {
		check.Judge(t, func(*testing.T) {
			check.Doing("It was asked for nothing.")
			for n := 0; n < 2; n ^= 1 { // without an end
			}
		})
		return
	}
	if testing.Short() || check.RaceDetector {
		t.Skip("it computes for ten seconds, and for a minute with the race detector")
	}
	testall.Only(t)
	t.Parallel()
	r := check.Run(t)
	assert.Equal(t, record.Hangs, r.Verdict)
	assert.Contains(t, r.Message, "it computes without an end, or for longer than 10s. It was asked for nothing.")
}
