package report

import "strings"

// ParseLine returns the row of a benchmark's line that [ReadFile] takes, with a time or a
// wrong answer. ok is false for any other line.
func ParseLine(text string) (row Row, ok bool) {
	if match := wrongLine.FindStringSubmatch(text); match != nil {
		row, err := rowOf([]byte(match[1]))
		return row, err == nil
	}
	if !strings.HasPrefix(text, "Benchmark") {
		return Row{}, false
	}
	f, err := Parse("", []byte(text+"\n"))
	if err != nil || len(f.records) != 1 {
		return Row{}, false
	}
	return f.records[0].row, true
}
