// Package verify proves that the checks grade right. An empty handout scores
// nothing. The solutions, and right programs in other idioms, score all points.
// Every wrong program fails the check that must catch it, with the message that
// helps.
package verify

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"speedup.example/internal/check/record"
	"speedup.example/internal/course"
	"speedup.example/internal/handout"
	"speedup.example/internal/student"
)

const (
	coursePath = "speedup.example"

	// modulePath differs from the course's own. So a handout that imports from
	// the course doesn't build.
	modulePath = "student.example/verify"
)

// A Verifier has a handout of a course, and judges programs in it.
type Verifier struct {
	Short bool   // use the race detector, whose builds take time, only on programs that race
	Count int    // if above 1, run every check that many times on one core and on four
	Seed  uint64 // of hidden checks, or 0 for those of the handout

	handout    *handout.Handout
	modulePath string
	dir        string            // the module that programs are laid over
	env        []string          // of the go command
	blank      map[string][]byte // the stubs, if dir has the solutions, by file
	solutions  map[string][]byte // by file
}

// New writes a handout of the course at root into dir, which is empty.
func New(root, dir string) (*Verifier, error) {
	v, err := newVerifier(root, modulePath)
	if err != nil {
		return nil, err
	}
	v.dir = dir
	v.env = []string{"GOFLAGS=-mod=readonly -trimpath", "GOWORK=off", "GOPROXY=off"}
	return v, v.handout.Write(dir)
}

// InPlace returns a verifier that lays stubs and programs over the course at root
// itself. It builds only what a program changes, so it takes a tenth of the time.
// But it doesn't prove that the handout is complete.
func InPlace(root string) (*Verifier, error) {
	root, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	v, err := newVerifier(root, coursePath)
	if err != nil {
		return nil, err
	}
	v.dir = root
	for _, stub := range v.handout.Stubs {
		v.blank[stub.File] = []byte(stub.Source)
	}
	return v, nil
}

func newVerifier(root, modulePath string) (*Verifier, error) {
	h, err := handout.Make(os.DirFS(root), modulePath)
	if err != nil {
		return nil, err
	}
	if leaks := h.Leaks(); len(leaks) > 0 {
		return nil, fmt.Errorf("verify: lines of solutions are in the handout:\n%s", strings.Join(leaks, "\n"))
	}
	v := &Verifier{handout: h, modulePath: modulePath, blank: map[string][]byte{}, solutions: map[string][]byte{}}
	for _, stub := range h.Stubs {
		source, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(stub.File)))
		if err != nil {
			return nil, err
		}
		v.solutions[stub.File] = v.renamed(source)
	}
	return v, nil
}

// Blank checks that the handout scores nothing: every check says that the
// function is not written yet.
func (v *Verifier) Blank(ctx context.Context) error {
	return v.whole(ctx, v.blank, func(e course.Exercise, r student.Result) error {
		if r.Verdict != record.Unwritten {
			return fmt.Errorf("blank: %s.%s/%s %s: %q, want that it is not written yet", e.Name, r.Function, r.Check, r.Verdict, r.Message)
		}
		return nil
	})
}

// Solved checks that the course's own solutions score all points.
func (v *Verifier) Solved(ctx context.Context) error {
	return v.whole(ctx, v.solutions, func(e course.Exercise, r student.Result) error {
		if r.Verdict != record.Passed {
			return fmt.Errorf("solved: %s.%s/%s %s: %s", e.Name, r.Function, r.Check, r.Verdict, r.Message)
		}
		return nil
	})
}

// whole judges every result of all exercises, with files laid over the handout.
func (v *Verifier) whole(ctx context.Context, files map[string][]byte, judge func(course.Exercise, student.Result) error) error {
	for _, e := range course.Exercises {
		if v.Short {
			e = withoutRace(e)
		}
		results, err := v.check(ctx, e, files)
		if err != nil {
			return err
		}
		for _, r := range results {
			if r.Verdict == record.NotHere {
				continue
			}
			if err := judge(e, r); err != nil {
				return err
			}
		}
	}
	return nil
}

// renamed gives the imports of the course the path of the handout.
func (v *Verifier) renamed(source []byte) []byte {
	return []byte(strings.ReplaceAll(string(source), `"`+coursePath+`/`, `"`+v.modulePath+`/`))
}

// check runs the checks of an exercise, with files laid over the handout.
func (v *Verifier) check(ctx context.Context, e course.Exercise, files map[string][]byte) ([]student.Result, error) {
	overlay, err := v.overlay(files)
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(filepath.Dir(overlay))
	m := &student.Module{Root: v.dir, Stubs: v.handout.Stubs,
		Flags: []string{"-overlay=" + overlay},
		Env:   v.env,
		Count: v.Count,
		Seed:  v.Seed,
	}
	if v.Count > 1 {
		m.Procs = []int{1, 4}
	}
	return m.Check(ctx, e, student.Progress{Started: func([]string) {}, Plain: func([]student.Result) {}})
}

func withoutRace(e course.Exercise) course.Exercise {
	e.Functions = slices.Clone(e.Functions)
	for i, f := range e.Functions {
		e.Functions[i].Checks = slices.DeleteFunc(slices.Clone(f.Checks), func(c course.Check) bool { return c.Race })
	}
	return e
}

// overlay writes the files, and the list of what they replace, for the go
// command. It returns the list's name.
func (v *Verifier) overlay(files map[string][]byte) (string, error) {
	dir, err := os.MkdirTemp("", "speedup-verify-")
	if err != nil {
		return "", err
	}
	replace := map[string]string{}
	for file, source := range files {
		copied := filepath.Join(dir, strings.ReplaceAll(file, "/", "_"))
		if err := os.WriteFile(copied, source, 0o666); err != nil {
			return "", err
		}
		replace[filepath.Join(v.dir, filepath.FromSlash(file))] = copied
	}
	list, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, "overlay.json")
	return name, os.WriteFile(name, list, 0o666)
}

// Judge checks a batch of programs, at most one for each function of an exercise.
// A wrong one has to fail the check that it names, with the message that it
// names. A right one has to pass all checks of its function. Judge returns an
// error, or nil, for each.
func (v *Verifier) Judge(ctx context.Context, batch ...Program) []error {
	errs := make([]error, len(batch))
	results, err := v.results(ctx, batch)
	for i, p := range batch {
		switch function, ok := v.function(p); {
		case err != nil:
			errs[i] = err
		case !ok:
			errs[i] = fmt.Errorf("%s: no stub is in %s", p.Name, p.File)
		default:
			errs[i] = p.judge(results, function, v.Seed)
		}
	}
	return errs
}

// function returns the name of the function that a program is about.
func (v *Verifier) function(p Program) (name string, ok bool) {
	for _, stub := range v.handout.Stubs {
		if stub.File == p.File {
			return stub.Name, true
		}
	}
	return "", false
}

// results runs the checks of the functions of a batch, with its programs laid
// over the solutions. A check may need the other functions.
func (v *Verifier) results(ctx context.Context, batch []Program) ([]student.Result, error) {
	exercise, err := course.Find(path.Dir(batch[0].File))
	if err != nil {
		return nil, err
	}
	files, functions, race := maps.Clone(v.solutions), []string{}, false
	for _, p := range batch {
		name, _ := v.function(p)
		files[p.File] = v.renamed(p.Source)
		functions = append(functions, name)
		race = race || p.races() || len(p.Fails) == 0 && !v.Short
	}
	exercise.Functions = slices.DeleteFunc(slices.Clone(exercise.Functions), func(f course.Function) bool { return !slices.Contains(functions, f.Name) })
	if !race {
		exercise = withoutRace(exercise)
	}
	if len(exercise.Functions) == 0 {
		return nil, nil
	}
	return v.check(ctx, exercise, files)
}

// Programs judges all programs, as many batches at a time as there are cores,
// and reports each program to w.
func (v *Verifier) Programs(ctx context.Context, w io.Writer, programs []Program) error {
	var mu sync.Mutex
	failed := 0
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, batch := range batches(programs) {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			errs := v.Judge(ctx, batch...)
			mu.Lock()
			defer mu.Unlock()
			for i, p := range batch {
				if errs[i] != nil {
					failed++
					fmt.Fprintf(w, "FAIL %s\n", errs[i])
				} else {
					fmt.Fprintf(w, "ok   %s\n", p)
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	if failed > 0 {
		return fmt.Errorf("verify: %d of %d programs are judged wrongly", failed, len(programs))
	}
	return nil
}

// batches pairs programs for the driver of an exercise with programs for its
// other functions, because a build takes longer than the checks. Programs that
// need the race detector come first, to share its builds.
func batches(programs []Program) (batches [][]Program) {
	for _, e := range course.Exercises {
		var drivers, others []Program
		for _, p := range programs {
			switch p.File {
			case e.Name + "/parallel.go":
				drivers = append(drivers, p)
			default:
				if path.Dir(p.File) == e.Name {
					others = append(others, p)
				}
			}
		}
		for _, list := range [][]Program{drivers, others} {
			slices.SortStableFunc(list, func(a, b Program) int { return cmp.Compare(a.rank(), b.rank()) })
		}
		for i := range max(len(drivers), len(others)) {
			batch := slices.Concat(drivers[min(i, len(drivers)):min(i+1, len(drivers))], others[min(i, len(others)):min(i+1, len(others))])
			batches = append(batches, batch)
		}
	}
	return batches
}
