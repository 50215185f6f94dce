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

// TempDir makes a folder in which programs can be built and run. The caller removes it.
func (e *Env) TempDir() (string, error) {
	if e.temp == "" {
		return "", fmt.Errorf("no folder where a program can be built and run: %s; set GOTMPDIR to one", strings.Join(e.noTemp, ", "))
	}
	return os.MkdirTemp(e.temp, "speedup.")
}

// findTemp sets the folder where programs are built: the first of GOTMPDIR, TMPDIR and the
// user's cache that exists and may run programs. A TMPDIR may be on a disk that is mounted
// without execution. The go command gets the folder, because it would not look for another.
func (e *Env) findTemp() {
	var parents []string
	if dir := e.settings["GOTMPDIR"]; dir != "" {
		parents = append(parents, dir)
	}
	parents = append(parents, os.TempDir())
	if cache, err := os.UserCacheDir(); err == nil {
		parents = append(parents, cache)
	}
	for i, parent := range parents {
		err := CanRun(parent)
		if err == nil {
			e.temp = parent
			if i > 0 {
				e.set("GOTMPDIR", parent)
				e.note("GOTMPDIR", "programs are built in %s: %s", parent, strings.Join(e.noTemp, ", "))
			}
			return
		}
		e.noTemp = append(e.noTemp, err.Error())
	}
}

// CanRun tries to run a program in a folder. The error says that none can.
func CanRun(folder string) error {
	dir, err := os.MkdirTemp(folder, "speedup.")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if runtime.GOOS == "windows" {
		return nil // has no such mounts, and no shell
	}
	program := filepath.Join(dir, "true")
	if err := os.WriteFile(program, []byte("#!/bin/sh\n"), 0o700); err != nil {
		return err
	}
	if err := exec.Command(program).Run(); errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("%s: no program may run there", folder)
	}
	return nil
}
