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
// module. Code that cannot be read is the same as nothing: its build says what is wrong.
func sameRows(ctx context.Context, env *child.Env, before, after string, e course.Exercise) (same []string) {
	for _, vars := range [][]string{nil, {env.Experiment("simd")}} {
		first, errFirst := source.Read(ctx, env, before, vars, e)
		second, errSecond := source.Read(ctx, env, after, vars, e)
		if errFirst != nil || errSecond != nil {
			return nil
		}
		for _, row := range e.Rows {
			if row.InSecondBinary() == (vars != nil) && first.Sum(row) == second.Sum(row) {
				same = append(same, row.Name)
			}
		}
	}
	return same
}

// controls returns the rows whose code is the same in two results, if the sources of both were
// kept: Pi/sequential.
func (b *Bench) controls(ctx context.Context, before, after *report.File) (controls []string, err error) {
	tmp, err := b.Env.TempDir()
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(tmp)
	var roots []string
	for i, file := range []*report.File{before, after} {
		version, ok, err := savedVersion(file)
		if !ok || err != nil {
			return nil, nil // then none are known
		}
		root := filepath.Join(tmp, fmt.Sprint(i))
		if err := version.Write(ctx, root); err != nil {
			return nil, err
		}
		roots = append(roots, root)
	}
	controls = []string{} // known, if only to be none
	for _, exercise := range after.Results().Exercises() {
		if e, ok := course.FindBenchmark(exercise); ok {
			for _, row := range sameRows(ctx, b.Env, roots[0], roots[1], e) {
				controls = append(controls, exercise+"/"+row)
			}
		}
	}
	return controls, ctx.Err()
}
