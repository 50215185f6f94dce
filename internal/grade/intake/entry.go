package intake

import (
	"io"
	"io/fs"
	"iter"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
)

// A kind says what an entry is.
type kind int

const (
	isFile kind = iota
	isFolder
	isOther // a link, a device, a pipe
)

// An entry is one thing in a folder or in an archive.
type entry struct {
	path string // from the container's root, in slashes; of a refused name the part before the reason
	raw  string // the name, if it is refused
	kind kind
	note string // why it is not read; empty if it may be
	time time.Time
	open func() (io.ReadCloser, error)
}

// A container is a folder or an archive. Its entries can be walked through more than once.
// The last one may be an error: the rest can't be read. An entry can be opened until the
// next one is asked for.
type container interface {
	entries() iter.Seq2[entry, error]
}

// A broken container is an archive that can't be opened.
type broken struct{ err error }

func (b broken) entries() iter.Seq2[entry, error] {
	return func(yield func(entry, error) bool) { yield(entry{}, b.err) }
}

// newEntry returns an entry of that path, which nobody has to be afraid of.
func newEntry(path string, mode fs.FileMode, modified time.Time) entry {
	e := entry{path: path, time: plausible(modified)}
	switch {
	case mode.IsDir():
		e.kind = isFolder
	case mode&fs.ModeSymlink != 0:
		e.kind, e.note = isOther, msgLink
	case !mode.IsRegular():
		e.kind, e.note = isOther, msgSpecial
	}
	return e
}

// archived returns an entry of an archive. Its name may be hostile.
func archived(name string, mode fs.FileMode, modified time.Time) entry {
	inside, note := clean(name)
	e := newEntry(inside, mode, modified)
	if note != "" {
		e.kind, e.note, e.raw = isFolder, note, name
	}
	return e
}

// plausible returns a time that every format can hold, or none. Archives can say anything.
func plausible(t time.Time) time.Time {
	t = t.UTC().Truncate(time.Second)
	if y := t.Year(); y < 1980 || y > 2107 {
		return time.Time{}
	}
	return t
}

var drive = regexp.MustCompile(`^[A-Za-z]:`)

// clean returns the path that a name in an archive stands for. If there is a note, the name
// is refused, and the path is what comes before the reason.
func clean(name string) (inside, note string) {
	if len(name) > maxName {
		return "", msgLongName
	}
	if strings.HasPrefix(name, "/") || drive.MatchString(name) {
		return "", msgOutside
	}
	elements := strings.Split(name, "/")
	if i := slices.Index(elements, ".."); i >= 0 {
		elements, note = elements[:i], msgOutside
	}
	if inside = path.Join(elements...); inside == "." {
		inside = ""
	}
	return inside, note
}

// ignored reports whether a path is in a folder that programs make: what macOS adds to a
// zip, versions, and the copies that lab keeps.
func ignored(p string) bool {
	for element := range strings.SplitSeq(p, "/") {
		if ignoredName(element) {
			return true
		}
	}
	return false
}

func ignoredName(name string) bool {
	switch strings.ToLower(name) {
	case "__macosx", ".git", ".hg", ".svn", ".lab", ".history", ".ds_store":
		return true
	}
	return strings.HasPrefix(name, "._")
}
