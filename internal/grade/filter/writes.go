package filter

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
)

// writes checks a statement that changes variables, or an expression that lets others do
// so: they are the file's own.
func (c *checker) writes(n ast.Node) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			c.changed(n.Lhs...)
		}
	case *ast.IncDecStmt:
		c.changed(n.X)
	case *ast.RangeStmt:
		if n.Tok == token.ASSIGN {
			c.changed(n.Key, n.Value)
		}
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			c.addressed(n)
		}
	}
}

// changed refuses what has a new value and is not declared in this file.
func (c *checker) changed(targets ...ast.Expr) {
	for _, target := range targets {
		switch name, owner := c.variable(target); owner {
		case otherPackage:
			c.refuse(target.Pos(), msgOthers, name)
		case otherFile:
			c.refuse(target.Pos(), msgNotHere, name)
		}
	}
}

func (c *checker) addressed(n *ast.UnaryExpr) {
	if name, owner := c.variable(n.X); owner != thisFile {
		c.refuse(n.Pos(), msgExplicit, name)
	}
}

// An owner says where a variable is declared.
type owner int

const (
	thisFile owner = iota // or it is no variable
	otherFile
	otherPackage
)

// variable returns the variable that an expression is a part of, and where it is declared.
// For a[i].b it is a, for (*time.UTC).b it is time.UTC.
func (c *checker) variable(e ast.Expr) (name string, _ owner) {
	for {
		switch x := e.(type) {
		case *ast.ParenExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.SliceExpr:
			e = x.X
		case *ast.TypeAssertExpr:
			e = x.X
		case *ast.SelectorExpr:
			if p, ok := c.imports.path(x.X); ok {
				return path.Base(p) + "." + x.Sel.Name, otherPackage
			}
			e = x.X
		case *ast.Ident:
			if x.Obj == nil && x.Name != "_" && !isPredeclared(x.Name) {
				return x.Name, otherFile
			}
			return "", thisFile
		default:
			return "", thisFile
		}
	}
}

// isPredeclared reports whether every Go file knows the name, such as len.
func isPredeclared(name string) bool { return types.Universe.Lookup(name) != nil }
