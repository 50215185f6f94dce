package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"speedup.example/internal/testall"
)

// TestSixthExercise adds an exercise and a row to a copy of the course.
func TestSixthExercise(t *testing.T) {
	testall.Only(t)
	testscript.Run(t, testscript.Params{
		Dir: "testdata/sixth",
		Setup: func(e *testscript.Env) error {
			goEnv(t, e)
			root := filepath.Join(e.WorkDir, "course")
			return errors.Join(
				hurry(e),
				os.Mkdir(filepath.Join(e.WorkDir, "bin"), 0o777),
				copyCourse("../../..", root),
				// The list ends with the file, and the row comes after the closed form.
				insert(filepath.Join(root, "internal/course/exercises.go"), "\n}\n", filepath.Join(e.WorkDir, "exercise.txt")),
				insert(filepath.Join(root, "internal/course/exercises.go"), "\t\t\tprocesses, processesUnrolled, simd", filepath.Join(e.WorkDir, "row.txt")),
			)
		},
	})
}

// copyCourse copies the committed files. Other files of a checkout begin with a dot,
// or are in results.
func copyCourse(from, to string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		switch {
		case entry.IsDir() && relative != "." && (strings.HasPrefix(relative, ".") || relative == "results"):
			return filepath.SkipDir
		case entry.IsDir():
			return os.MkdirAll(filepath.Join(to, relative), 0o777)
		case !entry.Type().IsRegular():
			return nil
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, relative), content, 0o666)
	})
}

// insert puts a literal before the last place of a text in a Go file.
func insert(file, before, literal string) error {
	source, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(literal)
	if err != nil {
		return err
	}
	at := strings.LastIndex(string(source), before)
	if at < 0 {
		return errors.New(file + " has no place for " + literal)
	}
	if strings.HasPrefix(before, "\n") {
		at++
	}
	return os.WriteFile(file, []byte(string(source[:at])+string(text)+string(source[at:])), 0o666)
}
