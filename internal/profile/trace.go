package profile

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"golang.org/x/exp/trace"

	"speedup.example/internal/bench"
)

// Idleness says how many cores ran goroutines, while the benchmark was measured.
type Idleness struct {
	Span time.Duration
	Busy []float64 // the part of the span with 0, 1, 2, ... goroutines running

	// While one goroutine ran, Serial is the part in which that was the driver's own. Its
	// Steps are what the driver did then. For the rest of that time, it waited for the last
	// pieces.
	Serial float64
	Steps  []Share

	steps []step
	began trace.Time
}

// A step is a time from which a number of goroutines runs.
type step struct {
	at      trace.Time
	running int
}

// Mean returns how many goroutines ran on average.
func (i *Idleness) Mean() (mean float64) {
	for running, part := range i.Busy {
		mean += float64(running) * part
	}
	return mean
}

// Most returns how many times faster than one core any number of cores can be, if the
// driver does its own steps alone: Amdahl's law (G. Amdahl, AFIPS Conference Proceedings
// 30, 1967).
func (i *Idleness) Most() (times float64, ok bool) {
	if len(i.Busy) < 2 || i.Busy[1]*i.Serial == 0 { // it has no serial rest
		return 0, false
	}
	return i.Mean() / (i.Busy[1] * i.Serial), true
}

// ReadTrace reads an execution trace of a benchmark of package bench. The functions of the
// exercise have names that begin with prefix: speedup.example/var. with the dot. The driver
// is one of them.
func ReadTrace(file, prefix, driver string) (*Idleness, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r, err := trace.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("profile: %s: %w", file, err)
	}
	t := newTracer(prefix, driver)
	for {
		event, err := r.ReadEvent()
		if errors.Is(err, io.EOF) {
			return t.idleness()
		}
		if err != nil {
			return nil, fmt.Errorf("profile: %s: %w", file, err)
		}
		t.event(event)
	}
}

// A tracer follows the events of a trace.
type tracer struct {
	prefix   string
	driver   string
	running  map[trace.GoID]bool
	measured bool // the benchmark's loop goes on
	last     trace.Time
	spans    []time.Duration // with 0, 1, 2, ... goroutines running
	serial   [][]string      // the driver's calls while it ran alone, the outermost first
	pieces   int             // samples of others that ran alone
	result   Idleness
}

func newTracer(prefix, driver string) *tracer {
	return &tracer{prefix: prefix, driver: prefix + driver, running: map[trace.GoID]bool{}}
}

func (t *tracer) event(e trace.Event) {
	t.pass(e.Time())
	switch e.Kind() {
	case trace.EventRegionBegin:
		t.measured = t.measured || e.Region().Type == bench.Region
		t.note(e.Time())
	case trace.EventRegionEnd:
		t.measured = t.measured && e.Region().Type != bench.Region
	case trace.EventStackSample:
		if t.measured && len(t.running) == 1 {
			t.sample(e.Stack())
		}
	case trace.EventStateTransition:
		if s := e.StateTransition(); s.Resource.Kind == trace.ResourceGoroutine {
			t.move(s)
			t.note(e.Time())
		}
	}
}

func (t *tracer) move(s trace.StateTransition) {
	if _, to := s.Goroutine(); to == trace.GoRunning {
		t.running[s.Resource.Goroutine()] = true
	} else {
		delete(t.running, s.Resource.Goroutine())
	}
}

// pass counts the time until now for as many goroutines as run.
func (t *tracer) pass(now trace.Time) {
	if t.measured {
		for len(t.spans) <= len(t.running) {
			t.spans = append(t.spans, 0)
		}
		t.spans[len(t.running)] += now.Sub(t.last)
	}
	t.last = now
}

// note keeps how many run from now on, for the picture.
func (t *tracer) note(now trace.Time) {
	if t.measured {
		t.result.steps = append(t.result.steps, step{now, len(t.running)})
	}
}

// sample notes what ran alone.
func (t *tracer) sample(stack trace.Stack) {
	var calls []string
	for frame := range stack.Frames() {
		if strings.HasPrefix(frame.Func, t.prefix) {
			calls = append(calls, frame.Func)
		}
	}
	slices.Reverse(calls)
	if slices.Contains(calls, t.driver) {
		t.serial = append(t.serial, calls)
	} else {
		t.pieces++
	}
}

// steps returns what the driver did while it ran alone. All samples are within the same
// calls, and then their ways part: there the steps are.
func (t *tracer) steps() []Share {
	same := common(t.serial)
	amounts := map[string]float64{}
	for _, calls := range t.serial {
		amounts[short(calls[min(same, len(calls)-1)])]++
	}
	return shares(amounts)
}

// common returns how many calls all samples begin with.
func common(samples [][]string) (same int) {
	if len(samples) == 0 {
		return 0
	}
	for ; ; same++ {
		for _, calls := range samples {
			if same == len(calls) || calls[same] != samples[0][same] {
				return same
			}
		}
	}
}

func (t *tracer) idleness() (*Idleness, error) {
	for _, d := range t.spans {
		t.result.Span += d
	}
	if t.result.Span == 0 {
		return nil, errors.New("profile: the trace has no measured benchmark")
	}
	for _, d := range t.spans {
		t.result.Busy = append(t.result.Busy, d.Seconds()/t.result.Span.Seconds())
	}
	if samples := len(t.serial) + t.pieces; samples > 0 {
		t.result.Serial = float64(len(t.serial)) / float64(samples)
	}
	t.result.Steps = t.steps()
	t.result.began = t.result.steps[0].at
	return &t.result, nil
}

// Picture returns how many goroutines ran during a part of the span, from its middle on: a
// character for each of so many moments, from a space for none to a whole block for procs.
func (i *Idleness) Picture(part time.Duration, width, procs int) string {
	levels := []rune(" ▁▂▃▄▅▆▇█")
	from := i.began + trace.Time(i.Span/2)
	sums := make([]float64, width)
	for at, s := range i.steps {
		end := i.began + trace.Time(i.Span)
		if at+1 < len(i.steps) {
			end = i.steps[at+1].at
		}
		spread(sums, float64(s.at-from)/float64(part)*float64(width), float64(end-from)/float64(part)*float64(width), float64(s.running))
	}
	var b strings.Builder
	for _, running := range sums {
		level := int(running/float64(procs)*float64(len(levels)-1) + 0.5)
		b.WriteRune(levels[max(0, min(level, len(levels)-1))])
	}
	return b.String()
}

// spread adds a height to the cells from a place to another.
func spread(cells []float64, from, to, height float64) {
	from, to = max(from, 0), min(to, float64(len(cells)))
	for cell := int(from); cell < len(cells) && from < to; cell++ {
		end := min(to, float64(cell+1))
		cells[cell] += (end - from) * height
		from = end
	}
}
