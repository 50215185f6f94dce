package cluster

import (
	"errors"
	"fmt"
	"sync"
)

// A log hands on what a person has to know of the server's log.
type log struct {
	say func(string)

	mu   sync.Mutex
	last error // the last fatal error
}

func (l *log) tell(format string, v ...any) {
	if l.say != nil {
		l.say(fmt.Sprintf(format, v...))
	}
}

// Errorf hands on an error.
func (l *log) Errorf(format string, v ...any) { l.tell(format, v...) }

// Warnf hands on a warning.
func (l *log) Warnf(format string, v ...any) { l.tell(format, v...) }

// Fatalf keeps an error that stops the server from starting.
func (l *log) Fatalf(format string, v ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last = errors.Join(l.last, fmt.Errorf(format, v...))
}

func (l *log) fatal() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.last
}

// Noticef drops what is of no interest.
func (*log) Noticef(string, ...any) {}

// Debugf drops it, too.
func (*log) Debugf(string, ...any) {}

// Tracef drops it, too.
func (*log) Tracef(string, ...any) {}
