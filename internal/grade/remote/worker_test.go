package remote_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/course"
	"speedup.example/internal/grade"
	"speedup.example/internal/grade/intake"
	"speedup.example/internal/grade/remote"
	"speedup.example/internal/grade/sandbox"
	"speedup.example/internal/student"
	"speedup.example/internal/testall"
)

func TestMain(m *testing.M) {
	sandbox.Main()
	os.Exit(m.Run())
}

// newWorker returns a worker of the course, if this machine can grade.
func newWorker(t *testing.T) *remote.Worker {
	t.Helper()
	testall.Only(t)
	walls, err := sandbox.Probe(t.Context())
	require.NoError(t, err)
	if !walls.Whole() {
		t.Skip("this machine has no such sandbox: ", walls.Missing)
	}
	cache, err := os.UserCacheDir()
	require.NoError(t, err)
	root := filepath.Join("..", "..", "..")
	version, err := grade.Version(t.Context(), root)
	require.NoError(t, err)
	w := &remote.Worker{Name: "w", Course: root, Cache: filepath.Join(cache, "speedup-grade"), Slots: t.TempDir(), Version: version, Walls: walls}
	t.Cleanup(func() { require.NoError(t, w.Close()) })
	return w
}

// through is a caller that has only this worker.
func through(w *remote.Worker) callerFunc { return w.Do }

func exercises(t *testing.T, names ...string) []course.Exercise {
	t.Helper()
	list, err := student.Exercises(names)
	require.NoError(t, err)
	return list
}

// handedIn has the course's own files of an exercise, one of them broken.
func handedIn(t *testing.T) intake.Submission {
	t.Helper()
	s := intake.Submission{Student: intake.Student{ID: "ada", Name: "Ada"}, Source: "ada.zip", Files: map[string][]byte{}}
	for _, file := range []string{"slowsum/closedform.go", "slowsum/unrolled.go", "slowsum/parallel.go"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "..", filepath.FromSlash(file)))
		require.NoError(t, err)
		s.Files[file] = text
	}
	s.Files["slowsum/unrolled.go"] = []byte("package slowsum\n\nfunc Unrolled(n int64) Sum { return undefined }\n")
	return s
}

// A worker gives the grade that a grader gives here, to the letter, and its key is the same,
// also with another seed. It measures what is right.
func TestSameGrade(t *testing.T) {
	w := newWorker(t)
	cache, work := w.Cache, t.TempDir()
	g, err := grade.New(t.Context(), grade.Options{
		Course: w.Course, Work: work, Cache: cache, Seed: 7, Programs: 2, Walls: w.Walls, Exercises: exercises(t, "slowsum"),
	})
	require.NoError(t, err)
	defer g.Close()
	j := &remote.Judge{Caller: through(w), Version: w.Version, Seed: 7, Exercises: exercises(t, "slowsum"), Note: func(n string) { t.Error(n) }}
	for _, j.Seed = range []uint64{7, 8} {
		g.Seed = j.Seed
		want, err := g.Grade(t.Context(), handedIn(t))
		require.NoError(t, err)
		got, err := j.Grade(t.Context(), handedIn(t))
		require.NoError(t, err)
		assert.Equal(t, text(t, want), text(t, got))
		assert.Equal(t, g.Key(handedIn(t)), j.Key(handedIn(t)))
	}
	graded, err := j.Grade(t.Context(), handedIn(t))
	require.NoError(t, err)
	timed, err := j.Speed(t.Context(), handedIn(t), graded)
	require.NoError(t, err)
	assert.False(t, timed.HasFault(), text(t, timed))
	assert.Len(t, timed.Exercises[0].Results, len(graded.Exercises[0].Results)+len(j.Exercises[0].Timed))
}

func text(t *testing.T, g grade.Grade) string {
	t.Helper()
	text, err := json.MarshalIndent(g, "", "\t")
	require.NoError(t, err)
	return string(text)
}

// Two workers of a machine don't disturb each other's files, and leave none.
func TestTwoWorkers(t *testing.T) {
	first, second := newWorker(t), newWorker(t)
	second.Slots = first.Slots
	j := &remote.Judge{Seed: 7, Exercises: exercises(t, "slowsum"), Note: func(n string) { t.Error(n) }}
	var grades []grade.Grade
	for _, w := range []*remote.Worker{first, second} {
		j.Caller = through(w)
		g, err := j.Grade(t.Context(), handedIn(t))
		require.NoError(t, err)
		grades = append(grades, g)
	}
	assert.Equal(t, grades[0], grades[1])
	require.NoError(t, first.Close())
	require.NoError(t, second.Close())
	left, err := filepath.Glob(filepath.Join(first.Slots, "*", "*"))
	require.NoError(t, err)
	assert.Empty(t, left)
}

// A worker whose course has changed, or can't be built, is unfit for any piece. A piece
// that makes no sense is an error, and the worker is as fit as before.
func TestUnfitWorker(t *testing.T) {
	w := newWorker(t)
	piece := []byte(`{"seed": 7, "exercises": ["slowsum"], "files": {}}`)
	for strange, says := range map[string]string{
		"[": "remote: the piece: unexpected end", `{"exercises": ["knitting"]}`: `no exercise "knitting"`,
	} {
		_, err := w.Do(t.Context(), remote.Grades, []byte(strange))
		require.ErrorContains(t, err, says)
	}
	_, err := w.Do(t.Context(), remote.Measures, piece)
	require.ErrorContains(t, err, "it has no results so far")
	version := w.Version
	w.Version = "older"
	require.NoError(t, w.Close()) // it would keep its grader
	_, err = w.Do(t.Context(), remote.Grades, piece)
	var unfit *remote.Unfit
	require.ErrorAs(t, err, &unfit)
	require.EqualError(t, err, "it can't prepare to grade: the course has changed here since the worker started, so start it again")
	w.Version, w.Course = version, t.TempDir()
	_, err = w.Do(t.Context(), remote.Grades, piece)
	require.ErrorAs(t, err, &unfit)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = w.Do(ctx, remote.Grades, piece)
	require.ErrorIs(t, err, context.Canceled)
}
