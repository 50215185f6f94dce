package cluster

import (
	"fmt"
	"time"
)

// Progress says how far a run is.
type Progress struct {
	Done, Total int           // spans
	Twice       int           // spans answered more than once, and the same
	Workers     int           // that are here now
	Machines    int           // that these are on
	Left        time.Duration // for the rest, at the speed so far; 0 is unknown
}

// String is a line for a person.
func (p Progress) String() string {
	if p.Workers == 0 {
		return fmt.Sprintf(nobodyHere, p.Done, p.Total)
	}
	left := ""
	if p.Left > 0 {
		left = fmt.Sprintf(timeLeft, p.Left.Round(time.Second))
	}
	return fmt.Sprintf(someHere, p.Done, p.Total, several(p.Workers, "worker"), several(p.Machines, "machine"), left)
}

// several is a number of things.
func several(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprint(n, " ", thing)
}
