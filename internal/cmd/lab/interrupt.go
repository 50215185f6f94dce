package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// once is how long a second signal is taken for the first: the go command passes on to
// its tools the Ctrl-C that they have had from the terminal.
const once = time.Second

// interruptible returns a context that ends at Ctrl-C. A second Ctrl-C ends the program.
func interruptible(parent context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancel(parent)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	go func() {
		select {
		case <-ctx.Done():
			return
		case <-signals:
		}
		first := time.Now()
		cancel()
		for range signals {
			if time.Since(first) > once {
				os.Exit(130)
			}
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		cancel()
	}
}
