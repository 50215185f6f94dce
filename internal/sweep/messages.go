package sweep

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"speedup.example/internal/course"
)

// Messages of a sweep that need more than a format.

// msgPage has the command that makes a page, and the results.
const msgPage = "as a page: %s %s"

const msgBuildingCluster = "building the cluster (the first time takes a minute or two, for NATS)"

// msgBuilding appears if a build takes a while.
func msgBuilding(exercises []course.Exercise, first bool) string {
	what := "building " + strings.Join(names(exercises), " ")
	if first {
		what += " (the first time takes a minute or two)"
	}
	return what
}

func msgNotRun(step Step, err error) string {
	return fmt.Sprintf("%s could not be run; the others go on:\n%s", step.What, indented([]string{err.Error()}))
}

func msgFailed(step Step, o Outcome) string {
	return fmt.Sprintf("%s failed%s at GOMAXPROCS=%d (%s); the others go on. It printed:\n%s", step.Exercise, step.side(), step.Procs, o.State, complaint(o))
}

// msgMissing is for a benchmark that succeeds without measuring everything.
func msgMissing(step Step, rows []string, e ending) string {
	why := "something prints into the lines of its results. Print whole lines, or to the standard error"
	if !e.reading.ended {
		why = "its process ended early, without an error"
	}
	return fmt.Sprintf("no times for %s of %s%s at GOMAXPROCS=%d: %s. It printed:\n%s",
		strings.Join(rows, ", "), step.Exercise, step.side(), step.Procs, why, complaint(e.outcome))
}

func msgUnwritten(step Step, rows []string) string {
	return fmt.Sprintf("no rows %s of %s: they are not written yet (go tool lab check %s)", strings.Join(rows, ", "), step.Exercise, step.Exercise)
}

func msgPeerFailed(step Step, e ending) string {
	switch {
	case e.err != nil:
		return msgNotRun(step, e.err)
	case e.hung:
		return fmt.Sprintf("%s hangs: going on without it", step.What)
	}
	said := tail(e.outcome.Stderr, 10)
	if len(e.outcome.Stderr) == 0 {
		said = []string{"(nothing)"}
	}
	return fmt.Sprintf("%s failed (%s); the others go on. It printed:\n%s", step.What, e.outcome.State, indented(said))
}

// complaint returns the beginning of a benchmark's output, without its results.
func complaint(o Outcome) string {
	const most = 20
	var lines []string
	for line := range strings.Lines(string(o.Stdout) + string(o.Stderr)) {
		line = strings.TrimRight(line, "\r\n")
		if configs.MatchString(line) || line == "PASS" || line == "FAIL" || isResult(line) {
			continue
		}
		if i := strings.Index(line, "--- FAIL"); i > 0 && strings.HasPrefix(line, "Benchmark") {
			line = line[i:]
		}
		lines = append(lines, line)
	}
	if more := len(lines) - most; more > 0 {
		lines = append(lines[:most], fmt.Sprintf("... and %d lines more", more))
	}
	if len(lines) == 0 {
		lines = []string{"(nothing but results)"}
	}
	return indented(lines)
}

// indented indents the lines of an output, and cuts long ones.
func indented(lines []string) string {
	const most = 200
	var b strings.Builder
	for i, line := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		if runes := []rune(line[:min(len(line), 4*most)]); len(runes) > most {
			line = string(runes[:most]) + "..."
		}
		b.WriteString("    " + line)
	}
	return b.String()
}

// tail returns the last lines of a text.
func tail(text []byte, most int) []string {
	lines := strings.Split(strings.TrimRight(string(text), "\n"), "\n")
	return lines[max(0, len(lines)-most):]
}

func lastLine(text []byte) string { return tail(text, 1)[0] }

func msgNothingChanged(before string) string {
	return "nothing that is measured differs between " + before + " and the working tree: what differs now is noise"
}

// side names the version of a step, if there are two.
func (s Step) side() string {
	if s.Side == "" {
		return ""
	}
	return " " + s.Side + " the change"
}

func msgNotThere(step Step, rows []string) string {
	return fmt.Sprintf("no rows %s of %s%s: not compared", strings.Join(rows, ", "), step.Exercise, step.side())
}

func msgNotWritten(step Step, rows []string) string {
	return fmt.Sprintf("no rows %s of %s%s: they were not written yet, and are not compared", strings.Join(rows, ", "), step.Exercise, step.side())
}

// msgNotCompared is for a step of one row.
func msgNotCompared(step Step, o Outcome, err error) string {
	how, printed := o.State, complaint(o)
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		how = "no end after " + minutes(probeTime)
	case err != nil:
		how, printed = "it could not be run", indented([]string{err.Error()})
	case o.Status == 0:
		how = "its process ended early, without an error"
	}
	return fmt.Sprintf("%s of %s fails%s (%s): not compared. It printed:\n%s", step.Rows[0].Name, step.Exercise, step.side(), how, printed)
}

// Messages of builds and of results that need only a format.
const (
	msgNoVectors = "%s: the vector code is for processors with AVX2 or AVX-512 (amd64), and this one (%s) has neither"
	msgNoSecond  = "%s: with GOEXPERIMENT=simd %s does not build them, as it says above. %s"
	msgSecond    = "%s: a second binary (GOEXPERIMENT=simd) has %s"
	msgPartial   = "interrupted: %s has %d of %d passes complete, and a part of the next"
	msgNoResults = "no results can be kept in %s: %w; -results DIR names another folder"
)
