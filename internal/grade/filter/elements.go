package filter

import "go/ast"

// elements remembers how many elements the types of a file have, with those of their
// elements.
type elements map[*ast.TypeSpec]float64

// of returns how many elements a type has. A slice, a pointer, or a type of another file
// counts as one.
func (m elements) of(e ast.Expr, c constants) float64 {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return m.of(e.X, c)
	case *ast.ArrayType:
		return m.array(e, c)
	case *ast.StructType:
		return m.fields(e, c)
	case *ast.IndexExpr:
		return m.of(e.X, c)
	case *ast.IndexListExpr:
		return m.of(e.X, c)
	}
	if spec := declaration(e); spec != nil {
		return m.named(spec, c)
	}
	return 1
}

func (m elements) array(e *ast.ArrayType, c constants) float64 {
	switch length := c.of(e.Len); {
	case e.Len == nil:
		return 1
	case length.is == number:
		return length.amount * m.of(e.Elt, c)
	}
	return m.of(e.Elt, c) // [...]T, or a constant of another file
}

func (m elements) fields(e *ast.StructType, c constants) (sum float64) {
	for _, field := range e.Fields.List {
		sum += float64(max(1, len(field.Names))) * m.of(field.Type, c)
	}
	return sum
}

func (m elements) named(spec *ast.TypeSpec, c constants) float64 {
	if _, ok := m[spec]; !ok {
		m[spec] = 1 // for a type that has itself
		m[spec] = m.of(spec.Type, c)
	}
	return m[spec]
}
