package intake

import (
	"bytes"
	"io"
)

// Safe exports safe for its test.
var Safe = safe

// LowerLimits makes the limits small enough to reach in a test.
func LowerLimits(entries int, bytes int64) (restore func()) {
	e, student, argument := studentEntries, studentBytes, argumentBytes
	studentEntries, studentBytes, argumentBytes = entries, bytes, bytes
	return func() { studentEntries, studentBytes, argumentBytes = e, student, argument }
}

// Label returns what the name of a platform's file or folder says.
func Label(name string) (student Student, rest string, ok bool) {
	l, ok := labelOf(name)
	return l.student, l.rest, ok
}

// FindIn is Find for an archive that is in memory.
func FindIn(name string, content []byte, o Options) ([]Submission, error) {
	f := newFinder(o)
	if err := f.container(name, archive(name, bytes.NewReader(content), int64(len(content)), nil)); err != nil {
		return nil, err
	}
	return f.result()
}

// Students returns whom Gradescope's metadata names for a submission.
func Students(metadata io.Reader, folder string) ([]Student, string, error) {
	m, err := readMetadata(metadata)
	return m.students(folder, "0"), m.time(folder).String(), err
}
