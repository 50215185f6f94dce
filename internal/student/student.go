// Package student is what the command lab does for a student. It runs the
// checks of the exercises, remembers their results and the hints, and says what
// is next.
package student

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"speedup.example/internal/child"
	"speedup.example/internal/course"
)

// A Stub is a function that students write, as it was handed out.
type Stub struct {
	File   string   `json:"file"`   // with slashes, from the module's root
	Name   string   `json:"name"`   // of the function: Parallel
	Task   string   `json:"task"`   // what to do, a sentence or two
	Hints  []string `json:"hints"`  // from a nudge to nearly there
	Source string   `json:"source"` // of the whole file
}

// StubsFile is where a handout has its stubs, in JSON.
const StubsFile = "internal/stubs.json"

// A Module is the module that a student works in.
type Module struct {
	Root   string // the folder of go.mod
	Stubs  []Stub
	Course bool // it is the course itself, not a handout

	Flags []string // of the go command that builds the checks
	Env   []string // of the go command and of the checks, added to the environment
	Count int      // if above 1, run every check that many times
	Procs []int    // run at each of these GOMAXPROCS; if empty, at that of this process
	Seed  uint64   // of hidden checks, which have other numbers than the handout's; else 0

	environment *child.Env // made on first use
}

// Open finds the module that the folder dir is in. The course itself has no file of
// stubs, so Open calls stubs for them.
func Open(ctx context.Context, dir string, stubs func(root string) ([]Stub, error)) (*Module, error) {
	env, err := child.NewEnv(ctx, dir)
	if err != nil {
		return nil, err
	}
	root, err := env.Root()
	if err != nil {
		return nil, err
	}
	m := &Module{Root: root, environment: env}
	content, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(StubsFile)))
	switch {
	case err == nil:
		err = json.Unmarshal(content, &m.Stubs)
	case errors.Is(err, fs.ErrNotExist) && stubs != nil:
		m.Course = true
		m.Stubs, err = stubs(root)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", StubsFile, err)
	}
	return m, nil
}

// Environment returns the environment of the checks.
func (m *Module) Environment(ctx context.Context) (env *child.Env, err error) {
	if m.environment == nil {
		m.environment, err = child.NewEnv(ctx, m.Root)
	}
	return m.environment, err
}

// Stub returns the stub of a function.
func (m *Module) Stub(exercise, function string) (Stub, error) {
	for _, stub := range m.Stubs {
		if path.Dir(stub.File) == exercise && stub.Name == function {
			return stub, nil
		}
	}
	return Stub{}, fmt.Errorf("no function %s to write in %s", function, exercise)
}

// written reports whether a function's file differs from the handout's.
func (m *Module) written(exercise, function string) bool {
	stub, err := m.Stub(exercise, function)
	return err == nil && m.source(exercise, function) != Hash([]byte(stub.Source))
}

// Place returns where a function is now, as in pi/parallel.go:25.
func (m *Module) Place(exercise, function string) string {
	stub, err := m.Stub(exercise, function)
	if err != nil {
		return exercise
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, filepath.Join(m.Root, filepath.FromSlash(stub.File)), nil, parser.SkipObjectResolution)
	if err != nil {
		return stub.File
	}
	for _, decl := range file.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok && f.Name.Name == function {
			return fmt.Sprintf("%s:%d", stub.File, fset.Position(f.Pos()).Line)
		}
	}
	return stub.File
}

// Exercises returns the exercises with these names, or all. A name may be a
// folder, as the shell completes it. After an exercise it may be one of its
// functions: then the exercise has only the functions that are named.
func Exercises(names []string) ([]course.Exercise, error) {
	if len(names) == 0 {
		return slices.DeleteFunc(slices.Clone(course.Exercises), func(e course.Exercise) bool { return len(e.Functions) == 0 }), nil
	}
	var exercises []course.Exercise
	whole := course.Exercise{}
	for _, name := range names {
		if f, ok := function(whole, name); ok {
			last := &exercises[len(exercises)-1]
			if len(last.Functions) == len(whole.Functions) {
				last.Functions = nil
			}
			last.Functions = append(last.Functions, f)
			continue
		}
		exercise, err := course.Find(strings.ToLower(path.Clean(filepath.ToSlash(name))))
		if err != nil {
			return nil, err
		}
		whole = exercise
		exercises = append(exercises, exercise)
	}
	return exercises, nil
}

// function returns the function of an exercise with the name, in upper or lower
// case.
func function(e course.Exercise, name string) (course.Function, bool) {
	for _, f := range e.Functions {
		if strings.EqualFold(f.Name, name) {
			return f, true
		}
	}
	return course.Function{}, false
}
