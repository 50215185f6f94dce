package formats_test

import (
	"archive/zip"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/check/record"
	"speedup.example/internal/grade"
	"speedup.example/internal/grade/formats"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The time of a run is the only thing that differs from run to run.
var now = regexp.MustCompile(`"datetime": "[^"]*"`)

func TestGolden(t *testing.T) {
	for _, f := range formats.Formats {
		t.Run(f.Name, func(t *testing.T) {
			grades := class()
			if f.PerStudent {
				grades = only("23")
			}
			got := now.ReplaceAllString(write(t, f, grades), `"datetime": "2026-11-29T10:00:00Z"`)
			file := f.Name + filepath.Ext(f.File)
			if filepath.Ext(f.File) == ".zip" {
				got, file = unzip(t, got), f.Name+".txt"
			}
			golden(t, file, got)
		})
	}
}

// What was measured is in the letter, in Gradescope's and in the leaderboard, and so is who
// keeps the points of an earlier submission.
func TestGoldenSpeed(t *testing.T) {
	for _, name := range []string{"feedback", "gradescope", "leaderboard"} {
		f, grades := format(t, name), runners()
		golden(t, name+"-speed"+filepath.Ext(f.File), write(t, f, grades))
	}
}

func golden(t *testing.T, name, got string) {
	path := filepath.Join("testdata", "golden", name)
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o777))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o666))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), got, "if the change is right: go test ./internal/grade/formats -update")
}

// unzip returns the names and contents of a zip's files.
func unzip(t testing.TB, packed string) string {
	z, err := zip.NewReader(strings.NewReader(packed), int64(len(packed)))
	require.NoError(t, err)
	var b strings.Builder
	for _, file := range z.File {
		r, err := file.Open()
		require.NoError(t, err)
		content, err := io.ReadAll(r)
		require.NoError(t, err)
		b.WriteString("=== " + file.Name + "\n" + string(content))
	}
	return b.String()
}

func TestFind(t *testing.T) {
	f, err := formats.Find("json")
	require.NoError(t, err)
	assert.Equal(t, "grades.json", f.File)
	_, err = formats.Find("xml")
	assert.ErrorContains(t, err, `no format "xml", want one of text, class, feedback, csv`)
}

func TestFormatsAreDescribed(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range formats.Formats {
		assert.False(t, seen[f.Name], "%s is there twice", f.Name)
		seen[f.Name] = true
		assert.NotEmpty(t, f.About, f.Name)
		assert.NotEmpty(t, filepath.Ext(f.File), f.Name)
	}
}

func TestOneStudentAtATime(t *testing.T) {
	_, err := format(t, "feedback").Write(io.Discard, class(), formats.Input{})
	assert.EqualError(t, err, "formats: feedback takes one student at a time, not 3")
}

func TestMissingInput(t *testing.T) {
	for name, want := range map[string]string{
		"moodle-worksheet": "formats: moodle-worksheet needs the grading worksheet that Moodle gives",
		"classroom50":      "formats: classroom50 needs the variables of its runner, and CLASSROOM is not set",
	} {
		_, err := format(t, name).Write(io.Discard, only("17"), formats.Input{})
		assert.EqualError(t, err, want)
	}
}

func TestEmptyClass(t *testing.T) {
	for _, f := range formats.Formats {
		if !f.PerStudent {
			assert.NotEmpty(t, write(t, f, nil), f.Name)
		}
	}
}

// A file that does not come to its end is an error, even if only the last byte is missing.
func TestFullDisk(t *testing.T) {
	for _, f := range formats.Formats {
		grades := only("17")
		size := len(write(t, f, grades))
		for _, room := range []int{0, size - 1} {
			_, err := f.Write(&disk{room: room}, grades, input())
			assert.ErrorIs(t, err, io.ErrShortWrite, "%s with room for %d of %d bytes", f.Name, room, size)
		}
	}
}

// A disk has room for so many bytes.
type disk struct{ room int }

func (d *disk) Write(p []byte) (int, error) {
	if len(p) > d.room {
		return 0, io.ErrShortWrite
	}
	d.room -= len(p)
	return len(p), nil
}

func TestLargeClass(t *testing.T) {
	grades := many(250)
	for _, f := range formats.Formats {
		assert.NotEmpty(t, write(t, f, grades), f.Name)
	}
}

// The writers clean copies: the grades that the command keeps stay as they are.
func TestGradesStayAsTheyAre(t *testing.T) {
	grades := hostileClass()
	for _, f := range formats.Formats {
		write(t, f, grades)
		assert.Equal(t, hostileClass(), grades, f.Name)
	}
}

func TestWords(t *testing.T) {
	seen := map[string]bool{}
	for _, v := range []record.Verdict{
		record.Passed, record.Unwritten, record.Rejected, record.NotBuilt, record.Failed, record.Races,
		record.Limit, record.LeftEarly, record.NotHere, record.Internal, record.Slow, record.Unmeasured,
	} {
		words := formats.Words(grade.Of(v))
		assert.NotEmpty(t, words, v)
		assert.False(t, seen[words], "%q stands for two verdicts", words)
		seen[words] = true
	}
	assert.Equal(t, "new", formats.Words("new"), "a verdict without words is its own")
}
