package sweep

import "speedup.example/internal/course"

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

// Missing says which rows there will not be.
func Missing(exercises []course.Exercise) string { return missing(exercises) }

// SameRows returns the rows whose code is the same in two versions.
var SameRows = sameRows
