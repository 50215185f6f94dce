package main

import (
	"io"
	"testing"
)

// A check stops the count of seconds when a command ends, and again before its report.
func TestCountSecondsStopsTwice(t *testing.T) {
	stop := countSeconds(io.Discard, "building")
	stop()
	stop()
}
