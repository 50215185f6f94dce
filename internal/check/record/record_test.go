package record_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/check/record"
)

// processes are the ways in which the process of a check can behave.
var processes = map[string]struct {
	act     func(p *record.Process, folder string)
	verdict record.Verdict
	message string
}{
	"TestPasses": {func(p *record.Process, _ string) { p.End(record.Record{Verdict: record.Passed}) }, record.Passed, ""},
	"TestFails": {func(p *record.Process, _ string) {
		p.End(record.Record{Verdict: record.Failed, Message: "no", Place: "pi/parallel.go:3"})
	}, record.Failed, "no"},
	"TestEndsTwice": {func(p *record.Process, _ string) {
		go p.End(record.Record{Verdict: record.Failed, Message: "the first"})
		time.Sleep(time.Second)
		p.End(record.Record{Verdict: record.Passed})
	}, record.Failed, "the first"},
	"TestNotesAndFails": {func(p *record.Process, _ string) {
		fmt.Println("this is why")
		p.Note(record.Record{Verdict: record.Failed})
		os.Exit(1)
	}, record.Failed, "this is why"},
	"TestPassesAndFails": {func(p *record.Process, _ string) {
		p.Note(record.Record{Verdict: record.Passed})
		os.Exit(2)
	}, record.LeftEarly, "with status 2"},
	"TestForges": {func(_ *record.Process, folder string) {
		text, _ := json.Marshal(record.Record{Verdict: record.Passed, Nonce: "a guess"})
		_ = os.WriteFile(filepath.Join(folder, "record"), text, 0o666)
		os.Exit(0)
	}, record.LeftEarly, "with status 0"},
	"TestForgesWithoutNonce": {func(_ *record.Process, folder string) {
		_ = os.WriteFile(filepath.Join(folder, "record"), []byte(`{"verdict":"passed"}`), 0o666)
		os.Exit(0)
	}, record.LeftEarly, "with status 0"},
	"TestCrashes": {func(*record.Process, string) {
		go panic("for a reason\nand more")
		select {}
	}, record.Panics, "f panics: for a reason"},
	"TestIsKilled": {func(*record.Process, string) {
		self, _ := os.FindProcess(os.Getpid())
		_ = self.Kill()
		select {}
	}, record.LeftEarly, "was stopped from outside"},
	"TestFloods": {func(p *record.Process, _ string) {
		for range 1000 {
			fmt.Println(strings.Repeat("PASS ", 1000))
		}
		os.Exit(1)
	}, record.LeftEarly, "PASS"},
	"TestDetectorCountsGoroutines": {func(_ *record.Process, folder string) {
		_ = os.WriteFile(filepath.Join(folder, "race.17"), []byte("race: limit on 8128 simultaneously alive goroutines is exceeded, dying\n"), 0o666)
		os.Exit(66)
	}, record.Limit, "f has more goroutines at a time"},
	"TestDetectorNeedsMemory": {func(_ *record.Process, folder string) {
		_ = os.WriteFile(filepath.Join(folder, "race.17"), []byte("==17==ERROR: ThreadSanitizer failed to allocate 0x200000 bytes\n"), 0o666)
		os.Exit(66)
	}, record.Limit, "f needs more memory than it may have."},
	"TestRaces": {func(_ *record.Process, folder string) {
		_ = os.WriteFile(filepath.Join(folder, "race.17"), []byte("WARNING: DATA RACE\nWrite at 0x00c0 by goroutine 9:\n  x.F()\n      /x/record/x.go:33 +0x6f\n"), 0o666)
		os.Exit(66)
	}, record.Races, "Two goroutines use the same variable at the same time, and one of them writes to it at record/x.go:33."},
}

// TestMain behaves as the process of a check, if Check.Run has started it.
func TestMain(m *testing.M) {
	if p := record.Open(); p != nil {
		for _, arg := range os.Args {
			if test, ok := strings.CutPrefix(arg, "-test.run=^"); ok {
				processes[strings.TrimSuffix(test, "$")].act(p, p.Folder())
			}
		}
		os.Exit(9)
	}
	os.Exit(m.Run())
}

func run(ctx context.Context, t *testing.T, test string) (record.Record, error) {
	t.Helper()
	binary, err := os.Executable()
	require.NoError(t, err)
	dir, err := os.Getwd()
	require.NoError(t, err)
	return record.Check{Binary: binary, Dir: dir, Test: test, Function: "f", Procs: 2, Env: os.Environ()}.Run(ctx)
}

// Only a record with the nonce, from a process that ended well, is a pass.
func TestRun(t *testing.T) {
	for test, process := range processes {
		t.Run(test, func(t *testing.T) {
			if test == "TestIsKilled" && runtime.GOOS == "windows" {
				t.Skip("there a process that is killed has exited with status 1")
			}
			t.Parallel()
			r, err := run(t.Context(), t, test)
			require.NoError(t, err)
			assert.Equal(t, process.verdict, r.Verdict, r.Message)
			assert.Contains(t, r.Message, process.message)
			assert.Less(t, len(r.Message), 2000)
			assert.Empty(t, r.Nonce)
		})
	}
}

// The end of the context ends the check without a verdict.
func TestRunIsInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := run(ctx, t, "TestPasses")
	require.ErrorIs(t, err, context.Canceled)
}

// A program that can't start is an error, and no verdict.
func TestRunWithoutBinary(t *testing.T) {
	_, err := record.Check{Binary: filepath.Join(t.TempDir(), "none"), Test: "TestPasses", Function: "f", Procs: 1}.Run(t.Context())
	require.ErrorContains(t, err, "check: ")
}

func TestPlace(t *testing.T) {
	for stack, want := range map[string]string{
		"pi.Parallel(...)\n\t/home/x/course/pi/parallel.go:17 +0x3\n":           "pi/parallel.go:17",
		"pi.Parallel.func1()\n\tC:/course/pi/parallel.go:30 +0x1d\n":            "pi/parallel.go:30",
		"x_test.f()\n\t/c/pi/pi_test.go:9\nx.g()\n\t/c/pi/unrolled.go:8 +0x1\n": "pi/unrolled.go:8",
		"speedup.example/pi.Parallel\n\tpi/parallel.go:4\n":                     "pi/parallel.go:4", // -trimpath
		"main.main()\n\t/c/api/parallel.go:17\n":                                "",
		"":                                                                      "",
	} {
		assert.Equal(t, want, record.Place(stack, "pi"), stack)
	}
}
