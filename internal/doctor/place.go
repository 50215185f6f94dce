package doctor

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

// settings names the settings of the caller that would change the programs. The suite
// leaves most of them out, but a go test typed by hand obeys them.
func settings(_ context.Context, m *Machine) (findings []Finding) {
	for _, name := range m.Env.Settings() {
		if name == "GOTMPDIR" {
			continue // is about a folder
		}
		findings = append(findings, odd("go env "+name, strings.Join(m.Env.About(name), "\n"), typed(unset(name)))...)
	}
	if len(findings) == 0 {
		return good("GOFLAGS, GOWORK, GOEXPERIMENT, GOGC ...", "none changes the programs")
	}
	return findings
}

// unset says how to take back a setting, which is a variable or comes from go env -w.
func unset(name string) string {
	switch {
	case name == "GOWORK" && os.Getenv(name) == "":
		return "export GOWORK=off"
	case os.Getenv(name) != "":
		return "unset " + name
	}
	return "go env -u " + name
}

const (
	megabyte  = 1 << 20
	tempRoom  = 128 * megabyte // a build with the race detector
	cacheRoom = 64 * megabyte
	rootRoom  = megabyte // results, and what lab remembers
)

// folders tries whether there is a folder where programs can be built and run, and room
// for them and for results.
func folders(_ context.Context, m *Machine) []Finding {
	return append(temporary(m), room(m)...)
}

// temporary runs a program in the folder for temporary files.
func temporary(m *Machine) []Finding {
	dir, err := m.Env.TempDir()
	if err != nil {
		return bad("a program in TMPDIR", err.Error(), otherTemp...)
	}
	defer os.RemoveAll(dir)
	folder := filepath.Dir(dir)
	tried := fmt.Sprintf("a program, and %d MB, in %s", tempRoom/megabyte, folder)
	if err := m.CanRun(folder); err != nil {
		return bad(tried, err.Error(), otherTemp...)
	}
	if err := m.Fill(folder, tempRoom); err != nil {
		return bad(tried, full(err), otherTemp...)
	}
	if notes := m.Env.About("GOTMPDIR"); len(notes) > 0 {
		return odd(tried, strings.Join(notes, "\n"), typed(exportTemp(folder)))
	}
	return good(tried, "it runs, and there is room")
}

func exportTemp(folder string) string { return "export GOTMPDIR=" + folder }

// room writes into the other folders that the suite needs.
func room(m *Machine) (findings []Finding) {
	cache := fmt.Sprintf("%d MB in the build cache %s", cacheRoom/megabyte, m.Env.Cache())
	if err := m.Fill(m.Env.Cache(), cacheRoom); err != nil && !errors.Is(err, fs.ErrNotExist) {
		findings = append(findings, bad(cache, full(err), typed("go clean -cache"))...)
	}
	root := "a file in the module's folder"
	if err := m.Fill(m.Root, rootRoom); err != nil {
		findings = append(findings, odd(root, full(err)+msgNothingKept, words(msgOwnFolder))...)
	}
	if len(findings) == 0 {
		return good("files in the build cache and the module", "there is room")
	}
	return findings
}

// full says in plain words that a disk is.
func full(err error) string {
	if errors.Is(err, syscall.ENOSPC) {
		return "the disk is full: " + err.Error()
	}
	return err.Error()
}

// lineEnds looks for the line ends of Windows in scripts, which bash would not start, and
// in sources, where they are harmless.
func lineEnds(_ context.Context, m *Machine) []Finding {
	const tried = "scripts and sources"
	var scripts, sources []string
	err := fs.WalkDir(os.DirFS(m.Root), ".", func(file string, entry fs.DirEntry, err error) error {
		switch name := entry.Name(); {
		case err != nil:
			return err
		case entry.IsDir() && (name == "testdata" || file != "." && strings.HasPrefix(name, ".")):
			return fs.SkipDir
		case filepath.Ext(name) == ".sh" && hasCR(filepath.Join(m.Root, file)):
			scripts = append(scripts, file)
		case filepath.Ext(name) == ".go" && hasCR(filepath.Join(m.Root, file)):
			sources = append(sources, file)
		}
		return nil
	})
	switch {
	case err != nil:
		return odd(tried, err.Error())
	case len(scripts) > 0 && runtime.GOOS == "windows":
		return odd(tried, fmt.Sprintf(msgScriptCR, scripts[0]), typed("go tool lab bench"))
	case len(scripts) > 0:
		return bad(tried, fmt.Sprintf(msgScriptCR, strings.Join(scripts, ", ")), typed(cmdRemoveCR+strings.Join(scripts, " ")))
	case len(sources) > 0:
		return odd(tried, fmt.Sprintf(msgSourceCR, len(sources)), typed("git config core.autocrlf input"))
	}
	return good(tried, "they have the line ends of Unix")
}

func hasCR(path string) bool {
	content, err := os.ReadFile(path)
	return err == nil && bytes.Contains(content, []byte("\r\n"))
}

// watches asks the system to tell of a saved file, as lab watch does.
func watches(_ context.Context, m *Machine) []Finding {
	const tried = "a watch of the module's folder"
	if err := m.Watch(m.Root); err != nil {
		var try []Advice
		if runtime.GOOS == "linux" {
			try = append(try, typed(cmdMoreWatches))
		}
		return odd(tried, err.Error()+msgPolls, try...)
	}
	return good(tried, "the system reports changes")
}
