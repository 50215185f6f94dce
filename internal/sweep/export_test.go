package sweep

import "speedup.example/internal/course"

var (
	ResultLines = resultLines
	Minutes     = minutes
)

// WithDefaults fills in what was not asked for.
func (o Options) WithDefaults(cores int) Options { return o.withDefaults(cores) }

// Missing says which rows there will not be.
func Missing(exercises []course.Exercise) string { return missing(exercises) }
