package child

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// TempDir makes a folder in which programs can be built and run. Of GOTMPDIR, TMPDIR and
// the user's cache it takes the first where programs may run: a TMPDIR may be on a disk
// that is mounted without execution. The caller removes the folder.
func (e *Env) TempDir() (string, error) {
	parents := []string{os.TempDir()}
	if dir := e.settings["GOTMPDIR"]; dir != "" {
		parents = []string{dir, os.TempDir()}
	}
	if cache, err := os.UserCacheDir(); err == nil {
		parents = append(parents, cache)
	}
	var reasons []string
	for i, parent := range parents {
		dir, err := runnable(parent)
		if err == nil {
			if i > 0 {
				e.note("programs are built in %s: %s", parent, strings.Join(reasons, ", "))
			}
			return dir, nil
		}
		reasons = append(reasons, err.Error())
	}
	return "", fmt.Errorf("no folder where a program can be built and run: %s; set GOTMPDIR to one", strings.Join(reasons, ", "))
}

// runnable makes a folder in parent, and tries to run a program there.
func runnable(parent string) (string, error) {
	dir, err := os.MkdirTemp(parent, "speedup.")
	if err != nil {
		return "", err
	}
	if runtime.GOOS == "windows" {
		return dir, nil // has no such mounts, and no shell
	}
	program := filepath.Join(dir, "true")
	err = os.WriteFile(program, []byte("#!/bin/sh\n"), 0o700)
	if err == nil {
		err = exec.Command(program).Run()
	}
	if errors.Is(err, fs.ErrPermission) {
		os.RemoveAll(dir)
		return "", fmt.Errorf("%s: no program may run there", parent)
	}
	os.Remove(program)
	return dir, nil
}
