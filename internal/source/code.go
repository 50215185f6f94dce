package source

import (
	"context"
	"crypto/sha256"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"speedup.example/internal/child"
	"speedup.example/internal/course"
)

// A Code has the declarations that an exercise's benchmark is built from.
type Code struct {
	exercise course.Exercise
	outside  string              // versions of Go and of other modules, and files not in Go
	names    map[string]string   // of packages, by import path
	decls    map[string]*decl    // by package and name: example/pi.Parallel
	start    []string            // what runs before any row: init functions, and initial values of variables
	methods  map[string][]string // of a type, and of its aliases
}

// A decl is a declaration on the level of a package.
type decl struct {
	text string   // without its comments
	refs []string // names that it may refer to, even if some don't exist
	keys []string // constant strings that index something

	// entries has the references of single entries of a map, by their keys. A benchmark,
	// or the bench.Table that it measures, has its drivers and kernels in such maps. An
	// init function may add some.
	entries map[string][]string
}

// Read reads the code of an exercise, as built with the variables vars.
func Read(ctx context.Context, env *child.Env, root string, vars []string, e course.Exercise) (*Code, error) {
	all, err := listAll(ctx, env, root, vars, e.Name)
	if err != nil {
		return nil, err
	}
	c := &Code{exercise: e, outside: toolchain(root), names: map[string]string{}, decls: map[string]*decl{}, methods: map[string][]string{}}
	for _, p := range all {
		c.names[p.ImportPath] = p.Name
		c.outside += p.DefaultGODEBUG
	}
	for _, p := range ofModules(all) {
		if err := c.addPackage(p, root); err != nil {
			return nil, fmt.Errorf("source: %w", err)
		}
	}
	if len(c.roots()) == 0 {
		return nil, fmt.Errorf("source: %s has no Benchmark%s", e.Name, e.Benchmark)
	}
	return c, nil
}

// toolchain returns the line of go.mod that chooses the Go for the module.
func toolchain(root string) string {
	text, _ := os.ReadFile(filepath.Join(root, "go.mod"))
	return string(regexp.MustCompile(`(?m)^toolchain .*`).Find(text))
}

// addPackage adds the files of a package, and for the exercise itself those of its tests.
func (c *Code) addPackage(p Package, root string) error {
	if !p.mayChange(root) {
		version := p.Module.Version
		if p.Module.Replace != nil {
			version = p.Module.Replace.Path + " " + p.Module.Replace.Version
		}
		c.outside += fmt.Sprintln(p.ImportPath, version)
		return nil
	}
	c.outside += fmt.Sprintln(p.ImportPath, p.Module.GoVersion)
	files, outer, whole := slices.Concat(p.GoFiles, p.CgoFiles), []string(nil), slices.Concat(p.CgoFiles, p.others())
	if same(p.Dir, filepath.Join(root, c.exercise.Name)) {
		files, outer = slices.Concat(files, p.TestGoFiles), p.XTestGoFiles
		whole = slices.Concat(whole, p.TestEmbedFiles, p.XTestEmbedFiles)
	}
	if err := c.addWhole(p.Dir, whole); err != nil {
		return err
	}
	if err := c.addFiles(p.ImportPath, p.Dir, files); err != nil {
		return err
	}
	return c.addFiles(p.ImportPath+"_test", p.Dir, outer)
}

// addWhole adds files as a whole: any change in one counts for all rows.
func (c *Code) addWhole(dir string, files []string) error {
	for _, file := range files {
		text, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			return err
		}
		c.outside += fmt.Sprintf("%s %d\n%s", file, len(text), text)
	}
	return nil
}

// same reports whether two paths name one folder.
func same(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

func (c *Code) addFiles(pkg, dir string, files []string) error {
	for _, name := range files {
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, filepath.Join(dir, name), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		if strings.HasSuffix(pkg, "/internal/course") {
			onlyMeasured(file, c.exercise.Name)
		}
		newReader(c, set, pkg, file).declareAll(file)
	}
	return nil
}

// onlyMeasured leaves in the course's table only what one exercise's benchmark needs.
func onlyMeasured(file *ast.File, exercise string) {
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.CompositeLit); ok {
			lit.Elts = slices.DeleteFunc(lit.Elts, func(e ast.Expr) bool { return isField(e, "Functions") || isField(e, "Peers") || isOther(e, exercise) })
		}
		return true
	})
}

func isField(e ast.Expr, name string) bool {
	kv, ok := e.(*ast.KeyValueExpr)
	if !ok {
		return false
	}
	key, ok := kv.Key.(*ast.Ident)
	return ok && key.Name == name
}

// isOther reports whether an element is another exercise, which has a field Benchmark.
func isOther(e ast.Expr, exercise string) bool {
	lit, ok := e.(*ast.CompositeLit)
	if !ok || !slices.ContainsFunc(lit.Elts, func(e ast.Expr) bool { return isField(e, "Benchmark") }) {
		return false
	}
	return slices.ContainsFunc(lit.Elts, func(e ast.Expr) bool {
		if !isField(e, "Name") {
			return false
		}
		name, ok := constant(e.(*ast.KeyValueExpr).Value)
		return ok && name != exercise
	})
}

// A Sum stands for the code of a row: if two are equal, the code is the same.
type Sum [sha256.Size]byte

// Sum returns the sum of a row: of all that its driver, its kernel and the benchmark around
// them may reach, and of what runs before. It follows names, not types. A declaration that
// only shares the name counts, too, and so do all methods of a type. So the sum may differ
// needlessly, but never misses a change. Comments don't count.
func (c *Code) Sum(row course.Row) Sum {
	w := &walk{code: c, reached: map[string]bool{}, keys: map[string]bool{row.Driver: true, row.Kernel: true}}
	for _, name := range slices.Concat(c.roots(), c.start) {
		w.follow(name)
	}
	var text strings.Builder
	text.WriteString(c.outside)
	for _, name := range slices.Sorted(maps.Keys(w.reached)) {
		fmt.Fprintf(&text, "%s\n%s\n", name, c.decls[name].text)
	}
	return sha256.Sum256([]byte(text.String()))
}

// roots returns the benchmark, and the functions that may be called around it.
func (c *Code) roots() (roots []string) {
	for name := range c.decls {
		if strings.HasSuffix(name, ".Benchmark"+c.exercise.Benchmark) {
			roots = append(roots, name)
		}
	}
	if len(roots) == 0 {
		return nil
	}
	for name := range c.decls {
		if strings.HasSuffix(name, ".TestMain") {
			roots = append(roots, name)
		}
	}
	return roots
}

// A walk visits all that a row may reach.
type walk struct {
	code    *Code
	reached map[string]bool
	keys    map[string]bool // of entries that may be in use
	entries []map[string][]string
}

// follow adds a declaration, and all that it may refer to.
func (w *walk) follow(name string) {
	d := w.code.decls[name]
	if d == nil || w.reached[name] {
		return
	}
	w.reached[name] = true
	if d.entries != nil {
		w.entries = append(w.entries, d.entries)
	}
	for _, key := range d.keys {
		w.keys[key] = true
	}
	for _, ref := range slices.Concat(d.refs, w.code.methods[name]) {
		w.follow(ref)
	}
	for _, entries := range w.entries {
		for key := range w.keys {
			for _, ref := range entries[key] {
				w.follow(ref)
			}
		}
	}
}
