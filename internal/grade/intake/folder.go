package intake

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// A folder is a folder on disk. No link leads out of it, because no link is followed.
type folder struct{ root *os.Root }

func (f folder) entries() iter.Seq2[entry, error] {
	return func(yield func(entry, error) bool) { f.walk("", yield) }
}

// walk reports whether to go on.
func (f folder) walk(dir string, yield func(entry, error) bool) bool {
	names, err := f.list(dir)
	if err != nil {
		return yield(entry{path: dir, kind: isFolder, note: reason(err)}, nil)
	}
	for _, d := range names {
		if ignoredName(d.Name()) {
			continue
		}
		e := f.entry(path.Join(dir, d.Name()))
		if !yield(e, nil) || e.kind == isFolder && e.note == "" && !f.walk(e.path, yield) {
			return false
		}
	}
	return true
}

// list returns what is in a folder, by name. It refuses a folder that has too much in it.
func (f folder) list(dir string) ([]os.DirEntry, error) {
	opened, err := f.root.Open(cmp.Or(filepath.FromSlash(dir), "."))
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	list, err := opened.ReadDir(argumentEntries + 1)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if len(list) > argumentEntries {
		return nil, errTooMany
	}
	slices.SortFunc(list, func(a, b os.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return list, nil
}

func (f folder) entry(name string) entry {
	info, err := f.root.Lstat(filepath.FromSlash(name))
	if err != nil {
		return entry{path: name, kind: isOther, note: reason(err)}
	}
	e := newEntry(name, info.Mode(), info.ModTime())
	e.open = func() (io.ReadCloser, error) { return f.open(name, info) }
	return e
}

// open opens a file that is still the one that was seen.
func (f folder) open(name string, seen fs.FileInfo) (io.ReadCloser, error) {
	file, err := f.root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	if info, err := file.Stat(); err != nil || !os.SameFile(info, seen) {
		return nil, errors.Join(fs.ErrPermission, file.Close())
	}
	return file, nil
}
