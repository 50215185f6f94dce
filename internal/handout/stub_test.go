package handout_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/handout"
	"speedup.example/internal/student"
)

const solved = `// Package pi has a comment that stays.
package pi

import (
	"context"
	"math/bits" // only the solution counts bits

	"golang.org/x/sync/errgroup"
)

// Sequential stays.
func Sequential(ctx context.Context) error {
	// So does this.
	return ctx.Err()
}

// Parallel does as [Sequential].
//
//lab:stub Start every piece with g.Go, then wait for all.
//lab:hint Which package waits for goroutines?
//lab:hint errgroup.WithContext.
func Parallel(ctx context.Context) error {
	// SECRET in a comment of its own.
	g, ctx := errgroup.WithContext(ctx) // SECRET behind a line
	g.Go(func() error {
		/* SECRET inside */
		return ctx.Err()
	})
	return g.Wait() // SECRET at the end
}

// secret is SECRET.
//
//lab:drop
func secret(x uint64) int { return bits.OnesCount64(x) } // SECRET behind it

// Table is SECRET.
//
//lab:drop
var table = []int{ // SECRET
	1, // SECRET
} // SECRET

// Last stays.
type Last struct{}
`

const handedOut = `// Yours to write: Parallel.

// Package pi has a comment that stays.
package pi

import (
	"context"
)

// Sequential stays.
func Sequential(ctx context.Context) error {
	// So does this.
	return ctx.Err()
}

// Parallel does as [Sequential].
func Parallel(ctx context.Context) error {
	panic("pi.Parallel is yours to write: Start every piece with g.Go, then wait for all.")
}

// Last stays.
type Last struct{}
`

func TestEmpty(t *testing.T) {
	emptied, stubs, removed, err := handout.Empty("pi/parallel.go", []byte(solved))
	require.NoError(t, err)
	assert.Equal(t, handedOut, string(emptied))
	assert.Equal(t, []student.Stub{{
		File:   "pi/parallel.go",
		Name:   "Parallel",
		Task:   "Start every piece with g.Go, then wait for all.",
		Hints:  []string{"Which package waits for goroutines?", "errgroup.WithContext."},
		Source: handedOut,
	}}, stubs)
	assert.Contains(t, strings.Join(removed, "\n"), "return g.Wait() // SECRET at the end")
	assert.Contains(t, strings.Join(removed, "\n"), "bits.OnesCount64(x)")
}

func TestEmptyLeavesOtherFilesAlone(t *testing.T) {
	source := []byte("package p\n\n// Labels such as lab: x are words.\nvar  unformatted   = 1\n")
	emptied, stubs, removed, err := handout.Empty("p.go", source)
	require.NoError(t, err)
	assert.Equal(t, source, emptied)
	assert.Empty(t, stubs)
	assert.Empty(t, removed)
}

// Emptying a file twice changes nothing more.
func TestEmptyTwice(t *testing.T) {
	again, stubs, _, err := handout.Empty("pi/parallel.go", []byte(handedOut))
	require.NoError(t, err)
	assert.Equal(t, handedOut, string(again))
	assert.Empty(t, stubs)
}

// Empty finds every mistake in a directive, and its place. A tool that looks
// for the marker's text would hand out the solution.
func TestEmptyRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		source string
		line   int
		want   string
	}{
		"unknown":            {"//lab:stubb DO IT\nfunc f() {}", 3, "lab:stubb does not belong here"},
		"no task":            {"//lab:stub\nfunc f() {}", 3, "lab:stub does not belong here"},
		"twice":              {"//lab:stub ONE\n//lab:stub TWO\nfunc f() {}", 4, "lab:stub does not belong here"},
		"hint alone":         {"//lab:hint ONE\nfunc f() {}", 3, "lab:hint does not belong here"},
		"hint before":        {"//lab:hint ONE\n//lab:stub TWO\nfunc f() {}", 3, "lab:hint does not belong here"},
		"empty hint":         {"//lab:stub ONE\n//lab:hint\nfunc f() {}", 4, "lab:hint does not belong here"},
		"drop and stub":      {"//lab:drop\n//lab:stub ONE\nfunc f() {}", 4, "lab:stub does not belong here"},
		"stub and drop":      {"//lab:stub ONE\n//lab:drop\nfunc f() {}", 4, "lab:drop does not belong here"},
		"drop with words":    {"//lab:drop it\nfunc f() {}", 3, "lab:drop does not belong here"},
		"no body":            {"//lab:stub ONE\nfunc f()", 3, "lab:stub does not belong here"},
		"on a type":          {"//lab:stub ONE\ntype f int", 3, "only one lab:drop may stand on a type"},
		"space":              {"// lab:stub ONE\nfunc f() {}", 3, "not quite a directive"},
		"two spaces":         {"//  lab:stub ONE\nfunc f() {}", 3, "not quite a directive"},
		"capital":            {"//Lab:stub ONE\nfunc f() {}", 3, "not quite a directive"},
		"space after colon":  {"//lab: stub ONE\nfunc f() {}", 3, "not quite a directive"},
		"block":              {"/*lab:stub ONE*/\nfunc f() {}", 3, "not quite a directive"},
		"blank line between": {"//lab:stub ONE\n\nfunc f() {}", 3, "not on a declaration"},
		"in a body":          {"func f() {\n\t//lab:stub ONE\n}", 4, "not on a declaration"},
		"behind a line":      {"var x int //lab:drop", 3, "not on a declaration"},
		"at the end":         {"func f() {}\n\n//lab:stub ONE", 5, "not on a declaration"},
		"in a group":         {"var (\n\t//lab:drop\n\tx int\n)", 4, "not on a declaration"},
		"does not parse":     {"func {", 3, "expected 'IDENT'"},
	} {
		t.Run(name, func(t *testing.T) {
			emptied, stubs, removed, err := handout.Empty("p/x.go", []byte("package p\n\n"+test.source+"\n"))
			require.ErrorContains(t, err, test.want)
			require.ErrorContains(t, err, fmt.Sprintf("handout: p/x.go:%d:", test.line))
			assert.Nil(t, emptied)
			assert.Nil(t, stubs)
			assert.Nil(t, removed)
		})
	}
}

// Empty reports all errors of a file, not only the first.
func TestEmptyReportsAllErrors(t *testing.T) {
	_, _, _, err := handout.Empty("p/x.go", []byte("//lab:stub ONE\npackage p\n\n//lab:drip\nvar x int\n"))
	require.ErrorContains(t, err, "p/x.go:1:1")
	require.ErrorContains(t, err, "p/x.go:4:1")
}
