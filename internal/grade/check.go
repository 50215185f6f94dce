package grade

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"time"

	"speedup.example/internal/check/record"
	"speedup.example/internal/course"
	"speedup.example/internal/grade/sandbox"
	"speedup.example/internal/student"
)

func exerciseOf(file string) string { return path.Dir(file) }

// ofCheck are the limits of a check. The slowest right ones take three seconds, and 300 MB.
// A check that computes for too long ends itself before the limit, and says where.
var ofCheck = sandbox.Limits{
	Memory: 1 << 30, CPU: 40 * time.Second, Wall: time.Minute,
	FileSize: 1 << 20, Files: 64, Processes: 256, Output: 1 << 20,
}

// check runs a hidden check. If it fails, the handout's check tells whether the numbers
// matter.
func (g *Grader) check(ctx context.Context, e course.Exercise, f course.Function, c course.Check, binary string) (student.Result, error) {
	got, err := g.record(ctx, e, f, c, binary, g.Seed)
	if err != nil || got.Verdict != record.Failed {
		return student.Result{Record: got}, err
	}
	visible, err := g.record(ctx, e, f, c, binary, 0)
	if visible.Verdict == record.Passed {
		got.Message = fmt.Sprintf(onlyHidden, got.Message)
	}
	return student.Result{Record: got}, err
}

// record runs a check in the sandbox. It tries again, once, if the sandbox fails.
func (g *Grader) record(ctx context.Context, e course.Exercise, f course.Function, c course.Check, binary string, seed uint64) (got record.Record, err error) {
	if err := g.slots.Acquire(ctx, 1); err != nil {
		return got, err
	}
	defer g.slots.Release(1)
	for range 2 {
		got, err = record.Check{
			Binary: binary, Dir: filepath.Join(g.module, e.Name), Test: f.Test() + "/" + c.Name,
			Function: e.Name + "." + f.Name, Procs: 2, Seed: seed, Runner: g.inBox(binary),
		}.Run(ctx)
		if err == nil || ctx.Err() != nil {
			break
		}
	}
	return got, err
}

// inBox runs the process of a check in a sandbox, in which it can read its own program,
// and write its record.
func (g *Grader) inBox(binary string) func(cmd *exec.Cmd, folder string) error {
	return func(cmd *exec.Cmd, folder string) error {
		box := sandbox.Box{Root: filepath.Join(folder, "root"), Read: append([]string{binary}, sandbox.System...), Alone: true, Shim: g.shim, Limits: ofCheck}
		if err := os.Mkdir(box.Root, 0o755); err != nil {
			return err
		}
		if !g.Walls.Namespaces { // then nobody knows the number of the process before
			box.Make = []string{folder}
			return stopped(box.Run(cmd, g.Walls))
		}
		for _, name := range record.Files(1) {
			file := filepath.Join(folder, name)
			if err := errors.Join(os.WriteFile(file, nil, 0o600), os.Chmod(file, 0o666)); err != nil {
				return err
			}
			box.Write = append(box.Write, file)
		}
		return stopped(box.Run(cmd, g.Walls))
	}
}

// stopped returns the error of package record for a limit of the sandbox.
func stopped(err error) error {
	var limit *sandbox.Limit
	if errors.As(err, &limit) {
		return &record.Stopped{Why: limit.What}
	}
	return err
}
