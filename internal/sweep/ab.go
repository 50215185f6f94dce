package sweep

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"speedup.example/internal/child"
	"speedup.example/internal/report"
)

// A Version is a version of the course to compare the working tree with.
type Version struct {
	Name string // for a person: HEAD (1401065)

	// Write writes its files into a folder. Nil means that the working tree is
	// compared with itself.
	Write func(ctx context.Context, dir string) error
}

// AB are the options of a comparison of two versions.
type AB struct {
	Options
	Before Version
	Margin float64       // two times are the same if they differ by less, relatively
	Time   time.Duration // of the first measurement of an exercise
	Named  bool          // the exercises were named, so measure them even if nothing in them changed
}

// The rounds of a comparison. Ten tell fourteen rows from noise if all ten agree, and the
// controls have a third of thirty. If four hundred don't make an interval narrow enough,
// more won't.
const (
	leastRounds, mostRounds = 30, 400
	controlsEvery           = 3
)

var errNoRow = errors.New("nothing to compare: no row is in both versions")

// ErrNothingChanged says that two versions run the same code.
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

// Compared measures two versions, interleaved. It keeps the results as dir/name.txt, and
// returns the comparison.
func (b *Bench) Compared(ctx context.Context, o AB, dir, name string) (*report.Pair, error) {
	o = o.withDefaults(b.Cores)
	results, err := NewResults(dir, name, b.config(o.Options)...)
	if err != nil {
		return nil, err
	}
	s := &Sweep{Results: results, Progress: &Progress{W: b.Stderr, Columns: b.Columns}, Limit: longest}
	err = b.interleaved(ctx, o, s)
	child.TellRow("")
	s.Progress.Clear()
	path, _, closeErr := results.Close()
	if err = errors.Join(err, closeErr); path == "" {
		if ctx.Err() != nil {
			s.Progress.Say("interrupted before anything was measured")
		}
		return nil, cmp.Or(err, failed(s.Failed))
	}
	if ctx.Err() != nil {
		s.Progress.Say("interrupted: the answer covers what was measured so far")
	}
	b.sayKept(s.Progress, path)
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
	return fmt.Errorf("failed: %s", strings.Join(exercises, ", "))
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

// interleaved makes the comparison, and keeps the results in s.
func (b *Bench) interleaved(ctx context.Context, o AB, s *Sweep) error {
	tmp, err := b.Env.TempDir()
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	for _, note := range b.Env.Notes {
		s.Progress.Say("%s", note)
	}
	t := &trial{bench: b, options: o, sweep: s, exercises: o.Exercises, sides: []side{
		{name: report.KeyBefore, root: b.Root, dir: filepath.Join(tmp, "before")},
		{name: report.KeyAfter, root: b.Root, dir: filepath.Join(tmp, "after")},
	}}
	for _, side := range t.sides {
		if err := os.Mkdir(side.dir, 0o777); err != nil {
			return err
		}
	}
	if o.Before.Write != nil {
		t.sides[0].root = filepath.Join(tmp, "source")
		if err := o.Before.Write(ctx, t.sides[0].root); err != nil {
			return err
		}
	}
	return t.run(ctx)
}
