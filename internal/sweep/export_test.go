package sweep

import (
	"fmt"
	"time"

	"speedup.example/internal/course"
	"speedup.example/internal/vector"
)

// Names returns the names of the rows of a step.
func (s Step) Names() []string { return s.names() }

// ReadOlder exports readOlder.
var ReadOlder = readOlder

// MsgBuilding returns the message about a build.
func MsgBuilding(exercises []course.Exercise, r *Results) string {
	return msgBuilding(exercises, r.first)
}

var (
	Minutes = minutes
)

// Read returns the lines of an output that a step keeps, and the rows that it lacks.
func (s Step) Read(o Outcome) (lines, missing []string) {
	r := s.read(o)
	return r.lines, s.missing(r)
}

// WithDefaults sets the options that the command line left out.
func (o Options) WithDefaults(cores int) Options { return o.withDefaults(cores) }

// Budget returns the time of an exercise, beyond which no step is repeated.
func (o Options) Budget() time.Duration { return o.budget }

// Asked reports whether the command line named the CPUs.
func (o Options) Asked() bool { return o.asked }

// WithPeers exports withPeers.
func (o Options) WithPeers() []course.Exercise { return o.withPeers() }

// Missing exports missing.
func Missing(exercises []course.Exercise) string { return missing(exercises) }

// SameRows exports sameRows.
var SameRows = sameRows

// Config exports config.
func (b *Bench) Config(o Options) []string { return b.config(o) }

// MsgSecond returns the message about the second binaries of exercises.
func MsgSecond(width vector.Width, exercises []course.Exercise) string {
	return fmt.Sprintf(msgSecond, width, rowsOf(exercises, course.Row.InSecondBinary))
}
