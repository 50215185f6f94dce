package sandbox_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/grade/sandbox"
)

// actVariable says what this program does in the sandbox.
const actVariable = "SANDBOX_TEST"

// acts are programs for the sandbox.
var acts = map[string]func(){
	"greets": func() { fmt.Println("hello") },
	"fails":  func() { os.Exit(7) },
	"prints": func() {
		for {
			fmt.Println(strings.Repeat("x", 1000))
		}
	},
	"sleeps": func() { time.Sleep(time.Hour) },
	"takes memory": func() {
		for {
			block := make([]byte, 64<<20)
			for i := range block {
				block[i] = 1
			}
			kept = append(kept, block)
		}
	},
	"computes": func() {
		for {
			count++
		}
	},
	"writes much": func() { _ = os.WriteFile(os.Getenv("FILE"), make([]byte, 1<<20), 0o666) },
	"leaves a child": func() {
		self, _ := os.Executable()
		cmd := exec.Command(self)
		cmd.Env = []string{actVariable + "=sleeps"}
		cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stdout
		fmt.Println(cmd.Start())
	},
}

var (
	kept  [][]byte
	count int
)

func TestMain(m *testing.M) {
	sandbox.Main()
	if act, ok := acts[os.Getenv(actVariable)]; ok {
		act()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func walls(t *testing.T) sandbox.Walls {
	t.Helper()
	w, err := sandbox.Probe(t.Context())
	require.NoError(t, err)
	if !w.Whole() {
		t.Skip("this machine has no such sandbox: ", w.Missing)
	}
	return w
}

// run runs an act in a sandbox with small limits.
func run(t *testing.T, act string) (output string, err error) {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	dir := t.TempDir()
	root, file := filepath.Join(dir, "root"), filepath.Join(dir, "file")
	require.NoError(t, errors.Join(os.Mkdir(root, 0o755), os.WriteFile(file, nil, 0o666), os.Chmod(file, 0o666)))
	box := sandbox.Box{
		Root: root, Read: append([]string{self}, sandbox.System...), Write: []string{file},
		Limits: sandbox.Limits{Memory: 1 << 30, CPU: 10 * time.Second, Wall: 20 * time.Second, FileSize: 1 << 10, Files: 32, Processes: 64, Output: 1 << 20},
	}
	switch act {
	case "sleeps":
		box.Limits.Wall = 3 * time.Second
	case "computes":
		box.Limits.CPU = 2 * time.Second
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	cmd := exec.CommandContext(ctx, self)
	cmd.Dir, cmd.Env = dir, []string{actVariable + "=" + act, "FILE=" + file}
	var out strings.Builder
	cmd.Stdout = &out
	err = box.Run(cmd, walls(t))
	info, statErr := os.Stat(file)
	require.NoError(t, statErr)
	assert.LessOrEqual(t, info.Size(), int64(1<<10))
	return out.String(), err
}

// A program that ends by itself ends as it would outside.
func TestRun(t *testing.T) {
	out, err := run(t, "greets")
	require.NoError(t, err)
	assert.Equal(t, "hello\n", out)
	_, err = run(t, "fails")
	var exit *exec.ExitError
	require.ErrorAs(t, err, &exit)
	assert.Equal(t, 7, exit.ExitCode())
}

// Every limit stops a program, and those of the parent say which.
func TestLimits(t *testing.T) {
	for act, want := range map[string]string{
		"prints":       "it printed more than 1024 KiB",
		"sleeps":       "it ran for 3s",
		"computes":     "it took 2s of processor time",
		"takes memory": "",
		"writes much":  "",
	} {
		t.Run(act, func(t *testing.T) {
			t.Parallel()
			out, err := run(t, act)
			var limit *sandbox.Limit
			switch {
			case act == "writes much": // the kernel stops the write, or the program
			case want == "":
				require.Error(t, err, out)
				assert.False(t, errors.As(err, &limit), "the kernel stops it: %v", err)
			default:
				require.ErrorAs(t, err, &limit)
				assert.Contains(t, limit.What, want)
			}
		})
	}
}

// What a program has started ends with it.
func TestChildren(t *testing.T) {
	began := time.Now()
	out, err := run(t, "leaves a child")
	require.NoError(t, err, out)
	assert.Contains(t, out, "<nil>", "it could start one")
	assert.Less(t, time.Since(began), time.Minute, "Run waits until all have closed its output")
}

// A box that can't be set up says so, and is no fault of the program.
func TestBroken(t *testing.T) {
	self, err := os.Executable()
	require.NoError(t, err)
	box := sandbox.Box{Root: filepath.Join(t.TempDir(), "none"), Read: []string{self}, Limits: sandbox.Limits{Wall: time.Minute}}
	err = box.Run(exec.Command(self), walls(t))
	var broken *sandbox.Broken
	require.ErrorAs(t, err, &broken)
	assert.Contains(t, err.Error(), "could not be set up")
}
