// Package testall separates the tests that everybody waits for from those that
// only .ci/run waits for.
//
// go test ./... runs a part of each long test: a sample, or what needs no build. With
// SPEEDUP_ALL=1 in the environment, as in .ci/run, tests run whole. Only .ci/run does
// this:
//
//   - it types every command of the documents, and plays an afternoon in a handout; go test
//     ./... only checks that each command is understood;
//   - it judges all programs in a handout, with the race detector (go tool lab verify);
//     go test ./... judges a wrong one for each exercise;
//   - it measures a short sweep, the growth and the peers, and looks for every row of the
//     course; go test ./... measures one exercise;
//   - it runs the programs in Python and C; go test ./... only looks for them;
//   - it adds an exercise to a copy of the course, and everything has to find it;
//   - it vets a whole handout; go test ./... checks one exercise in it;
//   - it goes through every command and every ending of a measurement; go test ./...
//     measures, compares two versions, and interrupts once in each of two states;
//   - it opens a page of results in Chromium, at three sizes; go test ./... only reads it;
//   - it waits for a check that computes without an end; go test ./... sees those that wait;
//   - it grades the corpus of hostile submissions, with the filter and without it, right
//     programs in all idioms, and a class whose grader, or worker, is killed; go test ./...
//     grades nothing, and runs programs in the sandbox;
//   - it runs the scripts for schedulers, on a Slurm whose tasks and nodes are killed;
//   - it changes everything that a row's code may depend on; go test ./... a quarter of that;
//   - it tests the module internal/cluster, where fifty rounds of random kills take a minute;
//     go test ./... doesn't see that module.
package testall

import (
	"os"
	"testing"
)

// On reports whether tests run whole. Under -short none does.
func On() bool { return os.Getenv("SPEEDUP_ALL") != "" && !testing.Short() }

// Only skips a test unless .ci/run runs it.
func Only(t testing.TB) {
	t.Helper()
	if !On() {
		t.Skip("left to .ci/run: SPEEDUP_ALL=1 go test ./internal/...")
	}
}
