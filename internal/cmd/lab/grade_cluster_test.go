package main

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/testall"
)

// A station is a running server or worker.
type station struct {
	cmd   *exec.Cmd
	lines chan string
	ended chan struct{}
}

func startStation(t *testing.T, program string, args ...string) *station {
	t.Helper()
	s := &station{cmd: exec.CommandContext(t.Context(), program, args...), lines: make(chan string, 100_000), ended: make(chan struct{})}
	out, err := s.cmd.StdoutPipe()
	require.NoError(t, err)
	s.cmd.Stderr = s.cmd.Stdout
	require.NoError(t, s.cmd.Start())
	go func() {
		for lines := bufio.NewScanner(out); lines.Scan(); {
			s.lines <- lines.Text()
		}
		_ = s.cmd.Wait()
		close(s.ended)
	}()
	t.Cleanup(func() { s.kill(); <-s.ended })
	return s
}

func (s *station) kill() { _ = s.cmd.Process.Kill() }

// says waits until a station has said something, and returns the line.
func (s *station) says(t *testing.T, words string) string {
	t.Helper()
	for late := time.After(5 * time.Minute); ; {
		select {
		case line := <-s.lines:
			if strings.Contains(line, words) {
				return line
			}
		case <-late:
			t.Fatalf("%v doesn't say %q", s.cmd.Args, words)
		}
	}
}

// interrupt types Ctrl-C, and returns the exit status.
func (s *station) interrupt(t *testing.T) int {
	t.Helper()
	require.NoError(t, s.cmd.Process.Signal(os.Interrupt))
	select {
	case <-s.ended:
	case <-time.After(time.Minute):
		t.Fatalf("%v doesn't end", s.cmd.Args)
	}
	return s.cmd.ProcessState.ExitCode()
}

// A class has the same points, to the letter, from the workers at a server as from this
// machine alone, though the grading is interrupted, and one of three workers is killed in the
// middle of a submission. SPEEDUP_CLASS sets its size.
func TestGradeOnCluster(t *testing.T) {
	testall.Only(t)
	lab, class := gradeLab(t), t.TempDir()
	students := 20
	if size := os.Getenv("SPEEDUP_CLASS"); size != "" {
		var err error
		students, err = strconv.Atoi(size)
		require.NoError(t, err)
	}
	writeClass(t, class, students)
	alone, out := filepath.Join(t.TempDir(), "grades"), filepath.Join(t.TempDir(), "grades")
	began := time.Now()
	output, err := gradeClass(t.Context(), lab, class, alone).CombinedOutput()
	require.NoError(t, err, string(output))
	t.Logf("%d submissions alone in %v", students, time.Since(began).Round(time.Second))

	program := buildCluster(t)
	server := startStation(t, program, "serve", "--listen", "127.0.0.1:0")
	url := strings.TrimSuffix(strings.Fields(server.says(t, "Serving at "))[2], ",")
	grading := func() *station {
		return startStation(t, lab, slices.Insert(gradeClass(t.Context(), lab, class, out).Args[1:], 1, "-cluster", url)...)
	}
	began = time.Now()
	g := grading()
	g.says(t, "no worker is here (grades): waiting for one")
	var workers []*station
	for range 3 {
		workers = append(workers, startStation(t, program, "work", "--join", url))
	}
	waitStored(t, out, students/4)
	assert.Equal(t, 130, g.interrupt(t))
	g.says(t, "submissions are graded, and kept. To go on: go tool lab grade -cluster "+url)
	kept := stored(t, out)

	g = grading()
	waitStored(t, out, students/2)
	for len(workers[1].lines) > 0 {
		<-workers[1].lines
	}
	workers[1].says(t, "computing spans of grades")
	workers[1].kill()
	<-g.ended
	require.Zero(t, g.cmd.ProcessState.ExitCode())
	t.Logf("%d submissions with three workers, one of them killed, in %v", students, time.Since(began).Round(time.Second))
	for file, at := range kept {
		assert.Equal(t, at, stored(t, out)[file], "%s was graded twice", file)
	}
	for _, file := range []string{"grades.csv", "grades.json"} {
		requireSameFile(t, filepath.Join(alone, file), filepath.Join(out, file))
	}
	for _, w := range []*station{workers[0], workers[2], server} {
		assert.Zero(t, w.interrupt(t))
	}
	if runtime.GOOS == "linux" {
		assert.Empty(t, processesOf(url), "a relay is left")
		assert.Empty(t, processesOf("speedup-grade-workers"), "a student's program is left")
	}
}

func buildCluster(t *testing.T) (program string) {
	t.Helper()
	program = filepath.Join(t.TempDir(), "cluster")
	out, err := exec.Command("go", "build", "-C", filepath.Join("..", "..", "cluster"), "-o", program, "./cmd/cluster").CombinedOutput()
	require.NoError(t, err, string(out))
	return program
}

func waitStored(t *testing.T, out string, grades int) {
	t.Helper()
	require.Eventually(t, func() bool { return len(stored(t, out)) >= grades }, 20*time.Minute, 10*time.Millisecond)
}

func requireSameFile(t *testing.T, want, got string) {
	t.Helper()
	wanted, err := os.ReadFile(want)
	require.NoError(t, err)
	found, err := os.ReadFile(got)
	require.NoError(t, err)
	require.True(t, bytes.Equal(wanted, found), "%s and %s are not the same", want, got)
}

// Flags that mean nothing together are refused before anything starts. A server that is not
// there is an error at once.
func TestGradeClusterMistakes(t *testing.T) {
	submission := filepath.Join(t.TempDir(), "ada")
	require.NoError(t, os.MkdirAll(filepath.Join(submission, "slowsum"), 0o777))
	require.NoError(t, os.WriteFile(filepath.Join(submission, "slowsum", "closedform.go"), []byte("package slowsum\n"), 0o666))
	for args, want := range map[string]string{
		"-token-file token":                            "grade: -token-file and -tls-ca need -cluster",
		"-tls-ca cert.pem":                             "grade: -token-file and -tls-ca need -cluster",
		"-cluster nats://127.0.0.1:1 -jobs 3":          "grade: -jobs is for a grading on this machine",
		"-cluster nats://127.0.0.1:1 -without-sandbox": "grade: -without-sandbox is for a grading on this machine",
		"-cluster nats://127.0.0.1:1":                  "the way to the workers is gone: nats://127.0.0.1:1: ",
	} {
		if strings.HasSuffix(args, ":1") && !testall.On() {
			continue // it builds the relay
		}
		var stderr bytes.Buffer
		words := append([]string{"grade", "-out", filepath.Join(t.TempDir(), "grades")}, strings.Fields(args)...)
		assert.Equal(t, 1, run(&bytes.Buffer{}, &stderr, append(words, submission)), args)
		assert.Contains(t, stderr.String(), want, args)
	}
}
