package sweep

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Results is the file of a sweep, as it grows. Until the sweep has ended the file has a
// name of its own, so that two sweeps of one name never share one; what a sweep leaves
// that is killed is there, too.
type Results struct {
	dir, name string
	file      *os.File
	made      bool              // the folder
	kept      bool              // something was measured
	first     bool              // the folder had none before
	text      bytes.Buffer      // of the file, in case that somebody removes it
	config    map[string]string // the last line of each key: it holds until there is another
}

// NewResults begins the results that will be dir/name.txt with lines that say what holds
// for all that follows: "cores: 2". The error says that nothing can be kept there, before
// anything has been measured.
func NewResults(dir, name string, config ...string) (*Results, error) {
	r := &Results{dir: dir, name: name, first: Newest(dir) == "", config: map[string]string{}}
	if _, err := os.Stat(dir); err != nil {
		r.made = true
	}
	err := os.MkdirAll(dir, 0o777)
	if info, statErr := os.Stat(r.path()); err == nil && statErr == nil && info.IsDir() {
		err = fmt.Errorf("%s is a folder", r.path())
	}
	if err == nil {
		r.file, err = newFile(dir, name)
	}
	if err == nil {
		err = r.write(config)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("no results can be kept in %s: %w; -results DIR names another folder", dir, err), r.remove())
	}
	return r, nil
}

func (r *Results) path() string { return filepath.Join(r.dir, r.name+".txt") }

// Unfinished returns the path of the results while they grow.
func (r *Results) Unfinished() string { return r.file.Name() }

// unfinished is in the names of files that grow.
const unfinished = ".unfinished-"

func newFile(dir, name string) (*os.File, error) {
	for n := os.Getpid(); ; n++ {
		path := filepath.Join(dir, fmt.Sprintf("%s%s%d.txt", name, unfinished, n))
		file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
		if !os.IsExist(err) {
			return file, err
		}
	}
}

// Config writes more lines that say what holds for all that follows.
func (r *Results) Config(lines ...string) error { return r.write(lines) }

// Keep writes lines of results, and of config only what is new.
func (r *Results) Keep(lines []string) error {
	if err := r.write(slices.DeleteFunc(slices.Clone(lines), r.holds)); err != nil {
		return err
	}
	r.kept = true
	return nil
}

// holds reports whether a line says what holds already.
func (r *Results) holds(line string) bool {
	key, value, ok := strings.Cut(line, ": ")
	if !ok || isResult(line) {
		return false
	}
	known, ok := r.config[key]
	r.config[key] = value
	return ok && known == value
}

// write writes lines, all or none of them.
func (r *Results) write(lines []string) error {
	text := strings.Join(append(slices.Clone(lines), ""), "\n")
	if _, err := r.file.WriteString(text); err != nil {
		return errors.Join(fmt.Errorf("cannot write the results: %w", err), r.file.Truncate(int64(r.text.Len())))
	}
	r.text.WriteString(text)
	return nil
}

// Close ends the results, and returns their path. If there are older ones of that name,
// they get another, which is moved. If nothing was measured nothing is left.
func (r *Results) Close() (path, moved string, err error) {
	if !r.kept {
		return "", "", r.remove()
	}
	if err := r.file.Close(); err != nil {
		return r.file.Name(), "", err
	}
	moved, err = place(r.file.Name(), r.path())
	if os.IsNotExist(err) { // somebody has removed it, or the folder
		err = errors.Join(os.MkdirAll(r.dir, 0o777), os.WriteFile(r.path(), r.text.Bytes(), 0o666))
	}
	if err != nil {
		return r.file.Name(), moved, err
	}
	return r.path(), moved, nil
}

// remove removes the file, and the folder if it was made for it and is empty.
func (r *Results) remove() error {
	if r.file == nil {
		return nil
	}
	err := errors.Join(r.file.Close(), os.Remove(r.file.Name()))
	if r.made {
		_ = os.Remove(r.dir) // unless somebody else has put something there
	}
	return err
}

// place renames a file to path. What is there gets the next free name, which is
// returned: before.txt becomes before.1.txt. Another sweep may do so at the same time,
// so nothing is put where something is.
func place(from, path string) (moved string, err error) {
	for {
		err := renameFree(from, path)
		if !os.IsExist(err) {
			return moved, err
		}
		if moved, err = moveAside(path); err != nil {
			return moved, err
		}
	}
}

// renameFree renames a file if nothing has the new name. A renaming would replace that;
// a link fails. On a disk without links it looks before.
func renameFree(from, to string) error {
	err := os.Link(from, to)
	if err == nil {
		return os.Remove(from)
	}
	if os.IsExist(err) {
		return err
	}
	if _, err := os.Lstat(to); err == nil {
		return os.ErrExist
	}
	return os.Rename(from, to)
}

// moveAside gives what is at path the next free name, which it claims by an empty file.
func moveAside(path string) (moved string, err error) {
	for n := 1; ; n++ {
		moved = fmt.Sprintf("%s.%d.txt", strings.TrimSuffix(path, ".txt"), n)
		claim, err := os.OpenFile(moved, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if os.IsExist(err) {
			continue
		}
		if err != nil {
			return "", err
		}
		claim.Close()
		err = os.Rename(path, moved)
		if err == nil {
			return moved, nil
		}
		if removeErr := os.Remove(moved); !os.IsNotExist(err) || removeErr != nil {
			return "", errors.Join(err, removeErr)
		}
		return "", nil // another sweep has moved it
	}
}
