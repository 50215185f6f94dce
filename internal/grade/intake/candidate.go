package intake

import (
	"cmp"
	"fmt"
	"io"
	"path"
	"strings"
	"time"
)

// A candidate may be what a student wants to be graded as a file.
type candidate struct {
	file    string // of the course
	path    string // as the student would name it
	full    string // from the argument's root
	home    string // the folder that it was written in: what comes before pi/parallel.go
	depth   int    // of home
	loose   bool   // it was not in the folder of an exercise
	renamed bool   // in another case
	version int    // of a loose file: the number of the copy
	upload  uint64
	number  int // in the order of reading
	time    time.Time
	content []byte
}

// read takes a file if it is wanted.
func (u *unit) read(e entry, p place) {
	c := candidate{path: p.path, full: p.full, upload: p.upload, number: len(u.found), time: e.time}
	names := elements(p.path)
	file, above, ok := u.match(names)
	if !ok {
		u.readLoose(c, e, names)
		return
	}
	c.file, c.depth, c.home = file, above, strings.Join(names[:above], "/")
	c.renamed = strings.Join(names[above:], "/") != file
	if u.readContent(&c, e) {
		u.keep(c)
	}
}

// readLoose takes a file that is not in the folder of an exercise. Its package clause tells
// the exercise.
func (u *unit) readLoose(c candidate, e entry, names []string) {
	base, version, ok := u.loose(path.Base(c.path))
	if !ok || u.inExercise(names) || !u.readContent(&c, e) {
		return
	}
	above := len(names) - 1
	c.loose, c.version, c.depth, c.home = true, version, above, strings.Join(names[:above], "/")
	if c.file, ok = u.byPackage(base, c.content); ok {
		u.keep(c)
	} else {
		u.noteStray(c.path)
	}
}

// readContent reports whether there is a content, or notes why not.
func (u *unit) readContent(c *candidate, e entry) (ok bool) {
	note := msgTooMuch
	if u.budget.kept > 0 {
		c.content, note = u.content(e)
	}
	if note != "" {
		u.notes.add(note, c.path)
	}
	return note == ""
}

// noteStray says that a file is not known to be of an exercise. Only at the top it is likely
// that somebody meant it to be: the course has other files of these names.
func (u *unit) noteStray(file string) {
	if dir := path.Dir(file); dir == "." || isArchive(dir) && path.Dir(dir) == "." {
		u.notes.add(msgNoExercise, file)
	}
}

// content reads a file of a student, or returns the note that says why not.
func (u *unit) content(e entry) (content []byte, note string) {
	file, err := e.open()
	if err != nil {
		return nil, reason(err)
	}
	defer file.Close()
	content, err = io.ReadAll(io.LimitReader(metered{file, &u.budget.bytes}, maxFile+1))
	switch {
	case err != nil:
		return nil, reason(err)
	case len(content) > maxFile:
		return nil, msgTooLarge
	}
	if content = text(content); len(content) > maxFile {
		return nil, msgTooLarge // it was UTF-16
	}
	return content, ""
}

// keep holds a candidate in memory, if there is room.
func (u *unit) keep(c candidate) {
	if u.budget.kept -= len(c.content); u.budget.kept < 0 {
		u.notes.add(msgTooMuch, c.path)
		return
	}
	u.found = append(u.found, c)
}

// compare returns which of two candidates for a file comes first: the one of the later
// upload, in the folder of its exercise, nearest to the root, beside the most other files.
// The rest makes the order of the archive not matter.
func (c candidate) compare(o candidate, beside map[string]int) int {
	return cmp.Or(
		cmp.Compare(o.upload, c.upload),
		compareBool(c.loose, o.loose),
		cmp.Compare(c.depth, o.depth),
		cmp.Compare(beside[o.home], beside[c.home]),
		compareBool(c.renamed, o.renamed),
		cmp.Compare(o.version, c.version),
		cmp.Compare(c.path, o.path),
		cmp.Compare(o.number, c.number), // of one name twice in an archive, the last counts
	)
}

// compareBool puts false before true.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// note returns what is to be said of a candidate that was taken, or nothing.
func (c candidate) note() string {
	switch {
	case c.loose:
		return fmt.Sprintf(msgByPackage, c.file)
	case c.renamed:
		return fmt.Sprintf(msgCase, c.file)
	}
	return ""
}
