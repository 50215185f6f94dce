package sweep

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"speedup.example/internal/course"
	"speedup.example/internal/report"
)

// configs matches the config lines of the testing package that a step keeps.
var configs = regexp.MustCompile(`^(goos|goarch|pkg|cpu): `)

// A reading is the output of a step's process.
type reading struct {
	lines     []string       // the lines to keep
	sizes     map[string]int // how many sizes were measured, by row
	unwritten []string       // rows that are not written yet
	ended     bool           // the testing package came to its end
}

// read takes from the output of a step the lines of its rows, each once. It takes whole
// lines only, because a stopped process may leave half of one. Other lines that look
// like results don't belong to this step.
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

// has reports whether a row belongs to the step.
func (s Step) has(row report.Row) bool {
	return row.Exercise == s.Benchmark && row.Procs == s.Procs && slices.Contains(s.names(), row.Impl)
}

// labelled appends the -1 that the testing package leaves out at GOMAXPROCS=1. Without
// it benchstat puts the line into another column.
func (s Step) labelled(line string) string {
	end := strings.IndexAny(line, " \t")
	if s.Procs != 1 || strings.HasPrefix(line, "---") || strings.HasSuffix(line[:end], "-1") {
		return line
	}
	return line[:end] + "-1" + line[end:]
}

// missing returns the rows that are written, but were not measured at every size.
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
