package report

import (
	"fmt"

	"golang.org/x/perf/benchfmt"
)

// A File is a result: the benchmarks of one machine. At least one has an impl=...
// in its name and a time.
type File struct {
	Path string // "-" is the standard input
	Name string // of its column: the path's last element, without .txt

	records []record
	wrong   []Wrong
	config  map[string][]string // the values of each key, in order of first appearance
	notes   []string
	lines   []line

	units            []*benchfmt.UnitMetadata
	unnamed, untimed []string // benchmarks without an implementation, or without a time
	misplaced        []line   // with a benchmark after other text
	failed           []line
}

// A record is a line of a file: one measurement of a row.
type record struct {
	row    Row
	result *benchfmt.Result // its name ends in GOMAXPROCS, even at 1
	line   line
	turn   turn // in a result of two versions
}

func (f *File) note(format string, args ...any) {
	f.notes = append(f.notes, fmt.Sprintf(format, args...))
}

// String names the file for a person.
func (f *File) String() string {
	if f.Path == "-" {
		return "standard input"
	}
	return f.Path
}

// Notes returns a sentence for each oddity of the file, and how it was read.
func (f *File) Notes() []string {
	notes := make([]string, len(f.notes))
	for i, note := range f.notes {
		notes[i] = f.String() + " " + note
	}
	return notes
}

// Config returns the first value of a line "key: value", and "" without one.
func (f *File) Config(key string) string {
	if values := f.Configs(key); len(values) > 0 {
		return values[0]
	}
	return ""
}

// Configs returns the different values of the lines "key: value".
func (f *File) Configs(key string) []string { return f.config[key] }
