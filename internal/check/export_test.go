package check

import (
	"strings"
	"testing"

	"speedup.example/internal/check/record"
)

// For the tests of this package.

// RaceDetector says that the tests were built with it.
const RaceDetector = raceDetector

// Judge runs a test as that of a check, in its own process.
func Judge(t *testing.T, test func(*testing.T)) { judge(t, "exercise.Function", test) }

// InProcess reports whether this is the process of a check.
func InProcess() bool { return process != nil }

// Run runs a test again, in a process of its own.
func Run(t *testing.T) record.Record { return inProcess(t, "exercise.Function") }

// A State is what the runtime tells the checks about a goroutine.
type State struct {
	Name                   string
	InBubble, Moves, Locks bool
}

// States returns the states of the goroutines that are in a function.
func States(function string) (states []State) {
	for _, g := range goroutines() {
		if strings.Contains(g.stack, "."+function+"(") {
			states = append(states, State{g.state, g.inBubble, g.moves(), g.locks()})
		}
	}
	return states
}
