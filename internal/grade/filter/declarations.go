package filter

import (
	"go/ast"
)

// declarations checks what the file declares outside of functions.
func (c *checker) declarations(file *ast.File) {
	c.methods = map[string]bool{}
	for _, decl := range file.Decls {
		if decl, ok := decl.(*ast.FuncDecl); ok {
			c.function(decl)
		}
	}
	for _, decl := range file.Decls {
		if decl, ok := decl.(*ast.GenDecl); ok {
			for _, spec := range decl.Specs {
				c.spec(spec)
			}
		}
	}
}

func (c *checker) function(decl *ast.FuncDecl) {
	if decl.Body == nil {
		c.refuse(decl.Pos(), msgBodyless, decl.Name.Name)
	}
	switch {
	case decl.Recv != nil:
		c.method(decl)
	case decl.Name.Name == "init":
		c.refuse(decl.Pos(), msgInit)
	default:
		c.declared(decl.Name)
	}
}

// method refuses a method that other packages can find, on a type of the course. An error
// with a method Is could say that it is any other error.
func (c *checker) method(decl *ast.FuncDecl) {
	c.methods[decl.Name.Name] = true
	base := receiver(decl)
	if base != nil && decl.Name.IsExported() && !declaresType(base) {
		c.refuse(decl.Pos(), msgMethod, base.Name, decl.Name.Name)
	}
}

// receiver returns the name of a method's type: T for *T and T[K].
func receiver(decl *ast.FuncDecl) *ast.Ident {
	if len(decl.Recv.List) == 0 {
		return nil
	}
	e := decl.Recv.List[0].Type
	for {
		switch x := e.(type) {
		case *ast.ParenExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.IndexListExpr:
			e = x.X
		case *ast.Ident:
			return x
		default:
			return nil
		}
	}
}

// declaresType reports whether a name is a type of this file, and not another name of a
// type that may be the course's.
func declaresType(id *ast.Ident) bool {
	if id.Obj == nil {
		return false
	}
	spec, ok := id.Obj.Decl.(*ast.TypeSpec)
	return ok && !spec.Assign.IsValid()
}

func (c *checker) spec(spec ast.Spec) {
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		c.declared(spec.Name)
	case *ast.ValueSpec:
		for _, name := range spec.Names {
			c.declared(name)
		}
		for _, value := range spec.Values {
			c.early(value)
		}
	}
}

// declared refuses the names of Go, because the course's files in the package need them.
func (c *checker) declared(name *ast.Ident) {
	if isPredeclared(name.Name) {
		c.refuse(name.Pos(), msgPredeclared, name.Name)
	}
}
