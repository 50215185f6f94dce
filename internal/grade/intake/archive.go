package intake

import (
	"bytes"
	"io"
	"slices"
	"strings"
)

// archive returns the container that a file is. Its first bytes say which, not its name: a
// tar.gz that is named .zip can still be read. An argument has no limit of its own, left is
// nil.
func archive(name string, file io.ReaderAt, size int64, left *int64) container {
	head := make([]byte, 512)
	n, _ := file.ReadAt(head, 0)
	head = head[:n]
	switch {
	case bytes.HasPrefix(head, []byte("PK")):
		return newZip(file, size, left == nil)
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		return tarball{file, size, true, left}
	case isTar(head), isNamed(name, ".tar") && n > 0:
		return tarball{file, size, false, left}
	}
	return broken{errUnknown}
}

// isTar reports whether a file begins as those of all tar programs of this century.
func isTar(head []byte) bool { return len(head) > 262 && string(head[257:262]) == "ustar" }

// Archives that can be read, and others that students make. Of .tar.gz and .gz, the longer
// is to be found first.
var (
	readable = []string{".tar.gz", ".tgz", ".tar", ".zip"}
	foreign  = []string{".7z", ".bz2", ".gz", ".rar", ".tbz2", ".txz", ".xz", ".zst"}
)

func isNamed(name string, endings ...string) bool {
	return slices.ContainsFunc(endings, func(ending string) bool {
		return len(name) > len(ending) && strings.EqualFold(name[len(name)-len(ending):], ending)
	})
}

// isArchive reports whether the name is that of an archive that can be read.
func isArchive(name string) bool { return isNamed(name, readable...) }

// stem returns the name of an archive without its ending, and any other as it is.
func stem(name string) string {
	for _, ending := range readable {
		if isNamed(name, ending) {
			return name[:len(name)-len(ending)]
		}
	}
	return name
}
