package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/grade/sandbox"
	"speedup.example/internal/testall"
)

// gradeLab returns the program lab, if this machine can grade.
func gradeLab(t *testing.T) string {
	t.Helper()
	walls, err := sandbox.Probe(t.Context())
	require.NoError(t, err)
	if !walls.Whole() {
		t.Skip("this machine has no such sandbox: ", walls.Missing)
	}
	lab := filepath.Join(t.TempDir(), "lab")
	out, err := exec.Command("go", "build", "-o", lab, ".").CombinedOutput()
	require.NoError(t, err, string(out))
	return lab
}

// writeClass writes submissions of one file: right ones in several idioms, and every tenth
// hostile. It returns the points of each.
func writeClass(t *testing.T, dir string, students int) (points map[string]int) {
	t.Helper()
	root := filepath.Join("..", "..", "..")
	right, err := os.ReadFile(filepath.Join(root, "slowsum", "closedform.go"))
	require.NoError(t, err)
	hostile, err := filepath.Glob(filepath.Join(root, "internal", "grade", "testdata", "corpus", "slowsum", "closedform", "*.go"))
	require.NoError(t, err)
	points = map[string]int{}
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range students {
		id, source := fmt.Sprintf("student%03d", i), right
		points[id] = 5
		if i%10 == 9 {
			file := hostile[rng.IntN(len(hostile))]
			source, err = os.ReadFile(file)
			require.NoError(t, err)
			if !bytes.Contains(source, []byte("//grade:is passed")) {
				points[id] = 0
			}
		}
		folder := filepath.Join(dir, id, "slowsum")
		require.NoError(t, os.MkdirAll(folder, 0o777))
		require.NoError(t, os.WriteFile(filepath.Join(folder, "closedform.go"), source, 0o666))
	}
	return points
}

func gradeClass(ctx context.Context, lab, class, out string) *exec.Cmd {
	return exec.CommandContext(ctx, lab, "grade", "-seed", "7", "-exercises", "slowsum", "-out", out, class)
}

// A class is graded right, and twice with the same points, though every tenth submission is
// hostile. SPEEDUP_CLASS sets its size.
func TestGradeClass(t *testing.T) {
	testall.Only(t)
	lab, class := gradeLab(t), t.TempDir()
	students := 20
	if size := os.Getenv("SPEEDUP_CLASS"); size != "" {
		var err error
		students, err = strconv.Atoi(size)
		require.NoError(t, err)
	}
	want := writeClass(t, class, students)
	var first string
	for range 2 {
		out := filepath.Join(t.TempDir(), "grades")
		began := time.Now()
		output, err := gradeClass(t.Context(), lab, class, out).CombinedOutput()
		require.NoError(t, err, string(output))
		t.Logf("%d submissions in %v", students, time.Since(began).Round(time.Second))
		csv, err := os.ReadFile(filepath.Join(out, "grades.csv"))
		require.NoError(t, err)
		for id, points := range want {
			assert.Regexp(t, fmt.Sprintf(`(?m)^%s,[^,]*,[^,]*,%d,`, id, points), string(csv))
		}
		if first != "" {
			assert.Equal(t, first, string(csv))
		}
		first = string(csv)
	}
}

// A run that was killed leaves no process, goes on where it was, and grades nothing twice.
func TestGradeIsKilled(t *testing.T) {
	testall.Only(t)
	if runtime.GOOS != "linux" {
		t.Skip("it looks into /proc")
	}
	lab, class := gradeLab(t), t.TempDir()
	writeClass(t, class, 12)
	undisturbed, out := filepath.Join(t.TempDir(), "grades"), filepath.Join(t.TempDir(), "grades")
	output, err := gradeClass(t.Context(), lab, class, undisturbed).CombinedOutput()
	require.NoError(t, err, string(output))

	kept := map[string]time.Time{}
	for done := range 5 {
		cmd := gradeClass(t.Context(), lab, class, out)
		require.NoError(t, cmd.Start())
		for len(stored(t, out)) < 2*done && cmd.ProcessState == nil {
			time.Sleep(10 * time.Millisecond)
		}
		time.Sleep(time.Duration(done) * 300 * time.Millisecond)
		require.NoError(t, cmd.Process.Signal(syscall.SIGKILL))
		_ = cmd.Wait()
		assert.Eventually(t, func() bool { return len(processesOf(out)) == 0 }, 10*time.Second, 50*time.Millisecond, "%v", processesOf(out))
		now := stored(t, out)
		for file, at := range kept {
			assert.Equal(t, at, now[file], "%s was graded twice", file)
		}
		kept = now
	}
	output, err = gradeClass(t.Context(), lab, class, out).CombinedOutput()
	require.NoError(t, err, string(output))
	for file, at := range kept {
		assert.Equal(t, at, stored(t, out)[file], "%s was graded twice", file)
	}
	want, err := os.ReadFile(filepath.Join(undisturbed, "grades.csv"))
	require.NoError(t, err)
	got, err := os.ReadFile(filepath.Join(out, "grades.csv"))
	require.NoError(t, err)
	assert.Equal(t, string(want), string(got))
	assert.NoDirExists(t, filepath.Join(out, stateFolder, "work"))
}

// stored returns the grades that are kept, and since when.
func stored(t *testing.T, out string) map[string]time.Time {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(out, stateFolder, "*.json"))
	require.NoError(t, err)
	times := map[string]time.Time{}
	for _, file := range files {
		info, err := os.Stat(file)
		require.NoError(t, err)
		times[file] = info.ModTime()
	}
	return times
}

// processesOf returns the processes that have a folder in their command line.
func processesOf(folder string) (found []string) {
	lines, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, line := range lines {
		text, err := os.ReadFile(line)
		if err == nil && strings.Contains(string(text), folder) {
			found = append(found, line+" "+strings.ReplaceAll(string(text), "\x00", " "))
		}
	}
	return found
}
