package workers_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/check"
	"speedup.example/internal/workers"
)

// Kernels for all that can happen in a worker.
func square(n int) int { return n * n }
func pid(int) int      { return os.Getpid() }
func hang(int) int     { check.Hang(); return 0 }
func chatty(n int) int { fmt.Println("this is not an answer"); return n }
func nested(int) (answer string) {
	_, err := workers.Map[int, int](context.Background(), workers.Processes{}, square, []int{1})
	return fmt.Sprint(err)
}
func same(s shape) shape    { return s }
func procs(int) int         { return runtime.GOMAXPROCS(0) }
func unsendable(int) func() { return func() {} }
func channel(chan int) int  { return 0 }
func late(n int) int        { return n }
func open(door) int         { return 0 }

func count(n int) (odd int) {
	for i := range n {
		odd += i & 1
	}
	return odd
}

func failing(n int) int {
	switch n {
	case 3:
		os.Exit(n)
	case 4:
		panic("a test of a kernel that panics")
	}
	return n
}

// A shape has values that a pipe might lose.
type shape struct {
	Numbers []float64
	Name    string
	Nested  map[string]uint64
	hidden  int
}

// A door can be sent, but a shut one doesn't arrive.
type door string

func (d door) GobEncode() ([]byte, error) { return []byte(d), nil }

func (d *door) GobDecode(content []byte) error {
	if string(content) == "shut" {
		return errors.New("it is shut")
	}
	return nil
}

func init() {
	_ = os.Setenv("GORACE", os.Getenv("GORACE")+" atexit_sleep_ms=0") // or each worker sleeps a second at its end
	workers.Register(square, square)
	workers.Register(pid, pid)
	workers.Register(hang, hang)
	workers.Register(chatty, chatty)
	workers.Register(nested, nested)
	workers.Register(same, same)
	workers.Register(procs, procs)
	workers.Register(unsendable, unsendable)
	workers.Register(channel, channel)
	workers.Register(failing, failing)
	workers.Register(count, count)
	workers.Register(open, open)
}

// within returns a context with a time limit, so no test can hang.
func within(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

func numbers(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

func TestAnswersComeInOrder(t *testing.T) {
	for _, procs := range []int{1, 2, 4} {
		check.Procs(t, procs)
		for _, pieces := range []int{0, 1, procs, 100} {
			answers, err := workers.Map[int, int](within(t), workers.Processes{}, square, numbers(pieces))
			require.NoError(t, err)
			require.Len(t, answers, pieces)
			for i, answer := range answers {
				assert.Equal(t, i*i, answer)
			}
		}
	}
}

// Other processes do the work, at most as many as GOMAXPROCS, or as pieces.
// Each has one thread for the kernel.
func TestNoMoreProcessesThanGOMAXPROCS(t *testing.T) {
	for _, limit := range []int{1, 2, 4} {
		check.Procs(t, limit)
		pids, err := workers.Map[int, int](within(t), workers.Processes{}, pid, numbers(50))
		require.NoError(t, err)
		assert.NotContains(t, pids, os.Getpid())
		slices.Sort(pids)
		assert.LessOrEqual(t, len(slices.Compact(pids)), limit)
	}
	settings, err := workers.Map[int, int](within(t), workers.Processes{}, procs, numbers(4))
	require.NoError(t, err)
	assert.Equal(t, []int{1, 1, 1, 1}, settings)
}

// As many pieces as GOMAXPROCS are under way at a time, and the end of the
// context ends them in the middle.
func TestProcesses(t *testing.T) {
	check.Processes(t, func(ctx context.Context) error {
		_, err := workers.Map[int, int](ctx, workers.Processes{}, hang, numbers(20))
		return err
	})
}

func TestBitsArrive(t *testing.T) {
	sent := []shape{
		{Numbers: []float64{math.Copysign(0, -1), math.Inf(1), math.SmallestNonzeroFloat64, math.Pi}, Name: "é"},
		{Nested: map[string]uint64{"a": math.MaxUint64}},
		{},
	}
	got, err := workers.Map[shape, shape](within(t), workers.Processes{}, same, sent)
	require.NoError(t, err)
	assert.Equal(t, sent, got)
	assert.True(t, math.Signbit(got[0].Numbers[0]))
	got, err = workers.Map[shape, shape](within(t), workers.Processes{}, same, []shape{{Name: "x", hidden: 1}})
	require.NoError(t, err)
	assert.Zero(t, got[0].hidden, "unexported fields stay behind")
}

// What a kernel prints goes to the error output, not between the answers.
func TestKernelsMayPrint(t *testing.T) {
	answers, err := workers.Map[int, int](within(t), workers.Processes{}, chatty, numbers(5))
	require.NoError(t, err)
	assert.Equal(t, numbers(5), answers)
}

// If a worker dies, the error says at which piece, and how. The other workers
// end, too.
func TestCrash(t *testing.T) {
	for _, limit := range []int{1, 4} {
		check.Procs(t, limit)
		answers, err := workers.Map[int, int](within(t), workers.Processes{}, failing, numbers(4))
		require.EqualError(t, err, `workers: kernel "speedup.example/internal/workers_test.failing": no answer to piece 3: EOF; its worker process ended with exit status 3`)
		assert.Nil(t, answers)
	}
	_, err := workers.Map[int, int](within(t), workers.Processes{}, failing, []int{0, 4})
	require.ErrorContains(t, err, "no answer to piece 1: EOF; its worker process ended with exit status 2")
}

// Map doesn't hang on pieces of the wrong type, or on ones that can't be encoded or decoded.
func TestWhatCannotBeSent(t *testing.T) {
	const kernel = `workers: kernel "speedup.example/internal/workers_test.`
	_, err := workers.Map[int, func()](within(t), workers.Processes{}, unsendable, numbers(1))
	require.EqualError(t, err, kernel+`unsendable": no answer to piece 0: the answer: gob NewTypeObject can't handle type: func()`)
	_, err = workers.Map[chan int, int](within(t), workers.Processes{}, channel, make([]chan int, 1))
	require.EqualError(t, err, kernel+`channel": no answer to piece 0: the piece: gob NewTypeObject can't handle type: chan int`)
	_, err = workers.Map[door, int](within(t), workers.Processes{}, open, []door{"open", "shut"})
	require.EqualError(t, err, kernel+`open": no answer to piece 1: the piece: it is shut`)
	_, err = workers.Map[string, int](within(t), workers.Processes{}, square, []string{"four"})
	require.EqualError(t, err, kernel+`square" is registered as func(int) int, not as func(string) int`)
	_, err = workers.Map[int, string](within(t), workers.Processes{}, square, numbers(1))
	require.EqualError(t, err, kernel+`square" is registered as func(int) int, not as func(int) string`)
}

// The description of a type goes to a worker only once, and comes back only once. A piece
// that brings both takes 200 allocations.
func TestTypesAreDescribedOnce(t *testing.T) {
	w, err := workers.Start(within(t), same)
	require.NoError(t, err)
	allocations := testing.AllocsPerRun(10, func() {
		require.NoError(t, w.Do(shape{Name: "x"}, new(shape)))
	})
	assert.Less(t, allocations, 50.0)
	require.NoError(t, w.End(t.Context()))
}

// Functions have to be registered, and declared. A closure has variables, so a
// worker can't find it by a name.
func TestKernelsHaveNames(t *testing.T) {
	_, err := workers.Map[int, int](within(t), workers.Processes{}, late, numbers(1))
	require.EqualError(t, err, `workers: kernel "speedup.example/internal/workers_test.late" is not registered, and a worker finds a kernel by its name only`)
	closure := func(n int) int { return n }
	_, err = workers.Map[int, int](within(t), workers.Processes{}, closure, numbers(1))
	require.ErrorContains(t, err, "TestKernelsHaveNames.func1\" is not registered")
	_, err = workers.Map[int, int](within(t), workers.Processes{}, (func(int) int)(nil), numbers(1))
	require.ErrorContains(t, err, `kernel "" is not registered`)
	assert.PanicsWithValue(t, `workers: kernel "speedup.example/internal/workers_test.TestKernelsHaveNames.func1" has no name of its own, want a declared function`,
		func() { workers.Register(closure, closure) })
}

// A worker that starts workers would start more and more processes. So would a
// program that is started as the worker of an unknown kernel.
func TestWorkersStartNoWorkers(t *testing.T) {
	answers, err := workers.Map[int, string](within(t), workers.Processes{}, nested, numbers(1))
	require.NoError(t, err)
	assert.Contains(t, answers[0], "a worker process starts no workers")
	executable, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.CommandContext(within(t), executable, "-test.run=^TestAnswersComeInOrder$")
	cmd.Env = append(os.Environ(), "SPEEDUP_WORKER=nobody")
	output, err := cmd.CombinedOutput()
	require.Error(t, err)
	assert.Contains(t, string(output), `(its kernel, "nobody", has to be registered by an init function)`)
}

// If the context has ended before, no worker starts, and none is left.
func TestEndedContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	answers, err := workers.Map[int, int](ctx, workers.Processes{}, square, numbers(5))
	require.ErrorIs(t, err, context.Canceled)
	assert.Nil(t, answers)
}

// Map leaves no goroutine, and no process, dead or alive, whether it succeeds,
// fails or is cancelled.
func TestNothingIsLeft(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	before := runtime.NumGoroutine()
	for range 5 {
		_, _ = workers.Map[int, int](t.Context(), workers.Processes{}, square, numbers(10))
		_, _ = workers.Map[int, int](t.Context(), workers.Processes{}, failing, numbers(4))
		_, _ = workers.Map[int, int](ctx, workers.Processes{}, square, numbers(10))
	}
	for ctx := within(t); runtime.NumGoroutine() > before && ctx.Err() == nil; { // some may be about to end
		runtime.Gosched()
	}
	assert.LessOrEqual(t, runtime.NumGoroutine(), before)
	requireNoChildren(t)
}

// The work takes long enough for a clock that counts sixtieths of a second.
func TestCPUTime(t *testing.T) {
	before := workers.CPUTime()
	_, err := workers.Map[int, int](within(t), workers.Processes{}, count, []int{100_000_000})
	require.NoError(t, err)
	assert.Greater(t, workers.CPUTime(), before)
}
