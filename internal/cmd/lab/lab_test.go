package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/course"
	"speedup.example/internal/grade/sandbox"
	"speedup.example/internal/handout"
	"speedup.example/internal/testall"
	"speedup.example/internal/vector"
)

func TestMain(m *testing.M) {
	sandbox.Main()
	testscript.Main(m, map[string]func(){
		"lab": func() { os.Exit(run(os.Stdout, os.Stderr, os.Args[1:])) },
	})
}

func TestLab(t *testing.T) {
	root, err := filepath.Abs("../../..")
	require.NoError(t, err)
	testscript.Run(t, testscript.Params{
		Dir: "testdata/lab",
		Setup: func(e *testscript.Env) error {
			e.Setenv("ROOT", root)
			goEnv(t, e)
			return hurry(e)
		},
		Condition: all,
		Cmds:      map[string]func(*testscript.TestScript, bool, []string){"handout": writeHandout},
	})
}

// writeHandout writes a handout into a folder. (The command lab handout also builds and
// vets it.)
func writeHandout(ts *testscript.TestScript, _ bool, args []string) {
	h, err := handout.Make(os.DirFS(ts.Getenv("ROOT")), "example.edu/course")
	ts.Check(err)
	ts.Check(h.Write(args[0]))
}

// TestBench measures exercises that take no time, in a module that has nothing else.
//
// The scripts send SIGHUP to programs. These would ignore it if this one does, as under
// nohup. So this one catches it, and they begin with the default.
func TestBench(t *testing.T) {
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	t.Cleanup(func() { signal.Stop(hangups) })
	root, err := filepath.Abs("../../..")
	require.NoError(t, err)
	testscript.Run(t, testscript.Params{
		Dir: "testdata/bench",
		Setup: func(e *testscript.Env) error {
			e.Setenv("ROOT", root)
			e.Setenv("BENCH_PLAIN", "1")
			goEnv(t, e)
			return errors.Join(hurry(e), tinyModule(root, e.WorkDir))
		},
		Condition: all,
		Cmds:      map[string]func(*testscript.TestScript, bool, []string){"grepresult": grepResult},
	})
}

// tiny is a benchmark of an exercise's rows and sizes that takes no time. It writes its
// arguments into args.
const tiny = `package x

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var sizes = flag.String("sizes", "SHORT", "as of the real ones")

func BenchmarkNAME(b *testing.B) {
	if args, err := os.OpenFile(filepath.Join(os.Getenv("TMPDIR"), "args"), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666); err == nil {
		fmt.Fprintln(args, "race:", race, strings.Join(os.Args[1:], " "))
		args.Close()
	}
	for _, n := range strings.Split(strings.Replace(*sizes, "lecture", "LECTURE", 1), ",") {
		for _, impl := range strings.Fields("ROWS") {
			b.Run("n="+n+"/impl="+impl, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
				}
				b.ReportMetric(1, "ns/sample")
			})
		}
	}
}
`

// tinyOf returns the tiny benchmark of an exercise.
func tinyOf(e course.Exercise) string {
	var rows, short, lecture []string
	for _, row := range e.Rows {
		if row.Needs != course.Vectors {
			rows = append(rows, row.Name)
		}
	}
	for _, size := range e.Sizes.Short {
		short = append(short, fmt.Sprint(size.N))
	}
	for _, size := range e.Sizes.Lecture {
		lecture = append(lecture, fmt.Sprint(size.N))
	}
	return strings.NewReplacer("NAME", e.Benchmark, "ROWS", strings.Join(rows, " "),
		"SHORT", strings.Join(short, ","), "LECTURE", strings.Join(lecture, ",")).Replace(tiny)
}

// tinyModule writes a module with a tiny benchmark for each exercise, and the tools of
// the course.
func tinyModule(root, dir string) error {
	for _, file := range []string{"go.mod", "go.sum"} {
		content, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			return err
		}
		content = bytes.ReplaceAll(content, []byte("speedup.example"), []byte("tiny.example"))
		if err := os.WriteFile(filepath.Join(dir, file), content, 0o666); err != nil {
			return err
		}
	}
	for _, e := range course.Exercises {
		folder := filepath.Join(dir, e.Name)
		files := map[string]string{
			"x_test.go":    tinyOf(e),
			"race_test.go": "//go:build race\n\npackage x\n\nconst race = true\n",
			"none_test.go": "//go:build !race\n\npackage x\n\nconst race = false\n",
		}
		if err := os.MkdirAll(folder, 0o777); err != nil {
			return err
		}
		for name, content := range files {
			if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o666); err != nil {
				return err
			}
		}
	}
	return nil
}

// grepResult looks for a pattern in all results.
func grepResult(ts *testscript.TestScript, neg bool, args []string) {
	paths, err := filepath.Glob(ts.MkAbs("results/*.txt"))
	ts.Check(err)
	all := ""
	for _, path := range paths {
		all += ts.ReadFile(path)
	}
	if regexp.MustCompile("(?m)"+args[0]).MatchString(all) == neg {
		ts.Fatalf("%s in the results: %v, in\n%s", args[0], !neg, all)
	}
}

// all is the condition [all] of a script: whether tests run whole. The other is [vectors]:
// whether the processor has the vector instructions of the rows simd.
func all(cond string) (bool, error) {
	switch cond {
	case "all":
		return testall.On(), nil
	case "vectors":
		return vector.Processor() != vector.None, nil
	}
	return false, fmt.Errorf("no condition %q", cond)
}

// goEnv sets what the go command of a script would find in the home directory,
// because a script has none. The folder of a script is another each time. With
// -trimpath the next one finds in the build cache what was compiled in one.
func goEnv(t *testing.T, e *testscript.Env) {
	names := []string{"GOCACHE", "GOMODCACHE", "GOPROXY", "GOFLAGS", "GOTOOLCHAIN"}
	for i, value := range strings.Split(output(t, "go", append([]string{"env"}, names...)...), "\n") {
		e.Setenv(names[i], value)
	}
	e.Setenv("GOFLAGS", strings.TrimSpace(e.Getenv("GOFLAGS")+" -trimpath"))
}

// hurry saves each lab in a script the second that a program built with -race
// waits at its end.
func hurry(e *testscript.Env) error {
	e.Setenv("GORACE", "atexit_sleep_ms=0")
	return nil
}

func output(t *testing.T, name string, args ...string) string {
	out, err := exec.Command(name, args...).Output()
	require.NoError(t, err, "%s %v", name, args)
	return strings.TrimSuffix(string(out), "\n")
}
