package report_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/course"
	"speedup.example/internal/report"
)

// The window of the lecture room. Below a table it also shows where the results are, how to
// get a page of them, and the shell's prompt.
const (
	columns = 100
	lines   = 30 - 3
)

var notAWord = regexp.MustCompile(`[^a-z0-9]+`)

// recording returns the file with the results of a command: lecture-pi.bench.
func recording(command string) string {
	words := strings.TrimPrefix(command, "./bench.sh")
	return filepath.Join("testdata", "slides", strings.Trim(notAWord.ReplaceAllString(words, "-"), "-")+".bench")
}

// Each command of the session ends in a window with the rows that make the slide's point,
// and wraps no line. The recordings have its first six passes, without the metrics that no
// table has.
func TestSlides(t *testing.T) {
	for _, slide := range course.Session {
		t.Run(slide.Type, func(t *testing.T) {
			file, err := report.ReadFile(recording(slide.Type))
			require.NoError(t, err)
			assert.Empty(t, file.Notes())
			all := strings.Split(strings.TrimSuffix(tables(t, file, report.Options{Width: columns}), "\n"), "\n")
			for _, line := range all {
				assert.LessOrEqual(t, utf8.RuneCountInString(line), columns, line)
			}
			end := strings.Join(all[max(0, len(all)-lines):], "\n")
			require.NotEmpty(t, slide.Shows)
			for _, row := range slide.Shows {
				assert.Regexp(t, `(?m)^ *`+row, end)
			}
		})
	}
}

// Every recording belongs to a slide.
func TestRecordings(t *testing.T) {
	found, err := filepath.Glob(filepath.Join("testdata", "slides", "*"))
	require.NoError(t, err)
	var want []string
	for _, slide := range course.Session {
		want = append(want, recording(slide.Type))
	}
	assert.ElementsMatch(t, want, found)
}
