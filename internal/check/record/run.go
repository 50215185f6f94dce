package record

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"speedup.example/internal/child"
)

// A Check is a check to run, of a function that somebody has written.
type Check struct {
	Binary   string   // the tests of the exercise, as go test -c builds them
	Dir      string   // the folder of the exercise
	Test     string   // TestParallel/overlap
	Function string   // as messages name it: pi.Parallel
	Procs    int      // GOMAXPROCS
	Env      []string // of the process
	Seed     uint64   // of a hidden check, which has other numbers than the handout's; else 0

	// Runner runs the process in place of [exec.Cmd.Run], if it is set. folder is where the
	// process writes. A [Stopped] is the error of a process that it had to stop.
	Runner func(cmd *exec.Cmd, folder string) error
}

// Stopped is the error of a process that was stopped at a limit.
type Stopped struct{ Why string }

func (s *Stopped) Error() string { return "stopped: " + s.Why }

// backstop ends a process if its own watch (package check) doesn't.
const backstop = 2 * time.Minute

// Run runs the check in a process of its own. Its errors are not about the function: ctx
// has ended, or the process could not be started.
func (c Check) Run(ctx context.Context) (Record, error) {
	folder, err := os.MkdirTemp("", "speedup-check-")
	if err != nil {
		return Record{}, err
	}
	defer os.RemoveAll(folder)
	nonce := rand.Text()
	limited, cancel := context.WithTimeout(ctx, backstop)
	defer cancel()
	cmd := child.Command(limited, c.Dir, c.environment(folder), c.Binary, "-test.run="+exactly(c.Test), fmt.Sprint("-test.cpu=", c.Procs), "-test.timeout=0")
	cmd.Stdin = strings.NewReader(fmt.Sprintln(nonce, c.Seed))
	printed := new(tail)
	cmd.Stdout, cmd.Stderr = printed, printed
	defer child.KillGroup(cmd)
	err = c.run(cmd, folder)
	var stopped *Stopped
	switch {
	case ctx.Err() != nil:
		return Record{}, ctx.Err()
	case errors.As(err, &stopped):
		return Record{Verdict: Limit, Message: fmt.Sprintf(wasStopped, c.Function, stopped.Why)}, nil
	case limited.Err() != nil:
		return Record{Verdict: Hangs, Message: fmt.Sprintf(hangsKilled, c.Function, backstop)}, nil
	case !hasEnded(err):
		return Record{}, fmt.Errorf("check: %w", err)
	}
	return c.judge(folder, nonce, cmd.ProcessState, printed.String()), nil
}

func (c Check) run(cmd *exec.Cmd, folder string) error {
	if c.Runner != nil {
		return c.Runner(cmd, folder)
	}
	return cmd.Run()
}

// hasEnded reports whether an error is that of a process that has run, and ended.
func hasEnded(err error) bool {
	var exit *exec.ExitError
	return err == nil || errors.As(err, &exit) || errors.Is(err, exec.ErrWaitDelay)
}

// environment returns the environment of the process. A race ends it at once.
func (c Check) environment(folder string) []string {
	return append(c.Env[:len(c.Env):len(c.Env)], folderVariable+"="+folder, "GOTRACEBACK=all",
		fmt.Sprintf(`GORACE=halt_on_error=1 history_size=7 atexit_sleep_ms=0 log_path="%s"`, filepath.Join(folder, raceFile)))
}

// exactly returns the pattern that matches one test, and none of its subtests' names.
func exactly(test string) string {
	return "^" + strings.ReplaceAll(regexp.QuoteMeta(test), "/", "$/^") + "$"
}

// judge decides by the files in the folder. A record counts only with the nonce, and a
// pass only if the process ended well.
func (c Check) judge(folder, nonce string, state *os.ProcessState, printed string) Record {
	switch report := raceReports(folder); {
	case strings.Contains(report, "DATA RACE"):
		place := Place(report, filepath.Base(c.Dir))
		return Record{Verdict: Races, Message: fmt.Sprintf(raceSeen, at(place)), Place: place}
	case strings.Contains(report, "simultaneously alive goroutines"):
		return Record{Verdict: Limit, Message: fmt.Sprintf(noGoroutines, c.Function)}
	case report != "": // the detector itself has no memory left
		return Record{Verdict: Limit, Message: fmt.Sprintf(noMemory, c.Function)}
	}
	r, ok := read(filepath.Join(folder, recordFile), nonce)
	if ok && r.Message == "" && r.Verdict == Failed {
		r.Message = fmt.Sprintf(itPrinted, strings.TrimSpace(printed))
	}
	if ok && (r.Verdict != Passed || state.Success()) {
		return r
	}
	if crash, _ := os.ReadFile(filepath.Join(folder, crashFile)); len(crash) > 0 {
		return c.crashed(string(crash))
	}
	return Record{Verdict: LeftEarly, Message: leftEarly(c.Function, state, printed)}
}

// read returns the record in a file, if there is one with the nonce.
func read(file, nonce string) (r Record, ok bool) {
	text, err := os.ReadFile(file)
	if err != nil || json.Unmarshal(text, &r) != nil || r.Nonce != nonce || nonce == "" {
		return Record{}, false
	}
	r.Nonce = ""
	return r, true
}

// raceReports returns what the race detector has written: reports of races, or why it
// can't go on.
func raceReports(folder string) (reports string) {
	files, _ := filepath.Glob(filepath.Join(folder, raceFile+".*"))
	for _, file := range files {
		report, _ := os.ReadFile(file)
		reports += string(report)
	}
	return reports
}
