package student

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/fatih/color"

	"speedup.example/internal/check/record"
	"speedup.example/internal/course"
)

// width is the width of the text. The testing package and benchstat are wider.
const width = 80

// Package color leaves these out if the terminal has no colours, or NO_COLOR is
// set.
var (
	green = color.New(color.FgGreen).SprintFunc()
	red   = color.New(color.FgRed).SprintFunc()
	bold  = color.New(color.Bold).SprintFunc()
	faint = color.New(color.Faint).SprintFunc()
)

// Overview prints the exercises in the lecture's order, the points of each
// function as of the last check, and what is next.
func (m *Module) Overview(w io.Writer, s *State) {
	got, of := total(s)
	fmt.Fprintf(w, "%s %d of %d points\n", bar(got, of), got, of)
	for _, e := range course.Exercises {
		fmt.Fprintln(w)
		for i, f := range e.Functions {
			name := ""
			if i == 0 {
				name = e.Name
			}
			fmt.Fprintf(w, "  %s %-15s %s\n", bold(fmt.Sprintf("%-10s", name)), f.Name, m.standing(s, e, f))
		}
	}
	fmt.Fprintln(w)
	m.next(w, s)
}

// total returns the points of all exercises. Unchecked ones count in full, and
// have no points.
func total(s *State) (got, of int) {
	for _, e := range course.Exercises {
		g, o := Score(s.Results[e.Name].Results, "")
		if o == 0 {
			o = e.Points()
		}
		got, of = got+g, of+o
	}
	return got, of
}

// bar is the same on every terminal. It shows a single point, and a single
// missing point.
func bar(got, of int) string {
	const cells = 30
	full := (cells*got + of - 1) / max(of, 1)
	if got < of {
		full = min(full, cells-1)
	}
	return "[" + green(strings.Repeat("#", full)) + strings.Repeat("-", cells-full) + "]"
}

// standing says how a function did.
func (m *Module) standing(s *State, e course.Exercise, f course.Function) string {
	results := s.Results[e.Name].Results
	got, of := Score(results, f.Name)
	if of == 0 {
		return fmt.Sprintf("%2s of %2d  %s", "?", f.Points(), faint("not checked yet"))
	}
	text, failed := fmt.Sprintf("%2d of %2d  ", got, of), failures(results, f.Name)
	switch {
	case len(failed) == 0:
		text += green("done")
	case failed[0].Verdict == record.Unwritten:
		text += faint("to write: " + m.Place(e.Name, f.Name))
	default:
		var names []string
		for _, r := range failed {
			names = append(names, r.Check)
		}
		text += red("missing: " + strings.Join(names, ", "))
	}
	if m.Stale(s, e.Name, f.Name) {
		text += faint(" (changed since)")
	}
	return text
}

func failures(results []Result, function string) (failed []Result) {
	for _, r := range results {
		if r.Function == function && r.Verdict != record.Passed && r.Verdict != record.NotHere {
			failed = append(failed, r)
		}
	}
	return failed
}

// next says what to do now, and which commands help.
func (m *Module) next(w io.Writer, s *State) {
	exercise, function, ok := s.Next(course.Exercises)
	if !ok {
		fmt.Fprintln(w, "All points. Now measure: ./bench.sh")
		return
	}
	stub, err := m.Stub(exercise, function)
	if err != nil {
		return
	}
	fmt.Fprintf(w, "Next: %s in %s\n", bold(exercise+"."+function), bold(m.Place(exercise, function)))
	fmt.Fprintln(w, Wrap(stub.Task, "  "))
	fmt.Fprintf(w, "\n  the lesson     %s/README.md\n", exercise)
	fmt.Fprintf(w, "  check it       go tool lab check %s\n", exercise)
	fmt.Fprintf(w, "  a hint         go tool lab hint %s\n", exercise)
}

// Builds reports whether the checks could run at all.
func Builds(results []Result) bool {
	return len(results) == 0 || results[0].Verdict != record.NotBuilt
}

// Report prints the results of an exercise, check by check, and what is wrong.
func (m *Module) Report(w io.Writer, e course.Exercise, results []Result) {
	if !Builds(results) {
		fmt.Fprintf(w, "%s does not build, so nothing was checked:\n%s\n", bold(e.Name), Wrap(results[0].Message, "  "))
		fmt.Fprintf(w, "To get a lost function back: go tool lab reset %s FUNCTION\n", e.Name)
		return
	}
	for _, f := range e.Functions {
		m.reportFunction(w, e, f, results)
	}
	if !slices.ContainsFunc(results, pending) {
		reportTotal(w, e, results)
	}
}

// ReportRace prints the results of the race detector, which [Module.Report] has left open.
func (m *Module) ReportRace(w io.Writer, e course.Exercise, results []Result) {
	fmt.Fprintln(w)
	for _, f := range e.Functions {
		if f.Checks = slices.DeleteFunc(slices.Clone(f.Checks), func(c course.Check) bool { return !c.Race }); len(f.Checks) > 0 {
			m.reportFunction(w, e, f, results)
		}
	}
	reportTotal(w, e, results)
}

func reportTotal(w io.Writer, e course.Exercise, results []Result) {
	got, of := Score(results, "")
	fmt.Fprintf(w, "%s %s: %d of %d points\n", bar(got, of), bold(e.Name), got, of)
}

// pending reports whether a check still goes on.
func pending(r Result) bool { return r.Verdict == "" }

func (m *Module) reportFunction(w io.Writer, e course.Exercise, f course.Function, results []Result) {
	got, of := Score(results, f.Name)
	fmt.Fprintf(w, "%s (%s): %d of %d points\n", bold(e.Name+"."+f.Name), m.Place(e.Name, f.Name), got, of)
	failed := failures(results, f.Name)
	if len(failed) > 0 && failed[0].Verdict == record.Unwritten {
		task := failed[0].Message
		if stub, err := m.Stub(e.Name, f.Name); err == nil {
			task = stub.Task
		}
		fmt.Fprintf(w, "%s\n\n", Wrap("It is not written yet. "+task, "  "))
		return
	}
	for _, check := range f.Checks {
		for _, r := range results {
			if r.Function == f.Name && r.Check == check.Name {
				reportCheck(w, f, check, r)
			}
		}
	}
	fmt.Fprintln(w)
}

func reportCheck(w io.Writer, f course.Function, check course.Check, r Result) {
	switch r.Verdict {
	case record.Passed:
		fmt.Fprintf(w, "  %s  %-14s %d\n", green("ok  "), check.Name, check.Points)
	case "":
		fmt.Fprintf(w, "  ...   %-14s %s\n", check.Name, faint(raceGoesOn))
	case record.NotHere:
		fmt.Fprintf(w, "  --    %-14s not checked here\n%s\n", check.Name, Wrap(r.Message, "        "))
	case record.NotJudged:
		fmt.Fprintf(w, "  --    %-14s 0 of %d\n%s\n", check.Name, check.Points, Wrap(r.Message, "        "))
	default:
		fmt.Fprintf(w, "  %s  %-14s 0 of %d\n", red("FAIL"), check.Name, check.Points)
		fmt.Fprintln(w, faint(Wrap("The rule: "+f.Name+" "+check.Rule+".", "        ")))
		fmt.Fprintln(w, Wrap(r.Message, "        "))
	}
}

// Wrap breaks the lines of a text at words, and indents them.
func Wrap(text, indent string) string { return WrapAt(width, text, indent) }

// WrapAt is [Wrap] for lines of so many columns, with the indent. A longer word stays whole.
func WrapAt(columns int, text, indent string) string {
	var lines []string
	for paragraph := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		line := indent
		for _, word := range strings.Fields(paragraph) {
			if len([]rune(line))+1+len([]rune(word)) > columns && line != indent {
				lines, line = append(lines, line), indent
			}
			if line != indent {
				line += " "
			}
			line += word
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
