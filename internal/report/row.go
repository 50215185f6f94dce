package report

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/perf/benchfmt"
)

// A Row is measured once in each pass.
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

// A Table has the rows of one exercise at one size.
type Table struct{ Exercise, Size string }

// String is the table's label.
func (t Table) String() string { return strings.TrimSpace(t.Exercise + " " + t.Size) }

// rowOf parses a name: Pi/n=1000/impl=parallel-2. The testing package leaves
// out the number at GOMAXPROCS=1.
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

// withProcs returns the name with GOMAXPROCS at its end, even if that is 1.
// Without it benchstat would make another column.
func withProcs(name benchfmt.Name, procs int) benchfmt.Name {
	_, parts := name.Parts()
	full := string(name)
	if n := len(parts); n > 0 && parts[n-1][0] == '-' {
		full = strings.TrimSuffix(full, string(parts[n-1]))
	}
	return fmt.Appendf(nil, "%s-%d", full, procs)
}
