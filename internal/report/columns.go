package report

import (
	"fmt"
	"slices"
	"strings"
)

// AskedProcs is the key of a result's line with the GOMAXPROCS that the command line
// named.
const AskedProcs = "asked-cpu"

// shown returns the results with the columns that a window has room for, and the
// GOMAXPROCS that it leaves out. It shows columns beyond the cores only if the command
// line named them.
func (f *File) shown(o Options) (r *Results, left []int) {
	r = f.Results()
	if o.Width == 0 || f.Config(AskedProcs) != "" || r.At() > r.Cores {
		return r, nil
	}
	r.Rows = slices.DeleteFunc(r.Rows, func(row Row) bool {
		beyond := row.Procs > r.Cores
		if beyond && !slices.Contains(left, row.Procs) {
			left = append(left, row.Procs)
		}
		return beyond
	})
	slices.Sort(left)
	return r, left
}

func commas(procs []int) string {
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(procs), " ", ","), "[]")
}
