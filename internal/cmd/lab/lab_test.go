package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/require"
)

func TestMain(m *testing.M) {
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
	})
}

// TestBench runs bench.sh in a suite whose go command is a stand-in
// (testdata/go.sh), so that it is quick, and fails where the script says. Only
// real.txtar measures.
func TestBench(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the stand-in for go is a shell script, which Windows would not start")
	}
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("bench.sh needs bash, which is not on the PATH")
	}
	root, err := filepath.Abs("../../..")
	require.NoError(t, err)
	benchstat := output(t, "go", "tool", "-n", "benchstat")

	testscript.Run(t, testscript.Params{
		Dir: "testdata/bench",
		Setup: func(e *testscript.Env) error {
			goEnv(t, e)
			e.Setenv("ROOT", root)
			e.Setenv("BENCHSTAT", benchstat)
			return errors.Join(hurry(e), suite(root, e.WorkDir))
		},
	})
}

// goEnv tells the go command of a script what it would find in the home
// directory, of which there is none.
func goEnv(t *testing.T, e *testscript.Env) {
	for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOPROXY", "GOFLAGS", "GOTOOLCHAIN"} {
		e.Setenv(name, output(t, "go", "env", name))
	}
}

// hurry spares each lab in a script the second that a program built with -race
// waits at its end.
func hurry(e *testscript.Env) error {
	e.Setenv("GORACE", "atexit_sleep_ms=0")
	return nil
}

func output(t *testing.T, name string, args ...string) string {
	out, err := exec.Command(name, args...).Output()
	require.NoError(t, err, "%s %v", name, args)
	return strings.TrimSpace(string(out))
}

// suite makes what bench.sh takes for the suite, and the stand-in for go.
func suite(root, dir string) error {
	for _, folder := range []string{"downloads", "slowsum", "pi", "options", "var", "bin", "internal/peers"} {
		if err := os.MkdirAll(filepath.Join(dir, folder), 0o777); err != nil {
			return err
		}
	}
	for to, from := range map[string]string{
		"bench.sh":                filepath.Join(root, "bench.sh"),
		"internal/peers/peers.sh": filepath.Join(root, "internal/peers/peers.sh"),
		"bin/go":                  "testdata/go.sh",
		"bin/a.test":              "testdata/a.test.sh",
		"bin/peer":                "testdata/peer.sh",
	} {
		script, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, to), script, 0o777); err != nil {
			return err
		}
	}
	return nil
}
