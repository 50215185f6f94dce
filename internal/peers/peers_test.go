// Package peers holds programs in Python and C: these tests run the peers, as far as this
// machine has Python, its libraries and a C compiler. Only the quote server is in Go.
package peers

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The exit statuses of a peer, as peers.py documents them.
const (
	good    = 0
	lacking = 3
	wrong   = 4
)

// output runs a program, and returns what it printed and its exit status.
func output(t *testing.T, name string, args ...string) (string, int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1", "OMP_WAIT_POLICY=passive", "OPENBLAS_NUM_THREADS=1")
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		require.NoError(t, err)
	}
	if status := cmd.ProcessState.ExitCode(); status != good && status != lacking && status != wrong {
		require.Failf(t, "the peer fails", "%s %v: exit status %d\n%s", name, args, status, stderr.String())
	}
	return stdout.String(), cmd.ProcessState.ExitCode()
}

// python returns a Python of version 3.9 or newer: the one that PYTHON names, else one
// with Numba if there is one.
func python(t *testing.T) string {
	candidates := []string{"python3", "/usr/bin/python3", "python"}
	if named := os.Getenv("PYTHON"); named != "" {
		candidates = []string{named}
	}
	for _, library := range []string{"numba", "numpy", "sys"} {
		for _, candidate := range candidates {
			test := "import sys, " + library + "; sys.exit(sys.version_info < (3, 9))"
			if exec.Command(candidate, "-c", test).Run() == nil {
				return candidate
			}
		}
	}
	t.Skip("no Python of version 3.9 or newer")
	return ""
}

// scripts are the Python peers, with a size for each that takes a moment.
var scripts = map[string]struct {
	n     string
	impls []string
}{
	"slowsum": {"300001", []string{"python", "python-threads", "python-processes", "numpy", "numba", "numba-exact", "numba-first-call"}},
	"pi":      {"20001", []string{"python", "python-processes", "numpy", "numba", "numba-parallel", "numba-first-call"}},
	"options": {"3001", []string{"python", "python-processes", "numpy", "numba", "numba-parallel"}},
	"var":     {"20001", []string{"python", "python-processes", "numpy", "numba-parallel", "numba-parallel-loops"}},
}

// line matches what a peer prints for two cores, with the name of exercise and n left open.
const line = `^Benchmark%s/n=%s/impl=%s-2\t\d+\t[\d.]+ ns/op\t\S+ ns/\w+\t\S+ cpu-ns/\w+\t[\d.]+ cores\n$`

func checkLine(t *testing.T, exercise, n, impl, printed string) {
	t.Helper()
	name := strings.ToUpper(exercise[:1]) + exercise[1:]
	assert.Regexp(t, fmt.Sprintf(line, name, n, impl), printed)
}

// Numba cannot seed the threads of a parallel loop. So its answers differ from run
// to run, and one in two millions is off by five standard errors.
func TestPython(t *testing.T) {
	interpreter := python(t)
	for exercise, script := range scripts {
		for _, impl := range script.impls {
			t.Run(exercise+"/"+impl, func(t *testing.T) {
				if testing.Short() && strings.HasPrefix(impl, "numba") {
					t.Skip("Numba takes its time to compile")
				}
				t.Parallel()
				printed, status := output(t, interpreter, "python/"+exercise+".py", impl, script.n, "2", "1x")
				if status == lacking {
					t.Skip(printed)
				}
				require.Equal(t, good, status, printed)
				checkLine(t, exercise, script.n, impl, printed)
			})
		}
	}
}

// Numba's integers wrap: at the lecture's size its slow_sum has an answer, and no time.
func TestNumbaWraps(t *testing.T) {
	printed, status := output(t, python(t), "python/slowsum.py", "numba", "10000000", "2", "1x")
	if status == lacking {
		t.Skip(printed)
	}
	assert.Equal(t, wrong, status)
	assert.Equal(t, "--- WRONG: BenchmarkSlowsum/n=10000000/impl=numba-2: answered 1291890006563070912, right is 333333283333335000000\n", printed)
}

func TestPythonDownloads(t *testing.T) {
	interpreter, server := python(t), quoteServer(t)
	for _, impl := range []string{"python", "python-threads"} {
		printed, status := output(t, interpreter, "python/downloads.py", impl, "30", "2", "2x", "8:1ms", server)
		require.Equal(t, good, status, printed)
		checkLine(t, "downloads", "30", impl, printed)
		assert.Contains(t, printed, "\t2\t")
	}
}

func quoteServer(t *testing.T) string {
	server := filepath.Join(t.TempDir(), "quoteserver.exe")
	printed, err := exec.Command("go", "build", "-o", server, "./quoteserver").CombinedOutput()
	require.NoError(t, err, string(printed))
	return server
}

// changed returns a copy of a folder of peers in which one text of one file is another.
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

// A peer that is wrong says so, and has no time. Each of these is as wrong as a
// slip would make it.
func TestPythonChecksItsAnswers(t *testing.T) {
	interpreter := python(t)
	for _, mutant := range [][4]string{
		{"slowsum", "1000", "in range(n):\n", "in range(n - 1):\n"},
		{"pi", "40000", "y * y < 1:", "y * y < 0.9:"},
		{"options", "20000", "- K, 0.0)", "- K, 1.0)"},
		{"var", "20000", "int(n_sims * 0.05)", "int(n_sims * 0.06)"},
		{"downloads", "6", "/ before - 1", "/ before"},
	} {
		t.Run(mutant[0], func(t *testing.T) {
			t.Parallel()
			dir := changed(t, "python", mutant[0]+".py", mutant[2], mutant[3])
			args := []string{filepath.Join(dir, mutant[0]+".py"), "python", mutant[1], "2", "1x"}
			if mutant[0] == "downloads" {
				args = append(args, "6:1ms", quoteServer(t))
			}
			printed, status := output(t, interpreter, args...)
			if status == lacking {
				t.Skip(printed)
			}
			assert.Equal(t, wrong, status)
			assert.Regexp(t, `^--- WRONG: Benchmark\w+/n=\d+/impl=python-2: answered .+, right is .+\n$`, printed)
		})
	}
}

// compile compiles a C program as bench.sh does, by build_c of peers.sh, which leaves out
// the options that the compiler refuses.
func compile(t *testing.T, source string) (program, refused string) {
	t.Helper()
	program, refused, err := build(t, source)
	if err != nil && !hasC(t) {
		t.Skip("no C compiler with OpenMP and POSIX")
	}
	require.NoError(t, err)
	return program, refused
}

// hasC tells that what does not compile ought to.
func hasC(t *testing.T) bool {
	trivial := filepath.Join(t.TempDir(), "trivial.c")
	text := "#include <omp.h>\n#include <sys/resource.h>\nint main(void) { return omp_get_max_threads() < 1; }\n"
	require.NoError(t, os.WriteFile(trivial, []byte(text), 0o666))
	_, _, err := build(t, trivial)
	return err == nil
}

func build(t *testing.T, source string) (program, refused string, err error) {
	const script = `
		run() { ("$@") } # bench.sh has one that a signal interrupts
		. ./peers.sh
		tmp=$3
		build_c "$1" "$2" || { cat "$tmp/err"; exit 1; }
		echo $refused`
	dir := t.TempDir()
	program = filepath.Join(dir, "peer.exe")
	printed, err := exec.Command("bash", "-c", script, "bash", source, program, dir).CombinedOutput()
	if err != nil {
		return "", "", fmt.Errorf("%w: %s", err, printed)
	}
	return program, strings.TrimSpace(string(printed)), nil
}

// The sizes are at the seams: of a vector, of a batch, of a piece.
func TestC(t *testing.T) {
	for exercise, sizes := range map[string]string{
		"slowsum": "1 2 7 8 9 131071 131072 131073 10000000 4294967",
		"pi":      "1 15 16 17 31 32 33 262143 262144 262145 1000000",
		"options": "1 2 511 512 513 65535 65536 65537",
		"var":     "1 2 511 512 513 16383 16384 16385 300000",
	} {
		t.Run(exercise, func(t *testing.T) {
			program, _ := compile(t, "c/"+exercise+".c")
			for _, n := range strings.Fields(sizes) {
				printed, status := output(t, program, "c-openmp", n, "2", "1x")
				if len(n) <= 2 && exercise != "slowsum" && status == wrong {
					continue // a handful of samples is not normally distributed
				}
				require.Equal(t, good, status, printed)
				checkLine(t, exercise, n, "c-openmp", printed)
			}
			printed, _ := output(t, program, "c-openmp", "100000", "1", "3x")
			assert.Regexp(t, `^Benchmark\w+/n=100000/impl=c-openmp\t3\t`, printed, "a single core has no number, as in Go")
		})
	}
}

// A peer has as many threads as GOMAXPROCS is, whatever the environment says, and whether
// there are as many cores. Where it may not, it fails.
func TestThreads(t *testing.T) {
	t.Setenv("OMP_NUM_THREADS", "1")
	t.Setenv("NUMBA_NUM_THREADS", "1")
	t.Run("numba", func(t *testing.T) {
		printed, status := output(t, python(t), "-c", `
import sys
sys.argv = ["pi.py", "numba-parallel", "1000", "5", "1x"]
sys.path.insert(0, "python")
import peers
peers.need("numba")
import numba
print(numba.get_num_threads())`)
		if status == lacking {
			t.Skip(printed)
		}
		assert.Equal(t, "5\n", printed)
	})
	t.Run("c-openmp", func(t *testing.T) {
		program, _ := compile(t, "c/pi.c")
		_, status := output(t, program, "c-openmp", "1000000", "5", "1x")
		assert.Equal(t, good, status)
		t.Setenv("OMP_THREAD_LIMIT", "2")
		printed, err := exec.Command(program, "c-openmp", "1000000", "5", "1x").CombinedOutput()
		require.Error(t, err)
		assert.Equal(t, "OpenMP has started 2 threads, want 5\n", string(printed))
	})
}

func TestCChecksItsAnswers(t *testing.T) {
	for _, mutant := range [][3]string{
		{"slowsum", "step += 2 *", "step += 3 *"},
		{"pi", "0x1p46f", "0x1p45f"},
		{"options", "- strike;", "- strike + 1;"},
		{"var", "(b.n * TAIL)", "(b.n * 0.06)"},
	} {
		t.Run(mutant[0], func(t *testing.T) {
			t.Parallel()
			source := mutant[0] + ".c"
			program, _ := compile(t, filepath.Join(changed(t, "c", source, mutant[1], mutant[2]), source))
			printed, status := output(t, program, "c-openmp", "100000", "2", "1x")
			assert.Equal(t, wrong, status)
			assert.Regexp(t, `^--- WRONG: Benchmark\w+/n=100000/impl=c-openmp-2: answered .+, right is .+\n$`, printed)
		})
	}
}

// C is only fast if it computes in vectors as wide as the processor has: gcc likes
// to merge sine and cosine into a function that is not. In each exercise one function
// takes the time. Its loops have to contain these, all those of a string in one loop:
// instructions, whose names begin with v, on the widest vectors, and libmvec's functions.
var hot = map[string]struct {
	function string
	loops    []string
}{
	"slowsum": {"piece", []string{"vpaddq"}},
	"pi":      {"count", []string{"vpaddq vcvtdq2ps"}},
	"options": {"payoffs", []string{"vpaddq", "log cos vsqrtpd", "exp vaddpd"}},
	"var":     {"simulate", []string{"vpaddq", "log cos vsqrtpd", "vaddpd"}},
}

func TestCIsVectorised(t *testing.T) {
	register, libmvec := vectors(t)
	for exercise, want := range hot {
		t.Run(exercise, func(t *testing.T) {
			program, refused := compile(t, "c/"+exercise+".c")
			assert.Empty(t, refused, "options that the compiler refuses")
			listing := disassemble(t, program, want.function)
			for _, loop := range want.loops {
				assert.True(t, hasLoop(listing, loop, register, libmvec), "no loop in %s has %s, of vectors in %s:\n%s", want.function, loop, register, listing)
			}
			assert.NotRegexp(t, `call.*<sincos\b`, listing)
		})
	}
}

// vectors returns how the widest vector registers here are called, and how the names of
// libmvec's functions on them begin.
func vectors(t *testing.T) (register, libmvec string) {
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		t.Skip("the names are those of Linux on amd64")
	}
	cpu, err := os.ReadFile("/proc/cpuinfo")
	require.NoError(t, err)
	switch {
	case regexp.MustCompile(`\bavx512f\b`).Match(cpu):
		return "%zmm", "_ZGVeN8v_"
	case regexp.MustCompile(`\bavx2\b`).Match(cpu):
		return "%ymm", "_ZGVdN4v_"
	}
	t.Skip("no AVX2")
	return "", ""
}

// disassemble returns the instructions of a function, a line each.
func disassemble(t *testing.T, program, function string) string {
	t.Helper()
	listing, err := exec.Command("objdump", "-d", "--no-show-raw-insn", program).Output()
	require.NoError(t, err)
	match := regexp.MustCompile(`(?s)\n[0-9a-f]+ <` + function + `>:\n(.*?)\n\n`).FindSubmatch(listing)
	require.NotNil(t, match, "%s has no function %s", program, function)
	return string(match[1])
}

func hasLoop(listing, want, register, libmvec string) bool {
	return slices.ContainsFunc(loops(listing), func(loop string) bool {
		for name := range strings.FieldsSeq(want) {
			pattern := `call .*<` + libmvec + name + `\b`
			if strings.HasPrefix(name, "v") {
				pattern = name + ` .*` + register
			}
			if !regexp.MustCompile(pattern).MatchString(loop) {
				return false
			}
		}
		return true
	})
}

var instruction = regexp.MustCompile(`^ *([0-9a-f]+):\t(?:j\w+ +([0-9a-f]+))?`)

// loops returns the innermost loops of a listing: from the target of a jump back to the
// jump, if there is no other loop between.
func loops(listing string) (found []string) {
	lines := strings.Split(listing, "\n")
	at := map[string]int{} // by address
	last := -1             // where the latest loop begins
	for i, line := range lines {
		match := instruction.FindStringSubmatch(line)
		if match == nil {
			continue
		}
		at[match[1]] = i
		if start, isBack := at[match[2]]; isBack && start > last {
			found = append(found, strings.Join(lines[start:i+1], "\n"))
			last = start
		}
	}
	return found
}
