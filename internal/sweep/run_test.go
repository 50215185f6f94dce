package sweep_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/course"
	"speedup.example/internal/sweep"
)

// A runner takes time in the bubble, and returns any output.
type runner func(ctx context.Context, step sweep.Step) (sweep.Outcome, error)

func (r runner) Run(ctx context.Context, step sweep.Step) (sweep.Outcome, error) { return r(ctx, step) }

// sleep returns false if ctx ended before.
func sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

// measured returns the output of a benchmark.
func measured(step sweep.Step) sweep.Outcome {
	suffix := ""
	if step.Procs > 1 {
		suffix = fmt.Sprint("-", step.Procs)
	}
	return sweep.Outcome{Stdout: fmt.Appendf(nil, "goos: linux\nBenchmark%s/n=9/impl=%s%s\t 5\t 40 ns/op\nPASS\n", step.Benchmark, step.Rows[0].Name, suffix)}
}

// good takes as many seconds as the step has processors.
func good(ctx context.Context, step sweep.Step) (sweep.Outcome, error) {
	sleep(ctx, time.Duration(step.Procs)*time.Second)
	return measured(step), nil
}

// steps returns the steps of exercises at two GOMAXPROCS. With good each takes 3 s a
// pass.
func steps(exercises ...string) (steps []sweep.Step) {
	for _, e := range exercises {
		for _, procs := range []int{1, 2} {
			steps = append(steps, sweep.Step{Exercise: e, Benchmark: e, Procs: procs, Program: sweep.Plain, Rows: named("sequential"), Sizes: []course.Size{{N: 9}}, What: fmt.Sprintf("%s at %d", e, procs)})
		}
	}
	return steps
}

// A trial is a sweep with its results and its messages.
type trial struct {
	sweep.Sweep
	said bytes.Buffer
	dir  string
}

func newTrial(t *testing.T, count int, steps []sweep.Step, run runner) *trial {
	t.Helper()
	dir := t.TempDir()
	results, err := sweep.NewResults(dir, "x")
	require.NoError(t, err)
	r := &trial{dir: dir, Sweep: sweep.Sweep{
		Steps: steps, Count: count, Runner: run, Results: results, Limit: time.Hour, Slow: 10 * time.Second,
	}}
	r.Progress = &sweep.Progress{W: &r.said}
	for range steps {
		r.Expected = append(r.Expected, 500*time.Millisecond)
	}
	return r
}

// kept returns the lines of results, or none if nothing was measured.
func (r *trial) kept(t *testing.T) string {
	t.Helper()
	path, _, err := r.Results.Close()
	require.NoError(t, err)
	if path == "" {
		return ""
	}
	return content(t, path)
}

// The passes are outermost, and from the second on the sweep knows the time left.
func TestPasses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ran []string
		r := newTrial(t, 3, steps("pi", "var"), func(ctx context.Context, step sweep.Step) (sweep.Outcome, error) {
			ran = append(ran, step.What)
			return good(ctx, step)
		})
		require.NoError(t, r.Run(t.Context()))
		pass := []string{"pi at 1", "pi at 2", "var at 1", "var at 2"}
		assert.Equal(t, append(append(append([]string{}, pass...), pass...), pass...), ran)
		assert.Equal(t, `pass 1 of 3: 0%, perhaps 6 s left
pass 2 of 3: 33%, about 12 s left
pass 3 of 3: 66%, about 6 s left
measured in 18 s
`, r.said.String())
		assert.Equal(t, 3, r.Passes)
		assert.Empty(t, r.Failed)
		assert.Equal(t, 12, strings.Count(r.kept(t), "Benchmark"))
	})
}

// On a terminal the sweep rewrites one line, which fits. Later passes use the times
// of the first.
func TestProgressOnATerminal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newTrial(t, 2, steps("pi"), good)
		r.Progress.Columns = func() int { return 60 }
		require.NoError(t, r.Run(t.Context()))
		var lines []string
		for line := range strings.SplitSeq(r.said.String(), "\r") {
			assert.LessOrEqual(t, len(line), 60)
			if !strings.Contains(line, " for ") { // those that move have a test of their own
				lines = append(lines, strings.TrimRight(line, " "))
			}
		}
		assert.Equal(t, []string{
			"",
			"pass 1 of 2, pi at 1: 0%, perhaps 2 s left",
			"pass 1 of 2, pi at 2: 25%, perhaps 3 s left",
			"pass 2 of 2, pi at 1: 50%, about 3 s left",
			"pass 2 of 2, pi at 2: 66%, about 2 s left",
			"",
			"measured in 6 s\n",
		}, lines)
	})
}

// The rows of a process are at the end of its line, as far as the window goes.
func TestProgressNamesTheRows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		oneProcess := steps("pi")[:1]
		oneProcess[0].Rows = named("sequential", "unrolled", "parallel")
		for width, want := range map[int]string{
			100: "pass 1 of 1, pi at 1: 0%, less than a second left: sequential unrolled parallel",
			70:  "pass 1 of 1, pi at 1: 0%, less than a second left: sequential unrol",
		} {
			r := newTrial(t, 1, oneProcess, good)
			r.Progress.Columns = func() int { return width }
			require.NoError(t, r.Run(t.Context()))
			assert.Contains(t, strings.Split(r.said.String(), "\r"), want)
		}
	})
}

// The sweep corrects the expected times of steps by the real times of others, of peers by
// peers. It is sure if older results have them.
func TestTimeLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		plan := append(peerSteps("python"), steps("pi")...)
		r := newTrial(t, 1, plan, func(ctx context.Context, step sweep.Step) (sweep.Outcome, error) {
			sleep(ctx, 6*time.Second)
			return measured(step), nil
		})
		r.Expected, r.Known = []time.Duration{3 * time.Second, 2 * time.Second, 4 * time.Second}, true
		r.Progress.Columns = func() int { return 100 }
		require.NoError(t, r.Run(t.Context()))
		said := strings.Join(strings.Split(r.said.String(), "\r"), "\n")
		assert.Contains(t, said, "pi by python: 0%, about 9 s left")
		assert.Contains(t, said, "pi at 1: 50%, about 6 s left")
		assert.Contains(t, said, "pi at 2: 50%, about 12 s left")
	})
}

// An exercise with a budget measures everything once, and repeats what fits into the
// budget.
func TestBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ran := map[string]int{}
		r := newTrial(t, 3, steps("pi", "var"), func(ctx context.Context, step sweep.Step) (sweep.Outcome, error) {
			ran[step.What]++
			if step.What == "pi at 2" {
				sleep(ctx, 30*time.Second)
			}
			return good(ctx, step)
		})
		r.Budget = 35 * time.Second
		require.NoError(t, r.Run(t.Context()))
		assert.Equal(t, map[string]int{"pi at 1": 3, "pi at 2": 1, "var at 1": 3, "var at 2": 3}, ran)
		assert.Contains(t, r.said.String(), "pass 2 of 3: 81%, about 8 s left\n")
		assert.Equal(t, 3, r.Passes)
	})
}

// A long step has a line that moves on a terminal, even if nothing comes out of it, and
// takes longer than expected.
func TestLongStep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newTrial(t, 1, steps("downloads")[:1], func(ctx context.Context, step sweep.Step) (sweep.Outcome, error) {
			sleep(ctx, 4500*time.Millisecond)
			return measured(step), nil
		})
		r.Expected = []time.Duration{4 * time.Second}
		r.Progress.Columns = func() int { return 100 }
		require.NoError(t, r.Run(t.Context()))
		said := strings.ReplaceAll(r.said.String(), "\r", "\n")
		assert.Contains(t, said, "pass 1 of 1, downloads at 1: 0%, perhaps 4 s left")
		assert.Contains(t, said, "pass 1 of 1, downloads at 1 for 1 s: 25%, perhaps 3 s left")
		assert.Contains(t, said, "pass 1 of 1, downloads at 1 for 3 s: 75%, perhaps 1 s left")
		assert.Contains(t, said, "pass 1 of 1, downloads at 1 for 4 s: 99%, less than a second left")
	})
}

// During names only what takes a while, but shows it at once on a terminal, and the
// seconds.
func TestDuring(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var said bytes.Buffer
		p := &sweep.Progress{W: &said}
		done := p.During("building")
		time.Sleep(time.Second)
		done()
		time.Sleep(time.Hour)
		assert.Empty(t, said.String())
		done = p.During("building")
		time.Sleep(3 * time.Second)
		synctest.Wait()
		assert.Equal(t, "building\n", said.String())
		done()
	})
	synctest.Test(t, func(t *testing.T) {
		var said bytes.Buffer
		p := &sweep.Progress{W: &said, Columns: func() int { return 80 }}
		done := p.During("building")
		time.Sleep(2500 * time.Millisecond)
		done()
		assert.Equal(t, "\rbuilding\rbuilding, 1 s\rbuilding, 2 s\r               \r", said.String())
		time.Sleep(time.Hour)
	})
}

// Ctrl-C ends the running process. The sweep keeps its whole lines, and all earlier ones.
func TestInterrupt(t *testing.T) {
	for seconds, passes := range map[int]int{0: 0, 1: 0, 4: 1, 7: 2} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Duration(seconds)*time.Second+time.Millisecond)
			defer cancel()
			r := newTrial(t, 3, steps("pi"), func(ctx context.Context, step sweep.Step) (sweep.Outcome, error) {
				if sleep(ctx, time.Duration(step.Procs)*time.Second) {
					return measured(step), nil
				}
				cut := sweep.Outcome{Stdout: append(measured(step).Stdout, "Benchmarkpi/n=8/impl=sequential-2\t 5\t 4"...), Status: -1}
				return cut, nil
			})
			require.ErrorIs(t, r.Run(ctx), context.DeadlineExceeded)
			assert.Equal(t, passes, r.Passes, seconds)
			kept := r.kept(t)
			assert.NotContains(t, kept, "n=8")
			assert.Equal(t, 1+map[int]int{0: 0, 1: 1, 4: 3, 7: 5}[seconds], strings.Count(kept, "impl=sequential"), seconds)
			assert.Empty(t, r.Failed, "an interrupted benchmark has not failed")
		})
	}
}

// A failure is shown once, and the others go on.
func TestFailing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newTrial(t, 2, steps("fails", "crashes", "silent", "gone", "good"), func(ctx context.Context, step sweep.Step) (sweep.Outcome, error) {
			o := measured(step)
			switch step.Exercise {
			case "fails":
				o.Stdout = append(o.Stdout, "Benchmarkfails/impl=parallel-2 \t--- FAIL: Benchmarkfails/impl=parallel-2\n    bench.go:99: answer 3, want 4\nFAIL\n"...)
				o.Status, o.State = 1, "exit status 1"
			case "crashes":
				return sweep.Outcome{Stderr: []byte("panic: index out of range\n" + strings.Repeat("goroutine 7\n", 30)), Status: 2, State: "exit status 2"}, nil
			case "silent":
				return sweep.Outcome{Stdout: []byte("PASS\n")}, nil
			case "gone":
				return sweep.Outcome{}, errors.New("fork/exec gone.test: permission denied")
			}
			return o, nil
		})
		require.NoError(t, r.Run(t.Context()))
		assert.Equal(t, []string{"fails", "crashes", "silent", "gone"}, r.Failed)
		said := r.said.String()
		assert.Equal(t, 1, strings.Count(said, `fails failed at GOMAXPROCS=1 (exit status 1); the others go on. It printed:
    --- FAIL: Benchmarkfails/impl=parallel-2
        bench.go:99: answer 3, want 4
`), said)
		assert.Contains(t, said, "crashes failed at GOMAXPROCS=1 (exit status 2); the others go on. It printed:\n    panic: index out of range\n    goroutine 7\n")
		assert.Contains(t, said, "    ... and 11 lines more\n")
		assert.Contains(t, said, "no times for sequential of silent at GOMAXPROCS=1: something prints into the lines of its results.")
		assert.Contains(t, said, "gone at 1 could not be run; the others go on:\n    fork/exec gone.test: permission denied\n")
		kept := r.kept(t)
		assert.Equal(t, 4, strings.Count(kept, "Benchmarkgood"))
		assert.Equal(t, 4, strings.Count(kept, "Benchmarkfails/n=9/impl=sequential"))
		assert.NotContains(t, kept, "FAIL")
	})
}

// A sweep waits only once for what hangs, whether the benchmark ends itself or not.
func TestHanging(t *testing.T) {
	for name, hang := range map[string]runner{
		"it says so": func(ctx context.Context, _ sweep.Step) (sweep.Outcome, error) {
			sleep(ctx, 10*time.Minute)
			return sweep.Outcome{Stderr: []byte("panic: test timed out: a benchmark ran for 10m0s\n"), Status: 2, State: "exit status 2"}, nil
		},
		"it is ended": func(ctx context.Context, _ sweep.Step) (sweep.Outcome, error) {
			<-ctx.Done()
			return sweep.Outcome{Status: -1}, nil
		},
	} {
		synctest.Test(t, func(t *testing.T) {
			ran := 0
			r := newTrial(t, 3, steps("hangs", "good"), func(ctx context.Context, step sweep.Step) (sweep.Outcome, error) {
				if step.Exercise == "good" {
					return good(ctx, step)
				}
				ran++
				return hang(ctx, step)
			})
			require.NoError(t, r.Run(t.Context()), name)
			assert.Equal(t, 1, ran, name)
			assert.Equal(t, []string{"hangs"}, r.Failed, name)
			assert.Equal(t, 1, strings.Count(r.said.String(), "hangs hangs: going on without it\n"), name)
			assert.Equal(t, 6, strings.Count(r.kept(t), "Benchmarkgood"), name)
			assert.Contains(t, r.said.String(), "pass 2 of 3: 99%, about 6 s left\n", "what hangs is not waited for again")
		})
	}
}

// A process that ends early without an error has failed, but unwritten rows have not.
// The sweep says each once.
func TestMissingRows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newTrial(t, 2, steps("leaves", "blank"), func(ctx context.Context, step sweep.Step) (sweep.Outcome, error) {
			if step.Exercise == "leaves" {
				return sweep.Outcome{Stdout: []byte("goos: linux\n")}, nil
			}
			return sweep.Outcome{Stdout: []byte("PASS\n"), Stderr: fmt.Appendf(nil, "--- UNWRITTEN: sequential\n--- UNWRITTEN: of-%d\n", step.Procs)}, nil
		})
		require.NoError(t, r.Run(t.Context()))
		assert.Equal(t, []string{"leaves"}, r.Failed)
		assert.Equal(t, `pass 1 of 2: 0%, perhaps 4 s left
no times for sequential of leaves at GOMAXPROCS=1: its process ended early, without an error. It printed:
    (nothing but results)
no rows sequential, of-1 of blank: they are not written yet (go tool lab check blank)
no rows of-2 of blank: they are not written yet (go tool lab check blank)
`, strings.Split(r.said.String(), "pass 2")[0])
		assert.Empty(t, r.kept(t))
	})
}

// peerSteps has a step for each peer of an exercise.
func peerSteps(impls ...string) (steps []sweep.Step) {
	for _, impl := range impls {
		steps = append(steps, sweep.Step{
			Exercise: "pi", Benchmark: "pi", Procs: 2, Program: sweep.Peer, Rows: named(impl),
			Sizes: []course.Size{{N: 9}}, What: "pi by " + impl,
		})
	}
	return steps
}

// The sweep leaves out a peer that lacks something, gives no time to a wrong one, and
// reports one that fails. The others go on. It measures a slow one in the first pass
// only, and the time left doesn't count it again.
func TestPeers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ran := map[string]int{}
		r := newTrial(t, 3, append(peerSteps("lacking", "wrong", "failing", "silent", "slow", "good"), steps("pi")...), func(ctx context.Context, step sweep.Step) (sweep.Outcome, error) {
			if step.Program != sweep.Peer {
				return good(ctx, step)
			}
			ran[step.Names()[0]]++
			switch step.Names()[0] {
			case "lacking":
				return sweep.Outcome{Stdout: []byte("missing: numba\n"), Status: 3}, nil
			case "wrong":
				return sweep.Outcome{Stdout: []byte("--- WRONG: Benchmarkpi/n=9/impl=wrong-2: answered 3, right is 4\n"), Status: 4, State: "exit status 4"}, nil
			case "failing":
				return sweep.Outcome{Stderr: []byte("Traceback\nno such thing\n"), Status: 1, State: "exit status 1"}, nil
			case "silent":
				return sweep.Outcome{State: "exit status 0"}, nil
			case "slow":
				sleep(ctx, time.Minute)
				return measured(step), nil
			}
			return good(ctx, step)
		})
		require.NoError(t, r.Run(t.Context()))
		assert.Equal(t, map[string]int{"lacking": 1, "wrong": 3, "failing": 1, "silent": 1, "slow": 1, "good": 3}, ran)
		assert.Equal(t, []string{"pi-by-failing", "pi-by-silent"}, r.Failed)
		assert.Equal(t, `pass 1 of 3: 0%, perhaps 12 s left
left out: pi by lacking (missing: numba)
pi by failing failed (exit status 1); the others go on. It printed:
    Traceback
    no such thing
pi by silent failed (exit status 0); the others go on. It printed:
    (nothing)
pass 2 of 3: 86%, about 10 s left
pass 3 of 3: 93%, about 5 s left
measured in 1 min 15 s
`, r.said.String())
		assert.Equal(t, 3, strings.Count(r.kept(t), "WRONG"))
	})
}

// A full disk ends the sweep, because it can keep nothing.
func TestResultsCannotBeWritten(t *testing.T) {
	r := newTrial(t, 2, steps("pi"), good)
	_, _, err := r.Results.Close()
	require.NoError(t, err)
	synctest.Test(t, func(t *testing.T) {
		require.ErrorContains(t, r.Run(t.Context()), "cannot write the results")
	})
}

func TestMinutes(t *testing.T) {
	assert.Equal(t, "less than a second", sweep.Minutes(0))
	assert.Equal(t, "1 s", sweep.Minutes(600*time.Millisecond))
	assert.Equal(t, "59 s", sweep.Minutes(59*time.Second+400*time.Millisecond))
	assert.Equal(t, "1 min 0 s", sweep.Minutes(59*time.Second+500*time.Millisecond))
	assert.Equal(t, "61 min 1 s", sweep.Minutes(time.Hour+61*time.Second))
}
