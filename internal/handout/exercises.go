package handout

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/imports"

	"speedup.example/internal/course"
)

// chosen returns the exercises with these names, in the lecture's order, or all.
func chosen(names []string) ([]course.Exercise, error) {
	for _, name := range names {
		if _, err := course.Find(name); err != nil {
			return nil, fmt.Errorf("handout: %w", err)
		}
	}
	return slices.DeleteFunc(slices.Clone(course.Exercises), func(e course.Exercise) bool {
		return len(names) > 0 && !slices.Contains(names, e.Name)
	}), nil
}

// exercisesFile is where the course has its table.
const exercisesFile = "internal/course/exercises.go"

// cutTable removes the other exercises from the handout's table, and of these the rows of
// vector instructions, whose code is not handed out. So lab, the points and the benchmarks
// don't have them.
func (h *Handout) cutTable(exercises []course.Exercise) error {
	source := h.Files[exercisesFile]
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, exercisesFile, source, parser.SkipObjectResolution)
	if err != nil {
		return fmt.Errorf("handout: %w", err)
	}
	literals := exerciseLiterals(file)
	if len(literals) != len(course.Exercises) {
		return fmt.Errorf("handout: %s has %d exercises as literals, want %d", exercisesFile, len(literals), len(course.Exercises))
	}
	offset := func(pos token.Pos) int { return fset.Position(pos).Offset }
	for _, literal := range slices.Backward(literals) {
		cuts, err := cutsOf(literal, exercises, offset)
		if err != nil {
			return err
		}
		for _, c := range slices.Backward(cuts) {
			source = slices.Delete(slices.Clone(source), c.from, c.to)
		}
	}
	h.Files[exercisesFile], err = imports.Process(exercisesFile, source, &imports.Options{Comments: true, TabIndent: true, TabWidth: 8})
	return err
}

// cutsOf returns from where to where there is something to remove: all of an exercise that
// is not among those to keep, or its rows of vector instructions.
func cutsOf(literal *ast.CompositeLit, exercises []course.Exercise, offset func(token.Pos) int) (cuts []cut, err error) {
	name := nameOf(literal)
	i := slices.IndexFunc(exercises, func(e course.Exercise) bool { return e.Name == name })
	if i < 0 {
		return []cut{{from: offset(literal.Pos()), to: offset(literal.End()) + len(",\n")}}, nil
	}
	rows, e := elementsOf(literal, "Rows"), exercises[i]
	if len(rows) != len(e.Rows) {
		return nil, fmt.Errorf("handout: %s has %d rows of %s as a literal, want %d", exercisesFile, len(rows), name, len(e.Rows))
	}
	for i, row := range e.Rows[:len(e.Rows)-1] { // the last is the limit
		if row.Needs == course.Vectors {
			cuts = append(cuts, cut{from: offset(rows[i].Pos()), to: offset(rows[i+1].Pos())})
		}
	}
	return cuts, nil
}

// exerciseLiterals returns the elements of the table.
func exerciseLiterals(file *ast.File) (literals []*ast.CompositeLit) {
	ast.Inspect(file, func(n ast.Node) bool {
		list, ok := n.(*ast.CompositeLit)
		if !ok || len(literals) > 0 {
			return true
		}
		if array, ok := list.Type.(*ast.ArrayType); ok && fmt.Sprint(array.Elt) == "Exercise" {
			for _, element := range list.Elts {
				if literal, ok := element.(*ast.CompositeLit); ok {
					literals = append(literals, literal)
				}
			}
		}
		return true
	})
	return literals
}

// nameOf returns the field Name of an exercise's literal.
func nameOf(literal *ast.CompositeLit) string {
	value, ok := field(literal, "Name").(*ast.BasicLit)
	if !ok {
		return ""
	}
	name, _ := strconv.Unquote(value.Value)
	return name
}

// elementsOf returns the elements of a field that is a list.
func elementsOf(literal *ast.CompositeLit, name string) []ast.Expr {
	list, ok := field(literal, name).(*ast.CompositeLit)
	if !ok {
		return nil
	}
	return list.Elts
}

// field returns the value of a literal's field, or nil.
func field(literal *ast.CompositeLit, name string) ast.Expr {
	for _, element := range literal.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok && fmt.Sprint(pair.Key) == name {
			return pair.Value
		}
	}
	return nil
}

// filesMark is the line of the handout's README that the list of files replaces.
const filesMark = "<!-- the files that are yours -->\n"

// ownReadme returns the handout's own README, with the files to write. Its commands name
// an exercise that the handout has.
func (h *Handout) ownReadme(exercises []course.Exercise) (string, error) {
	text := string(h.Files[readme])
	if !strings.Contains(text, filesMark) {
		return "", errors.New("handout: " + readme + " has no line " + strings.TrimSpace(filesMark))
	}
	text = strings.Replace(text, filesMark, h.fileList(exercises), 1)
	if !slices.ContainsFunc(exercises, func(e course.Exercise) bool { return e.Name == shown }) {
		text = strings.ReplaceAll(text, " "+shown+" Parallel", " "+exercises[0].Name+" "+exercises[0].Functions[0].Name)
		text = strings.ReplaceAll(text, " "+shown+"\n", " "+exercises[0].Name+"\n")
		text = strings.ReplaceAll(text, " "+shown+" ", " "+exercises[0].Name+" ")
	}
	return text, nil
}

// shown is the exercise that the README's commands are about.
const shown = "pi"

// fileList names the files to write, with their functions and points.
func (h *Handout) fileList(exercises []course.Exercise) string {
	var b strings.Builder
	for _, e := range exercises {
		for _, f := range e.Functions {
			for _, stub := range h.Stubs {
				if stub.Name == f.Name && strings.HasPrefix(stub.File, e.Name+"/") {
					fmt.Fprintf(&b, "- `%s`: %s, %d points\n", stub.File, f.Name, f.Points())
				}
			}
		}
	}
	return b.String()
}
