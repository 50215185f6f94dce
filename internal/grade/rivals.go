package grade

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"speedup.example/internal/bench/turns"
	"speedup.example/internal/child"
	"speedup.example/internal/course"
	"speedup.example/internal/grade/sandbox"
	"speedup.example/internal/grade/speed"
)

// rivals are processes with the course's own functions, which students' programs are compared
// with: see [speed.Match].
type rivals struct {
	built                    built
	course, control, referee *speed.Program
}

func (r *rivals) close() {
	for _, p := range []*speed.Program{r.course, r.control, r.referee} {
		if p != nil {
			_ = p.Close() // they are killed
		}
	}
	r.built.remove()
}

// rivalsOf returns the rivals of an exercise, which live until the grader is closed.
func (g *Grader) rivalsOf(ctx context.Context, e course.Exercise) (r *rivals, err error) {
	if r = g.rivals[e.Name]; r != nil {
		return r, nil
	}
	files, err := g.solution(e)
	if err != nil {
		return nil, err
	}
	r = &rivals{built: g.build(ctx, e.Name, files, plain)}
	if err := r.built.failure(e.Name); err != nil {
		r.close()
		return nil, err
	}
	longer := context.WithoutCancel(ctx) // than one submission takes
	for _, p := range []**speed.Program{&r.course, &r.control, &r.referee} {
		if *p, err = g.start(longer, e, r.built.binary, ofRival); err != nil {
			r.close()
			return nil, err
		}
	}
	g.rivals[e.Name] = r
	return r, nil
}

// solution returns the course's own files of an exercise, which students have as stubs.
func (g *Grader) solution(e course.Exercise) (files map[string][]byte, err error) {
	files = map[string][]byte{}
	for _, stub := range g.handout.Stubs {
		if exerciseOf(stub.File) != e.Name {
			continue
		}
		text, readErr := os.ReadFile(filepath.Join(g.Course, filepath.FromSlash(stub.File)))
		files[stub.File], err = text, errors.Join(err, readErr)
	}
	return files, err
}

// The limits of programs whose speed is measured.
var (
	ofStudent = timedLimits(5 * time.Minute)
	ofRival   = timedLimits(7 * 24 * time.Hour) // they wait most of the time
)

func timedLimits(wall time.Duration) sandbox.Limits {
	l := ofCheck
	l.CPU, l.Wall = wall, wall
	return l
}

// start starts a program that does tasks of an exercise.
func (g *Grader) start(ctx context.Context, e course.Exercise, binary string, limits sandbox.Limits) (*speed.Program, error) {
	root, err := os.MkdirTemp(g.Work, "root-")
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(root, 0o755); err != nil {
		return nil, err
	}
	cmd := child.Command(ctx, filepath.Join(g.module, e.Name), []string{}, binary,
		"-test.run=^$", "-test.bench=^Benchmark"+e.Benchmark+"$", fmt.Sprint("-", turns.Flag, "=", sandbox.FirstExtra))
	return speed.Start(cmd, sandbox.Box{Root: root, Read: append([]string{binary}, sandbox.System...), Alone: true, Shim: g.shim, Limits: limits}, g.Walls)
}
