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
	"speedup.example/internal/testall"
	"speedup.example/internal/verify"
)

const root = "../.."

func programs(t *testing.T) []verify.Program {
	t.Helper()
	all, err := verify.Programs(os.DirFS("testdata"))
	require.NoError(t, err)
	return all
}

// A sample of the proof: a wrong program for each exercise fails. In .ci/run it is one for
// each function, and the stubs score nothing. The tests of the exercises show that the
// solutions pass. The whole proof, in a handout, with all programs and the race detector,
// is go tool lab verify, which .ci/run types.
func TestSample(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds a dozen programs")
	}
	v, err := verify.InPlace(root)
	require.NoError(t, err)
	v.Short = true
	if testall.On() {
		require.NoError(t, v.Blank(t.Context()))
	}
	var out bytes.Buffer
	require.NoError(t, v.Programs(t.Context(), &out, sample(t)), &out)
}

// sample returns the wrong programs that are judged: one for each function, or exercise.
func sample(t *testing.T) (some []verify.Program) {
	t.Helper()
	seen := map[string]bool{}
	for _, p := range verify.Sample(programs(t)) {
		if exercise := path.Dir(p.File); testall.On() || !seen[exercise] {
			seen[exercise] = true
			some = append(some, p)
		}
	}
	return some
}

// The sample has a wrong program for each function, for many different checks.
func TestSampleIsOfAllFunctions(t *testing.T) {
	files, checks := map[string]bool{}, map[string]bool{}
	for _, p := range verify.Sample(programs(t)) {
		files[p.File], checks[p.Fails[0].Check] = true, true
	}
	functions := 0
	for _, e := range course.Exercises {
		functions += len(e.Functions)
	}
	assert.Len(t, files, functions)
	assert.GreaterOrEqual(t, len(checks), functions)
}

// Every check has a wrong program, and every driver has three right ones in other
// idioms.
func TestThereAreEnoughPrograms(t *testing.T) {
	wrong, right := map[string]bool{}, map[string]int{}
	for _, p := range programs(t) {
		for _, f := range p.Fails {
			wrong[f.Check] = true
		}
		if len(p.Fails) == 0 {
			right[p.File]++
		}
	}
	for _, e := range course.Exercises {
		assert.GreaterOrEqual(t, right[path.Join(e.Name, "parallel.go")], 3, e.Name)
		for _, f := range e.Functions {
			for _, c := range f.Checks {
				assert.True(t, wrong[c.Name], "no program fails %s", c.Name)
			}
		}
	}
}

// A verifier that finds nothing proves nothing. So this one must find a right
// program that claims to be wrong, and a wrong one that claims to be right or
// to fail another check.
func TestVerifierFindsErrors(t *testing.T) {
	v, err := verify.InPlace(root)
	require.NoError(t, err)
	v.Short = true
	source, err := os.ReadFile(root + "/slowsum/closedform.go")
	require.NoError(t, err)
	solution, broken := string(source), strings.Replace(string(source), "2*m-1", "2*m+1", 1)
	program := func(source, fails, says string) verify.Program {
		p := verify.Program{Name: "x.go", File: "slowsum/closedform.go", Source: []byte(source)}
		if fails != "" {
			p.Fails = []verify.Failure{{Check: fails, Says: []string{says}}}
		}
		return p
	}

	errs := v.Judge(t.Context(), program(solution, "", ""), program(solution, "exact", "For n="))
	require.NoError(t, errs[0])
	require.ErrorContains(t, errs[1], "x.go is wrong, but passes exact, and every other check")

	errs = v.Judge(t.Context(), program(broken, "exact", "For n="), program(broken, "exact", "something else"),
		program(broken, "exakt", ""), program(broken, "", ""))
	require.NoError(t, errs[0])
	require.ErrorContains(t, errs[1], `fails exact without saying "something else"`)
	require.ErrorContains(t, errs[2], "there is no check exakt")
	require.ErrorContains(t, errs[3], "x.go is right, but fails exact")

	elsewhere := program(broken, "", "")
	elsewhere.File = "slowsum/sum.go"
	require.ErrorContains(t, v.Judge(t.Context(), elsewhere)[0], "no stub is in slowsum/sum.go")
}

func TestProgramsSayWhatTheyAre(t *testing.T) {
	for doc, want := range map[string]string{
		"// Nothing.\n": "want verify:passes, or verify:fails",
		"//verify:passes\n//verify:fails overlap\n": "want verify:passes, or verify:fails",
		"//verify:fails overlap\n":                  "want verify:passes, or verify:fails",
		"//verify:pass\n":                           "no directive verify:pass",
		"//verify:says it\n":                        "no directive verify:says",
	} {
		_, err := verify.Programs(fstest.MapFS{"pi/parallel/x.go": {Data: []byte(doc + "package pi\n")}})
		require.ErrorContains(t, err, want, doc)
	}
}
