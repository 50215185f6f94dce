package record

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"os"
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
}

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
	cmd.Stdin = strings.NewReader(nonce + "\n")
	printed := new(tail)
	cmd.Stdout, cmd.Stderr = printed, printed
	defer child.KillGroup(cmd)
	err = cmd.Run()
	switch {
	case ctx.Err() != nil:
		return Record{}, ctx.Err()
	case cmd.ProcessState == nil:
		return Record{}, fmt.Errorf("check: %w", err)
	case limited.Err() != nil:
		return Record{Verdict: Hangs, Message: fmt.Sprintf(hangsKilled, c.Function, backstop)}, nil
	}
	return c.judge(folder, nonce, cmd.ProcessState, printed.String()), nil
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
	if report := races(folder); report != "" {
		place := Place(report, filepath.Base(c.Dir))
		return Record{Verdict: Races, Message: fmt.Sprintf(raceSeen, at(place)), Place: place}
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

// races returns the reports of the race detector.
func races(folder string) (reports string) {
	files, _ := filepath.Glob(filepath.Join(folder, raceFile+".*"))
	for _, file := range files {
		report, _ := os.ReadFile(file)
		reports += string(report)
	}
	return reports
}
