package readme

import (
	"regexp"
	"strings"
)

// afternoon is the document with a transcript.
const afternoon = "internal/handout/afternoon.md"

// findStrays finds tables outside of markers, so nobody can paste one by hand. It looks
// at code and at Markdown's tables, and names the first line of each. It skips the
// transcript of the afternoon, which a test makes.
func (d *document) findStrays() {
	language, fenced, found := "", false, false
	for i, line := range d.lines {
		fence, isFence := strings.CutPrefix(line, "```")
		if isFence {
			language, fenced = fence, !fenced
		}
		switch typed := language == "console" && d.path == afternoon; {
		case isFence || !fenced && !isQuoted(line):
			found = false
		case !found && !(fenced && typed) && !d.isInTable(i) && looksMeasured(line):
			d.fail(i+1, msgStray, strings.TrimSpace(line))
			found = true
		}
	}
}

func (d *document) isInTable(i int) bool {
	for _, t := range d.tables {
		if t.from <= i && i < t.to {
			return true
		}
	}
	return false
}

// isQuoted reports whether a line belongs to a table in Markdown, or is code by its
// indent.
func isQuoted(line string) bool {
	return strings.HasPrefix(line, "|") || strings.HasPrefix(line, "    ") || strings.HasPrefix(line, "\t")
}

var (
	bars      = regexp.MustCompile(`│|\d.*±`)
	benchLine = regexp.MustCompile(`^\s*Benchmark\S+\s+\d+\s`)
	interval  = regexp.MustCompile(`\([\d.,]+–[\d.,]+\)`)
	value     = regexp.MustCompile(`(?:^|\s)[<~+-]?\d[\d.,]*\s?(?:million)?(?:×|%|[nµm]?s|[nµm]|[KMG]i?B?|B)(?:\s|$)`)
)

// looksMeasured reports whether a line looks like the output of benchstat, package report
// or the testing package: it has their signs, or two values with units.
func looksMeasured(line string) bool {
	return bars.MatchString(line) || benchLine.MatchString(line) || interval.MatchString(line) ||
		len(value.FindAllString(line, 2)) == 2
}
