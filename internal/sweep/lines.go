package sweep

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"
)

// configs are the config lines of the testing package that are kept.
var configs = regexp.MustCompile(`^(goos|goarch|pkg|cpu): `)

// wrong begins the line of a peer whose answer is wrong, and which has no time.
const wrong = "--- WRONG: Benchmark"

// resultLines returns what of the output of a benchmark is kept, and whether a result
// is among it. A process that was stopped may have left half a line at the end.
func resultLines(out []byte, procs int) (lines []string, measured bool) {
	out = out[:bytes.LastIndexByte(out, '\n')+1]
	for line := range strings.Lines(string(out)) {
		line = strings.TrimRight(line, "\r\n")
		isResult := isResult(line)
		if isResult && procs == 1 {
			line = withProcs(line)
		}
		measured = measured || isResult || strings.HasPrefix(line, wrong)
		if isResult || strings.HasPrefix(line, wrong) || configs.MatchString(line) {
			lines = append(lines, line)
		}
	}
	return lines, measured
}

// isResult reports whether a line is a benchmark's, with a time.
func isResult(line string) bool {
	reader := benchfmt.NewReader(strings.NewReader(line+"\n"), "")
	if !reader.Scan() {
		return false
	}
	result, ok := reader.Result().(*benchfmt.Result)
	return ok && slices.ContainsFunc(result.Values, func(v benchfmt.Value) bool { return v.Unit == "sec/op" || v.Unit == "ns/op" })
}

// withProcs appends the -1 that the testing package leaves out at GOMAXPROCS=1.
// Without it benchstat takes the column for another one.
func withProcs(line string) string {
	end := strings.IndexAny(line, " \t")
	return line[:end] + "-1" + line[end:]
}
