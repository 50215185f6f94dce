package filter

import (
	"go/ast"
	"go/token"
	"go/types"
	"math"
	"slices"
	"strconv"
	"strings"
)

// A kind says what is known of a constant.
type kind int

const (
	unknown kind = iota
	number
	text
)

// A constant is about what an expression is worth: a number, or the length of a text. It
// takes no more memory than that, whatever the expression is. So it is safe where exact
// constants are not: twenty lines of s = s + s make a megabyte of any letter.
type constant struct {
	is     kind
	amount float64
}

// constants remembers the constants of a file by their declared names, so each is
// computed once.
type constants map[*ast.Ident]constant

// of returns the constant of an expression. It is unknown if the expression is no
// constant, or needs other files.
func (c constants) of(e ast.Expr) constant {
	switch e := e.(type) {
	case *ast.BasicLit:
		return literal(e)
	case *ast.ParenExpr:
		return c.of(e.X)
	case *ast.UnaryExpr:
		return c.unary(e)
	case *ast.BinaryExpr:
		return binary(c.of(e.X), e.Op, c.of(e.Y))
	case *ast.CallExpr:
		return c.conversion(e)
	case *ast.Ident:
		return c.named(e)
	}
	return constant{}
}

func literal(e *ast.BasicLit) constant {
	switch e.Kind {
	case token.STRING:
		return constant{text, float64(len(e.Value))}
	case token.INT:
		if n, err := strconv.ParseUint(e.Value, 0, 64); err == nil {
			return constant{number, float64(n)}
		}
		return constant{number, math.Inf(1)}
	case token.FLOAT:
		x, _ := strconv.ParseFloat(strings.ReplaceAll(e.Value, "_", ""), 64) // ±Inf if out of range
		return constant{number, x}
	}
	return constant{}
}

func (c constants) unary(e *ast.UnaryExpr) constant {
	x := c.of(e.X)
	switch {
	case x.is != number:
		return constant{}
	case e.Op == token.SUB:
		return constant{number, -x.amount}
	case e.Op == token.ADD:
		return x
	}
	return constant{}
}

func binary(x constant, op token.Token, y constant) constant {
	if x.is == text && y.is == text && op == token.ADD {
		return constant{text, x.amount + y.amount}
	}
	if x.is != number || y.is != number {
		return constant{}
	}
	switch op {
	case token.ADD:
		return constant{number, x.amount + y.amount}
	case token.SUB:
		return constant{number, x.amount - y.amount}
	case token.MUL:
		return constant{number, x.amount * y.amount}
	case token.QUO:
		return constant{number, x.amount / y.amount}
	case token.SHL:
		return constant{number, x.amount * math.Exp2(y.amount)}
	case token.SHR:
		return constant{number, math.Floor(x.amount / math.Exp2(y.amount))}
	}
	return constant{}
}

// conversion returns the constant of a call such as int64(5).
func (c constants) conversion(call *ast.CallExpr) constant {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok || id.Obj != nil || len(call.Args) != 1 {
		return constant{}
	}
	if _, ok := types.Universe.Lookup(id.Name).(*types.TypeName); !ok {
		return constant{}
	}
	return c.of(call.Args[0])
}

// named returns the constant that a name of this file stands for.
func (c constants) named(id *ast.Ident) constant {
	if id.Obj == nil || id.Obj.Kind != ast.Con {
		return constant{}
	}
	spec, ok := id.Obj.Decl.(*ast.ValueSpec)
	if !ok {
		return constant{}
	}
	i := slices.IndexFunc(spec.Names, func(name *ast.Ident) bool { return name.Name == id.Name })
	if i < 0 || i >= len(spec.Values) {
		return constant{} // it repeats the line above, with another iota
	}
	name := spec.Names[i]
	if _, ok := c[name]; !ok {
		c[name] = constant{} // for one that needs itself
		c[name] = c.of(spec.Values[i])
	}
	return c[name]
}
