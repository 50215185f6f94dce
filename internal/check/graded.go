package check

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

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

// Run runs the tests as ordinary subtests, for a function that is handed out
// whole.
func (tests Tests) Run(t *testing.T) {
	for name, test := range tests {
		t.Run(name, test)
	}
}

// Graded runs the checks of a function that students write, each as a subtest
// and in a process of its own. So a function that is still to be written, that
// hangs or that crashes fails its checks one by one, and takes no other's with
// it.
//
// There has to be a test for each check of [course.Exercises], and no other.
func Graded(t *testing.T, exercise, function string, tests Tests) {
	checks := checksOf(t, exercise, function)
	hangs := false
	for _, c := range checks {
		test, ok := tests[c.Name]
		if !ok || len(tests) != len(checks) {
			t.Fatalf("%s.%s has %d tests for %d checks, and one for %s: %v", exercise, function, len(tests), len(checks), c.Name, ok)
		}
		t.Run(c.Name, func(t *testing.T) {
			if c.Race && !raceDetector {
				t.Skip("this check needs the race detector: go test -race")
			}
			if alone() {
				test(t)
				return
			}
			message := "It was not run, because the one before it hangs."
			if !hangs {
				message = inProcess(t, exercise, exercise+"."+function)
				hangs = strings.Contains(message, " hangs")
			}
			if message != "" {
				t.Errorf("%s (%s): %s %s.\n%s", c.Name, points(c.Points), function, c.Rule, message)
			}
		})
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

// patience is how long a check may take before it counts as hanging. The slowest
// takes a second or two, and ten times as long with the race detector.
func patience() string {
	if raceDetector {
		return "2m"
	}
	return "20s"
}

const aloneVariable = "SPEEDUP_CHECK"

// alone reports whether this process has been started for one check.
func alone() bool { return os.Getenv(aloneVariable) != "" }

// inProcess runs the test t again in a process of its own, and returns what is
// wrong in plain words, or nothing.
func inProcess(t *testing.T, folder, function string) string {
	executable, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	for part := range strings.SplitSeq(t.Name(), "/") {
		parts = append(parts, "^"+part+"$")
	}
	cmd := exec.Command(executable,
		"-test.run="+strings.Join(parts, "/"),
		"-test.cpu="+fmt.Sprint(runtime.GOMAXPROCS(0)),
		"-test.timeout="+patience())
	cmd.Env = append(os.Environ(), aloneVariable+"="+t.Name(),
		"GORACE=halt_on_error=1 history_size=7 atexit_sleep_ms=0")
	output, err := cmd.CombinedOutput()
	if err == nil && passed(string(output)) {
		return ""
	}
	return diagnose(string(output), folder, function)
}

// passed reports whether the process ran to the end of its test. A program that
// leaves early, with status 0, has not passed.
func passed(output string) bool { return lastLine.MatchString(output) }

var lastLine = regexp.MustCompile(`(?m)^PASS$`)
