// Package testall tells the tests that everybody waits for from those that .ci/run
// waits for as well.
//
// go test ./... has a core of each test that takes long: a sample, or what can be
// known without building. With SPEEDUP_ALL=1 in the environment, as in .ci/run, tests
// are whole.
package testall

import (
	"os"
	"testing"
)

// On reports whether tests are to be whole. Under -short none is.
func On() bool { return os.Getenv("SPEEDUP_ALL") != "" && !testing.Short() }

// Only skips a test that is left to .ci/run.
func Only(t testing.TB) {
	t.Helper()
	if !On() {
		t.Skip("left to .ci/run: SPEEDUP_ALL=1 go test ./internal/...")
	}
}
