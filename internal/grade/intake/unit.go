package intake

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// A unit is one student's work while it is being read.
type unit struct {
	wanted
	label    label
	children []string // the student's folders and files in a class, from the argument's root
	budget   budget
	notes    notes
	found    []candidate
}

func (u *unit) addChild(child string) {
	if n := len(u.children); (n == 0 || u.children[n-1] != child) && !slices.Contains(u.children, child) {
		u.children = append(u.children, child)
	}
}

// add reads an entry. The depth is that of its archive.
func (u *unit) add(e entry, p place, depth int) {
	if u.budget.entries--; u.budget.entries < 0 {
		if u.budget.entries == -1 {
			u.notes.add(msgTooMany, p.path)
		}
		return
	}
	switch {
	case e.raw != "":
		u.notes.add(e.note, e.raw)
	case e.note != "":
		u.notes.add(e.note, p.path)
	case e.kind == isFolder:
	case isArchive(p.path):
		u.unpack(e, p, depth+1)
	case isNamed(p.path, foreign...):
		u.notes.add(msgForeign, p.path)
	default:
		u.read(e, p)
	}
}

// unpack reads an archive.
func (u *unit) unpack(e entry, p place, depth int) {
	if depth > maxDepth {
		u.notes.add(msgNested, p.path)
		return
	}
	box, closer, err := u.open(e)
	if err != nil {
		u.notes.add(reason(err), p.path)
		return
	}
	defer closer.Close()
	for inner, err := range box.entries() {
		if err != nil {
			u.notes.add(reason(err), p.path)
			return
		}
		if inner.path == "" && inner.note == "" || ignored(inner.path) {
			continue
		}
		u.add(inner, p.below(inner.path), depth)
		if u.budget.entries < 0 {
			return
		}
	}
}

// open opens an archive. On disk, it stays there. One in an archive is held in memory.
func (u *unit) open(e entry) (container, io.Closer, error) {
	file, err := e.open()
	if err != nil {
		return nil, nil, err
	}
	if onDisk, ok := file.(*os.File); ok {
		info, err := onDisk.Stat()
		if err != nil {
			return nil, nil, errors.Join(err, file.Close())
		}
		return archive(e.path, onDisk, info.Size(), &u.budget.bytes), file, nil
	}
	data, err := u.readAll(file, maxNested)
	if err := errors.Join(err, file.Close()); err != nil {
		return nil, nil, err
	}
	return archive(e.path, bytes.NewReader(data), int64(len(data)), &u.budget.bytes), io.NopCloser(nil), nil
}

// readAll reads at most so many bytes, and pays for them.
func (u *unit) readAll(r io.Reader, most int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(metered{r, &u.budget.bytes}, most+1))
	if err == nil && int64(len(data)) > most {
		return nil, errTooMuch
	}
	return data, err
}

// reason returns the note for an error.
func reason(err error) string {
	switch {
	case errors.Is(err, errTooMuch):
		return msgTooMuch
	case errors.Is(err, errTooMany):
		return msgTooMany
	case errors.Is(err, errUnknown):
		return msgForeign
	case errors.Is(err, zip.ErrAlgorithm):
		return msgMethod
	case errors.Is(err, fs.ErrPermission), errors.Is(err, fs.ErrNotExist):
		return msgUnreadable
	}
	return msgDamaged
}

// source returns where the work was found, as the teacher would name it: the student's
// folder, or the archive that has all that was taken.
func (u *unit) source(arg string, taken []candidate) string {
	base := u.base()
	if inner := commonArchive(taken); len(inner) > len(base) {
		base = inner
	}
	if base == "" {
		return arg
	}
	return strings.TrimRight(arg, `/\`) + "/" + printable(base)
}

// base returns a student's folder in a class. Canvas gives the files of a student no folder,
// only names with the same beginning.
func (u *unit) base() string {
	if len(u.children) < 2 {
		return strings.Join(u.children, "")
	}
	first := u.children[0]
	for _, child := range u.children {
		for !strings.HasPrefix(child, first) {
			first = first[:len(first)-1]
		}
	}
	return strings.ToValidUTF8(first, "") + "*"
}

// commonArchive returns the innermost archive that all candidates are in, or nothing.
func commonArchive(all []candidate) (common string) {
	for i, c := range all {
		if i == 0 {
			common = archiveOf(c.full)
		}
		for common != "" && !strings.HasPrefix(c.full, common+"/") {
			common = archiveOf(path.Dir(common))
		}
	}
	return common
}

// archiveOf returns the innermost archive of a path.
func archiveOf(p string) string {
	for ; p != "." && p != "/"; p = path.Dir(p) {
		if isArchive(p) {
			return p
		}
	}
	return ""
}
