package peers

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/course"
)

// invented is a course with peers of each kind.
var invented = []course.Exercise{
	{Name: "fetch", Benchmark: "Fetch", Peers: rows("python", course.Python, "python-threads", course.Python)},
	{Name: "sum", Benchmark: "Sum", Peers: rows("python", course.Python, "numpy", course.NumPy, "numba", course.Numba, "numba-exact", course.Numba, "c", course.C)},
	{Name: "draw", Benchmark: "Draw", Peers: rows("python", course.NumPy, "numpy", course.NumPy, "numba", course.Numba, "c", course.C)},
	{Name: "risk", Benchmark: "Risk", Peers: rows("python", course.NumPy, "numpy", course.NumPy, "numba", course.SciPy, "c", course.C)},
}

func rows(namesAndNeeds ...any) (rows []course.Row) {
	for i := 0; i < len(namesAndNeeds); i += 2 {
		rows = append(rows, course.Row{Name: namesAndNeeds[i].(string), Needs: namesAndNeeds[i+1].(course.Need)})
	}
	return rows
}

// The answers of a Python; see probe.py.
const (
	python311 = `{"library": "python", "version": "3.11.2", "release": [3, 11]}` + "\n"
	python38  = `{"library": "python", "version": "3.8.1", "release": [3, 8]}` + "\n"
	numpy1    = `{"library": "numpy", "version": "1.24"}` + "\n"
	numba0    = `{"library": "numba", "version": "0.56"}` + "\n"
	scipy1    = `{"library": "scipy", "version": "1.10"}` + "\n"
	noNumPy   = `{"library": "numpy"}` + "\n"
	noNumba   = `{"library": "numba"}` + "\n"
	noSciPy   = `{"library": "scipy"}` + "\n"
	bad       = `{"library": "numba", "error": "ImportError: needs NumPy 1.2"}` + "\n"
	all       = python311 + numpy1 + numba0 + scipy1
)

// prepare prepares the invented course with a Python that gives these answers, and a
// compiler.
func prepare(t *testing.T, answers string) *Peers {
	t.Helper()
	t.Setenv("FAKE_ANSWERS", answers)
	t.Setenv("PYTHON", fake(t, "python"))
	if os.Getenv("CC") == "" {
		t.Setenv("CC", fake(t, "compiler"))
	}
	p, err := Prepare(t.Context(), testHost().env, root, t.TempDir(), invented)
	require.NoError(t, err)
	return p
}

func names(rows []course.Row) string {
	var names []string
	for _, row := range rows {
		names = append(names, row.Name)
	}
	return strings.Join(names, " ")
}

func TestEverythingIsThere(t *testing.T) {
	p := prepare(t, "a line that a library prints\n"+all)
	assert.Empty(t, p.Notes())
	for _, e := range invented {
		assert.Equal(t, e.Peers, p.Rows(e.Name))
	}
	assert.Empty(t, p.Rows("of another course"))
	assert.Equal(t, []string{
		"python: 3.11.2, numpy 1.24, numba 0.56, scipy 1.10",
		"cc: fakec 1.2 -O3 -ffast-math -fopenmp -march=native -mprefer-vector-width=512 -lmvec",
	}, p.Config())
}

// The arguments of CC decide how wide the vectors are: who reads the table has to know them.
func TestArgumentsOfTheCompilerAreKept(t *testing.T) {
	t.Setenv("CC", fake(t, "compiler")+" -mno-avx512f")
	cc := prepare(t, all).Config()[1]
	assert.Contains(t, cc, "fakec 1.2 -mno-avx512f -O3 ")
}

// A note says which rows are lost, and what to type.
func TestPythonLacks(t *testing.T) {
	for name, c := range map[string]struct {
		answers, failure string
		notes            []string
		rows             string // of sum
	}{
		"NumPy": {answers: python311 + noNumPy + noNumba + noSciPy, rows: "python c", notes: []string{
			"left out: numpy and all numba rows of sum; python, numpy and numba of draw and risk: PYTHON has no NumPy. " +
				"Try: PYTHON -m pip install numpy numba scipy"}},
		"Numba": {answers: python311 + numpy1 + noNumba + scipy1, rows: "python numpy c", notes: []string{
			"left out: all numba rows of sum; numba of draw and risk: PYTHON has no Numba. Try: PYTHON -m pip install numba scipy"}},
		"SciPy": {answers: python311 + numpy1 + numba0 + noSciPy, rows: "python numpy numba numba-exact c", notes: []string{
			"left out: numba of risk: PYTHON has no SciPy. Try: PYTHON -m pip install scipy"}},
		"a Numba that works": {answers: python311 + numpy1 + bad + scipy1, rows: "python numpy c", notes: []string{
			"left out: all numba rows of sum; numba of draw and risk: PYTHON cannot import its Numba (ImportError: needs NumPy 1.2). " +
				"Try: PYTHON -m pip install --upgrade numba"}},
		"a Numba that does not crash": {answers: python311 + numpy1, failure: "Illegal instruction", rows: "python numpy c", notes: []string{
			"left out: all numba rows of sum; numba of draw and risk: PYTHON cannot import its Numba (exit status 9). " +
				"Try: PYTHON -m pip install --upgrade numba"}},
		"3.9": {answers: python38, rows: "c", notes: []string{
			"left out: all python rows of fetch; python, numpy and all numba rows of sum; python, numpy and numba of draw and risk: " +
				"PYTHON is version 3.8.1, and 3.9 is needed. Try: unset PYTHON; or let it name another"}},
		"Python": {failure: "no such thing\nnor any other", rows: "c", notes: []string{
			"left out: all python rows of fetch; python, numpy and all numba rows of sum; python, numpy and numba of draw and risk: " +
				"PYTHON fails: exit status 9: nor any other. Try: unset PYTHON; or let it name another"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("FAKE_FAILURE", c.failure)
			p := prepare(t, c.answers)
			var notes []string
			for _, note := range p.Notes() {
				notes = append(notes, strings.ReplaceAll(note, os.Getenv("PYTHON"), "PYTHON"))
			}
			assert.Equal(t, c.notes, notes)
			assert.Equal(t, c.rows, names(p.Rows("sum")))
		})
	}
}

// Without PYTHON it can also be a Debian package.
func TestNotesWithoutPYTHON(t *testing.T) {
	t.Setenv("PYTHON", "")
	p := &Peers{exercises: invented[:3], noPython: errNoPython, programs: map[string]program{"sum": {bits: fullWidth()}, "draw": {bits: fullWidth()}}}
	assert.Equal(t, []string{
		"left out: all python rows of fetch; python, numpy and all numba rows of sum; python, numpy and numba of draw: " +
			"there is no Python of version 3.9 or newer. Try: on Debian: sudo apt-get install python3 python3-numpy python3-numba",
	}, p.Notes())
	p.python = interpreter{path: "/usr/bin/python3"}
	assert.Equal(t, []string{
		"left out: numpy and all numba rows of sum; python, numpy and numba of draw: /usr/bin/python3 has no NumPy. " +
			"Try: on Debian: sudo apt-get install python3-numpy python3-numba; elsewhere: /usr/bin/python3 -m pip install numpy numba",
	}, p.Notes())
}

func TestNoSuchPython(t *testing.T) {
	t.Setenv("PYTHON", filepath.Join(t.TempDir(), "python"))
	t.Setenv("CC", fake(t, "compiler"))
	p, err := Prepare(t.Context(), testHost().env, root, t.TempDir(), invented[:1])
	require.NoError(t, err)
	assert.Equal(t, []string{"left out: all python rows of fetch: there is no program " + os.Getenv("PYTHON") +
		", which PYTHON names. Try: unset PYTHON; or let it name another"}, p.Notes())
	assert.Empty(t, p.Rows("fetch"))
	assert.Empty(t, p.Config())
	_, _, err = p.Command("fetch", invented[0].Peers[0], course.Size{N: 1}, 2, "1x")
	require.EqualError(t, err, "peers: python of fetch needs Python")
}

// choose takes the first with Numba, else the first with NumPy, else the first.
func TestChoose(t *testing.T) {
	const broken = "broken"
	for want, libraries := range map[string][]string{
		"0": {"", ""},
		"1": {broken, "", ""},
		"2": {"", broken, "numpy", "numpy"},
		"3": {"", "numpy", broken, "numpy numba", "numpy numba"},
	} {
		asked := 0
		found, err := choose([]string{"0", "1", "2", "3", "4"}[:len(libraries)], func(path string) (interpreter, error) {
			asked++
			has := libraries[path[0]-'0']
			if has == broken {
				return interpreter{}, errors.New(broken)
			}
			versions := map[course.Need]string{}
			for _, library := range ladder {
				if strings.Contains(has, module(library)) {
					versions[library] = "1"
				}
			}
			return interpreter{path: path, versions: versions}, nil
		})
		require.NoError(t, err)
		assert.Equal(t, want, found.path)
		assert.LessOrEqual(t, asked, 4, "none after the first with Numba")
	}
	_, err := choose(nil, nil)
	require.EqualError(t, err, "there is no Python of version 3.9 or newer")
	_, err = choose([]string{"0", "1"}, func(path string) (interpreter, error) { return interpreter{}, errTooOld(path, "3.6") })
	require.EqualError(t, err, "0 is version 3.6, and 3.9 is needed")
}

// A compiler without libmvec is good enough, and keeps its other options.
func TestRefusedOptions(t *testing.T) {
	t.Setenv("FAKE_REFUSED", "-lmvec")
	p := prepare(t, all)
	assert.Equal(t, []string{"C may be slower than it can be in sum, draw and risk: " + os.Getenv("CC") + " refuses -lmvec"}, p.Notes())
	assert.Equal(t, "cc-refused: -lmvec of sum, draw, risk", p.Config()[2])
	assert.Contains(t, names(p.Rows("draw")), " c")
	args, err := os.ReadFile(p.programs["draw"].path)
	require.NoError(t, err)
	path := p.programs["draw"].path
	assert.Equal(t, "-O3 -ffast-math -fopenmp -o "+path+" "+path+".s -march=native -mprefer-vector-width=512 -lm", string(args))
}

// A peer whose loops are narrower than the processor's vectors is easy to beat.
func TestWeakPeer(t *testing.T) {
	t.Setenv("FAKE_ASSEMBLY", "hot_f:\n.L1:\n\tret\n\tjne\t.L1\n\tb\t.L1\n")
	p := prepare(t, all)
	why := fmt.Sprintf("its loop has no vectors, this processor's have %d bits", fullWidth())
	assert.Equal(t, []string{"c of sum is a weak peer: " + why, "c of draw is a weak peer: " + why, "c of risk is a weak peer: " + why}, p.Notes())
	assert.Equal(t, "weak: Sum/c: "+why+"; Draw/c: "+why+"; Risk/c: "+why, p.Config()[2])
	assert.Contains(t, names(p.Rows("draw")), " c", "it is still measured")
}

// A program that does not compile is left out, and the others stay.
func TestOneDoesNotCompile(t *testing.T) {
	t.Setenv("FAKE_REFUSED", filepath.Join("internal", "peers", "c", "sum.c"))
	p := prepare(t, all)
	assert.Equal(t, []string{"left out: c of sum: " + os.Getenv("CC") + " does not compile it. Try: on Debian: sudo apt-get install gcc libc6-dev; " +
		"elsewhere, let CC name a compiler with OpenMP. It said:\n    2\n    3\n    4\n    5\n    error: no " + os.Getenv("FAKE_REFUSED") + ", please"}, p.Notes())
	assert.NotContains(t, names(p.Rows("sum")), " c")
	assert.Contains(t, names(p.Rows("draw")), " c")
	assert.Len(t, p.Config(), 2)
}

func TestNoneCompiles(t *testing.T) {
	t.Setenv("FAKE_REFUSED", "-fopenmp")
	p := prepare(t, all)
	require.Len(t, p.Notes(), 1)
	assert.Regexp(t, `(?s)^left out: c of sum, draw and risk: \S*compiler does not compile them\. .* It said:\n    2\n.*no -fopenmp, please$`, p.Notes()[0])
	assert.Len(t, p.Config(), 1, "no line about an unused compiler")
}

func TestNoCompiler(t *testing.T) {
	t.Setenv("CC", filepath.Join(t.TempDir(), "gcc"))
	p := prepare(t, all)
	assert.Equal(t, []string{"left out: c of sum, draw and risk: there is no program " + os.Getenv("CC") + ", which CC names. " +
		"Try: on Debian: sudo apt-get install gcc libc6-dev; elsewhere, let CC name a compiler with OpenMP"}, p.Notes())
	assert.Equal(t, "python numpy numba numba-exact", names(p.Rows("sum")))
	assert.Len(t, p.Config(), 1)
}

// CC may have arguments, as in "ccache gcc".
func TestCompilerWithArguments(t *testing.T) {
	t.Setenv("CC", fake(t, "compiler")+" -m64")
	p := prepare(t, all)
	assert.Empty(t, p.Notes())
	args, err := os.ReadFile(p.programs["sum"].path)
	require.NoError(t, err)
	assert.Contains(t, string(args), "-m64 -O3 ")
}

func TestPrepareFails(t *testing.T) {
	_, err := Prepare(t.Context(), testHost().env, root, filepath.Join(t.TempDir(), "none"), invented)
	require.ErrorIs(t, err, os.ErrNotExist)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = Prepare(ctx, testHost().env, root, t.TempDir(), invented)
	require.ErrorIs(t, err, context.Canceled)
}

func TestCommand(t *testing.T) {
	p := prepare(t, all)
	draw := invented[2]
	args, env, err := p.Command("draw", draw.Peers[2], course.Size{N: 1000}, 4, "200ms")
	require.NoError(t, err)
	assert.Equal(t, []string{os.Getenv("PYTHON"), filepath.Join("internal", "peers", "python", "draw.py"), "numba", "1000", "4", "200ms"}, args)
	assert.Subset(t, env, []string{"OMP_WAIT_POLICY=passive", "OPENBLAS_NUM_THREADS=1", "PYTHONDONTWRITEBYTECODE=1"})
	args, _, err = p.Command("draw", draw.Peers[3], course.Size{N: 1000}, 1, "10x")
	require.NoError(t, err)
	assert.Equal(t, []string{p.programs["draw"].path, "c", "1000", "1", "10x"}, args)
	require.NoError(t, p.Close())
}
