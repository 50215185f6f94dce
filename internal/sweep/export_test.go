package sweep

import (
	"time"

	"speedup.example/internal/course"
)

// Names returns the names of the rows of a step.
func (s Step) Names() []string { return s.names() }

// ReadOlder looks into a folder of results.
var ReadOlder = readOlder

// MsgBuilding is what is said of a build.
func MsgBuilding(exercises []course.Exercise, r *Results) string {
	return msgBuilding(exercises, r.first)
}

var (
	Minutes = minutes
	Advice  = advice
)

// Read returns the lines that a step keeps of an output, and the rows that it lacks.
func (s Step) Read(o Outcome) (lines, missing []string) {
	r := s.read(o)
	return r.lines, s.missing(r)
}

// WithDefaults fills in what was not asked for.
func (o Options) WithDefaults(cores int) Options { return o.withDefaults(cores) }

// Budget returns how long an exercise may take for its steps to be repeated.
func (o Options) Budget() time.Duration { return o.budget }

// Asked reports whether somebody named the CPUs.
func (o Options) Asked() bool { return o.asked }

// WithPeers returns the exercises that are measured beside peers.
func (o Options) WithPeers() []course.Exercise { return o.withPeers() }

// Missing says which rows there will not be.
func Missing(exercises []course.Exercise) string { return missing(exercises) }

// SameRows returns the rows whose code is the same in two versions.
var SameRows = sameRows
