package sweep

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"speedup.example/internal/course"
	"speedup.example/internal/report"
)

// configs are the config lines of the testing package that are kept.
var configs = regexp.MustCompile(`^(goos|goarch|pkg|cpu): `)

// A reading is what a step's process has printed.
type reading struct {
	lines     []string       // that are kept
	sizes     map[string]int // how many sizes were measured, by row
	unwritten []string       // rows that are still to be written
	ended     bool           // the testing package has come to its end
}

// read takes from the output of a step the lines of its rows, each once, and whole: a
// process that was stopped may have left half of one at the end. What else begins like a
// result was not measured by this step.
func (s Step) read(o Outcome) reading {
	r := reading{sizes: map[string]int{}}
	seen := map[report.Row]bool{}
	whole := o.Stdout[:bytes.LastIndexByte(o.Stdout, '\n')+1]
	for line := range strings.Lines(string(whole)) {
		line = strings.TrimRight(line, "\r\n")
		row, isResult := report.ParseLine(line)
		switch {
		case configs.MatchString(line):
			r.lines = append(r.lines, line)
		case isResult && s.has(row) && !seen[row]:
			seen[row] = true
			r.sizes[row.Impl]++
			r.lines = append(r.lines, s.labelled(line))
		}
		r.ended = r.ended || line == "PASS"
	}
	for line := range strings.Lines(string(o.Stderr)) {
		row, ok := strings.CutPrefix(strings.TrimSpace(line), course.Unwritten)
		if ok && !slices.Contains(r.unwritten, row) {
			r.unwritten = append(r.unwritten, row)
		}
	}
	return r
}

// has reports whether a row is one of the step's.
func (s Step) has(row report.Row) bool {
	return row.Exercise == s.Benchmark && row.Procs == s.Procs && slices.Contains(s.names(), row.Impl)
}

// labelled appends the -1 that the testing package leaves out at GOMAXPROCS=1. Without
// it benchstat takes the column for another one.
func (s Step) labelled(line string) string {
	end := strings.IndexAny(line, " \t")
	if s.Procs != 1 || strings.HasPrefix(line, "---") || strings.HasSuffix(line[:end], "-1") {
		return line
	}
	return line[:end] + "-1" + line[end:]
}

// missing returns the rows that were not measured at every size, although they are written.
func (s Step) missing(r reading) (rows []string) {
	for _, row := range s.names() {
		if r.sizes[row] < len(s.Sizes) && !slices.Contains(r.unwritten, row) {
			rows = append(rows, row)
		}
	}
	return rows
}

// isResult reports whether a line is a result.
func isResult(line string) bool {
	_, ok := report.ParseLine(line)
	return ok
}
