package filter

import (
	"go/ast"
	"path"
	"slices"
	"strings"
)

// symbols checks a name that the code uses of another package.
func (c *checker) symbols(n ast.Node) {
	switch n := n.(type) {
	case *ast.CallExpr:
		c.question(n)
	case *ast.SelectorExpr:
		if p, ok := c.imports.path(n.X); ok {
			c.symbol(n, p)
		}
	}
}

func (c *checker) symbol(n *ast.SelectorExpr, p string) {
	name := path.Base(p) + "." + n.Sel.Name
	switch part := packages[p]; {
	case len(part.only) > 0 && !slices.Contains(part.only, n.Sel.Name):
		c.refuse(n.Pos(), msgOnly, name, path.Base(p), strings.Join(part.only, ", "))
	case slices.Contains(part.not, n.Sel.Name):
		c.refuse(n.Pos(), msgNot, name)
	case name == "runtime.GOMAXPROCS" && !c.questions[n]:
		c.refuse(n.Pos(), msgSetCores)
	}
}

// question remembers a call of runtime.GOMAXPROCS that changes nothing. Its argument is a
// constant below 1.
func (c *checker) question(call *ast.CallExpr) {
	fun, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || len(call.Args) != 1 {
		return
	}
	if n := c.constants.of(call.Args[0]); n.is == number && n.amount < 1 {
		c.questions[fun] = true
	}
}
