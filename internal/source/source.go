// Package source reads the sources of the exercises: the files that a benchmark is built of
// ([List]), the part of them that one of its rows runs ([Code]), and copies of them that are
// kept beside a result ([Files], [Pack], [Unpack]).
//
// It is how a comparison of two versions knows its controls. A row whose code is the same in
// both cannot have become faster or slower: whatever its times say of the two is noise.
package source

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"speedup.example/internal/child"
)

// A Package is what go list says of one.
type Package struct {
	Dir, ImportPath, Name string
	ForTest               string // the package whose test it was built for
	Module                *struct {
		Path, Version, GoVersion string
		Main                     bool
	}

	GoFiles, TestGoFiles, XTestGoFiles []string
	IgnoredGoFiles, IgnoredOtherFiles  []string // built with other tags
	SFiles, HFiles                     []string
	EmbedFiles, TestEmbedFiles         []string
	XTestEmbedFiles                    []string
}

const fields = "Dir,ImportPath,Name,ForTest,Module,GoFiles,TestGoFiles,XTestGoFiles,IgnoredGoFiles,IgnoredOtherFiles," +
	"SFiles,HFiles,EmbedFiles,TestEmbedFiles,XTestEmbedFiles"

// List returns the packages of modules that the test binaries of exercises are built of. The
// variables, KEY=VALUE, may turn on an experiment, which has other files. Packages that do not
// build are among them.
func List(ctx context.Context, env *child.Env, root string, vars []string, exercises ...string) ([]Package, error) {
	args := []string{"list", "-e", "-deps", "-test", "-json=" + fields}
	for _, e := range exercises {
		args = append(args, "./"+e)
	}
	out, err := env.Command(ctx, root, vars, "go", args...).Output()
	if err != nil {
		return nil, fmt.Errorf("source: %w", child.WithOutput(err))
	}
	var packages []Package
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p Package
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages, nil
		} else if err != nil {
			return nil, fmt.Errorf("source: go list: %w", err)
		}
		// Not of the standard library, not once more for a test, and not the test's main.
		if p.Module != nil && p.ForTest == "" && !strings.HasSuffix(p.ImportPath, ".test") {
			packages = append(packages, p)
		}
	}
}

// Files returns the paths, from the module's root, of all files that the packages of the
// main module are built of, whatever the tags, and of go.mod and go.sum.
func Files(root string, packages []Package) (files []string, err error) {
	for _, p := range packages {
		if !p.Module.Main {
			continue
		}
		for _, file := range slices.Concat(p.GoFiles, p.TestGoFiles, p.XTestGoFiles, p.IgnoredGoFiles, p.IgnoredOtherFiles,
			p.SFiles, p.HFiles, p.EmbedFiles, p.TestEmbedFiles, p.XTestEmbedFiles) {
			path, err := filepath.Rel(root, filepath.Join(p.Dir, file))
			if err != nil {
				return nil, fmt.Errorf("source: %w", err)
			}
			files = append(files, filepath.ToSlash(path))
		}
	}
	for _, file := range []string{"go.mod", "go.sum"} {
		if _, err := os.Stat(filepath.Join(root, file)); err == nil {
			files = append(files, file)
		}
	}
	slices.Sort(files)
	return slices.Compact(files), nil
}
