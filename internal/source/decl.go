package source

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/printer"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"speedup.example/internal/course"
)

// A reader reads the declarations of a file.
type reader struct {
	code    *Code
	set     *token.FileSet
	pkg     string
	imports map[string]string // paths by names
	dots    []string          // paths of packages imported with a dot
	told    string            // directives before the next declaration
}

func newReader(c *Code, set *token.FileSet, pkg string, file *ast.File) *reader {
	r := &reader{code: c, set: set, pkg: pkg, imports: map[string]string{}}
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue // the compiler will report it
		}
		name := cmp.Or(c.names[path], filepath.Base(path))
		if spec.Name != nil {
			name = spec.Name.Name
		}
		if name == "." {
			r.dots = append(r.dots, path)
		} else {
			r.imports[name] = path
		}
	}
	return r
}

// declareAll adds the declarations of a file. A directive such as //go:noinline
// counts for the next one, even after an empty line.
func (r *reader) declareAll(file *ast.File) {
	from := file.Name.End()
	for _, d := range file.Decls {
		r.told = r.directives(file, from, d.End())
		from = d.End()
		r.declare(d)
	}
	r.code.outside += r.directives(file, from, file.FileEnd)
}

// directives returns the compiler's directives between two places. A //go:linkname
// counts for all rows, because it may replace any function.
func (r *reader) directives(file *ast.File, from, to token.Pos) (text string) {
	for _, group := range file.Comments {
		for _, comment := range group.List {
			if comment.Pos() < from || comment.Pos() >= to || !strings.HasPrefix(comment.Text, "//go:") {
				continue
			}
			text += comment.Text + "\n"
			if fields := strings.Fields(comment.Text); fields[0] == "//go:linkname" && len(fields) > 1 {
				r.code.outside += r.pkg + " " + comment.Text + "\n"
				r.code.start = append(r.code.start, r.pkg+"."+fields[1], fields[len(fields)-1])
			}
		}
	}
	return text
}

// declare adds a declaration to the code. Constants in one declaration count as one,
// because of iota.
func (r *reader) declare(d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		r.declareFunc(d)
	case *ast.GenDecl:
		if d.Tok == token.CONST {
			r.declareSpecs(d, d.Specs...)
			return
		}
		for _, spec := range d.Specs {
			r.declareSpecs(spec, spec)
		}
	}
}

func (r *reader) declareFunc(f *ast.FuncDecl) {
	entry := r.newDecl(f)
	name := r.pkg + "." + f.Name.Name
	switch receiver := receiverOf(f); {
	case receiver != "":
		typ := r.pkg + "." + receiver
		name = typ + "." + f.Name.Name
		r.code.methods[typ] = append(r.code.methods[typ], name)
	case f.Name.Name == "init":
		name = fmt.Sprintf("%s.init %s %d", r.pkg, filepath.Base(r.set.File(f.Pos()).Name()), len(r.code.start))
		r.code.start = append(r.code.start, name)
		r.split(entry, f, r.addition)
	case strings.HasPrefix(f.Name.Name, "Benchmark"):
		r.split(entry, f, r.element)
	}
	r.code.decls[name] = entry
}

// split puts what only some rows refer to into the entries of a declaration.
func (r *reader) split(d *decl, node ast.Node, entry entryOf) {
	d.entries = map[string][]string{}
	d.refs = r.refs(node, entry, d.entries)
}

// declareSpecs adds a node under each of the names that it declares.
func (r *reader) declareSpecs(node ast.Node, specs ...ast.Spec) {
	entry := r.newDecl(node)
	for _, spec := range specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			name := r.pkg + "." + s.Name.Name
			r.code.decls[name] = entry
			if s.Assign.IsValid() { // an alias has the methods of its type
				for _, ref := range entry.refs {
					r.code.methods[ref] = append(r.code.methods[ref], name)
				}
			}
		case *ast.ValueSpec:
			r.declareValues(s, entry)
		}
	}
}

// declareValues adds variables. Their initial values run, whether they are in use or not.
func (r *reader) declareValues(s *ast.ValueSpec, entry *decl) {
	for _, ident := range s.Names {
		name := r.pkg + "." + ident.Name
		if ident.Name == "_" {
			name += " " + entry.text
		}
		r.code.decls[name] = entry
		if slices.ContainsFunc(s.Values, runs) {
			r.code.start = append(r.code.start, name)
		}
	}
	if slices.ContainsFunc(s.Values, r.isTable) {
		r.split(entry, s, r.element)
	}
}

// isTable reports whether an expression is a bench.Table.
func (r *reader) isTable(e ast.Expr) bool {
	lit, ok := e.(*ast.CompositeLit)
	if !ok {
		return false
	}
	typ := lit.Type
	switch generic := typ.(type) {
	case *ast.IndexExpr:
		typ = generic.X
	case *ast.IndexListExpr:
		typ = generic.X
	}
	selector, ok := typ.(*ast.SelectorExpr)
	if !ok || selector.Sel.Name != "Table" {
		return false
	}
	pkg, ok := selector.X.(*ast.Ident)
	return ok && strings.HasSuffix(r.imports[pkg.Name], "/internal/bench")
}

// An entryOf returns what a node makes the entry of a map by, where the key is the name of a
// row's driver or kernel.
type entryOf func(n ast.Node) (key string, value ast.Expr, ok bool)

// element is the [entryOf] of a literal's elements.
func (r *reader) element(n ast.Node) (key string, value ast.Expr, ok bool) {
	pair, ok := n.(*ast.KeyValueExpr)
	if !ok {
		return "", nil, false
	}
	key, ok = constant(pair.Key)
	return key, pair.Value, ok && r.code.isOfARow(key)
}

// addition is the [entryOf] of statements in the exercise's tests that add to a bench.Table,
// as in table.Kernels["SIMD"] = pi.SIMD.
func (r *reader) addition(n ast.Node) (key string, value ast.Expr, ok bool) {
	assign, ok := n.(*ast.AssignStmt)
	if !ok || assign.Tok != token.ASSIGN || len(assign.Lhs) != 1 || len(assign.Rhs) != 1 || !strings.HasSuffix(r.pkg, "_test") {
		return "", nil, false
	}
	index, ok := assign.Lhs[0].(*ast.IndexExpr)
	if !ok {
		return "", nil, false
	}
	field, ok := index.X.(*ast.SelectorExpr)
	if !ok || field.Sel.Name != "Drivers" && field.Sel.Name != "Kernels" {
		return "", nil, false
	}
	key, ok = constant(index.Index)
	return key, assign.Rhs[0], ok && r.code.isOfARow(key)
}

// runs reports whether an expression may do more than give a value. It knows the functions
// that only make a value by their names.
func runs(e ast.Expr) (found bool) {
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false // it runs only when called
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		case *ast.CallExpr:
			var name strings.Builder
			_ = printer.Fprint(&name, token.NewFileSet(), n.Fun)
			found = found || !slices.Contains([]string{"make", "new", "len", "cap", "min", "max", "errors.New"}, name.String())
		}
		return !found
	})
	return found
}

// newDecl returns a node without its comments. Its text has the paths of the packages that
// it uses, because rand may be one of several.
func (r *reader) newDecl(node ast.Node) *decl {
	d := &decl{refs: r.refs(node, nil, nil)}
	added := map[ast.Expr]bool{} // such an index adds an entry, and uses none
	var text strings.Builder
	text.WriteString(r.told)
	for _, path := range r.dots {
		fmt.Fprintln(&text, path)
	}
	ast.Inspect(node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if _, _, ok := r.addition(n); ok {
				added[n.Lhs[0]] = true
			}
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && r.imports[x.Name] != "" {
				fmt.Fprintln(&text, r.imports[x.Name])
			}
		case *ast.IndexExpr:
			if key, ok := constant(n.Index); ok && !added[n] {
				d.keys = append(d.keys, key)
			}
		}
		return true
	})
	dropComments(node)
	if err := printer.Fprint(&text, r.set, node); err != nil {
		panic(err) // a strings.Builder never fails
	}
	d.text = text.String()
	return d
}

func dropComments(node ast.Node) {
	ast.Inspect(node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			n.Doc = nil
		case *ast.GenDecl:
			n.Doc = nil
		case *ast.TypeSpec:
			n.Doc, n.Comment = nil, nil
		case *ast.ValueSpec:
			n.Doc, n.Comment = nil, nil
		case *ast.Field:
			n.Doc, n.Comment = nil, nil
		}
		return true
	})
}

// receiverOf returns the name of a method's type.
func receiverOf(f *ast.FuncDecl) (name string) {
	if f.Recv == nil {
		return ""
	}
	ast.Inspect(f.Recv.List[0].Type, func(n ast.Node) bool {
		if ident, ok := n.(*ast.Ident); ok && name == "" {
			name = ident.Name
		}
		return name == ""
	})
	return name
}

// refs returns all names that a node may refer to. Those of a map's entry go to entries,
// if there are any.
func (r *reader) refs(node ast.Node, entry entryOf, entries map[string][]string) (refs []string) {
	ast.Inspect(node, func(n ast.Node) bool {
		if entry != nil {
			if key, value, ok := entry(n); ok {
				entries[key] = append(entries[key], r.refs(value, nil, nil)...)
				return false
			}
		}
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && r.imports[x.Name] != "" {
				refs = append(refs, r.imports[x.Name]+"."+n.Sel.Name)
			}
		case *ast.Ident:
			refs = append(refs, r.pkg+"."+n.Name)
			for _, path := range r.dots {
				refs = append(refs, path+"."+n.Name)
			}
		}
		return true
	})
	return refs
}

func (c *Code) isOfARow(key string) bool {
	return slices.ContainsFunc(c.exercise.Rows, func(row course.Row) bool { return key == row.Driver || key == row.Kernel })
}

func constant(e ast.Expr) (value string, ok bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	value, err := strconv.Unquote(lit.Value)
	return value, err == nil
}
