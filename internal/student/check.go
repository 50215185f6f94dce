package student

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"speedup.example/internal/course"
)

// A Status is how a check ended.
type Status string

const (
	Passed  Status = "passed"
	Failed  Status = "failed"
	Skipped Status = "skipped" // it cannot be done on this machine, and costs nothing
)

// A Result of a check.
type Result struct {
	Function string `json:"function"`
	Check    string `json:"check"`
	Points   int    `json:"points"` // of the check, passed or not
	Status   Status `json:"status"`
	Message  string `json:"message,omitempty"` // what is wrong, in plain words
	Flaky    bool   `json:"-"`                 // run several times, it failed and passed
}

// Unwritten reports whether the check failed because there is nothing to check.
func (r Result) Unwritten() bool { return strings.Contains(r.Message, " is not written yet") }

// Command returns the arguments of the go command that runs the checks of an
// exercise: all of them without the race detector, or those that need it.
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

// Check runs the checks of an exercise, and returns a result for each, in the
// order of package course. It calls started with every command that it runs.
//
// The race detector, whose builds take time, is not run on functions that are not
// written yet.
func (m *Module) Check(ctx context.Context, exercise course.Exercise, started func(args []string)) ([]Result, error) {
	if len(exercise.Functions) == 0 {
		return nil, fmt.Errorf("%s has no functions to check yet: package course lists none", exercise.Name)
	}
	plain, race := newRun(), newRun()
	args := Command(exercise, false)
	started(args)
	if err := plain.goTest(ctx, m, args); err != nil {
		return nil, err
	}
	if written := plain.written(exercise); !plain.hangs() && slices.ContainsFunc(written.Functions, hasRace) {
		args := Command(written, true)
		started(args)
		if err := race.goTest(ctx, m, args); err != nil {
			return nil, err
		}
	}
	var results []Result
	for _, function := range exercise.Functions {
		for _, check := range function.Checks {
			r, toWrite := plain, plain.unwritten(exercise, function)
			if check.Race && plain.broken == "" {
				r = race
			}
			result := r.result(exercise, function, check)
			switch {
			case r == race && plain.hangs():
				result.Message = "It was not run, because another check hangs."
			case r == race && toWrite != "":
				result.Message = toWrite
			}
			results = append(results, result)
		}
	}
	return results, ctx.Err()
}

// A run of go test.
type run struct {
	status map[string]Status // by name of the test, the worst if it ran several times
	passes map[string]bool   // those that passed at least once
	output map[string]string
	broken string // why nothing ran: it does not build
	rest   string // what belongs to no test
}

func newRun() *run {
	return &run{status: map[string]Status{}, passes: map[string]bool{}, output: map[string]string{}}
}

// hangs reports whether a check did not come to its end.
func (r *run) hangs() bool {
	for _, output := range r.output {
		if strings.Contains(output, " hangs") {
			return true
		}
	}
	return false
}

// written returns the exercise with the functions that are written, of which there is
// none if it does not build.
func (r *run) written(e course.Exercise) course.Exercise {
	e.Functions = slices.DeleteFunc(slices.Clone(e.Functions), func(f course.Function) bool {
		return r.broken != "" || r.unwritten(e, f) != ""
	})
	return e
}

// unwritten returns the message of the checks of a function that is not written yet.
func (r *run) unwritten(e course.Exercise, f course.Function) string {
	if result := r.result(e, f, f.Checks[0]); result.Unwritten() {
		return result.Message
	}
	return ""
}

// goTest runs the go command with -json added. That a test fails is no error.
func (r *run) goTest(ctx context.Context, m *Module, args []string) error {
	env, err := m.Environment(ctx)
	if err != nil {
		return err
	}
	cmd := env.Command(ctx, m.Root, m.Env, "go", slices.Concat([]string{"test", "-json"}, m.Flags, args[1:])...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("go test: %w", err)
	}
	r.read(stdout)
	err = cmd.Wait()
	if err != nil && len(r.status) == 0 && r.broken == "" {
		r.broken = r.rest + stderr.String()
	}
	return ctx.Err()
}

// An event is a line of go test -json, as go doc test2json describes it.
type event struct {
	Action, Test, Output string
}

func (r *run) read(stdout io.Reader) {
	lines := bufio.NewScanner(stdout)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			r.rest += lines.Text() + "\n"
			continue
		}
		switch e.Action {
		case "output":
			if e.Test == "" {
				r.rest += e.Output
			} else {
				r.output[e.Test] += e.Output
			}
		case "build-output":
			r.broken += e.Output
		case "pass":
			r.passes[e.Test] = true
			if r.status[e.Test] != Failed {
				r.status[e.Test] = Passed
			}
		case "fail":
			r.status[e.Test] = Failed
		case "skip":
			r.status[e.Test] = Skipped
		}
	}
}

func (r *run) result(exercise course.Exercise, function course.Function, check course.Check) Result {
	test := function.Test() + "/" + check.Name
	result := Result{Function: function.Name, Check: check.Name, Points: check.Points, Status: r.status[test]}
	result.Flaky = result.Status == Failed && r.passes[test]
	switch {
	case strings.Contains(r.broken+r.rest, "-race requires cgo"), strings.Contains(r.broken, "C compiler"),
		strings.Contains(r.broken+r.rest, "-race is only supported on"), strings.Contains(r.broken, "-race is not supported on"):
		result.Status, result.Message = Skipped, "go test -race, which finds this, needs a C compiler or is not there for this system."
	case r.broken != "":
		result.Status, result.Message = Failed, notBuilding+tidy(r.broken)
	case result.Status == "":
		result.Status, result.Message = Failed, "The tests of "+exercise.Name+" broke off before this check. They printed:\n"+tidy(r.rest)
	case result.Status != Passed:
		result.Message = message(r.output[test])
	}
	return result
}

// notBuilding begins the message of all checks of an exercise that does not
// compile.
const notBuilding = "It does not build:\n"

// Builds reports whether the checks could be run at all.
func Builds(results []Result) bool {
	return len(results) == 0 || !strings.HasPrefix(results[0].Message, notBuilding)
}

// A failed check prints its name, points and rule, and then the message,
// indented by the testing package.
var (
	ruleLine = regexp.MustCompile(`^ +\w+\.go:\d+: `)
	noise    = regexp.MustCompile(`^\s*(=== |--- |# |FAIL|ok |exit status)`)
)

func message(output string) string {
	var lines []string
	for line := range strings.Lines(output) {
		if noise.MatchString(line) || ruleLine.MatchString(line) && !strings.Contains(line, "needs the race detector") {
			continue
		}
		lines = append(lines, strings.TrimPrefix(strings.TrimSuffix(line, "\n"), "            "))
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// tidy leaves out what go test prints around an error, and all but its
// beginning.
func tidy(output string) string {
	var lines []string
	for line := range strings.Lines(output) {
		if !noise.MatchString(line) {
			lines = append(lines, strings.TrimSuffix(line, "\n"))
		}
	}
	const most = 12
	if len(lines) > most {
		lines = append(lines[:most], "...")
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
