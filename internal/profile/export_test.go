package profile

import (
	"time"

	"golang.org/x/exp/trace"
)

var (
	Top   = top
	Short = short
	Said  = said
)

// Args returns the arguments of the test binary.
func (o Options) Args() []string { return o.args(Files{}) }

// NewIdleness returns one with so many goroutines running in each millisecond.
func NewIdleness(running ...int) *Idleness {
	i := &Idleness{Span: time.Duration(len(running)) * time.Millisecond, began: 1000}
	for at, n := range running {
		i.steps = append(i.steps, step{1000 + trace.Time(at)*trace.Time(time.Millisecond), n})
	}
	return i
}

// Follow returns what events say.
func Follow(prefix, driver string, events ...trace.Event) (*Idleness, error) {
	t := newTracer(prefix, driver)
	for _, e := range events {
		t.event(e)
	}
	return t.idleness()
}
