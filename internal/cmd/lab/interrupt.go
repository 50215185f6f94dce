package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// repeated is how long a second signal is taken for the first: the go command passes on to
// its tools the Ctrl-C that they have had from the terminal.
const repeated = time.Second

// An interrupt is what a person wants who types Ctrl-C.
type interrupt struct {
	end   context.Context // ends at the first: what is under way ends, and is kept
	hurry context.Context // ends at the second: nothing more is printed
	stop  func()
}

// catchInterrupts catches Ctrl-C, and what kill and the end of a terminal send; but not
// what is ignored, as nohup does. A third Ctrl-C ends the program at once.
func catchInterrupts(parent context.Context) interrupt {
	end, cancelEnd := context.WithCancel(parent)
	hurry, cancelHurry := context.WithCancel(parent)
	signals := make(chan os.Signal, 1)
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		if !signal.Ignored(s) {
			signal.Notify(signals, s)
		}
	}
	go func() {
		<-signals
		first := time.Now()
		cancelEnd()
		for range signals {
			if time.Since(first) > repeated {
				cancelHurry()
				signal.Stop(signals)
				return
			}
		}
	}()
	return interrupt{end, hurry, func() {
		signal.Stop(signals)
		cancelEnd()
		cancelHurry()
	}}
}

// outliveReaders lets the program go on when nobody reads any more what it prints, as
// behind head: it has results to keep, and a folder to remove.
func outliveReaders() (stop func()) {
	broken := make(chan os.Signal, 1)
	signal.Notify(broken, syscall.SIGPIPE)
	return func() { signal.Stop(broken) }
}
