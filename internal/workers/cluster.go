package workers

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"speedup.example/internal/pieces"
)

// engineKey is the key of the engine in a context.
type engineKey struct{}

// NewContext returns a context in which the drivers named Cluster use the engine.
func NewContext(ctx context.Context, e Engine) context.Context {
	return context.WithValue(ctx, engineKey{}, e)
}

// FromContext returns the engine that [NewContext] has put into a context.
func FromContext(ctx context.Context) (Engine, error) {
	e, ok := ctx.Value(engineKey{}).(Engine)
	if !ok {
		return nil, errors.New("workers: the context has no engine, want one from workers.NewContext")
	}
	return e, nil
}

// A Sized piece says how much work it is, compared with the others of its call of Map.
type Sized interface{ Size() int }

// A run is the work of one message: some spans, which have the rest in common.
type run[Work any] struct {
	Work  Work
	Spans []pieces.Span
}

// Size returns the number of pieces in the run. So a run is [Sized].
func (r run[Work]) Size() (n int) {
	for _, s := range r.Spans {
		n += s.To - s.From
	}
	return n
}

// RegisterSpans lets workers find a kernel that computes one value for a span, as
// [Register] does. The probe is a work whose first piece tells versions apart.
func RegisterSpans[Work, Value any](kernel any, do func(Work, pieces.Span) Value, probe Work) {
	Register(kernel, func(r run[Work]) (values []Value) {
		for _, s := range r.Spans {
			values = append(values, do(r.Work, s))
		}
		return values
	}, run[Work]{probe, []pieces.Span{{From: 0, To: 1}}})
}

// MapSpans lets an engine compute the values of the spans, and returns them in their
// order. It hands out runs within the bounds.
func MapSpans[Work, Value any](ctx context.Context, e Engine, kernel any, work Work, spans []pieces.Span, bounds pieces.Bounds) ([]Value, error) {
	var runs []run[Work]
	for _, group := range pieces.Runs(spans, runSize(e, spans, bounds)) {
		runs = append(runs, run[Work]{work, group})
	}
	answers, err := Map[run[Work], []Value](ctx, e, kernel, runs)
	if err != nil {
		return nil, err
	}
	for i, values := range answers {
		if want := len(runs[i].Spans); len(values) != want {
			return nil, fmt.Errorf("workers: kernel %q: piece %d has %d values, want %d, one for each span", nameOf(kernel), i, len(values), want)
		}
	}
	return slices.Concat(answers...), nil
}

// runSize is the size of the runs that suits an engine.
func runSize(e Engine, spans []pieces.Span, bounds pieces.Bounds) func(left int) int {
	if workers := e.Workers(); workers > 0 {
		return bounds.Guided(workers)
	}
	return bounds.Equal(spans[len(spans)-1].To)
}
