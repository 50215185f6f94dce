package peers

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"speedup.example/internal/course"
)

// pythonFolder has the programs in Python, from the module's root.
var pythonFolder = filepath.Join("internal", "peers", "python")

// oldest is the oldest version of Python that the programs run in.
var oldest = []int{3, 9}

const oldestName = "3.9"

// ladder has the needs of rows in Python. Each needs those before it.
var ladder = []course.Need{course.Python, course.NumPy, course.Numba, course.SciPy}

// chain returns the needs that a need of the ladder includes, and nothing for another
// need.
func chain(need course.Need) []course.Need {
	return ladder[:slices.Index(ladder, need)+1]
}

// module returns the name by which Python imports a library.
func module(library course.Need) string { return strings.ToLower(string(library)) }

// An interpreter is a Python with its libraries.
type interpreter struct {
	path     string                 // absolute
	version  string                 // 3.11.2
	versions map[course.Need]string // of the libraries that it can import
	broken   map[course.Need]string // why it can't import the installed ones
}

func (i interpreter) has(need course.Need) bool {
	if need == course.Python {
		return i.path != ""
	}
	return i.versions[need] != ""
}

// String returns the versions, as "3.11.2, numpy 1.24.2".
func (i interpreter) String() string {
	parts := []string{i.version}
	for _, library := range ladder[1:] {
		if i.has(library) {
			parts = append(parts, module(library)+" "+i.versions[library])
		}
	}
	return strings.Join(parts, ", ")
}

// findPython returns the Python that the variable PYTHON names. Without that it calls
// [choose], because the first one on the PATH is often an accident.
func findPython(ctx context.Context, h host) (interpreter, error) {
	asked := func(path string) (interpreter, error) { return h.ask(ctx, path) }
	named := os.Getenv("PYTHON")
	if named == "" {
		return choose(paths("python3", "/usr/bin/python3", "python"), asked)
	}
	path, err := lookPath(named)
	if err != nil {
		return interpreter{}, errNoNamed(named, "PYTHON")
	}
	return asked(path)
}

// paths returns the paths of the candidates that exist.
func paths(candidates ...string) (found []string) {
	for _, candidate := range candidates {
		path, err := lookPath(candidate)
		if err == nil && !slices.Contains(found, path) {
			found = append(found, path)
		}
	}
	return found
}

// choose asks the Pythons, and returns the first that has Numba, else the first with NumPy,
// else the first. If none works, the error is the first Python's.
func choose(paths []string, ask func(path string) (interpreter, error)) (best interpreter, err error) {
	for _, path := range paths {
		found, failure := ask(path)
		switch {
		case failure != nil:
			err = cmp.Or(err, failure)
		case found.has(course.Numba):
			return found, nil
		case !best.has(course.Python), !best.has(course.NumPy) && found.has(course.NumPy):
			best = found
		}
	}
	if best.has(course.Python) {
		return best, nil
	}
	return interpreter{}, cmp.Or(err, errNoPython)
}

// An answer is a line that probe.py prints.
type answer struct {
	Library, Version, Error string
	Release                 []int
}

// ask asks a Python for its version, and for the libraries that it can import. The
// error says that it is too old, or no Python.
func (h host) ask(ctx context.Context, path string) (interpreter, error) {
	args := []string{path, filepath.Join(pythonFolder, "probe.py")}
	for _, library := range ladder[1:] {
		args = append(args, module(library))
	}
	stdout, stderr, err := h.run(ctx, args...)
	answers := answersIn(stdout)
	if len(answers) == 0 {
		return interpreter{}, errFailing(path, stderr, cmp.Or(err, errors.New("it prints nothing")))
	}
	if slices.Compare(answers[0].Release, oldest) < 0 {
		return interpreter{}, errTooOld(path, answers[0].Version)
	}
	return newInterpreter(path, answers, err), nil
}

// answersIn returns the answers among the lines of a text. A library may print others.
func answersIn(text string) (answers []answer) {
	for line := range strings.Lines(text) {
		var a answer
		if json.Unmarshal([]byte(line), &a) == nil && a.Library != "" {
			answers = append(answers, a)
		}
	}
	return answers
}

// newInterpreter returns the interpreter with these answers, of which the first is
// Python's. If it crashed, libraries without an answer are broken for that reason.
func newInterpreter(path string, answers []answer, crash error) interpreter {
	i := interpreter{path: path, version: answers[0].Version, versions: map[course.Need]string{}, broken: map[course.Need]string{}}
	for _, library := range ladder[1:] {
		at := slices.IndexFunc(answers, func(a answer) bool { return a.Library == module(library) })
		switch {
		case at >= 0:
			i.versions[library], i.broken[library] = answers[at].Version, answers[at].Error
		case crash != nil:
			i.broken[library] = crash.Error()
		}
	}
	return i
}
