//go:build unix

// Package cputime reads the clock that runs only while this process computes.
package cputime

import (
	"syscall"
	"time"
)

// Used returns the CPU time that this process has used, in all its threads.
func Used() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // fails only for bad arguments
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
