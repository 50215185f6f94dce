package filter

import (
	"go/ast"
	"slices"
	"strings"
)

// early refuses calls in the value of a variable of the package, if they run code of this
// package. They run before the checks begin. Calls such as errors.New("won") may stay.
func (c *checker) early(value ast.Expr) {
	ast.Inspect(value, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			if c.runsCode(n) {
				c.refuse(n.Pos(), msgEarly, called(n))
			}
		}
		return true
	})
}

// called names what is called, for a person.
func called(call *ast.CallExpr) string {
	switch fun := generic(call.Fun).(type) {
	case *ast.Ident:
		return fun.Name + "(…)"
	case *ast.SelectorExpr:
		return fun.Sel.Name + "(…)"
	}
	return "func() {…}()"
}

// runsCode reports whether a call runs functions of this package: by calling them, or by
// giving them to another function.
func (c *checker) runsCode(call *ast.CallExpr) bool {
	switch fun := generic(call.Fun).(type) {
	case *ast.Ident:
		return !isType(fun) && (fun.Obj != nil || !isPredeclared(fun.Name))
	case *ast.FuncLit, *ast.CallExpr:
		return true
	case *ast.SelectorExpr:
		if p, ok := c.imports.path(fun.X); ok {
			return !isLater(p, fun.Sel.Name) && slices.ContainsFunc(call.Args, isFunction)
		}
		return c.methods[fun.Sel.Name]
	}
	return false
}

// generic returns a function without its type arguments.
func generic(e ast.Expr) ast.Expr {
	switch x := ast.Unparen(e).(type) {
	case *ast.IndexExpr:
		return ast.Unparen(x.X)
	case *ast.IndexListExpr:
		return ast.Unparen(x.X)
	default:
		return x
	}
}

// isLater reports whether a function keeps its argument for later: sync.OnceValue.
func isLater(p, name string) bool { return p == "sync" && strings.HasPrefix(name, "Once") }

// isType reports whether a name is a type of this file, so a call is a conversion.
func isType(id *ast.Ident) bool { return id.Obj != nil && id.Obj.Kind == ast.Typ }

// isFunction reports whether an argument is a function.
func isFunction(e ast.Expr) bool {
	switch x := generic(e).(type) {
	case *ast.FuncLit:
		return true
	case *ast.Ident:
		return x.Obj != nil && x.Obj.Kind == ast.Fun
	}
	return false
}
