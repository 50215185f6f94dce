//go:build linux

package speed_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/bench/turns"
	"speedup.example/internal/check/record"
	"speedup.example/internal/child"
	"speedup.example/internal/grade/sandbox"
	"speedup.example/internal/grade/speed"
)

// acting names what a program does, in the environment of its process.
const acting = "SPEED_ACT"

func TestMain(m *testing.M) {
	sandbox.Main()
	if act, ok := acts[os.Getenv(acting)]; ok {
		replies := os.NewFile(sandbox.FirstExtra, "replies")
		err := turns.Serve(os.Stdin, replies, func(task turns.Task) turns.Reply { return act(task, replies) })
		fmt.Fprintln(os.Stderr, err)
		os.Exit(9)
	}
	os.Exit(m.Run())
}

var spun int

// acts are the ways in which a program can do a task.
var acts = map[string]func(task turns.Task, replies *os.File) turns.Reply{
	"right": func(task turns.Task, _ *os.File) turns.Reply { return turns.Reply{Answer: fmt.Append(nil, task.Seed)} },
	"spins": func(turns.Task, *os.File) turns.Reply {
		go func() {
			for {
				spun++
			}
		}()
		return turns.Reply{}
	},
	"touches": func(turns.Task, *os.File) turns.Reply {
		for i, big := 0, make([]byte, 1<<24); i < len(big); i += 4096 {
			big[i] = 1
		}
		return turns.Reply{}
	},
	"fails":  func(turns.Task, *os.File) turns.Reply { return turns.Reply{Error: "no such row"} },
	"prints": func(turns.Task, *os.File) turns.Reply { fmt.Println(`{"answer":1}`); return turns.Reply{} },
	"leaves": func(turns.Task, *os.File) turns.Reply { os.Exit(0); return turns.Reply{} },
	"dies": func(turns.Task, *os.File) turns.Reply {
		time.AfterFunc(10*time.Millisecond, func() { os.Exit(3) })
		return turns.Reply{}
	},
	"exits":   func(turns.Task, *os.File) turns.Reply { os.Exit(3); return turns.Reply{} },
	"panics":  func(turns.Task, *os.File) turns.Reply { panic("no") },
	"closes":  func(_ turns.Task, replies *os.File) turns.Reply { replies.Close(); select {} },
	"garbage": func(_ turns.Task, replies *os.File) turns.Reply { fmt.Fprintln(replies, "hello"); select {} },
	"shapes":  func(_ turns.Task, replies *os.File) turns.Reply { fmt.Fprintln(replies, `{"error":[1]}`); select {} },
	"floods": func(_ turns.Task, replies *os.File) turns.Reply {
		fmt.Fprint(replies, strings.Repeat("1", 1<<20))
		select {}
	},
	"silent": func(turns.Task, *os.File) turns.Reply { time.Sleep(time.Hour); return turns.Reply{} },
	"outputs": func(turns.Task, *os.File) turns.Reply {
		fmt.Print(strings.Repeat("1", 2<<20))
		select {}
	},
}

// start starts this binary, acting.
func start(t *testing.T, act string) *speed.Program {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	walls, err := sandbox.Probe(t.Context())
	require.NoError(t, err)
	root := t.TempDir()
	require.NoError(t, os.Chmod(root, 0o755))
	require.NoError(t, allowPath(root))
	box := sandbox.Box{Root: root, Read: append([]string{self}, sandbox.System...), Limits: sandbox.Limits{
		Memory: 1 << 30, CPU: time.Minute, Wall: time.Minute, FileSize: 1 << 20, Files: 64, Processes: 256, Output: 1 << 20,
	}}
	cmd := child.Command(t.Context(), "/", []string{acting + "=" + act}, self)
	p, err := speed.Start(cmd, box, walls)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, p.Close()) })
	return p
}

var task = turns.Task{Row: "parallel", N: 3, Seed: 17, Procs: 2}

func TestProgram(t *testing.T) {
	p := start(t, "right")
	for range 3 {
		played, err := p.Turn(task, time.Minute)
		require.NoError(t, err)
		assert.Equal(t, "17", string(played.Answer))
		assert.Positive(t, played.Time)
	}
}

// What a program prints is no reply.
func TestPrinting(t *testing.T) {
	played, err := start(t, "prints").Turn(task, time.Minute)
	require.NoError(t, err)
	assert.Empty(t, played.Answer)
}

// While it is not its turn, a program stands still, whatever its goroutines would do.
func TestStandsStill(t *testing.T) {
	p := start(t, "spins")
	_, err := p.Turn(task, time.Minute)
	require.NoError(t, err)
	before := speed.CPUTime(t, p)
	other := start(t, "touches")
	for range 20 {
		_, err := other.Turn(task, time.Minute)
		require.NoError(t, err)
	}
	assert.Equal(t, before, speed.CPUTime(t, p))
	assert.Equal(t, "T", speed.State(t, p))
	for speed.CPUTime(t, p) == before { // it spins in its turns, of which one is short
		_, err = p.Turn(task, time.Minute)
		require.NoError(t, err)
	}
}

func TestNoReply(t *testing.T) {
	for act, want := range map[string]record.Record{
		"fails":   {Verdict: record.Failed, Message: "no such row"},
		"leaves":  {Verdict: record.LeftEarly, Message: "exit status 0"},
		"exits":   {Verdict: record.LeftEarly, Message: "exit status 3"},
		"panics":  {Verdict: record.LeftEarly, Message: "exit status 2"},
		"closes":  {Verdict: record.LeftEarly, Message: "signal: killed"},
		"garbage": {Verdict: record.Failed, Message: "can't be read"},
		"shapes":  {Verdict: record.Failed, Message: "can't be read"},
		"floods":  {Verdict: record.Failed, Message: "can't be read"},
		"outputs": {Verdict: record.Limit, Message: "printed"},
	} {
		t.Run(act, func(t *testing.T) {
			t.Parallel()
			_, err := start(t, act).Turn(task, time.Minute)
			var fault *speed.Fault
			require.ErrorAs(t, err, &fault)
			assert.Equal(t, want.Verdict, fault.Verdict)
			assert.Contains(t, fault.Message, want.Message)
		})
	}
}

// A program that ends after its reply has left, too, whenever that is seen.
func TestDies(t *testing.T) {
	p := start(t, "dies")
	var err error
	for err == nil {
		_, err = p.Turn(task, time.Minute)
	}
	var fault *speed.Fault
	require.ErrorAs(t, err, &fault)
	assert.Equal(t, record.LeftEarly, fault.Verdict)
	assert.Contains(t, fault.Message, "exit status 3")
	_, err = p.Turn(task, time.Minute)
	require.ErrorAs(t, err, &fault, "and stays so")
}

// A program has so much time, and no more.
func TestLate(t *testing.T) {
	_, err := start(t, "silent").Turn(task, 100*time.Millisecond)
	var fault *speed.Fault
	require.ErrorAs(t, err, &fault)
	assert.Equal(t, record.Limit, fault.Verdict)
}

// A program that can't be started is a fault of the grader.
func TestNoProgram(t *testing.T) {
	root := t.TempDir()
	_, err := speed.Start(exec.Command("/nowhere"), sandbox.Box{Root: root, Limits: sandbox.Limits{Memory: 1 << 30, CPU: time.Minute, Wall: time.Minute, Files: 64, Processes: 256}}, sandbox.Walls{})
	require.Error(t, err)
	var fault *speed.Fault
	assert.False(t, errors.As(err, &fault), "%v", err)
}

// The counters are those of a turn, and of the program alone. Few virtual machines count
// instructions, so here they count page faults, and nanoseconds.
func TestCounts(t *testing.T) {
	speed.CountPages(t)
	touches, idle := start(t, "touches"), start(t, "right")
	for range 3 {
		busy, err := touches.Turn(task, time.Minute)
		require.NoError(t, err)
		rest, err := idle.Turn(task, time.Minute)
		require.NoError(t, err)
		if busy.Counts == (speed.Counts{}) {
			t.Skip("this machine counts nothing, not even pages")
		}
		assert.Greater(t, busy.Counts.Instructions, rest.Counts.Instructions) // 16 MiB have 4096 pages, or 8 large ones
		assert.Greater(t, busy.Counts.Cycles, rest.Counts.Cycles)
		assert.Positive(t, rest.Counts.Cycles)
	}
}

// allowPath lets everybody enter the folders of the test.
func allowPath(path string) error {
	parent := path[:strings.LastIndex(path, "/")]
	return os.Chmod(parent, 0o755)
}
