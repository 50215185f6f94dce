package source

import (
	"go/ast"
	"go/printer"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
)

// A reader reads the declarations of a file.
type reader struct {
	code    *Code
	set     *token.FileSet
	pkg     string
	imports map[string]string // paths by names
}

// declare adds a declaration to the code. Constants that are declared together count as
// one, for iota.
func (r reader) declare(d ast.Decl) {
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

func (r reader) declareFunc(f *ast.FuncDecl) {
	forCompiler := directives(f.Doc)
	entry := r.newDecl(f)
	entry.text = forCompiler + entry.text
	name := r.pkg + "." + f.Name.Name
	switch receiver := receiverOf(f); {
	case receiver != "":
		typ := r.pkg + "." + receiver
		name = typ + "." + f.Name.Name
		r.code.methods[typ] = append(r.code.methods[typ], name)
	case f.Name.Name == "init":
		name = r.pkg + ".init " + filepath.Base(r.set.Position(f.Pos()).Filename)
		r.code.along[r.pkg] = append(r.code.along[r.pkg], name)
	case strings.HasPrefix(f.Name.Name, "Benchmark"):
		entry.entries = map[string][]string{}
		entry.refs = r.refs(f, entry.entries)
	}
	r.add(name, entry)
}

// declareSpecs adds what a node declares under each of its names.
func (r reader) declareSpecs(node ast.Node, specs ...ast.Spec) {
	entry := r.newDecl(node)
	for _, spec := range specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			r.add(r.pkg+"."+s.Name.Name, entry)
		case *ast.ValueSpec:
			for _, name := range s.Names {
				r.add(r.pkg+"."+name.Name, entry)
			}
		}
	}
}

// add knows that a variable called _ is made as soon as its package is there.
func (r reader) add(name string, d *decl) {
	if name == r.pkg+"._" {
		name += " " + d.text
		r.code.along[r.pkg] = append(r.code.along[r.pkg], name)
	}
	r.code.decls[name] = d
}

func (r reader) newDecl(node ast.Node) *decl {
	d := &decl{pkg: r.pkg, refs: r.refs(node, nil)}
	dropComments(node)
	var text strings.Builder
	if err := printer.Fprint(&text, r.set, node); err != nil {
		panic(err) // a strings.Builder takes everything
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

// directives returns the comments that the compiler reads, such as //go:noinline.
func directives(doc *ast.CommentGroup) (text string) {
	if doc == nil {
		return ""
	}
	for _, comment := range doc.List {
		if strings.HasPrefix(comment.Text, "//go:") {
			text += comment.Text + "\n"
		}
	}
	return text
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

// refs returns all that a node may refer to. What an entry of a map with a constant key
// refers to goes to entries, if there are any.
func (r reader) refs(node ast.Node, entries map[string][]string) (refs []string) {
	ast.Inspect(node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			if key, ok := constant(n.Key); ok && entries != nil {
				entries[key] = append(entries[key], r.refs(n.Value, nil)...)
				return false
			}
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && r.imports[x.Name] != "" {
				refs = append(refs, r.imports[x.Name]+"."+n.Sel.Name)
			}
		case *ast.Ident:
			refs = append(refs, r.pkg+"."+n.Name)
			if path := r.imports["."]; path != "" {
				refs = append(refs, path+"."+n.Name)
			}
		}
		return true
	})
	return refs
}

func constant(e ast.Expr) (value string, ok bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	value, err := strconv.Unquote(lit.Value)
	return value, err == nil
}
