package peers

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/course"
	"speedup.example/internal/testall"
)

// These tests run the peers, as far as this machine has Python, its libraries and a C
// compiler. The other tests of this folder are about finding those.

const root = "../.."

// The exit statuses of a peer, as peers.py documents them.
const (
	good    = 0
	lacking = 3
	wrong   = 4
)

// output runs a peer in the module's root, and returns what it printed and its exit status.
func output(t *testing.T, args ...string) (string, int) {
	t.Helper()
	stdout, stderr, err := testHost().run(t.Context(), args...)
	status := exitStatus(t, err)
	if status != good && status != lacking && status != wrong {
		require.Failf(t, "the peer fails", "%v: exit status %d\n%s", args, status, stderr)
	}
	return stdout, status
}

func exitStatus(t *testing.T, err error) int {
	t.Helper()
	if err == nil {
		return good
	}
	var exit *exec.ExitError
	require.ErrorAs(t, err, &exit)
	return exit.ExitCode()
}

// script returns the command of a program in Python, and skips the test without Python.
func script(t *testing.T, file string, args ...string) []string {
	t.Helper()
	p := here(t)
	if p.noPython != nil {
		t.Skip(p.noPython)
	}
	return append([]string{p.python.path, file}, args...)
}

// small returns a size that takes a moment, and is above the batches and pieces of NumPy.
func small(e course.Exercise) course.Size {
	if e.Sizes.Short[0].Limit > 0 {
		return course.Size{N: 30, Limit: 8, Latency: 1e6}
	}
	return course.Size{N: 40_001}
}

// line matches a peer's output for two cores. The exercise and n are left open.
const line = `^Benchmark%s/n=%d/impl=%s-2\t\d+\t[\d.]+ ns/op\t\S+ ns/%s\t\S+ cpu-ns/\w+\t[\d.]+ cores\n$`

func checkLine(t *testing.T, e course.Exercise, n int, impl, printed string) {
	t.Helper()
	assert.Regexp(t, fmt.Sprintf(line, e.Benchmark, n, impl, e.Unit), printed)
}

// Numba cannot seed the threads of a parallel loop. So its answers differ from run
// to run, and one in two millions is off by five standard errors.
func TestPython(t *testing.T) {
	testall.Only(t)
	p := here(t)
	for _, e := range course.Exercises {
		for _, row := range e.Peers {
			if row.Needs == course.C {
				continue
			}
			t.Run(e.Name+"/"+row.Name, func(t *testing.T) {
				if need := p.lacks(e.Name, row); need != course.Nothing {
					t.Skip("no ", need)
				}
				args, _, err := p.Command(e.Name, row, small(e), 2, "1x")
				require.NoError(t, err)
				t.Parallel()
				printed, status := output(t, args...)
				require.Equal(t, good, status, printed)
				checkLine(t, e, small(e).N, row.Name, printed)
			})
		}
	}
}

// Numba's integers wrap: at the lecture's size its slow_sum has an answer, and no time.
func TestNumbaWraps(t *testing.T) {
	testall.Only(t)
	printed, status := output(t, script(t, "internal/peers/python/slowsum.py", "numba", "10000000", "2", "1x")...)
	if status == lacking {
		t.Skip(printed)
	}
	assert.Equal(t, wrong, status)
	assert.Equal(t, "--- WRONG: BenchmarkSlowsum/n=10000000/impl=numba-2: answered 1291890006563070912, right is 333333283333335000000\n", printed)
}

// A number of runs is exact, and a single core has no number, as in Go.
func TestBenchtime(t *testing.T) {
	testall.Only(t)
	printed, status := output(t, script(t, "internal/peers/python/slowsum.py", "python", "100", "1", "3x")...)
	require.Equal(t, good, status, printed)
	assert.Regexp(t, `^BenchmarkSlowsum/n=100/impl=python\t3\t`, printed)
}

// changed returns a copy of a folder of peers with one text of one file replaced.
func changed(t *testing.T, folder, file, old, new string) (dir string) {
	dir = t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS(folder)))
	text, err := os.ReadFile(filepath.Join(folder, file))
	require.NoError(t, err)
	require.Contains(t, string(text), old)
	mutant := strings.ReplaceAll(string(text), old, new)
	require.NoError(t, os.WriteFile(filepath.Join(dir, file), []byte(mutant), 0o666))
	return dir
}

// A wrong peer says so, and has no time. Each of these has a typical slip.
func TestPythonChecksItsAnswers(t *testing.T) {
	testall.Only(t)
	for _, mutant := range [][4]string{
		{"slowsum", "1000", "in range(n):\n", "in range(n - 1):\n"},
		{"pi", "40000", "y * y < 1:", "y * y < 0.9:"},
		{"options", "20000", "- K, 0.0)", "- K, 1.0)"},
		{"var", "20000", "int(n_sims * 0.05)", "int(n_sims * 0.06)"},
		{"downloads", "6", "/ before - 1", "/ before"},
	} {
		t.Run(mutant[0], func(t *testing.T) {
			dir := changed(t, "python", mutant[0]+".py", mutant[2], mutant[3])
			args := script(t, filepath.Join(dir, mutant[0]+".py"), "python", mutant[1], "2", "1x")
			if mutant[0] == "downloads" {
				m, err := here(t).market(course.Size{N: 6, Limit: 6, Latency: 1e6})
				require.NoError(t, err)
				args = append(args, "6", m.file)
			}
			t.Parallel()
			printed, status := output(t, args...)
			if status == lacking {
				t.Skip(printed)
			}
			assert.Equal(t, wrong, status)
			assert.Regexp(t, `^--- WRONG: Benchmark\w+/n=\d+/impl=python-2: answered .+, right is .+\n$`, printed)
		})
	}
}

// inC returns the program of an exercise, and skips the test without a compiler.
func inC(t *testing.T, exercise string) program {
	t.Helper()
	needsC(t)
	program := here(t).programs[exercise]
	require.NoError(t, program.err)
	return program
}

// needsC skips the test if the compiler compiles nothing at all. If it compiles this, it
// should compile the peers.
func needsC(t *testing.T) {
	t.Helper()
	if here(t).noCC != nil {
		t.Skip(here(t).noCC)
	}
	if err := compilesTrivial(); err != nil {
		t.Skip("no C compiler with OpenMP and POSIX: ", err)
	}
}

// The sizes are at the seams: of a vector, of a batch, of a piece.
func TestC(t *testing.T) {
	testall.Only(t)
	for exercise, sizes := range map[string][]int{
		"slowsum": {1, 2, 7, 8, 9, 15, 16, 17, 131071, 131072, 131073, 10000000, 4294967},
		"pi":      {1, 15, 16, 17, 31, 32, 33, 262143, 262144, 262145, 1000000},
		"options": {1, 2, 511, 512, 513, 65535, 65536, 65537},
		"var":     {1, 2, 511, 512, 513, 16383, 16384, 16385, 300000},
	} {
		t.Run(exercise, func(t *testing.T) {
			program := inC(t, exercise).path
			e, err := course.Find(exercise)
			require.NoError(t, err)
			for _, n := range sizes {
				printed, status := output(t, program, "c-openmp", fmt.Sprint(n), "2", "1x")
				if n < 100 && exercise != "slowsum" && status == wrong {
					continue // a handful of samples is not normally distributed
				}
				require.Equal(t, good, status, printed)
				checkLine(t, e, n, "c-openmp", printed)
			}
			printed, _ := output(t, program, "c-openmp", "100000", "1", "3x")
			assert.Regexp(t, `^Benchmark\w+/n=100000/impl=c-openmp\t3\t`, printed, "a single core has no number, as in Go")
		})
	}
}

// A peer has as many threads as GOMAXPROCS, whatever the environment and the number of
// cores. If it may not, it fails.
func TestThreads(t *testing.T) {
	t.Setenv("OMP_NUM_THREADS", "1")
	t.Setenv("NUMBA_NUM_THREADS", "1")
	t.Run("numba", func(t *testing.T) {
		testall.Only(t)
		printed, status := output(t, script(t, "-c", `
import sys
sys.argv = ["pi.py", "numba-parallel", "1000", "5", "1x"]
sys.path.insert(0, "internal/peers/python")
import peers
peers.need("numba")
import numba
print(numba.get_num_threads())`)...)
		if status == lacking {
			t.Skip(printed)
		}
		assert.Equal(t, "5\n", printed)
	})
	t.Run("c-openmp", func(t *testing.T) {
		program := inC(t, "pi").path
		_, status := output(t, program, "c-openmp", "1000000", "5", "1x")
		assert.Equal(t, good, status)
		t.Setenv("OMP_THREAD_LIMIT", "2")
		stdout, stderr, err := testHost().run(t.Context(), program, "c-openmp", "1000000", "5", "1x")
		require.Error(t, err)
		assert.Empty(t, stdout)
		assert.Equal(t, "OpenMP has started 2 threads, want 5\n", stderr)
	})
}

func TestCChecksItsAnswers(t *testing.T) {
	testall.Only(t)
	for _, mutant := range [][3]string{
		{"slowsum", "        step += 2 *", "        step += 3 *"},
		{"pi", "0x1p30f", "0x1p29f"},
		{"options", "- strike;", "- strike + 1;"},
		{"var", "(b.n * TAIL)", "(b.n * 0.06)"},
	} {
		t.Run(mutant[0], func(t *testing.T) {
			needsC(t)
			t.Parallel()
			source := mutant[0] + ".c"
			dir := changed(t, "c", source, mutant[1], mutant[2])
			program := here(t).cc.build(t.Context(), filepath.Join(dir, source), filepath.Join(dir, "mutant"))
			require.NoError(t, program.err)
			printed, status := output(t, program.path, "c-openmp", "100000", "2", "1x")
			assert.Equal(t, wrong, status)
			assert.Regexp(t, `^--- WRONG: Benchmark\w+/n=100000/impl=c-openmp-2: answered .+, right is .+\n$`, printed)
		})
	}
}
