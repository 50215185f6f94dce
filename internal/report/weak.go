package report

import (
	"slices"
	"strings"
)

// A Weak row is a program that does not use the whole processor, so a lead over it means
// little.
type Weak struct {
	Exercise, Impl string // as in [Row]
	Why            string
}

// weak returns the weak rows in a file's line
//
//	weak: Pi/c-openmp: its loop has no vectors, this processor's have 512 bits; Var/c-openmp: …
func (f *File) weak() (weak []Weak) {
	for _, line := range f.config["weak"] {
		for part := range strings.SplitSeq(line, "; ") {
			name, why, _ := strings.Cut(part, ": ")
			exercise, impl, _ := strings.Cut(name, "/")
			weak = append(weak, Weak{exercise, impl, why})
		}
	}
	return weak
}

// weakOf returns the measured weak rows of a table.
func (r *Results) weakOf(t Table) (weak []Weak) {
	for _, w := range r.Weak {
		if w.Exercise == t.Exercise && slices.ContainsFunc(rowsAt(r, t), func(row Row) bool { return row.Impl == w.Impl }) {
			weak = append(weak, w)
		}
	}
	return weak
}
