//go:build unix

package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/check"
	"speedup.example/internal/cluster"
	"speedup.example/internal/grade/sandbox"
	"speedup.example/internal/remote"
	"speedup.example/internal/workers"
	"speedup.example/options"
	"speedup.example/pi"
	risk "speedup.example/var"
)

// isProgram in the environment lets this binary be the program.
const isProgram = "SPEEDUP_CLUSTER_PROGRAM"

func TestMain(m *testing.M) {
	sandbox.Main()
	if os.Getenv(hasNoSandbox) != "" {
		probe = func(context.Context) (sandbox.Walls, error) {
			return sandbox.Walls{Missing: []string{"No walls."}}, nil
		}
	}
	if os.Getenv(isProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// hasNoSandbox in the environment lets it be one on a machine without a sandbox.
const hasNoSandbox = "SPEEDUP_CLUSTER_NO_SANDBOX"

// A program is a running command, and its output line by line.
type program struct {
	*exec.Cmd
	lines *bufio.Scanner
}

func start(t *testing.T, args ...string) *program {
	t.Helper()
	return startCommand(t, func(*exec.Cmd) {}, args...)
}

// startCommand starts a program that is prepared before.
func startCommand(t *testing.T, prepare func(*exec.Cmd), args ...string) *program {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	p := &program{Cmd: exec.CommandContext(t.Context(), self, args...)}
	p.Env = append(os.Environ(), isProgram+"=1")
	prepare(p.Cmd)
	out, err := p.StdoutPipe()
	require.NoError(t, err)
	p.Stderr = p.Stdout
	require.NoError(t, p.Start())
	t.Cleanup(func() { _ = p.Process.Kill(); _ = p.Wait() })
	p.lines = bufio.NewScanner(out)
	return p
}

// says reads until a line has the words, and returns it.
func (p *program) says(t *testing.T, words string) string {
	t.Helper()
	for p.lines.Scan() {
		if strings.Contains(p.lines.Text(), words) {
			return p.lines.Text()
		}
	}
	t.Fatalf("%v ended, and did not say %q", p.Args, words)
	return ""
}

// interrupt types Ctrl-C, and returns the exit status.
func (p *program) interrupt(t *testing.T, last string) int {
	t.Helper()
	require.NoError(t, p.Process.Signal(os.Interrupt))
	p.says(t, last)
	_ = p.Wait() // the status says it
	return p.ProcessState.ExitCode()
}

// The drivers of the exercises, with a server and two workers in processes of their own,
// one of which is killed: the answers are those of Sequential.
func TestExercises(t *testing.T) {
	server := start(t, "serve", "--listen", "127.0.0.1:0")
	line := server.says(t, "Serving at ")
	url := strings.TrimSuffix(strings.Fields(line)[2], ",")
	dir := strings.TrimSuffix(strings.Fields(line)[4], ".")
	first, second := start(t, "work", "--join", url), start(t, "work", "--join", url)
	for _, w := range []*program{first, second} {
		w.says(t, "with kernels of version "+workers.Version())
	}

	engine, err := cluster.Dial(cluster.Address{URL: url}, nil)
	require.NoError(t, err)
	defer engine.Close()
	ctx, cancel := context.WithTimeout(workers.NewContext(t.Context(), engine), time.Minute)
	defer cancel()
	compare(t, ctx)
	require.NoError(t, second.Process.Kill())
	compare(t, ctx)

	assert.Zero(t, first.interrupt(t, "Spans answered: "))
	assert.Zero(t, server.interrupt(t, "The server has ended."))
	assert.NoDirExists(t, dir)
}

// Compute prints what the driver answers in one process, which TestExercises compares with
// Sequential.
func TestCompute(t *testing.T) {
	server := start(t, "serve", "--listen", "127.0.0.1:0")
	url := strings.TrimSuffix(strings.Fields(server.says(t, "Serving at "))[2], ",")
	start(t, "work", "--join", url)
	for _, w := range []remote.Work{
		{Exercise: "pi", N: 50_000_000, Seed: 7, Kernel: "SIMD"},
		{Exercise: "options", N: 1000, Seed: 7, Kernel: "Unrolled"},
		{Exercise: "var", N: 9_000_000, Seed: 7, Kernel: "SIMD"},
	} {
		want, err := w.Run(workers.NewContext(t.Context(), check.Backwards{}))
		require.NoError(t, err)
		var out, errors strings.Builder
		args := fmt.Sprintf("compute %s -n %d --seed %d --kernel %s --join %s", w.Exercise, w.N, w.Seed, w.Kernel, url)
		assert.Zero(t, run(t.Context(), &out, &errors, strings.Fields(args)), errors.String())
		assert.Equal(t, want, out.String())
	}
}

// Ctrl-C ends a run that waits for workers.
func TestComputeInterrupted(t *testing.T) {
	server := start(t, "serve", "--listen", "127.0.0.1:0")
	url := strings.TrimSuffix(strings.Fields(server.says(t, "Serving at "))[2], ",")
	p := start(t, "compute", "pi", "-n", "1000000000", "--join", url)
	p.says(t, "no worker is here: waiting for one")
	assert.Equal(t, 130, p.interrupt(t, "interrupted"))
}

// A server that is there needs only its streams. What clients type is said in both cases.
func TestServerThatIsThere(t *testing.T) {
	server := start(t, "serve", "--listen", "127.0.0.1:0")
	url := strings.TrimSuffix(strings.Fields(server.says(t, "Serving at "))[2], ",")
	server.says(t, "A run: go tool lab compute var -n 10000000000 -join "+url)
	token := filepath.Join(t.TempDir(), "token")
	require.NoError(t, os.WriteFile(token, []byte("secret\n"), 0o600))
	overseer := start(t, "serve", "--nats", url, "--token-file", token)
	overseer.says(t, "The server at "+url+" has the streams.")
	overseer.says(t, "go tool lab work -join "+url+" -token-file FILE")
	overseer.says(t, "go tool lab compute var -n 10000000000 -join "+url+" -token-file FILE")
	require.NoError(t, overseer.Process.Signal(os.Interrupt))
	require.NoError(t, overseer.Wait())
}

// compare compares the drivers Cluster with Sequential, bit for bit.
func compare(t *testing.T, ctx context.Context) {
	t.Helper()
	estimate, err := pi.Cluster(ctx, 10_000_000, 1, pi.Unrolled)
	require.NoError(t, err)
	wantEstimate, err := pi.Sequential(ctx, 10_000_000, 1, pi.Unrolled)
	require.NoError(t, err)
	assert.Equal(t, wantEstimate, estimate)

	prices, err := options.Cluster(ctx, options.Lecture(), 100_000, 1, options.SIMD)
	require.NoError(t, err)
	wantPrices, err := options.Sequential(ctx, options.Lecture(), 100_000, 1, options.SIMD)
	require.NoError(t, err)
	assert.Equal(t, wantPrices, prices)

	r, err := risk.Cluster(ctx, risk.Lecture(), 9_000_000, 0.95, 1, risk.Unrolled)
	require.NoError(t, err)
	wantRisk, err := risk.Sequential(ctx, risk.Lecture(), 9_000_000, 0.95, 1, risk.Unrolled)
	require.NoError(t, err)
	assert.Equal(t, wantRisk, r)
}

// Mistakes of a person get an answer.
func TestMistakes(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "token")
	require.NoError(t, os.WriteFile(empty, []byte("\n"), 0o600))
	for args, want := range map[string]string{
		"compute pi -n 5 --join nats://127.0.0.1:1":  "cluster: nats://127.0.0.1:1: ",
		"compute pi -n 5 --join x --token-file none": "token-file: open none",
		"compute tau -n 5 --join nats://127.0.0.1:1": `exercise "tau" has no pieces to hand out`,
		"compute pi -n 5":                                   `required flag(s) "join" not set`,
		"compute pi --join nats://127.0.0.1:1":              `required flag(s) "size" not set`,
		"compute -n 5 --join nats://127.0.0.1:1":            "accepts 1 arg(s), received 0",
		"work":                                              `required flag(s) "join" not set`,
		"work --join nats://127.0.0.1:1":                    "cluster: nats://127.0.0.1:1: ",
		"serve --listen 0.0.0.0:0":                          "listen: 0.0.0.0:0 can be reached from other machines",
		"serve --token-file " + empty:                       "token is empty, want a secret word",
		"serve --token-file none":                           "token-file: open none",
		"serve --listen 127.0.0.1:0 --tls-cert none":        "tls: open ",
		"serve --nats nats://127.0.0.1:1":                   "cluster: nats://127.0.0.1:1: ",
		"serve --nats nats://127.0.0.1:1 --dir .":           "cluster: dir: the server at nats://127.0.0.1:1 is there already, so this has to be set there",
		"serve --nats nats://127.0.0.1:1 --token-file none": "token-file: open none",
		"serve --tls-ca cert.pem":                           "cluster: tls-ca: it is for a server that is there: want -nats, too",
		"surf":                                              `unknown command "surf" for "cluster"`,
	} {
		var errors strings.Builder
		assert.Equal(t, 1, run(t.Context(), io.Discard, &errors, strings.Fields(args)), args)
		assert.Contains(t, errors.String(), want, args)
	}
}

func TestHelp(t *testing.T) {
	for args, want := range map[string]string{
		"--help":       "a machine\nthat dies or leaves loses nothing but time",
		"serve -h":     "uses a NATS server that is there.",
		"serve --help": "It listens beyond this machine only with -tls-cert, -tls-key and -token-file.",
		"work --help":  "go tool lab work -join tls://",
		"compute -h":   "It waits for workers",
	} {
		var out strings.Builder
		assert.Zero(t, run(t.Context(), &out, io.Discard, strings.Fields(args)))
		assert.Contains(t, out.String(), want)
	}
}
