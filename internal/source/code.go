package source

import (
	"context"
	"crypto/sha256"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"speedup.example/internal/child"
	"speedup.example/internal/course"
)

// A Code is the declarations that the benchmark of an exercise is built of.
type Code struct {
	exercise course.Exercise
	outside  string // versions of Go and of other modules
	names    map[string]string
	decls    map[string]*decl    // by package and name: example/pi.Parallel
	along    map[string][]string // what runs as soon as a package is there: its init functions
	methods  map[string][]string // of a type
}

// A decl is a declaration on the level of a package.
type decl struct {
	pkg  string
	text string   // without its comments
	refs []string // what it may refer to, of which not all need be there

	// Entries is what single entries of a map refer to, by their keys. A benchmark
	// has its drivers and kernels in such maps.
	entries map[string][]string
}

// Read reads the code of an exercise, as it is built with some variables set.
func Read(ctx context.Context, env *child.Env, root string, vars []string, e course.Exercise) (*Code, error) {
	packages, err := List(ctx, env, root, vars, e.Name)
	if err != nil {
		return nil, err
	}
	c := &Code{exercise: e, names: map[string]string{}, decls: map[string]*decl{}, along: map[string][]string{}, methods: map[string][]string{}}
	for _, p := range packages {
		c.names[p.ImportPath] = p.Name
	}
	for _, p := range packages {
		if !p.Module.Main {
			c.outside += fmt.Sprintln(p.ImportPath, p.Module.Version)
		} else if err := c.addPackage(p, filepath.Join(root, e.Name)); err != nil {
			return nil, fmt.Errorf("source: %w", err)
		}
	}
	return c, nil
}

// addPackage adds the files of a package, and, of the exercise itself, those of its tests.
func (c *Code) addPackage(p Package, exercise string) error {
	c.outside += fmt.Sprintln(p.ImportPath, p.Module.GoVersion)
	for _, file := range slices.Concat(p.SFiles, p.HFiles, p.EmbedFiles) {
		text, err := os.ReadFile(filepath.Join(p.Dir, file))
		if err != nil {
			return err
		}
		c.outside += string(text)
	}
	files, outer := p.GoFiles, []string(nil)
	if same(p.Dir, exercise) {
		files, outer = slices.Concat(files, p.TestGoFiles), p.XTestGoFiles
	}
	if err := c.addFiles(p.ImportPath, p.Dir, files); err != nil {
		return err
	}
	return c.addFiles(p.ImportPath+"_test", p.Dir, outer)
}

// same reports whether two paths are of one folder.
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
		r := reader{code: c, set: set, pkg: pkg, imports: c.imports(file)}
		for _, d := range file.Decls {
			r.declare(d)
		}
	}
	return nil
}

// imports returns the paths of the packages that a file imports, by the names that they
// have in it.
func (c *Code) imports(file *ast.File) map[string]string {
	paths := map[string]string{}
	for _, spec := range file.Imports {
		path := strings.Trim(spec.Path.Value, `"`)
		name, ok := c.names[path]
		if spec.Name != nil {
			name = spec.Name.Name
		}
		if ok {
			paths[name] = path
		}
	}
	return paths
}

// onlyMeasured leaves of the course's table what is measured of one exercise.
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

// isOther reports whether an element is another exercise: what has a Benchmark.
func isOther(e ast.Expr, exercise string) bool {
	lit, ok := e.(*ast.CompositeLit)
	if !ok || !slices.ContainsFunc(lit.Elts, func(e ast.Expr) bool { return isField(e, "Benchmark") }) {
		return false
	}
	return !slices.ContainsFunc(lit.Elts, func(e ast.Expr) bool {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok || !isField(kv, "Name") {
			return false
		}
		name, ok := kv.Value.(*ast.BasicLit)
		return ok && name.Value == fmt.Sprintf("%q", exercise)
	})
}

// A Sum stands for the code of a row: where two are equal, the code is the same.
type Sum [sha256.Size]byte

// Sum returns that of a row: of all that its driver, its kernel and the benchmark around
// them may reach. Names are followed, and not types: a declaration that only shares its
// name with what is meant counts, too, and so do all methods of a type. So the sum may
// differ without need, and never the other way round. The comments do not count.
func (c *Code) Sum(row course.Row) Sum {
	benchmark := "Benchmark" + c.exercise.Benchmark
	reached := map[string]bool{}
	for name := range c.decls {
		if strings.HasSuffix(name, "."+benchmark) || strings.HasSuffix(name, ".TestMain") {
			c.follow(name, row, reached)
		}
	}
	var text strings.Builder
	text.WriteString(c.outside)
	for _, name := range sorted(reached) {
		fmt.Fprintf(&text, "%s\n%s\n", name, c.decls[name].text)
	}
	return sha256.Sum256([]byte(text.String()))
}

// follow adds a declaration, and what it may refer to, to what is reached.
func (c *Code) follow(name string, row course.Row, reached map[string]bool) {
	d := c.decls[name]
	if d == nil || reached[name] {
		return
	}
	reached[name] = true
	for _, ref := range slices.Concat(d.refs, d.entries[row.Driver], d.entries[row.Kernel], c.methods[name], c.along[d.pkg]) {
		c.follow(ref, row, reached)
	}
}

func sorted(set map[string]bool) (names []string) {
	for name := range set {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
