package bench

import (
	"testing"

	"speedup.example/internal/course"
)

// MeasureAs measures an exercise that need not be in package course.
func (t Table[Driver, Kernel, Answer]) MeasureAs(b *testing.B, e course.Exercise) { t.measure(b, e) }
