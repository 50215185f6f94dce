package check

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"speedup.example/internal/check/record"
	"speedup.example/internal/course"
)

// Tests are the checks of a function, by name.
type Tests map[string]func(t *testing.T)

// And returns the tests of both.
func (tests Tests) And(more Tests) Tests {
	all := Tests{}
	for _, some := range []Tests{tests, more} {
		for name, test := range some {
			all[name] = test
		}
	}
	return all
}

// Run runs the tests as ordinary subtests, for a function that students get
// whole.
func (tests Tests) Run(t *testing.T) {
	for name, test := range tests {
		t.Run(name, test)
	}
}

// Graded runs the checks of a function that students write, each as a subtest
// and in a process of its own. So a function that is unwritten, hangs or
// crashes fails only its own checks, one by one.
//
// tests must have a test for each check of [course.Exercises], and no other.
func Graded(t *testing.T, exercise, function string, tests Tests) {
	checks := checksOf(t, exercise, function)
	g := &graded{function: exercise + "." + function, ended: map[string]record.Verdict{}}
	for _, c := range checks {
		test, ok := tests[c.Name]
		if !ok || len(tests) != len(checks) {
			t.Fatalf("%s.%s has %d tests for %d checks, and one for %s: %v", exercise, function, len(tests), len(checks), c.Name, ok)
		}
		t.Run(c.Name, func(t *testing.T) {
			switch {
			case process != nil:
				judge(t, g.function, test)
			case c.Race && !raceDetector:
				t.Skip(needsRace)
			default:
				g.run(t, c)
			}
		})
	}
}

// graded runs the checks of a function, one after the other.
type graded struct {
	function string
	ended    map[string]record.Verdict // by name of the check
	stop     record.Record             // of all checks from here on, if it has a verdict
}

func (g *graded) run(t *testing.T, c course.Check) {
	t.Helper()
	r := g.stop
	if r.Verdict == "" {
		r = inProcess(t, g.function)
	}
	if g.ended[c.After].Blames() && r.Verdict == record.Failed {
		r = r.Symptom(c.After)
	}
	g.ended[c.Name] = r.Verdict
	switch r.Verdict {
	case record.Passed:
		return
	case record.Hangs:
		g.stop = record.AfterHang(c.Name)
	case record.Unwritten:
		if g.stop.Verdict == record.Unwritten {
			t.Error(unwrittenToo)
			return
		}
		g.stop = r
	}
	t.Errorf(failure, c.Name, points(c.Points), g.function, c.Rule, r.Message)
}

// Alone runs a test that earns no points, of functions that students write. They may
// hang, so it runs in a process of its own. It skips what is not written yet.
func Alone(t *testing.T, function string, test func(t *testing.T)) {
	t.Helper()
	if process != nil {
		judge(t, function, test)
		return
	}
	switch r := inProcess(t, function); r.Verdict {
	case record.Passed:
	case record.Unwritten, record.NotHere:
		t.Skip(r.Message)
	default:
		t.Error(r.Message)
	}
}

func checksOf(t *testing.T, exercise, function string) []course.Check {
	e, err := course.Find(exercise)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(e.Functions, func(f course.Function) bool { return f.Name == function })
	if i < 0 {
		t.Fatalf("package course knows no %s.%s", exercise, function)
	}
	return e.Functions[i].Checks
}

func points(n int) string {
	if n == 1 {
		return "1 point"
	}
	return fmt.Sprint(n, " points")
}

// inProcess runs the test t again, in a process of its own.
func inProcess(t *testing.T, function string) record.Record {
	t.Helper()
	executable, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	r, err := record.Check{
		Binary: executable, Dir: filepath.Clean(dir), Test: t.Name(), Function: function,
		Procs: runtime.GOMAXPROCS(0), Env: os.Environ(),
	}.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r
}
