package sweep

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"speedup.example/internal/course"
	"speedup.example/internal/report"
	"speedup.example/internal/vector"
)

// A trial is a running comparison of two versions.
type trial struct {
	bench     *Bench
	options   AB
	sweep     *Sweep
	exercises []course.Exercise // to measure
	sides     []side
	built     Built
	same      map[string][]string // rows whose code is the same, by exercise
	differ    map[string]bool     // exercises with any row whose code differs
}

// A side is one of the versions, with the folders of its sources and programs.
type side struct{ name, root, dir string }

func (s side) has(e course.Exercise) bool {
	_, err := os.Stat(filepath.Join(s.root, e.Name))
	return err == nil
}

// run does the stages of a comparison, in their order.
func (t *trial) run(ctx context.Context) error {
	for _, stage := range []func(context.Context) error{t.choose, t.build, t.begin, t.probe, t.measure, t.repeat} {
		if err := cmp.Or(stage(ctx), ctx.Err()); err != nil {
			return err
		}
	}
	return nil
}

// choose chooses the exercises that are in both versions, and that changed or were
// named.
func (t *trial) choose(ctx context.Context) error {
	if err := t.onlyThere(); err != nil {
		return err
	}
	t.same, t.differ = map[string][]string{}, map[string]bool{}
	for _, e := range t.exercises {
		t.same[e.Name] = sameRows(ctx, t.bench.Env, t.sides[0].root, t.sides[1].root, e)
		t.differ[e.Name] = len(t.same[e.Name]) < len(e.Rows)
	}
	if !t.options.Named {
		t.exercises = slices.DeleteFunc(t.exercises, func(e course.Exercise) bool { return !t.changed(e) })
	}
	switch {
	case len(t.exercises) == 0:
		return ErrNothingChanged
	case t.options.Before.Write != nil && !slices.ContainsFunc(t.exercises, t.changed):
		t.sweep.Progress.Say("%s", msgNothingChanged(t.options.Before.Name))
	}
	return nil
}

// onlyThere leaves out exercises that the version before lacks, because a save may have
// only some. It refuses one that was named.
func (t *trial) onlyThere() error {
	var there, gone []course.Exercise
	for _, e := range t.exercises {
		switch {
		case t.sides[0].has(e):
			there = append(there, e)
		case t.options.Named:
			return fmt.Errorf("%s has no %s", t.options.Before.Name, e.Name)
		case t.sides[1].has(e):
			gone = append(gone, e)
		}
	}
	missing := strings.Join(names(gone), " ")
	switch {
	case len(there) == 0:
		return fmt.Errorf("%s has none of the exercises: %s", t.options.Before.Name, cmp.Or(missing, "there are none here"))
	case len(gone) > 0:
		t.sweep.Progress.Say("%s has no %s: not compared", t.options.Before.Name, missing)
	}
	t.exercises = there
	return nil
}

// changed reports whether any row of an exercise runs different code in the two versions.
func (t *trial) changed(e course.Exercise) bool { return t.differ[e.Name] }

// isControl reports whether a row can't have changed. If nothing in the exercise has
// changed, all its rows are questions: that shows the noise.
func (t *trial) isControl(e course.Exercise, row string) bool {
	return t.changed(e) && slices.Contains(t.same[e.Name], row)
}

// build builds both versions. It leaves out an exercise that does not build in one.
func (t *trial) build(ctx context.Context) error {
	t.built.Vector = map[string]bool{}
	vectors := map[string]int{}
	for _, side := range t.sides {
		t.sweep.Progress.Say("building %s, %s", strings.Join(names(t.exercises), " "), side.name)
		b := &Builder{
			Env: t.bench.Env, Root: side.root, Dir: side.dir, Say: t.sweep.Progress.Say, Vector: vector.Processor(),
			Flags: []string{"-trimpath"}, // so the same code makes the same program
		}
		var broken []string
		t.exercises, broken = b.Plain(ctx, t.exercises)
		for _, name := range broken {
			t.sweep.Failed = append(t.sweep.Failed, name+" does not build "+side.name+" the change")
		}
		if len(t.exercises) == 0 {
			return cmp.Or(ctx.Err(), failed(t.sweep.Failed))
		}
		for name := range b.WithVectors(ctx, t.exercises) {
			vectors[name]++
		}
	}
	for name, n := range vectors {
		t.built.Vector[name] = n == len(t.sides)
	}
	return nil
}

// begin writes into the result which versions it compares.
func (t *trial) begin(context.Context) error {
	sides := Sides{}
	for _, side := range t.sides {
		sides[side.name] = &Processes{Env: t.bench.Env, Root: side.root, Dir: side.dir}
	}
	t.sweep.Runner = sides
	var controls []string
	for _, e := range t.exercises {
		for _, row := range t.same[e.Name] {
			if t.isControl(e, row) {
				controls = append(controls, e.Benchmark+"/"+row)
			}
		}
	}
	identical := "no"
	if !slices.ContainsFunc(t.exercises, t.changed) {
		identical = "yes"
	}
	return t.sweep.Results.Config(append(t.bench.builds(t.built, nil),
		fmt.Sprintf("%s: %s", report.KeyBefore, t.options.Before.Name),
		fmt.Sprintf("%s: the working tree", report.KeyAfter),
		fmt.Sprintf("%s: %g", report.KeyMargin, t.options.Margin),
		fmt.Sprintf("%s: %s", report.KeyIdentical, identical),
		fmt.Sprintf("%s: %s", report.KeyControls, strings.Join(controls, " ")),
	)...)
}

// A row whose single run takes longer hangs.
const probeTime = time.Minute

// probe runs everything once, and leaves out rows that only one version has, or that fail
// in one.
func (t *trial) probe(ctx context.Context) error {
	t.sweep.Progress.Say("running every row once")
	for i, e := range t.exercises {
		for _, side := range t.sides {
			e.Rows = t.measurable(ctx, e, side)
		}
		t.exercises[i] = e
	}
	t.exercises = slices.DeleteFunc(t.exercises, func(e course.Exercise) bool { return len(e.Rows) == 0 })
	if len(t.exercises) == 0 {
		return cmp.Or(ctx.Err(), failed(t.sweep.Failed), errNoRow)
	}
	return nil
}

// measurable returns the rows of an exercise that a version can run. If one of them ends
// the process, it runs each in a process of its own.
func (t *trial) measurable(ctx context.Context, e course.Exercise, side side) (rows []course.Row) {
	once := t.options.Options
	once.Benchtime = "1x"
	for _, step := range once.planSide(e, t.built, everyRow) {
		step.Side = side.name
		good, ended := t.try(ctx, step)
		if !ended {
			t.sweep.Progress.Say("%s fails%s: running its rows one at a time", e.Name, step.side())
		}
		for _, row := range e.Rows {
			switch {
			case !slices.Contains(step.names(), row.Name):
			case !ended && ctx.Err() == nil:
				single := e
				single.Rows = []course.Row{row}
				rows = append(rows, t.measurable(ctx, single, side)...)
			case slices.Contains(good, row.Name):
				rows = append(rows, row)
			}
		}
	}
	return rows
}

// try runs a step, and returns its measured rows. If ended is false, run it again, a row at
// a time.
func (t *trial) try(ctx context.Context, step Step) (good []string, ended bool) {
	limited, cancel := context.WithTimeout(ctx, probeTime)
	defer cancel()
	outcome, err := t.sweep.Runner.Run(limited, step)
	if ctx.Err() != nil {
		return nil, true
	}
	r := step.read(outcome)
	fails := err != nil || outcome.Status != 0 || !r.ended
	switch missing := step.missing(r); {
	case fails && len(step.Rows) > 1:
		return nil, false
	case fails:
		t.sweep.Failed = append(t.sweep.Failed, step.Exercise+"/"+step.Rows[0].Name)
		t.sweep.Progress.Say("%s", msgNotCompared(step, outcome, cmp.Or(err, limited.Err())))
		return nil, true
	case len(missing) > 0:
		t.sweep.Progress.Say("%s", msgNotThere(step, missing))
	case len(r.unwritten) > 0:
		t.sweep.Progress.Say("%s", msgNotWritten(step, r.unwritten))
	}
	for _, row := range step.Rows {
		if r.sizes[row.Name] >= len(step.Sizes) {
			good = append(good, row.Name)
		}
	}
	return good, true
}

// measure measures all rows for the first time.
func (t *trial) measure(ctx context.Context) error {
	began := time.Now()
	for _, e := range t.exercises {
		isControl := func(row course.Row) bool { return t.isControl(e, row.Name) }
		isQuestion := func(row course.Row) bool { return !t.isControl(e, row.Name) }
		if err := t.rounds(e, "", isQuestion, isControl).Run(ctx); err != nil {
			return err
		}
	}
	t.sweep.Progress.Say("measured in %s", minutes(time.Since(began)))
	return nil
}

// repeat measures again the rows that differed, because a row must differ twice.
func (t *trial) repeat(ctx context.Context) error {
	if !t.sweep.Results.kept || t.options.Before.Write == nil {
		return nil // failures have been reported
	}
	pair, err := readPair(t.sweep.Results.Unfinished())
	if err != nil {
		return err
	}
	for _, e := range t.exercises {
		var rows []string
		for _, c := range pair.Unconfirmed() {
			if c.Exercise == e.Benchmark && !slices.Contains(rows, c.Impl) {
				rows = append(rows, c.Impl)
			}
		}
		if len(rows) == 0 || slices.Contains(t.sweep.Failed, e.Name) {
			continue
		}
		t.sweep.Progress.Say("measuring again what differed: %s of %s", strings.Join(rows, ", "), e.Name)
		differs := func(row course.Row) bool { return slices.Contains(rows, row.Name) }
		none := func(course.Row) bool { return false }
		if err := t.rounds(e, report.Again, differs, none).Run(ctx); err != nil {
			return err
		}
	}
	return nil
}

// rounds returns the rounds of an exercise.
func (t *trial) rounds(e course.Exercise, name string, isQuestion, isControl func(course.Row) bool) *Rounds {
	r := &Rounds{
		Sweep: t.sweep, Name: name, Every: controlsEvery, Least: leastRounds, Most: mostRounds, Time: t.options.Time,
		Questions: t.options.planSide(e, t.built, isQuestion), Controls: t.options.planSide(e, t.built, isControl),
	}
	if t.options.Count > 0 {
		r.Least, r.Most = t.options.Count, t.options.Count
	}
	return r
}
