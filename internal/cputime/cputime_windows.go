package cputime

import (
	"syscall"
	"time"
)

// Used returns the CPU time that this process has used, in all its threads.
func Used() time.Duration {
	process, err := syscall.GetCurrentProcess()
	if err != nil {
		panic(err) // a constant; it cannot fail
	}
	var created, exited, kernel, user syscall.Filetime
	if err := syscall.GetProcessTimes(process, &created, &exited, &kernel, &user); err != nil {
		panic(err) // fails only for bad arguments
	}
	return ticks(kernel) + ticks(user)
}

// ticks converts a span in units of 100 ns. (Filetime.Nanoseconds is for points
// in time: it subtracts the years from 1601 to 1970.)
func ticks(t syscall.Filetime) time.Duration {
	return time.Duration(int64(t.HighDateTime)<<32|int64(t.LowDateTime)) * 100
}
