package sweep

import (
	"context"
	"slices"
	"strings"

	"speedup.example/internal/course"
)

// Sides runs the steps of two versions, by the side of a step.
type Sides map[string]Runner

// Run runs a step with the version of its side.
func (s Sides) Run(ctx context.Context, step Step) (Outcome, error) {
	return s[step.Side].Run(ctx, step)
}

// planSide returns the steps of one version, a step for each binary, that measure the rows
// of an exercise that fit.
func (o Options) planSide(e course.Exercise, built Built, fit func(course.Row) bool) (steps []Step) {
	for _, program := range []Program{Plain, Vector} {
		rows := slices.DeleteFunc(o.rows(e, built), func(r course.Row) bool { return !fit(r) || built.programOf(e, r) != program })
		if len(rows) > 0 {
			step := o.step(e, o.CPUs[0], program, rows, o.sizes(e), "/./"+implOf(rows))
			step.What = e.Name + ": " + strings.Join(step.names(), " ")
			steps = append(steps, step)
		}
	}
	return steps
}
