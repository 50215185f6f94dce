package sweep

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"speedup.example/internal/child"
	"speedup.example/internal/course"
	"speedup.example/internal/vector"
)

// A Builder builds the test binaries of exercises into a folder.
type Builder struct {
	Env    *child.Env
	Root   string // of the module
	Dir    string
	Say    func(format string, args ...any)
	Vector vector.Width // the processor's vectors
	Flags  []string     // more flags of go test
}

// Plain builds the binaries without vector instructions. It returns the exercises
// that have one, and the names of those that do not build.
func (b *Builder) Plain(ctx context.Context, exercises []course.Exercise) (built []course.Exercise, failed []string) {
	for _, e := range exercises {
		if output, ok := b.Build(ctx, e.Name, Plain); ok {
			built = append(built, e)
		} else if ctx.Err() == nil {
			b.Say("%s%s does not build: going on without it", output, e.Name)
			failed = append(failed, e.Name)
		}
	}
	return built, failed
}

// WithVectors builds the second binaries, for the exercises that have rows for them,
// and returns which have one. If rows are missing, it says which, why, and what to
// type.
func (b *Builder) WithVectors(ctx context.Context, exercises []course.Exercise) map[string]bool {
	exercises = slices.DeleteFunc(slices.Clone(exercises), func(e course.Exercise) bool { return !e.HasVectors() })
	if len(exercises) == 0 {
		return nil
	}
	if os.Getenv("BENCH_PLAIN") != "" { // saves tests a second build
		b.Say("%s: BENCH_PLAIN is set", missing(exercises))
		return nil
	}
	if b.Vector == vector.None {
		b.Say(msgNoVectors, missing(exercises), b.Env.Arch())
		return nil
	}
	with, without := b.second(ctx, exercises)
	if ctx.Err() != nil {
		return nil
	}
	if len(without) > 0 {
		b.Say(msgNoSecond, missing(without), b.Env.GoVersion(), Advice(b.Env.GoVersion()))
	}
	if len(with) > 0 {
		b.Say(msgSecond, b.Vector, rowsOf(with, course.Row.InSecondBinary))
	}
	built := map[string]bool{}
	for _, e := range with {
		built[e.Name] = true
	}
	return built
}

// Advice says what to do if the vector code does not build. The code is for two
// versions of Go.
func Advice(version string) string {
	if strings.HasPrefix(version, "go1.26") || strings.HasPrefix(version, "go1.27") {
		return "The error is in the code: what does go vet say with GOEXPERIMENT=simd?"
	}
	return "Go 1.26 and 1.27 do: set GOTOOLCHAIN to " + child.Releases[len(child.Releases)-1] + ", and measure again"
}

// second builds second binaries, and prints the compiler's errors.
func (b *Builder) second(ctx context.Context, exercises []course.Exercise) (with, without []course.Exercise) {
	for _, e := range exercises {
		output, ok := b.Build(ctx, e.Name, Vector)
		switch {
		case ctx.Err() != nil:
			return with, without
		case ok:
			with = append(with, e)
			continue
		}
		b.Say("%s", strings.TrimSuffix(output, "\n"))
		without = append(without, e)
	}
	return with, without
}

// missing says which rows of which exercises will be missing.
func missing(exercises []course.Exercise) string {
	rows := rowsOf(exercises, func(r course.Row) bool { return r.Needs == course.Vectors })
	return fmt.Sprintf("no rows %s of %s", rows, strings.Join(names(exercises), " "))
}

// rowsOf names the rows of the exercises that fit.
func rowsOf(exercises []course.Exercise, fit func(course.Row) bool) string {
	var all []course.Row
	for _, e := range exercises {
		all = append(all, e.Rows...)
	}
	return strings.Join(rowNames(all, fit), ", ")
}

// Binary returns the path of a test binary that [Builder.Build] builds.
func (b *Builder) Binary(exercise string, program Program) string {
	return testBinary(b.Dir, b.Env, exercise, program)
}

// Build builds a test binary. A folder without tests has none. output is what the go
// command printed.
func (b *Builder) Build(ctx context.Context, exercise string, program Program) (output string, ok bool) {
	vars := []string{"GOTMPDIR=" + b.Dir} // because an interrupted build leaves files behind
	if program == Vector {
		vars = append(vars, b.Env.Experiment("simd"))
	}
	binary := b.Binary(exercise, program)
	args := slices.Concat([]string{"test", "-c", "-vet=off", "-ldflags=-s -w"}, b.Flags, []string{"-o", binary, "./" + exercise})
	cmd := b.Env.Command(ctx, b.Root, vars, "go", args...)
	printed, err := cmd.CombinedOutput()
	if err != nil && len(printed) == 0 {
		printed = []byte(err.Error() + "\n")
	}
	_, statErr := os.Stat(binary)
	return string(printed), err == nil && statErr == nil
}
