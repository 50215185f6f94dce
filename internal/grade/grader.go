package grade

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"speedup.example/internal/course"
	"speedup.example/internal/grade/filter"
	"speedup.example/internal/grade/intake"
	"speedup.example/internal/grade/sandbox"
	"speedup.example/internal/handout"
	"speedup.example/internal/student"
)

// modulePath is the path of the handout that submissions are laid over.
const modulePath = "speedup.example"

// Options are how a [Grader] grades.
type Options struct {
	Course    string            // the folder of the course
	Work      string            // a folder for what is under way, which New empties and [Grader.Close] removes
	Cache     string            // a folder for what the go command keeps between builds
	Seed      uint64            // of the hidden checks
	Programs  int               // that run at a time
	Timed     bool              // prepare for [Grader.Speed], too
	Procs     int               // GOMAXPROCS of measurements on all cores, which are as many
	Walls     sandbox.Walls     // of the sandbox
	Exercises []course.Exercise // to grade
	Unread    bool              // run even what package filter refuses, as tests of the sandbox do
}

// A Grader grades submissions. It can grade several at a time.
type Grader struct {
	Options
	Version string // of the course: another version may give other points

	handout *handout.Handout
	module  string // the folder of the handout
	shim    string // the program that sets up sandboxes
	tool    toolchain
	slots   *semaphore.Weighted

	rivals map[string]*rivals // of exercises whose speed has been measured
}

// New makes a handout to lay submissions over, and builds it. So a fault of the grader
// shows before anybody's code runs.
func New(ctx context.Context, o Options) (*Grader, error) {
	h, err := handout.Make(os.DirFS(o.Course), modulePath)
	if err != nil {
		return nil, err
	}
	if o.Work, err = filepath.Abs(o.Work); err != nil {
		return nil, err
	}
	g := &Grader{Options: o, handout: h, module: filepath.Join(o.Work, "course"), slots: semaphore.NewWeighted(int64(o.Programs)), rivals: map[string]*rivals{}}
	if err := errors.Join(g.Close(), os.MkdirAll(o.Work, 0o755)); err != nil { // also of a run that was killed
		return nil, fmt.Errorf("grade: %w", err)
	}
	if err := h.Write(g.module); err != nil {
		return nil, err
	}
	if g.tool, err = findToolchain(ctx, g.module, o.Cache); err != nil {
		return nil, err
	}
	if err := errors.Join(share(o.Work), g.tool.ownCache()); err != nil {
		return nil, err
	}
	if g.shim, err = buildShim(ctx, o.Course, o.Work); err != nil {
		return nil, err
	}
	if g.Version, err = Version(ctx, o.Course); err != nil {
		return nil, err
	}
	return g, g.warmUp(ctx)
}

// share lets the user of the sandbox read a folder.
func share(folder string) error {
	return filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return os.Chmod(path, 0o755)
		}
		return os.Chmod(path, 0o644)
	})
}

// warmUp builds what is handed out. That fills the cache, and has to succeed.
func (g *Grader) warmUp(ctx context.Context) error {
	kinds := []string{withRaces}
	if g.Timed {
		kinds = append(kinds, plain)
	}
	for _, e := range g.Exercises {
		for _, race := range kinds {
			b := g.build(ctx, e.Name, nil, race)
			defer b.remove()
			if err := b.failure(e.Name); err != nil {
				return err
			}
		}
	}
	return nil
}

// Close removes the folder for what is under way.
func (g *Grader) Close() error {
	for _, r := range g.rivals {
		r.close()
	}
	return os.RemoveAll(g.Work)
}

// AtOnce returns how many submissions are graded at a time, and that they are measured one
// by one.
func (g *Grader) AtOnce() (graded, measured int) { return g.Programs, 1 }

// Stubs returns the functions that students write, as they were handed out.
func (g *Grader) Stubs() []student.Stub { return g.handout.Stubs }

// Grade grades a submission. Its only error is that ctx has ended.
func (g *Grader) Grade(ctx context.Context, s intake.Submission) (Grade, error) {
	grade := Grade{Student: s.Student, Source: s.Source, Seed: g.Seed, Notes: s.Notes, Exercises: make([]Exercise, len(g.Exercises))}
	var group errgroup.Group
	for i, e := range g.Exercises {
		group.Go(func() error {
			results, err := g.exercise(ctx, e, s.Files)
			grade.Exercises[i] = Exercise{Name: e.Name, Results: results}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return Grade{}, err
	}
	return grade, ctx.Err()
}

// refused returns what is wrong with a file, or nothing.
func (g *Grader) refused(exercise, file string, source []byte) (place, message string) {
	if g.Unread {
		return "", ""
	}
	problems := filter.Check(exercise, file, source)
	if len(problems) == 0 {
		return "", ""
	}
	for _, p := range problems {
		message += fmt.Sprintf("%s: %s\n", p.Place, p.Message)
	}
	return problems[0].Place, first(strings.TrimSpace(message), 8)
}
