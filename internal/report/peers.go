package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"speedup.example/internal/course"
)

// peerBaselines are the implementations that [Peers] compares with.
var peerBaselines = []string{"python", "numba-parallel", "c-openmp"}

// Peers writes a table for each exercise, with all implementations in any language, the
// slowest first. It has time, CPU time, times faster than Python, parallel Numba and C, the
// cores that were busy on average, and the share of the row [course.Limit]. The wrong ones
// come after them, without a time. So do the notes about weak ones.
func Peers(r *Results) string {
	var b strings.Builder
	for i, t := range r.Tables() {
		if i > 0 {
			b.WriteString("\n")
		}
		r.peers(t).write(&b)
	}
	b.WriteString("\n" + msgPeersEnd + "\n")
	return b.String()
}

// peers returns the table of all implementations in any language.
func (r *Results) peers(t Table) Grid {
	heading := []string{"implementation", "time", "CPU"}
	var bases []*Sample
	for _, impl := range peerBaselines {
		if base := r.Samples[Row{t.Exercise, t.Size, impl, r.At()}]; base != nil {
			bases = append(bases, base)
			heading = append(heading, "× "+impl)
		}
	}
	g := Grid{Title: fmt.Sprintf("%s at GOMAXPROCS=%d", t, r.At())}
	g.Rows = [][]string{append(heading, "cores", "runs", shareHeading(r, t, "limit"))}
	for _, row := range rowsAt(r, t) {
		g.Rows = append(g.Rows, peerFields(r, row, bases))
	}
	g.Notes = r.wrongNotes(t)
	for _, w := range r.weakOf(t) {
		g.Notes = append(g.Notes, fmt.Sprintf(msgWeak, w.Impl, w.Why))
	}
	return g
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
		// A slow row was measured in the first pass only, so it has one ratio.
		fields = append(fields, short(ratio(row, base.Seconds, sample.Seconds).Times))
	}
	return append(fields, busy(sample), strconv.Itoa(len(sample.Seconds)), share(r.Share(row)))
}

// Lead writes a line for each exercise, at the last of its sizes. It says how many times
// faster its last row on all cores is than the programs that [Peers] compares with. A field
// is empty if there is no such program, or if its answer is wrong.
func Lead(r *Results) string {
	var b strings.Builder
	var weak []string
	lines := [][]string{{"", "in Go"}}
	for _, impl := range peerBaselines {
		lines[0] = append(lines[0], "× "+impl)
	}
	for _, exercise := range r.Exercises() {
		t := r.lastTable(exercise)
		lines = append(lines, leadFields(r, t))
		for _, w := range r.weakOf(t) {
			weak = append(weak, w.Impl+" of "+w.Exercise)
		}
	}
	fmt.Fprintf(&b, msgLead, r.At())
	writeColumns(&b, lines, left, left, right, right, right)
	if len(weak) > 0 {
		fmt.Fprintf(&b, msgLeadWeak, strings.Join(weak, ", "))
	}
	return b.String() + msgLeadEnds
}

// lastTable returns the table of the last size of an exercise.
func (r *Results) lastTable(exercise string) (last Table) {
	for _, t := range r.Tables() {
		if t.Exercise == exercise {
			last = t
		}
	}
	return last
}

func leadFields(r *Results, t Table) []string {
	fields := []string{t.String(), ""}
	own := r.lastOnAllCores(t)
	if own != nil {
		fields[1] = own.Impl
	}
	for _, impl := range peerBaselines {
		field := ""
		if base := r.Samples[Row{t.Exercise, t.Size, impl, r.At()}]; own != nil && base != nil {
			field = short(ratio(*own, base.Seconds, r.Samples[*own].Seconds).Times)
		}
		fields = append(fields, field)
	}
	return fields
}

// lastOnAllCores returns the last row of a table that has the driver of [course.OnAllCores]
// and was measured.
func (r *Results) lastOnAllCores(t Table) (last *Row) {
	e, _ := course.FindBenchmark(t.Exercise)
	for _, row := range e.Rows {
		measured := Row{t.Exercise, t.Size, row.Name, r.At()}
		if row.Driver == course.Parallel && r.Samples[measured] != nil {
			last = &measured
		}
	}
	return last
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
