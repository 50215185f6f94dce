package check

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"speedup.example/internal/check/record"
	"speedup.example/internal/cputime"
)

const (
	often = 100 * time.Millisecond
	still = 20 // looks in a row at which nothing moves: two seconds
)

// most is how much CPU time a check may take. The slowest take a second or two, and ten
// times as much with the race detector. Hidden checks have smaller numbers. A check that
// waits for other programs takes none.
func most() time.Duration {
	switch {
	case raceDetector && hiddenSeed() != 0:
		return 20 * time.Second
	case raceDetector:
		return time.Minute
	}
	return 10 * time.Second
}

// longest is how long a check may wait for other processes.
const longest = time.Minute

// watch ends the process of a check that computes for too long, or in which nothing
// moves any more.
func watch() {
	began := time.Now()
	for quiet := 0; quiet < still; quiet++ {
		time.Sleep(often)
		all := goroutines()[1:]
		if time.Since(began) > longest && !raceDetector {
			break
		}
		if cputime.Used() > most() {
			process.End(loops())
		}
		if slices.ContainsFunc(all, goroutine.moves) {
			quiet = -1
		}
	}
	process.End(waits(goroutines()[1:]))
}

// moves reports whether a goroutine goes on by itself, now or later.
func (g goroutine) moves() bool {
	return g.runs() || strings.HasPrefix(g.state, "sleep") ||
		strings.HasPrefix(g.state, "syscall") || strings.HasPrefix(g.state, "IO wait")
}

// loops returns the record of a check that has computed for too long. The runtime has no
// stack of a goroutine that runs on another thread. On one core, all but this one wait for
// their turn.
func loops() record.Record {
	runtime.GOMAXPROCS(1)
	time.Sleep(often)
	busy := slices.DeleteFunc(goroutines()[1:], func(g goroutine) bool { return !g.runs() })
	place := waiting(busy).place()
	return record.Record{Verdict: record.Hangs, Message: fmt.Sprintf(loopsFor, judged, at(place), most()) + doing(), Place: place}
}

// waits returns the record of a check in which nothing moves.
func waits(all []goroutine) record.Record {
	g := waiting(all)
	message := fmt.Sprintf(hangs, judged, at(g.place()), g.state)
	if g.locks() {
		message = fmt.Sprintf(hangsInLock, judged, g.state, at(g.place()))
	}
	return record.Record{Verdict: record.Hangs, Message: message + doing(), Place: g.place()}
}

// waiting returns the goroutine that best explains why the others wait: one in the
// exercise's own code that waits for a lock, else for a channel, else for anything.
func waiting(all []goroutine) goroutine {
	for _, wanted := range []string{"sync.Mutex", "sync.RWMutex", "chan ", ""} {
		for _, g := range all {
			if strings.HasPrefix(g.state, wanted) && g.place() != "" {
				return g
			}
		}
	}
	return goroutine{}
}
