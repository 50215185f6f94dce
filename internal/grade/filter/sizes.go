package filter

import (
	"go/ast"
	"go/parser"
	"go/token"
)

// What no exercise comes near, and a compiler copes with.
const (
	maxDepth    = 200     // of the syntax tree
	maxDigits   = 200     // of a number
	maxBits     = 512     // of a constant: Go computes with no more
	maxText     = 1 << 20 // bytes of a constant
	maxElements = 1 << 20 // of an array or struct, with those of its elements
)

// tree checks how deep the code nests, and reports whether it parses and nests only so
// deep.
func (c *checker) tree(source []byte) bool {
	file, err := parser.ParseFile(c.fset, "", source, parser.SkipObjectResolution)
	if err != nil {
		c.raw(source)
		return false
	}
	depth, ok := 0, true
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil {
			depth--
			return false
		}
		depth++
		if depth > maxDepth && ok {
			c.refuse(n.Pos(), msgDeep, maxDepth)
			ok = false
		}
		return true
	})
	return ok
}

// sizes checks what the compiler has to compute, or to lay out in memory.
func (c *checker) sizes(n ast.Node) {
	switch n := n.(type) {
	case *ast.BasicLit:
		if n.Kind != token.STRING && len(n.Value) > maxDigits {
			c.refuse(n.Pos(), msgDigits, len(n.Value))
		}
	case *ast.BinaryExpr:
		c.shift(n.Op, n.Y)
		c.long(n)
	case *ast.AssignStmt:
		c.shift(n.Tok, n.Rhs[0])
	case *ast.ArrayType, *ast.StructType:
		if c.types.of(n.(ast.Expr), c.constants) > maxElements {
			c.refuse(n.Pos(), msgElements, maxElements)
		}
	case *ast.CompositeLit:
		c.indices(n)
	}
}

func (c *checker) shift(op token.Token, by ast.Expr) {
	isShift := op == token.SHL || op == token.SHR || op == token.SHL_ASSIGN || op == token.SHR_ASSIGN
	if isShift && c.constants.of(by).amount > maxBits {
		c.refuse(by.Pos(), msgShift, maxBits)
	}
}

func (c *checker) long(e ast.Expr) {
	if x := c.constants.of(e); x.is == text && x.amount > maxText {
		c.refuse(e.Pos(), msgText, maxText)
	}
}

// indices checks the indices in the literal of an array or slice. Keys of maps, and the
// fields of structs, may have any value.
func (c *checker) indices(lit *ast.CompositeLit) {
	if _, ok := lit.Type.(*ast.MapType); ok {
		return
	}
	for _, element := range lit.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		if _, ok := pair.Key.(*ast.Ident); ok && !isArray(lit.Type) {
			continue // a field
		}
		if c.constants.of(pair.Key).amount > maxElements {
			c.refuse(pair.Pos(), msgIndex, maxElements)
		}
	}
}

// isArray reports whether a type is an array or slice, here or by its declaration in
// this file.
func isArray(e ast.Expr) bool {
	if spec := declaration(e); spec != nil {
		e = spec.Type
	}
	_, ok := e.(*ast.ArrayType)
	return ok
}

// declaration returns the declaration of a type of this file, or nil.
func declaration(e ast.Expr) *ast.TypeSpec {
	id, ok := e.(*ast.Ident)
	if !ok || id.Obj == nil {
		return nil
	}
	spec, _ := id.Obj.Decl.(*ast.TypeSpec)
	return spec
}
