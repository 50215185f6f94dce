package verify_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/packages"

	"speedup.example/internal/course"
	"speedup.example/internal/verify"
)

// A program whose helper has moved away fails every check, and so does the program that
// it is built with. go test ./... judges only a sample, but it type-checks all.
func TestProgramsBuild(t *testing.T) {
	all := programs(t)
	c := newChecker(t, all...)
	for _, p := range all {
		assert.NoError(t, c.check(p), "%s does not build", p.Name)
	}
}

func TestProgramDoesNotBuild(t *testing.T) {
	p := verify.Program{Name: "x.go", File: "slowsum/closedform.go"}
	p.Source = []byte("package slowsum\n\nfunc ClosedForm(n int64) Sum { return gone(n) }\n")
	require.ErrorContains(t, newChecker(t, p).check(p), "undefined: gone")
}

// A checker type-checks programs in their exercises.
type checker map[string]*packages.Package // by import path

// newChecker loads the exercises, and what they and the programs import.
func newChecker(t *testing.T, all ...verify.Program) checker {
	t.Helper()
	var folders, imports []string
	for _, e := range course.Exercises {
		folders = append(folders, coursePath+e.Name)
	}
	exercises := load(t, packages.LoadImports, folders)
	for _, e := range exercises {
		imports = slices.AppendSeq(imports, maps.Keys(e.Imports))
	}
	for _, p := range all {
		imports = append(imports, importsOf(t, p)...)
	}
	c := checker{}
	for _, p := range slices.Concat(load(t, packages.LoadTypes, imports), exercises) {
		c[p.PkgPath] = p
	}
	return c
}

func load(t *testing.T, mode packages.LoadMode, paths []string) []*packages.Package {
	t.Helper()
	loaded, err := packages.Load(&packages.Config{Dir: root, Mode: mode}, paths...)
	require.NoError(t, err)
	return loaded
}

func importsOf(t *testing.T, p verify.Program) (paths []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), p.Name, p.Source, parser.ImportsOnly)
	require.NoError(t, err)
	for _, spec := range file.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		require.NoError(t, err)
		paths = append(paths, name)
	}
	return paths
}

const coursePath = "speedup.example/"

// Import returns a package that was loaded.
func (c checker) Import(name string) (*types.Package, error) {
	if p := c[name]; p != nil && p.Types != nil {
		return p.Types, nil
	}
	return nil, fmt.Errorf("%s was not loaded", name)
}

// check type-checks the exercise of a program, with the program for one of its files.
func (c checker) check(p verify.Program) error {
	exercise := c[coursePath+path.Dir(p.File)]
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range exercise.GoFiles {
		var source any
		if filepath.Base(name) == path.Base(p.File) {
			name, source = p.Name, p.Source
		}
		file, err := parser.ParseFile(fset, name, source, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files = append(files, file)
	}
	config := types.Config{Importer: c}
	_, err := config.Check(exercise.PkgPath, fset, files, nil)
	return err
}
