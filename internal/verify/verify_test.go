package verify_test

import (
	"bytes"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/course"
	"speedup.example/internal/verify"
)

const root = "../.."

func programs(t *testing.T) []verify.Program {
	t.Helper()
	all, err := verify.Programs(os.DirFS("testdata"))
	require.NoError(t, err)
	return all
}

// The proof, as go tool lab verify has it with all programs, and the race detector
// on all that have to be free of races.
func TestVerify(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds hundreds of programs")
	}
	v, err := verify.New(root, t.TempDir())
	require.NoError(t, err)
	v.Short = true
	require.NoError(t, v.Blank(t.Context()))
	require.NoError(t, v.Solved(t.Context()))
	var out bytes.Buffer
	require.NoError(t, v.Programs(t.Context(), &out, verify.Sample(programs(t))), &out)
}

// There are thirty wrong programs and more, and for every driver three right
// ones in other idioms.
func TestThereAreEnoughPrograms(t *testing.T) {
	wrong, right := 0, map[string]int{}
	for _, p := range verify.Sample(programs(t)) {
		if p.Fails != "" {
			wrong++
		} else {
			right[p.File]++
		}
	}
	assert.GreaterOrEqual(t, wrong, 30)
	for _, e := range course.Exercises {
		assert.GreaterOrEqual(t, right[path.Join(e.Name, "parallel.go")], 3, e.Name)
	}
}

// A verifier that finds nothing proves nothing: a right program that is said to
// be wrong, and a wrong one that is said to be right or to fail otherwise, are
// found.
func TestVerifierFindsErrors(t *testing.T) {
	v, err := verify.New(root, t.TempDir())
	require.NoError(t, err)
	v.Short = true
	solution, err := os.ReadFile(root + "/slowsum/closedform.go")
	require.NoError(t, err)
	judge := func(p verify.Program) error { return v.Judge(t.Context(), p)[0] }
	p := verify.Program{Name: "x.go", File: "slowsum/closedform.go", Source: solution}
	require.NoError(t, judge(p))

	p.Fails, p.Says = "exact", []string{"For n="}
	require.ErrorContains(t, judge(p), "x.go is wrong, but passes exact, and every other check")

	p.Source = []byte(strings.Replace(string(solution), "2*m-1", "2*m+1", 1))
	require.NoError(t, judge(p))
	p.Says = []string{"something else"}
	require.ErrorContains(t, judge(p), `fails exact without saying "something else"`)
	p.Fails = "exakt"
	require.ErrorContains(t, judge(p), "there is no check exakt")

	p.Fails, p.Says = "", nil
	require.ErrorContains(t, judge(p), "x.go is right, but fails exact")
	p.File = "slowsum/sum.go"
	require.ErrorContains(t, judge(p), "no stub is in slowsum/sum.go")
}

func TestProgramsSayWhatTheyAre(t *testing.T) {
	for doc, want := range map[string]string{
		"// Nothing.\n": "want verify:passes, or verify:fails",
		"//verify:passes\n//verify:fails overlap\n": "want verify:passes, or verify:fails",
		"//verify:fails overlap\n":                  "want verify:passes, or verify:fails",
		"//verify:pass\n":                           "no directive verify:pass",
	} {
		_, err := verify.Programs(fstest.MapFS{"pi/parallel/x.go": {Data: []byte(doc + "package pi\n")}})
		require.ErrorContains(t, err, want, doc)
	}
}
