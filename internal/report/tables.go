package report

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"speedup.example/internal/course"
)

// Tables writes all tables of a result, by the kind in its line "sizes:". It writes
// nothing if it fails.
func Tables(ctx context.Context, w io.Writer, f *File, o Options) error {
	if pair, ok := f.Pair(); ok {
		return pair.Tables(w)
	}
	var b strings.Builder
	var err error
	switch f.Config("sizes") {
	case course.Growth:
		err = growthTables(ctx, &b, f, o)
	case course.Lecture:
		b.WriteString(Say(o.surely(Lecture), f.Results(), o.Predicted))
	case course.Peers:
		b.WriteString(Say(o.surely(Peers), f.Results(), o.Predicted))
	case course.Quick:
		b.WriteString(Say(Reference, f.Results(), nil))
	case course.Crossover:
		b.WriteString(Say(o.surely(Crossover), f.Results(), nil))
	case course.Cluster:
		b.WriteString(Say(o.surely(Elsewhere), f.Results(), nil))
	case course.Should:
		b.WriteString(Say(o.surely(Should), f.Results(), nil))
	default:
		err = sweepTables(ctx, &b, f, o)
	}
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, b.String())
	return err
}

// surely adds the intervals to a table, if o wants them.
func (o Options) surely(table func(*Results) string) func(*Results) string {
	return func(r *Results) string {
		if o.Verbose {
			return table(r) + "\n" + intervals(r)
		}
		return table(r)
	}
}

// timeUnits are the units of a run's time. benchfmt turns ns into seconds.
var timeUnits = []string{"ns/op", "sec/op"}

func sweepTables(ctx context.Context, w io.Writer, f *File, o Options) error {
	r, left := f.shown(o)
	err := projection{
		title: "Time of a run, a column for each GOMAXPROCS:",
		units: timeUnits, table: ".name,/n", row: "/impl", col: "/gomaxprocs@num",
	}.write(ctx, w, o, f.input(func(row Row) bool { return !slices.Contains(left, row.Procs) }))
	if err == nil && len(r.Exercises()) > 1 {
		err = tableOfAll(ctx, w, f, o)
	}
	if err != nil {
		return err
	}
	fmt.Fprint(w, "\n\n", Say(func(r *Results) string { return Speedups(r, o) }, r, o.Predicted))
	if len(left) > 0 {
		fmt.Fprintf(w, msgLeftOut, commas(left), r.Cores, commas(slices.Concat(r.Procs(), left)))
	}
	return nil
}

// tableOfAll leaves out implementations of few exercises, and says so. They have
// their row above, and compare little. Beside slowsum's closed form benchstat would
// print milliseconds in nanoseconds.
func tableOfAll(ctx context.Context, w io.Writer, f *File, o Options) error {
	r := f.Results()
	rare := r.rare()
	in := f.input(func(row Row) bool { return row.Procs == r.At() && !slices.Contains(rare, row.Impl) })
	fmt.Fprint(w, "\n\n")
	if len(in.records) > 0 {
		err := projection{
			title: fmt.Sprintf("All exercises at GOMAXPROCS=%d, a column for each implementation:", r.At()),
			units: timeUnits, table: "goos,goarch,cpu,cores", row: ".name,/n", col: "/impl",
		}.write(ctx, w, o, in)
		if err != nil {
			return err
		}
	}
	if len(rare) > 0 {
		fmt.Fprintf(w, "Left out, as few exercises have it: %s\n", strings.Join(rare, " "))
	}
	return nil
}

// rare returns the implementations that only one exercise has, or less than half of
// them.
func (r *Results) rare() (rare []string) {
	exercises := r.Exercises()
	for _, impl := range distinct(r.Rows, func(row Row) string { return row.Impl }) {
		with := 0
		for _, exercise := range exercises {
			if slices.Contains(r.Impls(exercise), impl) {
				with++
			}
		}
		if with == 1 || 2*with < len(exercises) {
			rare = append(rare, impl)
		}
	}
	return rare
}

func growthTables(ctx context.Context, w io.Writer, f *File, o Options) error {
	for i, p := range []projection{
		{title: "Time for a unit of work, a row for each n:", units: f.workUnits(), table: ".name", row: "/n", col: "/impl"},
		{title: msgMemory + ":", units: []string{bytesUnit}, table: ".name", row: "/n", col: "/impl"},
	} {
		if i > 0 {
			fmt.Fprint(w, "\n\n")
		}
		in := f.input(everything)
		in.records = slices.DeleteFunc(in.records, func(r record) bool { return !hasUnit(r, p.units) })
		if len(in.records) == 0 {
			fmt.Fprintf(w, "%s\n\nno benchmark of %s tells it\n", p.title, f)
		} else if err := p.write(ctx, w, o, in); err != nil {
			return err
		}
	}
	return nil
}

// workUnits returns the units of the times that a unit of work takes: ns/sample.
func (f *File) workUnits() (units []string) {
	for _, rec := range f.records {
		for _, unit := range unitsOf(rec) {
			if strings.HasPrefix(unit, "ns/") && unit != "ns/op" {
				units = addNew(units, unit)
			}
		}
	}
	return units
}

func hasUnit(r record, units []string) bool {
	return slices.ContainsFunc(unitsOf(r), func(unit string) bool { return slices.Contains(units, unit) })
}
