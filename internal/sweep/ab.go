package sweep

import (
	"cmp"
	"context"
	"errors"
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

// A Version is what the working tree is compared with.
type Version struct {
	Name string // for a person: HEAD (1401065)

	// Write writes its files into a folder. Nil stands for the working tree itself,
	// which is then compared with itself.
	Write func(ctx context.Context, dir string) error
}

// AB are the options of a comparison of two versions.
type AB struct {
	Options
	Before Version
	Margin float64       // two times are the same if they differ by less, relatively
	Time   time.Duration // of the first measurement of an exercise
	Named  bool          // the exercises were: they are measured even if nothing in them changed
}

// The rounds of a comparison. Ten tell fourteen rows from noise if all ten say the same, and
// the controls have a third of thirty; more than four hundred make no interval narrower that is
// not narrow enough.
const (
	leastRounds, mostRounds = 30, 400
	controlsEvery           = 3
)

// ErrNothingChanged says that two versions do not differ in what is measured.
var ErrNothingChanged = errors.New("nothing changed")

func (o AB) withDefaults(cores int) AB {
	if o.Benchtime == "" {
		o.Benchtime = "2ms"
	}
	if len(o.CPUs) == 0 {
		o.CPUs = []int{cores}
	}
	if o.Margin == 0 {
		o.Margin = 0.02
	}
	if o.Time == 0 {
		o.Time = 45 * time.Second
	}
	return o
}

// Compared measures two versions in turn, keeps the results as dir/name.txt, and returns what
// they say.
func (b *Bench) Compared(ctx context.Context, o AB, dir, name string) (*report.Pair, error) {
	o = o.withDefaults(b.Cores)
	results, err := NewResults(dir, name, b.config(o.Options)...)
	if err != nil {
		return nil, err
	}
	s := &Sweep{Results: results, Progress: &Progress{W: b.Stderr, Columns: b.Columns}, Limit: longest}
	err = b.compared(ctx, o, s)
	s.Progress.Clear()
	path, _, closeErr := results.Close()
	if err = errors.Join(err, closeErr); path == "" {
		if ctx.Err() != nil {
			s.Progress.Say("interrupted before anything was measured")
		}
		return nil, err
	}
	s.Progress.Say("kept in %s", Display(path))
	if err != nil && ctx.Err() == nil {
		return nil, err
	}
	pair, readErr := readPair(path)
	return pair, errors.Join(readErr, failed(s.Failed), ctx.Err())
}

func failed(exercises []string) error {
	if len(exercises) == 0 {
		return nil
	}
	return fmt.Errorf("failed: %s", strings.Join(exercises, " "))
}

func readPair(path string) (*report.Pair, error) {
	file, err := report.ReadFile(path)
	if err != nil {
		return nil, err
	}
	pair, ok := file.Pair()
	if !ok {
		return nil, fmt.Errorf("%s is not of two versions", Display(path))
	}
	return pair, nil
}

func (b *Bench) compared(ctx context.Context, o AB, s *Sweep) error {
	tmp, err := b.Env.TempDir()
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	for _, note := range b.Env.Notes {
		s.Progress.Say("%s", note)
	}
	before := side{name: report.KeyBefore, root: b.Root, dir: filepath.Join(tmp, "before")}
	after := side{name: report.KeyAfter, root: b.Root, dir: filepath.Join(tmp, "after")}
	if err := errors.Join(os.Mkdir(before.dir, 0o777), os.Mkdir(after.dir, 0o777)); err != nil {
		return err
	}
	if o.Before.Write != nil {
		before.root = filepath.Join(tmp, "source")
		if err := o.Before.Write(ctx, before.root); err != nil {
			return err
		}
	}
	t := &trial{Bench: b, AB: o, Sweep: s, sides: []side{before, after}}
	return t.run(ctx)
}

// A side is one of the versions: where its sources are, and its programs.
type side struct{ name, root, dir string }

// A trial is a comparison under way.
type trial struct {
	*Bench
	AB
	*Sweep
	sides []side
	built Built
	same  map[string][]string // rows whose code is the same, by exercise
}

func (t *trial) run(ctx context.Context) error {
	if err := t.findSame(ctx); err != nil {
		return err
	}
	if err := t.build(ctx); err != nil {
		return err
	}
	if err := t.Results.Config(t.header()...); err != nil {
		return err
	}
	sides := Sides{}
	for _, side := range t.sides {
		sides[side.name] = &Processes{Env: t.Env, Root: side.root, Dir: side.dir}
	}
	t.Runner = sides
	began := time.Now()
	for _, e := range t.Exercises {
		isControl := func(row course.Row) bool { return t.isControl(e, row.Name) }
		isQuestion := func(row course.Row) bool { return !t.isControl(e, row.Name) }
		if err := t.rounds(e, "", isQuestion, isControl).Run(ctx); err != nil {
			return err
		}
	}
	if t.AB.Before.Write != nil {
		if err := t.repeat(ctx); err != nil {
			return err
		}
	}
	t.Progress.Say("measured in %s", minutes(time.Since(began)))
	return nil
}

// header returns the lines of the result that say what is compared.
func (t *trial) header() []string {
	var controls []string
	for _, e := range t.Exercises {
		for _, row := range t.same[e.Name] {
			if t.isControl(e, row) {
				controls = append(controls, e.Benchmark+"/"+row)
			}
		}
	}
	identical := "no"
	if !slices.ContainsFunc(t.Exercises, t.changed) {
		identical = "yes"
	}
	return append(t.builds(t.built, nil),
		fmt.Sprintf("%s: %s", report.KeyBefore, t.Before.Name),
		fmt.Sprintf("%s: the working tree", report.KeyAfter),
		fmt.Sprintf("%s: %g", report.KeyMargin, t.Margin),
		fmt.Sprintf("%s: %s", report.KeyIdentical, identical),
		fmt.Sprintf("%s: %s", report.KeyControls, strings.Join(controls, " ")),
	)
}

// findSame finds the controls, and leaves out the exercises of which nothing changed, unless
// they were named.
func (t *trial) findSame(ctx context.Context) error {
	if err := t.onlyThere(); err != nil {
		return err
	}
	t.same = map[string][]string{}
	for _, e := range t.Exercises {
		t.same[e.Name] = sameRows(ctx, t.Env, t.sides[0].root, t.sides[1].root, e)
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	if !t.Named {
		t.Exercises = slices.DeleteFunc(slices.Clone(t.Exercises), func(e course.Exercise) bool { return !t.changed(e) })
	}
	switch {
	case len(t.Exercises) == 0:
		return ErrNothingChanged
	case t.AB.Before.Write != nil && !slices.ContainsFunc(t.Exercises, t.changed):
		t.Progress.Say("%s", msgNothingChanged(t.Before.Name))
	}
	return nil
}

// onlyThere leaves out the exercises that the version before does not have, which may have been
// saved of some only, and refuses one that was named.
func (t *trial) onlyThere() error {
	var there []course.Exercise
	for _, e := range t.Exercises {
		if _, err := os.Stat(filepath.Join(t.sides[0].root, e.Name)); err == nil {
			there = append(there, e)
		} else if t.Named {
			return fmt.Errorf("%s has no %s", t.AB.Before.Name, e.Name)
		}
	}
	t.Exercises = there
	return nil
}

// changed reports whether any row of an exercise runs other code in the one version than in
// the other.
func (t *trial) changed(e course.Exercise) bool { return len(t.same[e.Name]) < len(e.Rows) }

// isControl reports whether a row cannot have changed. If nothing in the exercise has, all of
// its rows are questions, which is how to see what could be seen.
func (t *trial) isControl(e course.Exercise, row string) bool {
	return t.changed(e) && slices.Contains(t.same[e.Name], row)
}

// build builds both versions. What does not build in one is not measured.
func (t *trial) build(ctx context.Context) error {
	t.built.Vector = map[string]bool{}
	vectors := map[string]int{}
	for _, side := range t.sides {
		t.Progress.Say("building %s, %s", strings.Join(names(t.Exercises), " "), side.name)
		b := &Builder{Env: t.Env, Root: side.root, Dir: side.dir, Say: t.Progress.Say, Vector: vector.Processor(), Flags: []string{"-trimpath"}}
		var broken []string
		t.Exercises, broken = b.Plain(ctx, t.Exercises)
		t.Failed = append(t.Failed, broken...)
		if len(t.Exercises) == 0 {
			return cmp.Or(ctx.Err(), failed(t.Failed))
		}
		for name := range b.WithVectors(ctx, t.Exercises) {
			vectors[name]++
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	for name, n := range vectors {
		t.built.Vector[name] = n == len(t.sides)
	}
	return nil
}

// rounds returns those of an exercise.
func (t *trial) rounds(e course.Exercise, name string, isQuestion, isControl func(course.Row) bool) *Rounds {
	r := &Rounds{
		Sweep: t.Sweep, Name: name, Every: controlsEvery, Least: leastRounds, Most: mostRounds, Time: t.Time,
		Questions: t.planSide(e, t.built, isQuestion), Controls: t.planSide(e, t.built, isControl),
	}
	if t.AB.Count > 0 {
		r.Least, r.Most = t.AB.Count, t.AB.Count
	}
	return r
}

// repeat measures again what came out different.
func (t *trial) repeat(ctx context.Context) error {
	pair, err := readPair(t.Results.Unfinished())
	if err != nil {
		return err
	}
	for _, e := range t.Exercises {
		var rows []string
		for _, c := range pair.Unconfirmed() {
			if c.Exercise == e.Benchmark && !slices.Contains(rows, c.Impl) {
				rows = append(rows, c.Impl)
			}
		}
		if len(rows) == 0 {
			continue
		}
		t.Progress.Say("measuring again what came out different: %s of %s", strings.Join(rows, ", "), e.Name)
		isOneOf := func(row course.Row) bool { return slices.Contains(rows, row.Name) }
		none := func(course.Row) bool { return false }
		if err := t.rounds(e, report.Again, isOneOf, none).Run(ctx); err != nil {
			return err
		}
	}
	return nil
}
