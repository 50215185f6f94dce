// Package report turns the lines of a benchmark run into what a person wants to
// know of them: how many times faster each implementation is, and whether the
// numbers can be trusted.
//
// It has three stages, a file each: [Read] collects the samples (read.go),
// [Results.Speedups] and [Results.Noise] make statistics of them (stats.go),
// and [Speedups], [Lecture] and [Warnings] put those into words (text.go). It
// knows no exercise and no implementation by name but the one that all others
// are compared with: whatever the files hold is reported, in their order.
package report

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/perf/benchfmt"
)

// A Row is one thing that was measured, once a pass.
type Row struct {
	Exercise string // the benchmark's name: Pi
	Size     string // its other keys: n=1000
	Impl     string // its implementation: parallel
	Procs    int    // its GOMAXPROCS
}

// String names the row for a person.
func (r Row) String() string {
	return fmt.Sprintf("%s %s at GOMAXPROCS=%d", r.table(), r.Impl, r.Procs)
}

func (r Row) table() Table { return Table{r.Exercise, r.Size} }

// A Table is what the rows of one exercise at one size belong to.
type Table struct{ Exercise, Size string }

// String is the table's label.
func (t Table) String() string { return strings.TrimSpace(t.Exercise + " " + t.Size) }

// A Sample holds the measurements of a row, in the order they were taken.
type Sample struct {
	Seconds []float64 // per operation; none is negative, infinite or NaN
	Busy    []float64 // cores kept busy on average, where the benchmark says so
}

// Results are the samples of one machine.
type Results struct {
	Cores   int   // of the machine; 0 if the files don't say
	Rows    []Row // in order of first appearance
	Samples map[Row]*Sample
}

// Read reads files in the Go benchmark format; "-" is the standard input. A
// config line "cores: 2" tells the number of cores of the machine. Benchmarks
// without an impl=... in their name are not reported.
//
// An error names file and line: of a line that is not in the format, of a time
// that is none, of a second machine, which would not be comparable.
func Read(paths ...string) (*Results, error) {
	r := &Results{Samples: map[Row]*Sample{}}
	files := benchfmt.Files{Paths: paths, AllowStdin: true}
	for files.Scan() {
		switch rec := files.Result().(type) {
		case *benchfmt.SyntaxError:
			return nil, fmt.Errorf("report: %w", rec)
		case *benchfmt.Result:
			if err := r.add(rec); err != nil {
				file, line := rec.Pos()
				return nil, fmt.Errorf("report: %s:%d: %w", file, line, err)
			}
		}
	}
	if err := files.Err(); err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	if len(r.Rows) == 0 {
		return nil, fmt.Errorf("report: no benchmark with an impl=... in its name in %s", strings.Join(paths, ", "))
	}
	return r, nil
}

func (r *Results) add(rec *benchfmt.Result) error {
	row, err := rowOf(rec.Name)
	if err != nil {
		return err
	}
	seconds, timed := secondsOf(rec)
	if row.Impl == "" || !timed {
		return nil
	}
	if !(seconds >= 0) || math.IsInf(seconds, 1) {
		return fmt.Errorf("%s takes %v seconds", row, seconds)
	}
	if err := r.setCores(rec.GetConfig("cores")); err != nil {
		return err
	}
	sample, seen := r.Samples[row]
	if !seen {
		sample = new(Sample)
		r.Samples[row] = sample
		r.Rows = append(r.Rows, row)
	}
	sample.Seconds = append(sample.Seconds, seconds)
	if busy, ok := rec.Value("cores"); ok {
		sample.Busy = append(sample.Busy, busy)
	}
	return nil
}

// secondsOf knows that benchfmt turns ns into seconds, except in 0 and infinity,
// which are the same in both.
func secondsOf(rec *benchfmt.Result) (seconds float64, ok bool) {
	if seconds, ok = rec.Value("sec/op"); ok {
		return seconds, true
	}
	return rec.Value("ns/op")
}

// setCores takes the value of the config line, or "" where there is none.
func (r *Results) setCores(value string) error {
	if value == "" {
		return nil
	}
	cores, err := strconv.Atoi(value)
	if err != nil || cores < 1 {
		return fmt.Errorf("cores is %q, want a number from 1", value)
	}
	if r.Cores != 0 && r.Cores != cores {
		return fmt.Errorf("a machine of %d cores after one of %d: report them one at a time", cores, r.Cores)
	}
	r.Cores = cores
	return nil
}

// rowOf takes a name apart: Pi/n=1000/impl=parallel-2. The testing package
// leaves out the number at GOMAXPROCS=1.
func rowOf(name benchfmt.Name) (Row, error) {
	base, parts := name.Parts()
	row := Row{Exercise: string(base), Procs: 1}
	var size []string
	for _, part := range parts {
		if procs, ok := strings.CutPrefix(string(part), "-"); ok {
			n, err := strconv.Atoi(procs)
			if err != nil || n < 1 {
				return Row{}, fmt.Errorf("%s ends in no GOMAXPROCS", name)
			}
			row.Procs = n
		} else if impl, ok := strings.CutPrefix(string(part), "/impl="); ok {
			row.Impl = impl
		} else {
			size = append(size, strings.TrimPrefix(string(part), "/"))
		}
	}
	row.Size = strings.Join(size, "/")
	return row, nil
}

// Tables returns the tables in order of first appearance.
func (r *Results) Tables() []Table {
	return distinct(r.Rows, Row.table)
}

// Impls returns the implementations that an exercise has at any size, in order
// of first appearance.
func (r *Results) Impls(exercise string) []string {
	rows := slices.DeleteFunc(slices.Clone(r.Rows), func(row Row) bool { return row.Exercise != exercise })
	return distinct(rows, func(row Row) string { return row.Impl })
}

// Procs returns the values of GOMAXPROCS that were measured, ascending.
func (r *Results) Procs() []int {
	procs := distinct(r.Rows, func(row Row) int { return row.Procs })
	slices.Sort(procs)
	return procs
}

// distinct returns the different values of key, in order of first appearance.
func distinct[K comparable](rows []Row, key func(Row) K) []K {
	var keys []K
	for _, row := range rows {
		if k := key(row); !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	return keys
}
