package report

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"speedup.example/internal/course"
)

// Compare writes benchstat's comparison of two results, for the exercises and sizes that
// both have. First it says that they are two blocks of time, and gives the warnings of
// both. Last it says which rows differ by more than the controls do. It warns of two
// machines. It writes nothing if it fails.
func Compare(ctx context.Context, w io.Writer, before, after *File, o Options) error {
	if filepath.Clean(before.Path) == filepath.Clean(after.Path) {
		return fmt.Errorf(msgSameFile, before)
	}
	if err := refusePairs(before, after); err != nil {
		return err
	}
	common, others := commonTables(before, after)
	if len(common) == 0 {
		return fmt.Errorf(msgNoCommon, before, after, before.summary(), after.summary())
	}
	isCommon := func(row Row) bool { return slices.Contains(common, row.table()) }
	inputs := []input{before.input(isCommon), after.input(isCommon)}
	if before.Name == after.Name {
		inputs[0].label, inputs[1].label = before.Path, after.Path
	}
	var b strings.Builder
	b.WriteString(msgBlocks)
	if warnings := MachineWarnings(before, after) + warningsOf(before, after); warnings != "" {
		b.WriteString(warnings + "\n")
	}
	err := projection{
		title: "Time of a run, a row for each implementation and GOMAXPROCS (~: no difference seen):",
		units: timeUnits, table: ".name,/n", row: "/impl,/gomaxprocs@num", col: ".file",
	}.write(ctx, &b, o, inputs...)
	if err != nil {
		return err
	}
	if len(others) > 0 {
		fmt.Fprintf(&b, "Left out, as the two have no row of it in common: %s\n", labels(others))
	}
	fmt.Fprintf(&b, "\n%s", Blocks(before.Results(), after.Results(), o.Controls))
	_, err = io.WriteString(w, b.String())
	return err
}

// warningsOf repeats the warnings about the files.
func warningsOf(files ...*File) string {
	var b strings.Builder
	for _, f := range files {
		if warnings := Warnings(f.Results()); warnings != "" {
			fmt.Fprintf(&b, "%s:\n%s", f.Name, warnings)
		}
	}
	return b.String()
}

// commonTables returns the tables that have a row of both files, and the remaining
// tables.
func commonTables(before, after *File) (common, others []Table) {
	b, a := before.Results(), after.Results()
	for _, row := range b.Rows {
		t := row.table()
		if a.Samples[row] != nil && !slices.Contains(common, t) && sameWork(t, before, after) {
			common = append(common, t)
		}
	}
	for _, t := range slices.Concat(b.Tables(), a.Tables()) {
		if !slices.Contains(common, t) && !slices.Contains(others, t) {
			others = append(others, t)
		}
	}
	return common, others
}

// sameWork reports whether a table means the same in both files. For downloads,
// a sweep and the lecture have the same n with different latencies.
func sameWork(t Table, before, after *File) bool {
	e, ok := course.FindBenchmark(t.Exercise)
	if !ok {
		return true
	}
	b, hasB := sizeOf(e, t, before.Config("sizes"))
	a, hasA := sizeOf(e, t, after.Config("sizes"))
	return !hasB || !hasA || b == a
}

// sizeOf returns the size that a result of a kind means by n. Peers may have
// either size, but these differ in n.
func sizeOf(e course.Exercise, t Table, kind string) (course.Size, bool) {
	sizes := e.Sizes.Short
	switch kind {
	case course.Lecture:
		sizes = e.Sizes.Lecture
	case course.Peers:
		sizes = slices.Concat(e.Sizes.Peers(false), e.Sizes.Peers(true))
	}
	i := slices.IndexFunc(sizes, func(s course.Size) bool { return fmt.Sprintf("n=%d", s.N) == t.Size })
	if i < 0 {
		return course.Size{}, false
	}
	return sizes[i], true
}

// summary lists in a few words the tables of a file, and their GOMAXPROCS.
func (f *File) summary() string {
	r := f.Results()
	procs := strings.ReplaceAll(strings.Trim(fmt.Sprint(r.Procs()), "[]"), " ", ",")
	return fmt.Sprintf("%s at GOMAXPROCS=%s", labels(r.Tables()), procs)
}

func labels(tables []Table) string {
	names := make([]string, len(tables))
	for i, t := range tables {
		names[i] = t.String()
	}
	return some(names)
}
