package sweep

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"speedup.example/internal/child"
	"speedup.example/internal/course"
	"speedup.example/internal/report"
	"speedup.example/internal/source"
)

// sameRows returns the rows of an exercise whose code is the same in two versions of the
// module. Code that can't be read equals nothing: its build says what is wrong.
func sameRows(ctx context.Context, env *child.Env, before, after string, e course.Exercise) (same []string) {
	differ := map[string]bool{}
	for _, vars := range [][]string{nil, {env.Experiment("simd")}} {
		first, errFirst := source.Read(ctx, env, before, vars, e)
		second, errSecond := source.Read(ctx, env, after, vars, e)
		if errFirst != nil || errSecond != nil {
			return nil
		}
		for _, row := range e.Rows { // without a second binary its rows come from the first
			if vars == nil || row.InSecondBinary() {
				differ[row.Name] = differ[row.Name] || first.Sum(row) != second.Sum(row)
			}
		}
	}
	return rowNames(e.Rows, func(row course.Row) bool { return !differ[row.Name] })
}

// controls returns the rows whose code is the same in two results, as in Pi/sequential, if
// both have their sources.
func (b *Bench) controls(ctx context.Context, before, after *report.File) (controls []string, err error) {
	tmp, err := b.Env.TempDir()
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(tmp)
	var roots []string
	for i, file := range []*report.File{before, after} {
		version, ok, err := savedVersion(file)
		if err != nil {
			fmt.Fprintln(b.Stderr, err)
		}
		if !ok || err != nil {
			return nil, nil // unknown
		}
		root := filepath.Join(tmp, fmt.Sprint(i))
		if err := version.Write(ctx, root); err != nil {
			return nil, err
		}
		roots = append(roots, root)
	}
	controls = []string{} // not nil: known to be none
	for _, exercise := range after.Results().Exercises() {
		if e, ok := course.FindBenchmark(exercise); ok {
			for _, row := range sameRows(ctx, b.Env, roots[0], roots[1], e) {
				controls = append(controls, exercise+"/"+row)
			}
		}
	}
	return controls, ctx.Err()
}
