package student

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"speedup.example/internal/check/record"
	"speedup.example/internal/course"
)

// A Result is how a check of a function ended.
type Result struct {
	Function string `json:"function"`
	Check    string `json:"check"`
	Points   int    `json:"points"`           // of the check, passed or not
	Earned   int    `json:"earned,omitempty"` // of them, by a verdict that earns a part
	record.Record
	Flaky bool `json:"-"` // in several runs it failed and passed
}

// Command returns the arguments of the go command that runs the checks of an
// exercise by hand: all of them without the race detector, or those that need it.
func Command(exercise course.Exercise, race bool) []string {
	var tests []string
	check := ""
	for _, function := range exercise.Functions {
		if !race || hasRace(function) {
			tests = append(tests, function.Test())
		}
	}
	args := []string{"test"}
	if race {
		args, check = append(args, "-race"), "/race$"
	}
	pattern := "^" + tests[0] + "$"
	if len(tests) > 1 {
		pattern = "^(" + strings.Join(tests, "|") + ")$"
	}
	return append(args, "-run", pattern+check, "./"+exercise.Name)
}

func hasRace(function course.Function) bool {
	return slices.ContainsFunc(function.Checks, func(c course.Check) bool { return c.Race })
}

// Progress is called while [Module.Check] goes on.
type Progress struct {
	// Started gets the arguments of a go command that does the same by hand.
	Started func(args []string)

	// Plain gets the results when only those of the race detector are missing, which have
	// no verdict yet. It isn't called if none are missing.
	Plain func(results []Result)
}

// Check runs the checks of an exercise, and returns a result for each, in the
// order of package course.
//
// The race detector does not run on functions that hang, or are not written yet. Its
// build takes as long as all checks, so it runs beside them.
func (m *Module) Check(ctx context.Context, exercise course.Exercise, p Progress) ([]Result, error) {
	if len(exercise.Functions) == 0 {
		return nil, fmt.Errorf("%s has no functions to check yet: package course lists none", exercise.Name)
	}
	r, err := m.newRun(ctx, exercise)
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(r.temp)
	p.Started(Command(exercise, false))
	b := r.withoutC(ctx)
	raceBuild, end := r.buildsRace(ctx)
	defer end()
	if err := r.plain(ctx, b); err != nil {
		return nil, err
	}
	if racing := r.racing(); len(racing) > 0 {
		p.Plain(slices.Clone(r.results))
		raced := exercise
		raced.Functions = racing
		p.Started(Command(raced, true))
		if err := r.race(ctx, raceBuild()); err != nil {
			return nil, err
		}
	}
	return r.results, ctx.Err()
}

// A run runs all checks of an exercise.
type run struct {
	module   *Module
	exercise course.Exercise
	temp     string
	env      []string // of the checks
	results  []Result
}

func (m *Module) newRun(ctx context.Context, exercise course.Exercise) (*run, error) {
	env, err := m.Environment(ctx)
	if err != nil {
		return nil, err
	}
	temp, err := env.TempDir()
	if err != nil {
		return nil, err
	}
	return &run{module: m, exercise: exercise, temp: temp, env: env.With(m.Env...), results: Unjudged(exercise)}, nil
}

// check returns the function and the check of a result, from package course.
func (r *run) check(result Result) (f course.Function, c course.Check) {
	f = r.exercise.Functions[slices.IndexFunc(r.exercise.Functions, func(f course.Function) bool { return f.Name == result.Function })]
	c = f.Checks[slices.IndexFunc(f.Checks, func(c course.Check) bool { return c.Name == result.Check })]
	return f, c
}

// setAll gives a record to all results that have none.
func (r *run) setAll(to record.Record) {
	for i, result := range r.results {
		if result.Verdict == "" {
			r.results[i].Record = to
		}
	}
}

// plain runs the checks that need no race detector: several functions at a time, and
// the checks of each in their order.
func (r *run) plain(ctx context.Context, b built) error {
	if b.err != nil || b.broken != "" {
		r.setAll(record.Record{Verdict: record.NotBuilt, Message: b.broken})
		return b.err
	}
	return r.run(ctx, b.binary, func(c course.Check) bool { return !c.Race })
}

// racing returns the functions whose race check can run. They are written, they build,
// and no check of them hangs.
func (r *run) racing() (functions []course.Function) {
	for _, f := range r.exercise.Functions {
		stopped := slices.ContainsFunc(r.results, func(result Result) bool {
			return result.Function == f.Name && (result.Verdict == record.Hangs || result.Verdict == record.Unwritten || result.Verdict == record.NotBuilt)
		})
		if hasRace(f) && !stopped {
			functions = append(functions, f)
		}
	}
	return functions
}

// race runs the checks that need the race detector. If this machine can't run it, race
// leaves them out, with the reason.
func (r *run) race(ctx context.Context, b built) error {
	err := b.err
	if err == nil && b.broken == "" {
		err = r.run(ctx, b.binary, func(c course.Check) bool { return c.Race })
	}
	if err != nil || b.broken == "" && !r.left() {
		return err
	}
	reason, err := r.empty(ctx, "-race")
	switch {
	case err != nil:
		return err
	case reason != "":
		r.setRaces(record.Record{Verdict: record.NotHere, Message: noRaceDetector + "\n" + reason})
	case b.broken != "":
		r.setRaces(record.Record{Verdict: record.NotBuilt, Message: b.broken})
	}
	return nil
}

// left reports whether a race check ended without a record of its own, as all do if
// the race detector is broken.
func (r *run) left() bool {
	return slices.ContainsFunc(r.results, func(result Result) bool {
		_, c := r.check(result)
		return c.Race && (result.Verdict == record.LeftEarly || result.Verdict == record.Panics)
	})
}

func (r *run) setRaces(to record.Record) {
	for i, result := range r.results {
		if _, c := r.check(result); c.Race && (result.Verdict == "" || result.Verdict == record.LeftEarly || result.Verdict == record.Panics) {
			r.results[i].Record = to
		}
	}
}

// run runs the wanted checks, of as many functions at a time as there are cores.
func (r *run) run(ctx context.Context, binary string, wanted func(course.Check) bool) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, f := range r.exercise.Functions {
		g.Go(func() error { return r.function(ctx, binary, f, wanted) })
	}
	return g.Wait()
}

// function runs the wanted checks of a function.
func (r *run) function(ctx context.Context, binary string, f course.Function, wanted func(course.Check) bool) error {
	return Judge(r.results, f, func(c course.Check) (Result, error) {
		got, flaky, err := r.repeat(ctx, r.command(binary, f, c))
		return Result{Record: got, Flaky: flaky}, err
	}, wanted)
}

func (r *run) command(binary string, f course.Function, c course.Check) record.Check {
	return record.Check{
		Binary: binary, Dir: filepath.Join(r.module.Root, r.exercise.Name), Test: f.Test() + "/" + c.Name,
		Function: r.exercise.Name + "." + f.Name, Env: r.env, Seed: r.module.Seed,
	}
}

// repeat runs a check as often as the module wants. It returns the first record that is
// not a pass. flaky says that it also passed.
func (r *run) repeat(ctx context.Context, c record.Check) (worst record.Record, flaky bool, err error) {
	procs := r.module.Procs
	if len(procs) == 0 {
		procs = []int{runtime.GOMAXPROCS(0)}
	}
	worst.Verdict = record.Passed
	passes, runs := 0, 0
	for range max(r.module.Count, 1) {
		for _, c.Procs = range procs {
			got, err := c.Run(ctx)
			if err != nil {
				return got, false, err
			}
			runs++
			if got.Verdict == record.Passed {
				passes++
			} else if worst.Verdict == record.Passed {
				worst = got
			}
		}
	}
	return worst, 0 < passes && passes < runs, nil
}
