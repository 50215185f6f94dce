package report

import (
	"errors"
	"fmt"
	"slices"
)

// A Sample holds the measurements of a row, in the order they were taken.
type Sample struct {
	Seconds []float64 // per operation; none is negative, infinite or NaN
	Busy    []float64 // cores kept busy on average, if the benchmark reports it
	Bytes   []float64 // of memory that an operation takes, one piece after the other, if it reports them
}

// Results has the samples of one machine.
type Results struct {
	Cores   int   // of the machine; 0 if the files don't say
	Rows    []Row // in order of first appearance
	Samples map[Row]*Sample
	Wrong   []Wrong
	Weak    []Weak
}

// Results returns the samples of the file.
func (f *File) Results() *Results {
	r := &Results{Samples: map[Row]*Sample{}}
	r.add(f)
	return r
}

// Join joins several files of one machine. It refuses those of two machines,
// which would not be comparable, and a file that is given twice.
func Join(files ...*File) (*Results, error) {
	if err := refusePairs(files...); err != nil {
		return nil, err
	}
	r := &Results{Samples: map[Row]*Sample{}}
	for i, f := range files {
		if slices.ContainsFunc(files[:i], func(other *File) bool { return other.Path == f.Path }) {
			return nil, f.place(errors.New(msgTwiceGiven))
		}
		if cores := f.cores(); cores != 0 && r.Cores != 0 && cores != r.Cores {
			return nil, fmt.Errorf("report: %s: "+msgTwoMachines, f, f.Config("cores"), fmt.Sprint(r.Cores))
		}
		r.add(f)
	}
	return r, nil
}

// cores returns the number of cores, or 0 if the file does not say.
func (f *File) cores() int {
	for _, rec := range f.records {
		if cores, _ := coresOf(rec.result); cores != 0 {
			return cores
		}
	}
	return 0
}

func (r *Results) add(f *File) {
	r.Cores = max(r.Cores, f.cores())
	for _, rec := range f.records {
		r.addRecord(rec)
	}
	for _, w := range f.wrong {
		if !slices.ContainsFunc(r.Wrong, func(other Wrong) bool { return other.Row == w.Row }) {
			r.Wrong = append(r.Wrong, w)
		}
	}
	for _, w := range f.weak() {
		r.Weak = addNew(r.Weak, w)
	}
}

func (r *Results) addRecord(rec record) {
	sample, seen := r.Samples[rec.row]
	if !seen {
		sample = new(Sample)
		r.Samples[rec.row] = sample
		r.Rows = append(r.Rows, rec.row)
	}
	seconds, _ := secondsOf(rec.result)
	sample.Seconds = append(sample.Seconds, seconds)
	if busy, ok := rec.result.Value("cores"); ok {
		sample.Busy = append(sample.Busy, busy)
	}
	if bytes, ok := rec.result.Value(bytesUnit); ok {
		sample.Bytes = append(sample.Bytes, bytes)
	}
}

// Tables returns the tables in order of first appearance.
func (r *Results) Tables() []Table {
	return distinct(r.Rows, Row.table)
}

// Exercises returns the exercises in order of first appearance.
func (r *Results) Exercises() []string {
	return distinct(r.Rows, func(row Row) string { return row.Exercise })
}

// Impls returns the implementations that an exercise has at any size, in order
// of first appearance.
func (r *Results) Impls(exercise string) []string {
	rows := slices.DeleteFunc(slices.Clone(r.Rows), func(row Row) bool { return row.Exercise != exercise })
	return distinct(rows, func(row Row) string { return row.Impl })
}

// Procs returns the measured values of GOMAXPROCS, ascending.
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
