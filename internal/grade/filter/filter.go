// Package filter reads what students wrote before anything builds it. It refuses what no
// exercise needs, and says what to do instead: imports, directives to the compiler, code
// that runs before the checks, changes of what belongs to others, and expressions that
// take the compiler gigabytes.
//
// It is a filter with a clear message, not the security boundary. It sees names and
// syntax, and knows no types. So it doesn't see a method that changes what it is called
// on, or generic code that grows at every call. A build with limits, a process in a
// sandbox, and a record that the process can't forge are the boundary.
//
// It never runs a type checker. Thirty lines can give a type checker a type of a
// gigabyte, and this code runs in the grader's own process. What it does takes a time in
// proportion to the source.
package filter

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
)

// A Problem is something that a file may not have.
type Problem struct {
	Place   string // pi/parallel.go:12
	Message string // what it is, and what to do instead
}

// maxProblems is how many problems of a file are worth reading.
const maxProblems = 20

// Check reads a file that a student wrote for an exercise, and returns what it may not
// have, in the order of the lines. A message comes once, at the first line that earns it.
//
// A file that doesn't parse may have no problems here, because the compiler explains
// syntax better. Its directives and imports are still checked.
func Check(exercise, file string, source []byte) []Problem {
	c := &checker{exercise: exercise, fset: token.NewFileSet(), constants: constants{}, types: elements{}}
	if c.text(source) && c.tokens(source) && c.header(source) && c.tree(source) {
		c.code(source)
	}
	return c.result(file)
}

// A checker collects the problems of one file.
type checker struct {
	exercise  string
	fset      *token.FileSet
	found     []finding
	imports   imports
	constants constants
	types     elements
	questions map[*ast.SelectorExpr]bool // runtime.GOMAXPROCS where it changes nothing
	methods   map[string]bool            // of the types of this file
}

// A finding is a problem at a line.
type finding struct {
	line    int
	message string
}

// refuse adds a problem. It ignores what line directives say about the position.
func (c *checker) refuse(pos token.Pos, format string, args ...any) {
	c.refuseLine(c.fset.PositionFor(pos, false).Line, format, args...)
}

func (c *checker) refuseLine(line int, format string, args ...any) {
	c.found = append(c.found, finding{line, fmt.Sprintf(format, args...)})
}

// result returns the problems in the order of the lines, each message once.
func (c *checker) result(file string) (problems []Problem) {
	slices.SortStableFunc(c.found, func(a, b finding) int { return cmp.Compare(a.line, b.line) })
	seen := map[string]bool{}
	for _, f := range c.found {
		if !seen[f.message] && len(problems) < maxProblems {
			seen[f.message] = true
			problems = append(problems, Problem{Place: fmt.Sprintf("%s:%d", file, f.line), Message: f.message})
		}
	}
	return problems
}

// code checks a file that parses, and nests only so deep.
//
// The parser links every name to its declaration in the file, if it has one. That is
// all that the rules need. A name without a declaration belongs to a package, to Go, or
// to another file.
func (c *checker) code(source []byte) {
	file, err := parser.ParseFile(c.fset, "", source, 0)
	if err != nil {
		return // can't happen: tree has parsed it
	}
	c.declarations(file)
	c.questions = map[*ast.SelectorExpr]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		c.symbols(n)
		c.writes(n)
		c.sizes(n)
		return true
	})
}
