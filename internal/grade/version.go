package grade

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"speedup.example/internal/child"
	"speedup.example/internal/handout"
)

// programs are what grades, besides the checks: packages of the course.
var programs = []string{"./internal/grade", "./internal/grade/remote", "./internal/grade/sandbox/shim"}

// Version returns a hash of all that points depend on, besides the submission and the seed:
// the checks and the grader of the course in a folder, and the version of Go there. It is the
// same on all machines.
func Version(ctx context.Context, course string) (string, error) {
	h, err := handout.Make(os.DirFS(course), modulePath)
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	for _, file := range slices.Sorted(maps.Keys(h.Files)) {
		add(sum, file, h.Files[file])
	}
	env, err := child.NewEnv(ctx, course)
	if err != nil {
		return "", err
	}
	fmt.Fprintln(sum, env.GoVersion())
	sources, err := sourcesOf(ctx, env, course)
	if err != nil {
		return "", err
	}
	for _, file := range append(sources, "go.mod", "go.sum") {
		text, err := os.ReadFile(filepath.Join(course, file))
		if err != nil {
			return "", fmt.Errorf("grade: %w", err)
		}
		add(sum, filepath.ToSlash(file), text)
	}
	return hex.EncodeToString(sum.Sum(nil)[:8]), nil
}

// add adds a file to a hash, with the line ends of Unix.
func add(sum hash.Hash, file string, text []byte) {
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	fmt.Fprintf(sum, "%s %d\n%s\n", file, len(text), text)
}

// sourcesOf returns the files of the course that programs are built from, those for Linux.
func sourcesOf(ctx context.Context, env *child.Env, course string) (files []string, err error) {
	args := append([]string{"list", "-deps", "-json=Dir,Module,GoFiles,SFiles,EmbedFiles"}, programs...)
	out, err := env.Command(ctx, course, []string{"GOOS=linux", "GOARCH=amd64"}, "go", args...).Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", child.WithOutput(err))
	}
	for list := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			Dir                         string
			Module                      *struct{ Main bool }
			GoFiles, SFiles, EmbedFiles []string
		}
		if err := list.Decode(&p); errors.Is(err, io.EOF) {
			return files, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		if p.Module == nil || !p.Module.Main {
			continue
		}
		folder, err := relative(course, p.Dir)
		if err != nil {
			return nil, err
		}
		for _, name := range slices.Concat(p.GoFiles, p.SFiles, p.EmbedFiles) {
			files = append(files, filepath.Join(folder, name))
		}
	}
}

// relative returns a folder of the course as a path in it. The go command says where links
// lead.
func relative(course, folder string) (string, error) {
	course, err := filepath.Abs(course)
	if err != nil {
		return "", err
	}
	if course, err = filepath.EvalSymlinks(course); err != nil {
		return "", err
	}
	if folder, err = filepath.EvalSymlinks(folder); err != nil {
		return "", err
	}
	return filepath.Rel(course, folder)
}
