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

// Results is the growing file of a sweep. Until the sweep ends, the file has a unique
// name, so two sweeps with one name never share it. A killed sweep leaves its results
// there.
type Results struct {
	dir, name string
	file      *os.File
	made      bool              // this sweep made the folder
	kept      bool              // it has results
	first     bool              // the folder had no results before
	text      bytes.Buffer      // of the file, in case somebody removes it
	config    map[string]string // the last line of each key, which holds until the next
}

// NewResults begins the results that will be dir/name.txt. They begin with lines that
// hold for all that follows: "cores: 2". The error says, before any measurement, that
// nothing can be kept there.
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
		return nil, errors.Join(fmt.Errorf(msgNoResults, dir, err), r.remove())
	}
	return r, nil
}

func (r *Results) path() string { return filepath.Join(r.dir, r.name+".txt") }

// Unfinished returns the path of the growing results.
func (r *Results) Unfinished() string { return r.file.Name() }

// unfinished is part of the names of growing files.
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

// Config writes more lines that hold for all that follows.
func (r *Results) Config(lines ...string) error { return r.write(lines) }

// Keep writes lines of results, and those config lines that are new.
func (r *Results) Keep(lines []string) error {
	if err := r.write(slices.DeleteFunc(slices.Clone(lines), r.holds)); err != nil {
		return err
	}
	r.kept = true
	return nil
}

// holds reports whether a config line holds already.
func (r *Results) holds(line string) bool {
	key, value, ok := strings.Cut(line, ": ")
	if !ok || isResult(line) {
		return false
	}
	before, ok := r.config[key]
	r.config[key] = value
	return ok && before == value
}

// write writes all lines, or none.
func (r *Results) write(lines []string) error {
	text := strings.Join(append(slices.Clone(lines), ""), "\n")
	if _, err := r.file.WriteString(text); err != nil {
		return errors.Join(fmt.Errorf("cannot write the results: %w", err), r.file.Truncate(int64(r.text.Len())))
	}
	r.text.WriteString(text)
	return nil
}

// Close ends the results, and returns their path. Older ones with that name get the
// name moved. If nothing was measured, Close leaves nothing.
func (r *Results) Close() (path, moved string, err error) {
	if !r.kept {
		return "", "", r.remove()
	}
	if err := r.file.Close(); err != nil {
		return r.file.Name(), "", err
	}
	moved, err = place(r.file.Name(), r.path())
	if os.IsNotExist(err) { // somebody has removed it, or its folder
		err = errors.Join(os.MkdirAll(r.dir, 0o777), os.WriteFile(r.path(), r.text.Bytes(), 0o666))
	}
	if err != nil {
		return r.file.Name(), moved, err
	}
	return r.path(), moved, nil
}

// remove removes the file, and the folder if this sweep made it and it is empty.
func (r *Results) remove() error {
	if r.file == nil {
		return nil
	}
	err := errors.Join(r.file.Close(), os.Remove(r.file.Name()))
	if r.made {
		_ = os.Remove(r.dir) // fails if it has other files
	}
	return err
}

// place renames a file to path. An older file gets the next free name, which is
// returned: before.txt becomes before.1.txt. Another sweep may do this at the same
// time, so place never replaces a file.
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

// renameFree renames a file if nothing has the new name. A rename would replace a file,
// but a link fails. On a disk without links it looks first.
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

// moveAside gives the file at path the next free name, which it claims with an empty
// file.
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
