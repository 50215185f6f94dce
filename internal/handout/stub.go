// Package handout makes the student's module out of the course's own.
//
// There is one source, the solutions. Comments mark what students write
// themselves:
//
//	//lab:stub WHAT TO DO     on a function: its body is emptied
//	//lab:hint A NUDGE        after that, two or three, each nearer to the solution
//	//lab:drop                on a declaration that only solutions use: it is removed
//
// They are directives, in the documentation comment of the declaration, where
// gofmt puts them at the end and go doc hides them. [Empty] parses the source,
// and doesn't match text. So a misspelt or misplaced marker is an error, and
// never lets a solution slip into the handout.
package handout

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/imports"

	"speedup.example/internal/student"
)

// Empty returns the source of a Go file without what students write. The bodies
// of its stubs are a panic that says what to do. The dropped declarations are
// gone, and so are the imports and the comments that only those used. It also
// returns the stubs, and the lines that it removed.
//
// An error names file, line and column. It is about an unknown directive, about
// one in the wrong place, or about a line that only looks like one.
func Empty(file string, source []byte) (emptied []byte, stubs []student.Stub, removed []string, err error) {
	fset := token.NewFileSet()
	syntax, err := parser.ParseFile(fset, file, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("handout: %w", err)
	}
	e := &emptier{fset: fset, source: source, file: syntax}
	e.declarations()
	e.strays()
	if len(e.errs) > 0 {
		return nil, nil, nil, errors.Join(e.errs...)
	}
	if len(e.cuts) == 0 {
		return source, nil, nil, nil
	}
	emptied, err = imports.Process(file, e.titled(e.splice()), &imports.Options{Comments: true, TabIndent: true, TabWidth: 8})
	if err != nil {
		return nil, nil, nil, fmt.Errorf("handout: %w", err)
	}
	for i := range e.stubs {
		e.stubs[i].File = file
		e.stubs[i].Source = string(emptied)
	}
	return emptied, e.stubs, e.removed, nil
}

// titled puts the line yours above a file with stubs. The empty line keeps it out of
// the package's documentation.
func (e *emptier) titled(source []byte) []byte {
	if len(e.stubs) == 0 {
		return source
	}
	var names []string
	for _, stub := range e.stubs {
		names = append(names, stub.Name)
	}
	return slices.Concat([]byte(fmt.Sprintf(yours, strings.Join(names, ", "))), source)
}

// yours is the first line of a file with stubs.
const yours = "// Yours to write: %s.\n\n"

// An emptier works on one file. It uses the syntax tree for positions only.
// Comments don't belong to the tree's nodes, so a tree without a body would
// still print the body's comments.
type emptier struct {
	fset    *token.FileSet
	source  []byte
	file    *ast.File
	placed  []*ast.Comment // directives in the right place
	stubs   []student.Stub
	cuts    []cut
	removed []string
	errs    []error
}

// A cut replaces the bytes of the source from one offset to another.
type cut struct {
	from, to    int
	replacement string
}

// declarations collects the cuts of all declarations that have directives.
func (e *emptier) declarations() {
	for _, decl := range e.file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			e.function(decl)
		case *ast.GenDecl:
			e.general(decl)
		}
	}
}

func (e *emptier) function(decl *ast.FuncDecl) {
	stub := student.Stub{Name: decl.Name.Name}
	var last ast.Directive
	for _, d := range e.directives(decl.Doc) {
		switch {
		case d.Name == "drop" && d.Args == "" && last.Name == "":
			e.drop(decl.Doc, decl)
		case d.Name == "stub" && d.Args != "" && last.Name == "" && decl.Body != nil:
			stub.Task = d.Args
		case d.Name == "hint" && d.Args != "" && stub.Task != "":
			stub.Hints = append(stub.Hints, d.Args)
		default:
			e.fail(d.Slash, misplacedStub, d.Name)
		}
		last = d
	}
	if stub.Task != "" {
		e.stub(decl, stub)
	}
}

func (e *emptier) general(decl *ast.GenDecl) {
	for i, d := range e.directives(decl.Doc) {
		if d.Name != "drop" || d.Args != "" || i > 0 {
			e.fail(d.Slash, misplacedDrop, d.Name, decl.Tok)
			continue
		}
		e.drop(decl.Doc, decl)
	}
}

// directives returns the lab directives of a documentation comment, and notes
// that they are in the right place.
func (e *emptier) directives(doc *ast.CommentGroup) []ast.Directive {
	var found []ast.Directive
	if doc == nil {
		return nil
	}
	for _, comment := range doc.List {
		if d, ok := ast.ParseDirective(comment.Slash, comment.Text); ok && d.Tool == "lab" {
			found = append(found, d)
			e.placed = append(e.placed, comment)
		}
	}
	return found
}

// strays reports a comment that is or looks like a directive, but is on no declaration.
func (e *emptier) strays() {
	for _, group := range e.file.Comments {
		for _, comment := range group.List {
			text := strings.ToLower(strings.TrimLeft(comment.Text, "/* \t"))
			if strings.HasPrefix(text, "lab:") && !slices.Contains(e.placed, comment) {
				e.fail(comment.Slash, strayDirective)
			}
		}
	}
}

// stub empties the body, and removes the directives from the comment.
func (e *emptier) stub(decl *ast.FuncDecl, stub student.Stub) {
	e.stubs = append(e.stubs, stub)
	e.cut(decl.Body.Lbrace+1, decl.Body.Rbrace, "\n\t"+placeholder(e.file.Name.Name, stub)+"\n")
	for _, comment := range decl.Doc.List {
		if slices.Contains(e.placed, comment) {
			e.cutQuietly(comment.Slash, comment.End(), "//")
		}
	}
}

// placeholder returns the one statement of a stub.
func placeholder(pkg string, stub student.Stub) string {
	return fmt.Sprintf("panic(%q)", fmt.Sprintf("%s.%s is yours to write: %s", pkg, stub.Name, stub.Task))
}

// drop removes the declaration, with the comments before it and after it on its
// last line.
func (e *emptier) drop(doc *ast.CommentGroup, decl ast.Decl) {
	lines := e.fset.File(decl.Pos())
	to := decl.End()
	if last := lines.Line(to); last < lines.LineCount() {
		to = lines.LineStart(last + 1)
	}
	e.cut(doc.Pos(), to, "")
}

// cut removes a part that no handout may contain.
func (e *emptier) cut(from, to token.Pos, replacement string) {
	e.removed = append(e.removed, strings.Split(string(e.source[e.offset(from):e.offset(to)]), "\n")...)
	e.cutQuietly(from, to, replacement)
}

func (e *emptier) cutQuietly(from, to token.Pos, replacement string) {
	e.cuts = append(e.cuts, cut{e.offset(from), e.offset(to), replacement})
}

func (e *emptier) offset(pos token.Pos) int { return e.fset.PositionFor(pos, false).Offset }

func (e *emptier) fail(pos token.Pos, format string, args ...any) {
	e.errs = append(e.errs, fmt.Errorf("handout: %v: %s", e.fset.Position(pos), fmt.Sprintf(format, args...)))
}

// splice makes the cuts, from the last to the first, so the offsets of the
// others stay right.
func (e *emptier) splice() []byte {
	source := slices.Clone(e.source)
	slices.SortFunc(e.cuts, func(a, b cut) int { return b.from - a.from })
	for _, c := range e.cuts {
		source = slices.Replace(source, c.from, c.to, []byte(c.replacement)...)
	}
	return source
}
