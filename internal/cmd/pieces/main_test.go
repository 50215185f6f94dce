package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// lab runs the program with a line of arguments.
func lab(t *testing.T, line string) (stdout, stderr string, status int) {
	t.Helper()
	var out, err bytes.Buffer
	status = run(&out, &err, strings.Fields(line))
	return out.String(), err.String(), status
}

// Pieces in two files, combined, are the answer in one.
func TestPiecesAndCombine(t *testing.T) {
	t.Chdir(t.TempDir())
	for file, line := range map[string]string{
		"all.json": "pieces options -n 300 -S 5",
		"1.json":   "pieces options -n 300 --seed 5 -A 0 -B 3",
		"2.json":   "pieces options -n 300 --seed 5 --from 3",
		"half":     "pieces options -n 300 --seed 5 --part 1/2",
	} {
		stdout, stderr, status := lab(t, line)
		require.Zero(t, status, stderr)
		require.NoError(t, os.WriteFile(file, []byte(stdout), 0o666))
	}
	want, _, status := lab(t, "combine all.json")
	assert.Zero(t, status)
	assert.Equal(t, 8, strings.Count(want, "\nthe call at")+1)
	got, _, status := lab(t, "combine 2.json 1.json")
	assert.Zero(t, status)
	assert.Equal(t, want, got)
	_, stderr, status := lab(t, "combine half")
	assert.Equal(t, 1, status)
	assert.Equal(t, "lab: combine: round 1: no part has piece 4 to 7 of 0 to 7\n", stderr)
}

// A script that sees status 3 computes the next round with all parts so far.
func TestAnotherRound(t *testing.T) {
	t.Chdir(t.TempDir())
	const work = "pieces var --kernel Unrolled -n 540000000"
	stdout, stderr, status := lab(t, work)
	require.Zero(t, status, stderr)
	require.NoError(t, os.WriteFile("1.json", []byte(stdout), 0o666))
	stdout, stderr, status = lab(t, "combine 1.json")
	assert.Equal(t, 3, status)
	assert.Empty(t, stdout)
	assert.Contains(t, stderr, "lab: combine: the parts complete round 1, and round 2 has none yet")
	stdout, stderr, status = lab(t, work+" --from 0 --to 1 1.json")
	require.Zero(t, status, stderr)
	require.NoError(t, os.WriteFile("2.json", []byte(stdout), 0o666))
	_, stderr, status = lab(t, "combine 1.json 2.json")
	assert.Equal(t, 1, status, "a gap")
	assert.Contains(t, stderr, "round 2: no part has piece 1 to ")
}

func TestBadLines(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing.json")
	for line, want := range map[string]string{
		"pieces":                           "requires at least 1 arg",
		"combine":                          "requires at least 1 arg",
		"pieces pi":                        `required flag(s) "size" not set`,
		"pieces pi -n 0":                   "pieces: pi: n is 0 samples",
		"pieces tau -n 1":                  `pieces: exercise "tau" has no pieces`,
		"pieces pi -n 1 --part 3":          `pieces: -part is "3", want I/K with 1 ≤ I ≤ K, as 3/8`,
		"pieces pi -n 1 --part 0/2":        `-part is "0/2"`,
		"pieces pi -n 1 --part 3/2":        `-part is "3/2"`,
		"pieces pi -n 1 --part 1/2x":       `-part is "1/2x"`,
		"pieces pi -n 1 --part 1/2 --to 3": "none of the others can be",
		"pieces pi -n 1 --from 2":          "pieces: pieces 2 to 1, want 0 ≤ from ≤ to ≤ 1",
		"pieces pi -n 1 " + missing:        "pieces: open ",
		"combine " + missing:               "combine: open ",
	} {
		stdout, stderr, status := lab(t, line)
		assert.Equal(t, 1, status, line)
		assert.Empty(t, stdout)
		assert.Contains(t, stderr, want, line)
	}
}

func TestHelp(t *testing.T) {
	stdout, _, status := lab(t, "pieces -h")
	assert.Zero(t, status)
	assert.Contains(t, stdout, "go tool lab pieces pi -n 1000000000")
}
