package grade_test

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/grade"
	"speedup.example/internal/grade/intake"
	"speedup.example/internal/grade/sandbox"
	"speedup.example/internal/student"
)

// right returns right programs in several idioms, from the tests of the checks.
func right(t *testing.T) (programs []program) {
	t.Helper()
	root := os.DirFS(filepath.Join("..", "verify", "testdata"))
	files, err := fs.Glob(root, "*/*/*.go")
	require.NoError(t, err)
	for _, name := range files {
		source, err := fs.ReadFile(root, name)
		require.NoError(t, err)
		if strings.Contains(string(source), "\n//verify:passes") {
			programs = append(programs, program{name: name, file: path.Dir(name) + ".go", source: source})
		}
	}
	return programs
}

// Right programs get all points, however they are written: there are at least three
// idioms of each driver, and two of each kernel.
func TestRightPrograms(t *testing.T) {
	idioms := map[string]int{}
	programs := right(t)
	for _, p := range programs {
		idioms[p.file]++
	}
	g := newGrader(t, false)
	for _, stub := range g.Stubs() {
		want := 2
		if strings.HasSuffix(stub.File, "/parallel.go") {
			want = 3
		}
		idioms[stub.File]++ // the course's own
		assert.GreaterOrEqual(t, idioms[stub.File], want, stub.File)
	}
	for _, p := range programs {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			var others map[string][]byte
			if path.Dir(p.file) == "var" { // whose functions call each other
				others = solutions(t, g).Files
			}
			verdict, message := outcome(t, g, p, others)
			assert.Equal(t, grade.Passed, verdict, message)
		})
	}
}

// The course's own solutions get all points, with any seed.
func TestSolutions(t *testing.T) {
	g := newGrader(t, false)
	s := solutions(t, g)
	for _, seed := range []uint64{1, 2, 3} {
		g.Seed = seed
		graded, err := g.Grade(t.Context(), s)
		require.NoError(t, err)
		got, of := graded.Points()
		assert.Equal(t, of, got, "%+v", lost(graded))
	}
}

// solutions returns the course's own solutions, as a submission.
func solutions(t *testing.T, g *grade.Grader) intake.Submission {
	t.Helper()
	s := intake.Submission{Student: intake.Student{ID: "solutions"}, Files: map[string][]byte{}}
	for _, stub := range g.Stubs() {
		source, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(stub.File)))
		require.NoError(t, err)
		s.Files[stub.File] = source
	}
	return s
}

// lost returns the results that cost points.
func lost(g grade.Grade) (results []student.Result) {
	for _, e := range g.Exercises {
		for _, r := range e.Results {
			if grade.Of(r.Verdict) != grade.Passed {
				results = append(results, r)
			}
		}
	}
	return results
}

// A file that is refused, or does not build, costs its own function's points only. What is
// missing is unwritten.
func TestOneFileIsBroken(t *testing.T) {
	g := newGrader(t, false, "slowsum")
	s := solutions(t, g)
	s.Files["slowsum/unrolled.go"] = []byte("package slowsum\n\nfunc Unrolled(n int64) Sum { return undefined }\n")
	delete(s.Files, "slowsum/parallel.go")
	graded, err := g.Grade(t.Context(), s)
	require.NoError(t, err)
	got := map[string]grade.Verdict{}
	for _, r := range graded.Exercises[0].Results {
		got[r.Function] = grade.Of(r.Verdict)
		if r.Function == "Unrolled" {
			assert.Equal(t, "slowsum/unrolled.go:3", r.Place, r.Message)
			assert.Contains(t, r.Message, "undefined: undefined")
		}
	}
	assert.Equal(t, map[string]grade.Verdict{"Parallel": grade.Unwritten, "Unrolled": grade.Compile, "ClosedForm": grade.Passed}, got)
}

// Without the whole sandbox, which a teacher has to ask for, grading goes on with what there
// is. Right code has its points, and a race is seen.
func TestWithoutSandbox(t *testing.T) {
	for name, walls := range map[string]sandbox.Walls{"nothing": {}, "Landlock": {Landlock: true}, "namespaces": {Namespaces: true}} {
		t.Run(name, func(t *testing.T) {
			g := newGrader(t, false, "pi")
			g.Walls = walls
			s := solutions(t, g)
			graded, err := g.Grade(t.Context(), s)
			require.NoError(t, err)
			assert.Empty(t, lost(graded))
			racy := slices.IndexFunc(programs(t, "corpus"), func(p program) bool { return strings.HasSuffix(p.name, "/races.go") })
			verdict, message := outcome(t, g, programs(t, "corpus")[racy], nil)
			assert.Equal(t, grade.Race, verdict, message)
		})
	}
}

// A class is graded once: what a store has is not graded again. Another seed is another
// grade. The order of the grades is that of the submissions.
func TestClass(t *testing.T) {
	g := newGrader(t, false, "slowsum")
	closedForm := solutions(t, g).Files["slowsum/closedform.go"]
	var class []intake.Submission
	for i := range 3 {
		class = append(class, intake.Submission{Student: intake.Student{ID: fmt.Sprint(i)}, Files: map[string][]byte{}})
	}
	class[1].Files["slowsum/closedform.go"] = closedForm
	store, err := grade.OpenStore(t.TempDir())
	require.NoError(t, err)
	var kept []bool
	run := func() []grade.Grade {
		kept = nil
		grades, err := grade.Class(t.Context(), g, class, store, func(_ int, _ grade.Grade, k bool) { kept = append(kept, k) })
		require.NoError(t, err)
		return grades
	}
	first := run()
	assert.Equal(t, []bool{false, false, false}, kept)
	var points []int
	for _, grade := range first {
		got, _ := grade.Points()
		points = append(points, got)
	}
	assert.Equal(t, []int{0, 5, 0}, points)
	assert.Equal(t, first, run())
	assert.Equal(t, []bool{true, true, true}, kept)
	g.Seed++
	run()
	assert.Equal(t, []bool{false, false, false}, kept)
}

// A store survives what a killed run leaves, and says which file is damaged.
func TestStore(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "123.half"), []byte("{"), 0o666))
	store, err := grade.OpenStore(dir)
	require.NoError(t, err)
	assert.NoFileExists(t, filepath.Join(dir, "123.half"))
	_, ok, err := store.Load("key")
	require.NoError(t, err)
	assert.False(t, ok)
	require.NoError(t, store.Save("key", grade.Grade{Seed: 7}))
	got, ok, err := store.Load("key")
	require.NoError(t, err)
	assert.True(t, ok)
	assert.Equal(t, uint64(7), got.Seed)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "key.json"), []byte("{"), 0o666))
	_, _, err = store.Load("key")
	require.ErrorContains(t, err, "key.json is damaged")
}

// The seed is the one that is given, else the last one, else a new one.
func TestSeed(t *testing.T) {
	store, err := grade.OpenStore(t.TempDir())
	require.NoError(t, err)
	random := func() uint64 { return 1 << 40 }
	for _, c := range []struct{ given, want uint64 }{{0, 1<<39 | 1}, {0, 1<<39 | 1}, {5, 5}, {0, 5}} {
		got, err := store.Seed(c.given, random)
		require.NoError(t, err)
		assert.Equal(t, c.want, got)
	}
}

// Only one grader works in a folder.
func TestLock(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	unlock, err := grade.Lock(dir)
	require.NoError(t, err)
	_, err = grade.Lock(dir)
	require.ErrorContains(t, err, "another grader is at work")
	unlock()
	unlock, err = grade.Lock(dir)
	require.NoError(t, err)
	unlock()
}

// Messages name no folder of the grader's machine.
func TestMessagesNameNoFolder(t *testing.T) {
	g := newGrader(t, false, "slowsum")
	graded, err := g.Grade(t.Context(), intake.Submission{Files: map[string][]byte{
		"slowsum/closedform.go": []byte("package slowsum\n\nfunc ClosedForm(n int64) Sum { panic(n) }\n"),
		"slowsum/unrolled.go":   []byte("package slowsum\n\nfunc Unrolled(n int64) Sum { return 1 + }\n"),
	}})
	require.NoError(t, err)
	for _, r := range graded.Exercises[0].Results {
		assert.NotRegexp(t, regexp.MustCompile(`(^|[\s"'(:])(/|\.\./)\w`), r.Message+" "+r.Place)
	}
}
