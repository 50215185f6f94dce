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

// keep removes the other exercises from the handout's table. So lab, the points and the
// benchmarks have only these.
func (h *Handout) keep(exercises []course.Exercise) error {
	if len(exercises) == len(course.Exercises) {
		return nil
	}
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
	for _, literal := range slices.Backward(literals) {
		isKept := slices.ContainsFunc(exercises, func(e course.Exercise) bool { return e.Name == nameOf(literal) })
		if !isKept {
			from, to := fset.Position(literal.Pos()).Offset, fset.Position(literal.End()).Offset
			to += strings.IndexByte(string(source[to:]), '\n') + 1 // with the comma
			source = slices.Delete(slices.Clone(source), from, to)
		}
	}
	h.Files[exercisesFile], err = imports.Process(exercisesFile, source, &imports.Options{Comments: true, TabIndent: true, TabWidth: 8})
	return err
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
	for _, element := range literal.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok || fmt.Sprint(pair.Key) != "Name" {
			continue
		}
		if value, ok := pair.Value.(*ast.BasicLit); ok {
			name, _ := strconv.Unquote(value.Value)
			return name
		}
	}
	return ""
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
