package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// repeated is how long a second signal counts as the first. Tools get Ctrl-C from the
// terminal, and once more from the go command.
const repeated = time.Second

// An interrupt says what a person wants who types Ctrl-C.
type interrupt struct {
	end   context.Context // ends at the first: stop measuring, and keep the results
	hurry context.Context // ends at the second: print nothing more
	stop  func()
}

// catchInterrupts catches Ctrl-C, and the signals of kill and of a closed terminal. It
// doesn't catch ignored signals, as under nohup. A third Ctrl-C ends the program at
// once.
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

// outliveReaders lets the program go on when its output has no reader any more, as
// before head. It still has results to keep, and a folder to remove.
func outliveReaders() (stop func()) {
	broken := make(chan os.Signal, 1)
	signal.Notify(broken, syscall.SIGPIPE)
	return func() { signal.Stop(broken) }
}
