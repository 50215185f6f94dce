package filter

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

// A part says what an exercise may use of a package.
type part struct {
	only []string // these names; any if there are none
	not  []string // not these
}

// packages are what an exercise may import. Those of the course's module begin with
// /internal/, because a handout may have another module path than the course.
var packages = map[string]part{
	"cmp": {}, "context": {}, "errors": {}, "iter": {}, "maps": {}, "slices": {}, "sort": {},
	"strconv": {}, "strings": {}, "sync": {}, "sync/atomic": {}, "time": {},
	"math": {}, "math/big": {}, "math/bits": {}, "math/rand": {}, "math/rand/v2": {},
	"container/heap": {}, "container/list": {},
	"golang.org/x/sync/errgroup": {}, "golang.org/x/sync/semaphore": {},

	"fmt":     {not: []string{"Fscan", "Fscanf", "Fscanln", "Scan", "Scanf", "Scanln", "Sscan", "Sscanf", "Sscanln"}},
	"runtime": {only: []string{"GOMAXPROCS", "Gosched", "KeepAlive", "NumCPU", "NumGoroutine"}},

	"/internal/pieces": {only: []string{"Split"}},
	"/internal/random": {only: []string{"Lane", "Lanes", "Normals", "Stream", "Vector", "VectorLanes", "VectorNormals"}},
	"/internal/vector": {only: []string{"Exp", "Exponentials"}},
}

// reasons say why a package is not among those.
var reasons = map[string]string{
	"C":               whyC,
	"bufio":           whyArguments,
	"embed":           whyArguments,
	"io":              whyArguments,
	"io/fs":           whyArguments,
	"io/ioutil":       whyArguments,
	"net":             whyArguments,
	"net/http":        whyArguments,
	"os":              whyArguments,
	"os/exec":         whyArguments,
	"os/signal":       whyArguments,
	"path/filepath":   whyArguments,
	"log":             whyLog,
	"log/slog":        whyLog,
	"testing":         whyTesting,
	"testing/quick":   whyTesting,
	"plugin":          whyMemory,
	"reflect":         whyMemory,
	"syscall":         whyMemory,
	"unsafe":          whyMemory,
	"runtime/debug":   whyRuntime,
	"runtime/metrics": whyRuntime,
	"runtime/pprof":   whyRuntime,
	"runtime/trace":   whyRuntime,
}

// names are the packages of exercises whose folder can't name them: var is a keyword.
var names = map[string]string{"var": "risk"}

// header checks the package clause and the imports, and reports whether they parse.
func (c *checker) header(source []byte) bool {
	file, err := parser.ParseFile(c.fset, "", source, parser.ImportsOnly|parser.SkipObjectResolution)
	if err != nil {
		c.raw(source)
		return false
	}
	want := cmp.Or(names[c.exercise], path.Base(c.exercise))
	if file.Name.Name != want {
		c.refuse(file.Name.Pos(), msgPackage, file.Name.Name, want)
	}
	c.imports = imports{}
	for _, spec := range file.Imports {
		c.importSpec(spec)
	}
	return true
}

// importSpec checks an import, and remembers its name in this file.
func (c *checker) importSpec(spec *ast.ImportSpec) {
	written, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return // the compiler refuses it
	}
	p := withoutModule(written)
	name := localName(spec, p)
	c.imports[name] = p
	switch _, ok := packages[p]; {
	case !ok:
		c.refuse(spec.Pos(), msgImport, written, reason(p))
	case name == ".":
		c.refuse(spec.Pos(), msgDot, written)
	case name == "_":
		c.refuse(spec.Pos(), msgBlank, written)
	}
}

// withoutModule returns an import's path, and for a package in a module's folder internal
// the path from there.
func withoutModule(p string) string {
	return p[max(0, strings.LastIndex(p, "/internal/")):]
}

// isOwn reports whether a path without module is of the course's module.
func isOwn(p string) bool { return strings.HasPrefix(p, "/internal/") }

// reason says why a package may not be imported.
func reason(p string) string {
	if why, ok := reasons[p]; ok {
		return why
	}
	var own, others []string
	for _, name := range slices.Sorted(maps.Keys(packages)) {
		if isOwn(name) {
			own = append(own, strings.TrimPrefix(name, "/"))
		} else {
			others = append(others, name)
		}
	}
	if isOwn(p) {
		return fmt.Sprintf(whyCourse, strings.Join(own, ", "))
	}
	return fmt.Sprintf(whyOthers, strings.Join(others, ", "))
}

// localName returns the name that the file knows an import by.
func localName(spec *ast.ImportSpec, p string) string {
	if spec.Name != nil {
		return spec.Name.Name
	}
	if name := path.Base(p); name != "v2" {
		return name
	}
	return path.Base(path.Dir(p))
}

// imports are the paths of a file's imports, by their names in the file.
type imports map[string]string

// path returns the path of the package that an expression names. A local variable may
// have the name of an import, and then names no package.
func (i imports) path(e ast.Expr) (p string, ok bool) {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok || id.Obj != nil {
		return "", false
	}
	p, ok = i[id.Name]
	return p, ok
}
