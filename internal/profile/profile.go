// Package profile finds out where the time of a row goes: which functions take it, and
// what runs while other cores are idle.
//
// [Run] runs the row's benchmark with Go's CPU profile and execution trace. [ReadProfile]
// reads the first with google/pprof's own package, and [ReadTrace] the second with
// golang.org/x/exp/trace. So nothing depends on what the tools print. The trace is needed,
// because the counters of runtime/metrics tell how idle the cores were, and not what ran
// meanwhile.
package profile

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"speedup.example/internal/child"
	"speedup.example/internal/course"
	"speedup.example/internal/sweep"
	"speedup.example/internal/vector"
)

// Options say what to run, and where to keep it.
type Options struct {
	Exercise  course.Exercise
	Row       course.Row
	Size      int // n
	Procs     int // GOMAXPROCS
	Benchtime string
	Dir       string // for the program, the profile and the trace
}

// Files are what a run leaves.
type Files struct {
	Program, CPU, Trace string
}

// Run builds the row's program into the folder, and runs its benchmark. The error has what
// the go command, or the benchmark, printed.
func Run(ctx context.Context, env *child.Env, root string, o Options) (Files, error) {
	if err := os.MkdirAll(o.Dir, 0o777); err != nil {
		return Files{}, err
	}
	program, err := build(ctx, env, root, o)
	if err != nil {
		return Files{}, err
	}
	f := Files{Program: program, CPU: filepath.Join(o.Dir, "cpu.pprof"), Trace: filepath.Join(o.Dir, "trace.out")}
	cmd := env.Command(ctx, filepath.Join(root, o.Exercise.Name), nil, program, o.args(f)...)
	defer child.KillGroup(cmd)
	output, err := cmd.CombinedOutput()
	switch {
	case ctx.Err() != nil:
		return f, ctx.Err()
	case err != nil:
		return f, fmt.Errorf("profile: %s of %s: %w\n%s", o.Row.Name, o.Exercise.Name, err, output)
	case !strings.Contains(string(output), "ns/op"):
		return f, fmt.Errorf(msgNotMeasured, o.Row.Name, o.Exercise.Name, o.Size, said(string(output)))
	}
	return f, nil
}

// said returns what a benchmark printed about a row that it did not measure, without what
// each test prints.
func said(output string) string {
	var lines []string
	for line := range strings.Lines(output) {
		if !heading.MatchString(strings.TrimSpace(line)) {
			lines = append(lines, strings.TrimRight(line, "\r\n"))
		}
	}
	return cmp.Or(strings.TrimSpace(strings.Join(lines, "\n")), msgNoSuchRow)
}

// heading matches the lines of every test, which say nothing about a row.
var heading = regexp.MustCompile(`^(PASS$|(goos|goarch|pkg|cpu): )`)

// build builds the binary that the row comes from in a sweep.
func build(ctx context.Context, env *child.Env, root string, o Options) (program string, err error) {
	kind := sweep.Plain
	if o.Row.InSecondBinary() && vector.Processor() != vector.None {
		kind = sweep.Vector
	} else if o.Row.Needs == course.Vectors {
		return "", fmt.Errorf("profile: %s needs vector instructions, which this processor lacks", o.Row.Name)
	}
	b := &sweep.Builder{Env: env, Root: root, Dir: o.Dir}
	if output, ok := b.Build(ctx, o.Exercise.Name, kind); !ok {
		return "", errors.Join(ctx.Err(), fmt.Errorf("profile: %s does not build:\n%s", o.Exercise.Name, output))
	}
	return b.Binary(o.Exercise.Name, kind), nil
}

// args returns the arguments of the test binary.
func (o Options) args(f Files) []string {
	return []string{
		"-test.run", "^$", "-test.cpu", strconv.Itoa(o.Procs), "-test.benchtime", o.Benchtime, "-test.timeout", "10m",
		"-test.bench", fmt.Sprintf("^Benchmark%s$/^n=%d$/^impl=%s$", o.Exercise.Benchmark, o.Size, o.Row.Name),
		"-test.cpuprofile", f.CPU, "-test.trace", f.Trace, "-sizes", strconv.Itoa(o.Size),
	}
}

// Prefix returns how the names of the exercise's functions begin.
func (o Options) Prefix() string { return modulePath + "/" + o.Exercise.Name + "." }

// modulePath is the course's own. A handout lacks this package.
const modulePath = "speedup.example"
