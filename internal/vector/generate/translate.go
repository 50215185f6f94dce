package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"slices"
)

// translate returns a source in the names of Go 1.26. Its errors say file, line and column.
func translate(file string, source []byte) ([]byte, error) {
	tagged := slices.Concat([]byte(copyTag), bytes.TrimPrefix(source, []byte(sourceTag)))
	fset := token.NewFileSet()
	syntax, err := parser.ParseFile(fset, file, tagged, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("generate: %w", err)
	}
	t := translator{fset: fset, vars: map[string]vector{}, done: map[*ast.SelectorExpr]vector{}}
	ast.Inspect(syntax, t.visit)
	if len(t.errs) > 0 {
		return nil, errors.Join(t.errs...)
	}
	var text bytes.Buffer
	err = format.Node(&text, fset, syntax)
	return text.Bytes(), err
}

// A translator changes the names in one file. It goes through a function from its first
// line to its last. So it knows the type of a variable before its uses.
type translator struct {
	fset *token.FileSet
	vars map[string]vector            // of the current function
	done map[*ast.SelectorExpr]vector // the results of the renamed selectors
	errs []error
}

func (t *translator) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.FuncDecl:
		t.vars = map[string]vector{}
	case *ast.Field:
		t.declare(n.Names, n.Type)
	case *ast.ValueSpec:
		t.declare(n.Names, n.Type)
	case *ast.AssignStmt:
		t.assign(n)
	case *ast.CallExpr:
		t.call(n)
	case *ast.SelectorExpr:
		t.selector(n)
	}
	return true
}

// declare notes the variables of a type, if it is a vector's.
func (t *translator) declare(names []*ast.Ident, typ ast.Expr) {
	s, ok := typ.(*ast.SelectorExpr)
	if !ok || !isPackage(s.X) {
		return
	}
	for _, name := range names {
		t.note(name, t.selector(s))
	}
}

func (t *translator) assign(a *ast.AssignStmt) {
	for i, left := range a.Lhs {
		name, ok := left.(*ast.Ident)
		switch {
		case !ok || name.Name == "_":
		case len(a.Lhs) == len(a.Rhs):
			t.note(name, t.typeOf(a.Rhs[i]))
		default:
			t.note(name, results(a.Rhs[0]))
		}
	}
}

// results returns the type of all results of a call, if the function is the course's own.
func results(e ast.Expr) vector {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return vector{}
	}
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return own(f.Name)
	case *ast.SelectorExpr:
		return own(f.Sel.Name)
	}
	return vector{}
}

// note remembers the type of a variable. It doesn't know blocks, so a name must not have
// two types in one function.
func (t *translator) note(name *ast.Ident, v vector) {
	if before, ok := t.vars[name.Name]; ok && before != v {
		t.fail(name, "%s has another type further up in this function; give it another name", name.Name)
	}
	t.vars[name.Name] = v
}

// typeOf returns the type of an expression, if it is a vector.
func (t *translator) typeOf(e ast.Expr) vector {
	switch e := e.(type) {
	case *ast.Ident:
		return t.vars[e.Name]
	case *ast.ParenExpr:
		return t.typeOf(e.X)
	case *ast.CallExpr:
		return t.call(e)
	}
	return vector{}
}

// call returns the result of a call, if it is a vector. The mask and the other vector
// change places if IfElse becomes Merge.
func (t *translator) call(c *ast.CallExpr) vector {
	s, ok := c.Fun.(*ast.SelectorExpr)
	if !ok {
		return results(c)
	}
	if s.Sel.Name == "IfElse" && len(c.Args) == 2 {
		c.Args[0], c.Args[1] = c.Args[1], c.Args[0]
	}
	return t.selector(s)
}

// selector changes the name behind a dot, once, and returns the type of its call.
func (t *translator) selector(s *ast.SelectorExpr) vector {
	if result, ok := t.done[s]; ok {
		return result
	}
	old, result := t.rename(s)
	s.Sel.Name, t.done[s] = old, result
	return result
}

func (t *translator) rename(s *ast.SelectorExpr) (old string, result vector) {
	name, ok := s.Sel.Name, true
	if isPackage(s.X) {
		if old, result, ok = function(name); !ok {
			t.fail(s.Sel, "table.go does not have archsimd.%s", name)
		}
		return old, result
	}
	v := t.typeOf(s.X)
	if v == (vector{}) {
		return t.other(s), v
	}
	if old, result, ok = v.method(name); !ok {
		t.fail(s.Sel, "table.go does not have the method %s of %v", name, v)
	}
	return old, result
}

// other returns a name behind a dot whose left side may not be a vector. The compiler of
// Go 1.26 checks that this name exists. So it must not be a name that has changed.
func (t *translator) other(s *ast.SelectorExpr) string {
	if m, ok := methods[s.Sel.Name]; ok && m.old != s.Sel.Name {
		t.fail(s.Sel, "%s has another name in Go 1.26, which depends on the type before the dot; declare a variable of that type", s.Sel.Name)
	}
	return s.Sel.Name
}

func isPackage(e ast.Expr) bool {
	name, ok := e.(*ast.Ident)
	return ok && name.Name == "archsimd"
}

func (t *translator) fail(at ast.Node, form string, args ...any) {
	t.errs = append(t.errs, fmt.Errorf("generate: %v: %s", t.fset.Position(at.Pos()), fmt.Sprintf(form, args...)))
}
