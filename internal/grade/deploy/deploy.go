// Package deploy writes what takes the grader elsewhere: to Gradescope, and to GitHub.
package deploy

import (
	"archive/zip"
	_ "embed"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

var (
	//go:embed setup.sh
	setup []byte
	//go:embed run_autograder
	runAutograder []byte
	//go:embed grade.yml
	workflow []byte
)

// Gradescope writes the archive of an autograder: setup.sh, run_autograder, and the course
// in the folder course. See
// https://gradescope-autograders.readthedocs.io/en/latest/specs/.
func Gradescope(w io.Writer, course fs.FS) error {
	archive := zip.NewWriter(w)
	for _, script := range []struct {
		name string
		text []byte
	}{{"setup.sh", setup}, {"run_autograder", runAutograder}} {
		if err := add(archive, script.name, script.text); err != nil {
			return err
		}
	}
	err := fs.WalkDir(course, ".", func(file string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && file != "." && !belongs(file):
			return fs.SkipDir
		case !entry.Type().IsRegular():
			return nil
		}
		text, err := fs.ReadFile(course, file)
		if err != nil {
			return err
		}
		return add(archive, path.Join("course", file), text)
	})
	if err != nil {
		return fmt.Errorf("deploy: %w", err)
	}
	return archive.Close()
}

// belongs reports whether a folder is part of the course. Those of measurements and
// gradings aren't.
func belongs(folder string) bool {
	name := path.Base(folder)
	return !strings.HasPrefix(name, ".") && !slices.Contains([]string{"results", "grades"}, folder)
}

// add adds a file, which everybody may run.
func add(archive *zip.Writer, name string, text []byte) error {
	header := &zip.FileHeader{Name: name, Method: zip.Deflate}
	header.SetMode(0o755)
	entry, err := archive.CreateHeader(header)
	if err != nil {
		return err
	}
	_, err = entry.Write(text)
	return err
}

// Workflow writes the workflow that grades what is pushed into the folder of a repository.
// It returns the name of the file, which must not exist.
func Workflow(dir string) (string, error) {
	name := filepath.Join(dir, ".github", "workflows", "grade.yml")
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return "", fmt.Errorf("deploy: %w", err)
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return "", fmt.Errorf("deploy: %w", err)
	}
	_, err = file.Write(workflow)
	if closed := file.Close(); err == nil {
		err = closed
	}
	return name, err
}
