package intake

import (
	"errors"
	"io"
)

// The bounds of what is read. An honest submission is far below them.
const (
	maxFile  = 64 << 10 // bytes of a student's file
	maxName  = 1 << 10  // bytes of a path in an archive
	maxDepth = 3        // of archives in archives

	maxNested    = 32 << 20 // bytes of an archive in an archive: it is held in memory
	nestedList   = 4 << 20  // bytes of such a zip's list of files
	argumentList = 32 << 20 // bytes of an argument's list of files, if it is a zip

	studentKept     = 2 << 20 // bytes that are held in memory for one student
	argumentEntries = 200_000 // files and folders of a class

	maxMetadata = 16 << 20 // bytes of Gradescope's list of submissions
	maxRoster   = 16 << 20 // bytes of a roster
)

// These are variables because a test would take long to reach them.
var (
	studentEntries       = 20_000    // files and folders of one student
	studentBytes   int64 = 256 << 20 // that are unpacked for one student
	argumentBytes  int64 = 1 << 30   // that are unpacked of an argument, if it is a tar.gz
)

var (
	errTooMany = errors.New("has too many files")
	errTooMuch = errors.New("is too large when it is unpacked")
	errUnknown = errors.New("is no zip, tar, tar.gz or tgz file")
)

// A budget is what may still be spent on one student.
type budget struct {
	entries int
	bytes   int64
	kept    int
}

func newBudget() budget { return budget{studentEntries, studentBytes, studentKept} }

// A metered reader ends with errTooMuch when nothing is left to spend.
type metered struct {
	reader io.Reader
	left   *int64
}

func (m metered) Read(p []byte) (int, error) {
	if *m.left <= 0 {
		return 0, errTooMuch
	}
	n, err := m.reader.Read(p[:min(int64(len(p)), *m.left)])
	*m.left -= int64(n)
	return n, err
}

// A meteredAt is a metered io.ReaderAt. It can be opened for good.
type meteredAt struct {
	reader io.ReaderAt
	left   int64
	free   bool
}

func (m *meteredAt) ReadAt(p []byte, at int64) (int, error) {
	if !m.free {
		if m.left -= int64(len(p)); m.left < 0 {
			return 0, errTooMany
		}
	}
	return m.reader.ReadAt(p, at)
}
