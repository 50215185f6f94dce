package report

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/perf/benchfmt"
)

// peerBaselines are the implementations that the table of [Peers] compares with.
var peerBaselines = []string{"python", "numba-parallel", "c-openmp"}

// A Wrong is a row that has no time, because its answer was wrong.
type Wrong struct {
	Row
	Answered, Right string
}

var wrongLine = regexp.MustCompile(`(?m)^--- WRONG: Benchmark(\S+): answered (.*), right is (.*)$`)

// ReadWrong reads the wrong answers from files that [Read] reads, one for each row,
// in order of first appearance. In them a peer says
//
//	--- WRONG: BenchmarkSlowsum/n=10000000/impl=numba-2: answered 129, right is 333
//
// The standard input cannot be read twice, so "-" is an error.
func ReadWrong(paths ...string) ([]Wrong, error) {
	var all []Wrong
	for _, path := range paths {
		if path == "-" {
			return nil, errors.New("report: wrong answers are read from files, not from the standard input")
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("report: %w", err)
		}
		for _, match := range wrongLine.FindAllStringSubmatch(string(text), -1) {
			row, err := rowOf(benchfmt.Name(match[1]))
			if err != nil {
				return nil, fmt.Errorf("report: %s: %w", path, err)
			}
			if !slices.ContainsFunc(all, func(w Wrong) bool { return w.Row == row }) {
				all = append(all, Wrong{row, match[2], match[3]})
			}
		}
	}
	return all, nil
}

// Peers writes a table for each exercise of all implementations in any language,
// the slowest first: time, CPU time, times faster than Python, than parallel Numba
// and than C, how many cores were busy on average, and which share of the row [Limit]
// each reaches. The wrong ones come after them, without a time.
func Peers(r *Results, wrong []Wrong) string {
	var b strings.Builder
	for i, t := range r.Tables() {
		if i > 0 {
			b.WriteString("\n")
		}
		peersTable(&b, r, t)
		for _, w := range wrong {
			if w.table() == t {
				fmt.Fprintf(&b, "  %s is wrong: it answered %s, right is %s\n", w.Impl, w.Answered, w.Right)
			}
		}
	}
	b.WriteString("\nThe slowest first. Time is the median of the runs, times faster the median of the\n" +
		"ratios within each pass; CPU time is what all cores together spent on a run.\n" +
		"python, numpy, numba and c begin the names of the peers; all others are Go.\n")
	return b.String()
}

func peersTable(b *strings.Builder, r *Results, t Table) {
	fmt.Fprintf(b, "%s at GOMAXPROCS=%d\n", t, r.At())
	rows := rowsAt(r, t)
	heading := []string{"implementation", "time", "CPU time"}
	var bases []*Sample
	for _, impl := range peerBaselines {
		if base := r.Samples[Row{t.Exercise, t.Size, impl, r.At()}]; base != nil {
			bases = append(bases, base)
			heading = append(heading, "× "+impl)
		}
	}
	table := [][]string{append(heading, "cores busy", "runs", shareHeading(r, t))}
	for _, row := range rows {
		table = append(table, peerFields(r, row, bases))
	}
	sides := slices.Repeat([]int{right}, len(table[0]))
	sides[0] = left
	writeColumns(b, table, sides...)
}

// rowsAt returns the rows of a table at [Results.At], the slowest first.
func rowsAt(r *Results, t Table) []Row {
	rows := slices.DeleteFunc(slices.Clone(r.Rows), func(row Row) bool {
		return row.table() != t || row.Procs != r.At()
	})
	slices.SortStableFunc(rows, func(a, b Row) int {
		return cmp.Compare(r.Time(b).Center, r.Time(a).Center)
	})
	return rows
}

func peerFields(r *Results, row Row, bases []*Sample) []string {
	sample := r.Samples[row]
	fields := []string{row.Impl, duration(r.Time(row).Center), cpuTime(sample)}
	for _, base := range bases {
		// What is slow was measured in the first pass only: one ratio then.
		fields = append(fields, times(ratio(row, base.Seconds, sample.Seconds).Times))
	}
	return append(fields, busy(sample), strconv.Itoa(len(sample.Seconds)), share(r.Share(row)))
}

// cpuTime returns the median of the CPU time of a run.
func cpuTime(s *Sample) string {
	if len(s.Busy) != len(s.Seconds) {
		return "?"
	}
	cpu := make([]float64, len(s.Seconds))
	for i := range cpu {
		cpu[i] = s.Seconds[i] * s.Busy[i]
	}
	return duration(median(cpu))
}
