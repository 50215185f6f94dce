// Package source reads the sources of the exercises: the files that a benchmark is built
// from ([List]), the part that one of its rows runs ([Code]), and the copies beside a
// result ([Files], [Pack], [Unpack]).
//
// A comparison of two versions finds its controls with it. A row whose code is the same in
// both can't have become faster or slower. Any difference between its times is noise.
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

// A Package is what go list says about a package.
type Package struct {
	Dir, ImportPath, Name string
	ForTest               string  // the package whose test it was built for
	Module                *Module // nil for the standard library
	DefaultGODEBUG        string  // of a test's main package

	GoFiles, CgoFiles, TestGoFiles, XTestGoFiles []string
	IgnoredGoFiles, IgnoredOtherFiles            []string // built with other tags
	SFiles, HFiles, CFiles, CXXFiles, MFiles     []string
	FFiles, SysoFiles, SwigFiles, SwigCXXFiles   []string
	EmbedFiles, TestEmbedFiles, XTestEmbedFiles  []string
}

// A Module is what go list says about a package's module.
type Module struct {
	Path, Version, GoVersion, Dir string
	Main                          bool
	Replace                       *Module
}

const fields = "Dir,ImportPath,Name,ForTest,Module,DefaultGODEBUG,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles," +
	"IgnoredGoFiles,IgnoredOtherFiles,SFiles,HFiles,CFiles,CXXFiles,MFiles,FFiles,SysoFiles,SwigFiles,SwigCXXFiles," +
	"EmbedFiles,TestEmbedFiles,XTestEmbedFiles"

// mayChange reports whether a package has files that may change without a new version: in
// the main module, in a module that replaces another, or in vendor.
func (p Package) mayChange(root string) bool {
	m := p.Module
	return m.Main || m.Replace != nil && m.Replace.Version == "" || isBelow(root, p.Dir)
}

func isBelow(root, dir string) bool {
	path, err := filepath.Rel(root, dir)
	return err == nil && filepath.IsLocal(path)
}

// others returns the files that are not in Go.
func (p Package) others() []string {
	return slices.Concat(p.SFiles, p.HFiles, p.CFiles, p.CXXFiles, p.MFiles, p.FFiles, p.SysoFiles, p.SwigFiles, p.SwigCXXFiles,
		p.EmbedFiles)
}

// List returns the packages of modules that the test binaries of exercises are built from.
// The variables, KEY=VALUE, may turn on an experiment, which has other files. It includes
// packages that do not build.
func List(ctx context.Context, env *child.Env, root string, vars []string, exercises ...string) ([]Package, error) {
	all, err := listAll(ctx, env, root, vars, exercises...)
	if err != nil {
		return nil, err
	}
	return ofModules(all), nil
}

// listAll also returns those of the standard library, and the main packages of the tests.
func listAll(ctx context.Context, env *child.Env, root string, vars []string, exercises ...string) (packages []Package, err error) {
	args := []string{"list", "-e", "-deps", "-test", "-json=" + fields}
	for _, e := range exercises {
		args = append(args, "./"+e)
	}
	out, err := env.Command(ctx, root, vars, "go", args...).Output()
	if err != nil {
		return nil, fmt.Errorf("source: %w", child.WithOutput(err))
	}
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p Package
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages, nil
		} else if err != nil {
			return nil, fmt.Errorf("source: go list: %w", err)
		}
		packages = append(packages, p)
	}
}

// ofModules leaves out the standard library, and what go list makes for a test. A package
// that imports the tested one is listed only as built for the test, so it counts.
func ofModules(all []Package) (packages []Package) {
	seen := map[string]bool{}
	for _, forTest := range []bool{false, true} {
		for _, p := range all {
			p.ImportPath, _, _ = strings.Cut(p.ImportPath, " [")
			made := strings.HasSuffix(p.ImportPath, ".test") || p.ForTest != "" && p.ImportPath == p.ForTest+"_test"
			if p.Module == nil || made || (p.ForTest != "") != forTest || seen[p.ImportPath] {
				continue
			}
			seen[p.ImportPath] = true
			packages = append(packages, p)
		}
	}
	return packages
}

// Files returns the paths, from the module's root, of all files below it that the packages
// are built from, with any tags, and of go.mod and go.sum.
func Files(root string, packages []Package) (files []string, err error) {
	more := []string{"go.mod", "go.sum", "vendor/modules.txt"}
	for _, p := range packages {
		if !isBelow(root, p.Dir) {
			continue
		}
		for _, file := range slices.Concat(p.GoFiles, p.CgoFiles, p.TestGoFiles, p.XTestGoFiles, p.IgnoredGoFiles,
			p.IgnoredOtherFiles, p.others(), p.TestEmbedFiles, p.XTestEmbedFiles) {
			path, err := filepath.Rel(root, filepath.Join(p.Dir, file))
			if err != nil {
				return nil, fmt.Errorf("source: %w", err)
			}
			files = append(files, filepath.ToSlash(path))
		}
		if dir, err := filepath.Rel(root, p.Module.Dir); err == nil && filepath.IsLocal(dir) {
			more = append(more, filepath.ToSlash(filepath.Join(dir, "go.mod")))
		}
	}
	for _, file := range more {
		if _, err := os.Stat(filepath.Join(root, file)); err == nil {
			files = append(files, file)
		}
	}
	slices.Sort(files)
	return slices.Compact(files), nil
}
