package grade

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"regexp"
	"slices"

	"golang.org/x/sync/errgroup"

	"speedup.example/internal/check/record"
	"speedup.example/internal/course"
	"speedup.example/internal/grade/filter"
	"speedup.example/internal/student"
)

// A work is what a student has written for an exercise, while it is graded.
type work struct {
	grader   *Grader
	exercise course.Exercise
	files    map[string][]byte // that are laid over the handout, by path
	results  []student.Result
}

// exercise grades an exercise. A file that is missing, refused or does not build is left
// out, and the others are graded without it.
func (g *Grader) exercise(ctx context.Context, e course.Exercise, files map[string][]byte) ([]student.Result, error) {
	w := &work{grader: g, exercise: e, files: map[string][]byte{}, results: student.Unjudged(e)}
	for _, f := range e.Functions {
		w.take(f, files)
	}
	if len(w.files) == 0 {
		return w.results, nil
	}
	b := w.build(ctx)
	defer b.remove()
	err := b.err
	if err == nil && len(w.files) > 0 {
		err = w.check(ctx, b.binary)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		w.setAll(record.Record{Verdict: record.Internal, Message: fmt.Sprintf(internalFault, err)})
	}
	return w.results, nil
}

// stub returns the stub of a function.
func (w *work) stub(f course.Function) student.Stub {
	stubs := w.grader.handout.Stubs
	return stubs[slices.IndexFunc(stubs, func(s student.Stub) bool { return s.Name == f.Name && exerciseOf(s.File) == w.exercise.Name })]
}

// take takes the file of a function, unless it is missing or refused.
func (w *work) take(f course.Function, files map[string][]byte) {
	stub := w.stub(f)
	source, ok := files[stub.File]
	if !ok || student.Hash(source) == student.Hash([]byte(stub.Source)) {
		w.set(f, record.Record{Verdict: record.Unwritten, Message: fmt.Sprintf(unwritten, stub.File)})
		return
	}
	if place, message := w.grader.refused(w.exercise.Name, stub.File, source); message != "" {
		w.set(f, record.Record{Verdict: record.Rejected, Message: message, Place: place})
		return
	}
	if lacks(source, f.Name) {
		w.set(f, record.Record{Verdict: record.NotBuilt, Message: fmt.Sprintf(noFunction, stub.File, f.Name), Place: stub.File})
		return
	}
	w.files[stub.File] = filter.Renamed(source, modulePath)
}

// lacks reports whether a file that can be parsed has no such function.
func lacks(source []byte, function string) bool {
	file, err := parser.ParseFile(token.NewFileSet(), "", source, parser.SkipObjectResolution)
	return err == nil && !slices.ContainsFunc(file.Decls, func(d ast.Decl) bool {
		f, ok := d.(*ast.FuncDecl)
		return ok && f.Name.Name == function
	})
}

// set gives a record to all checks of a function that have none.
func (w *work) set(f course.Function, r record.Record) {
	for i := range w.results {
		if result := &w.results[i]; result.Function == f.Name && result.Verdict == "" {
			result.Record = r
		}
	}
}

func (w *work) setAll(r record.Record) {
	for _, f := range w.exercise.Functions {
		w.set(f, r)
	}
}

// build builds the files together. Those that do not build are left out.
func (w *work) build(ctx context.Context) built {
	b := w.grader.build(ctx, w.exercise.Name, w.files, withRaces)
	if b.err != nil || b.broken == "" {
		return b
	}
	b.remove()
	for _, file := range w.toBlame(ctx, b) {
		w.drop(file, b)
	}
	if len(w.files) == 0 {
		return built{}
	}
	b = w.grader.build(ctx, w.exercise.Name, w.files, withRaces)
	if b.err == nil && b.broken != "" { // together, though none is to blame alone
		for file := range maps.Clone(w.files) {
			w.drop(file, b)
		}
	}
	return b
}

// drop leaves a file out that does not build.
func (w *work) drop(file string, b built) {
	r := record.Record{Verdict: record.NotBuilt, Message: b.broken, Place: firstPlace(b.broken, file)}
	if b.limit {
		r.Verdict = record.Limit
	}
	for _, f := range w.exercise.Functions {
		if w.stub(f).File == file {
			w.set(f, r)
		}
	}
	delete(w.files, file)
}

// toBlame returns the files that the compiler names, else those that do not build alone,
// else all.
func (w *work) toBlame(ctx context.Context, b built) (files []string) {
	all := slices.Sorted(maps.Keys(w.files))
	if !b.limit {
		files = slices.DeleteFunc(slices.Clone(all), func(file string) bool { return firstPlace(b.broken, file) == "" })
	}
	if len(files) == 0 && len(all) > 1 {
		for _, file := range all {
			alone := w.grader.build(ctx, w.exercise.Name, map[string][]byte{file: w.files[file]}, withRaces)
			alone.remove()
			if alone.broken != "" {
				files = append(files, file)
			}
		}
	}
	if len(files) == 0 {
		return all
	}
	return files
}

// firstPlace returns the first place in a file that the compiler names.
func firstPlace(message, file string) string {
	found := regexp.MustCompile(`(?m)(?:^|[\s/])(` + regexp.QuoteMeta(file) + `:\d+)`).FindStringSubmatch(message)
	if found == nil {
		return ""
	}
	return found[1]
}

// check runs the checks of the functions that have a file.
func (w *work) check(ctx context.Context, binary string) error {
	var group errgroup.Group
	for _, f := range w.exercise.Functions {
		if _, ok := w.files[w.stub(f).File]; !ok {
			continue
		}
		group.Go(func() error {
			run := func(c course.Check) (student.Result, error) { return w.grader.check(ctx, w.exercise, f, c, binary) }
			return student.Judge(w.results, f, run, func(course.Check) bool { return true })
		})
	}
	return group.Wait()
}
