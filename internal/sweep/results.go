package sweep

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Results is the file of a sweep, as it grows. Until the sweep has ended the file has a
// name of its own, so that two sweeps of one name never share one; what a sweep leaves
// that is killed is there, too.
type Results struct {
	dir, name string
	file      *os.File
	made      bool // the folder
	kept      bool // something was measured
}

// NewResults begins the results that will be dir/name.txt. The error says that nothing
// can be kept there, before anything has been measured.
func NewResults(dir, name string) (*Results, error) {
	r := &Results{dir: dir, name: name}
	if _, err := os.Stat(dir); err != nil {
		r.made = true
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("no results can be kept in %s: %w", dir, err)
	}
	for n := os.Getpid(); ; n++ {
		path := filepath.Join(dir, fmt.Sprintf("%s.unfinished-%d.txt", name, n))
		file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if os.IsExist(err) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("no results can be kept in %s: %w", dir, err)
		}
		r.file = file
		return r, nil
	}
}

// Config writes lines that say what holds for all that follows: "cores: 2".
func (r *Results) Config(lines ...string) error {
	_, err := fmt.Fprintln(r.file, strings.Join(lines, "\n"))
	return err
}

// Keep writes lines of results.
func (r *Results) Keep(lines []string) error {
	r.kept = true
	if _, err := fmt.Fprintln(r.file, strings.Join(lines, "\n")); err != nil {
		return fmt.Errorf("cannot write the results: %w", err)
	}
	return nil
}

// Close ends the results, and returns their path. If there are older ones of that name,
// these get another, which is moved. If nothing was measured nothing is left.
func (r *Results) Close() (path, moved string, err error) {
	unfinished := r.file.Name()
	if err := r.file.Close(); err != nil {
		return unfinished, "", err
	}
	if !r.kept {
		err := os.Remove(unfinished)
		if r.made {
			_ = os.Remove(r.dir) // if nobody else has put something there
		}
		return "", "", err
	}
	path = filepath.Join(r.dir, r.name+".txt")
	if moved, err = place(unfinished, path); err != nil {
		return unfinished, moved, err
	}
	return path, moved, nil
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
