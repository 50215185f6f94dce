package handout_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/course"
	"speedup.example/internal/student"
)

// given has the code words of hints that the given code of an exercise needs.
var given = map[string]string{
	"ctx.Err":       "Sequential asks its context, too",
	"Err(":          "the same",
	"summaries[i]":  "Sequential collects its answers so",
	"sums[i]":       "the same",
	"inside[i]":     "the same",
	"prices[i]":     "the same",
	"sequentialFor": "is the loop that parallelFor begins from",
	"len(":          "is a part of the language",
	"exp(":          "the formulas of the model have it",
	"named(":        "wraps the errors of Sequential",
	"checkCloses":   "checks what Sequential downloads",
	"m.typical":     "is a field of the model, and explained there",
	"m.price":       "is its method",
	"m.mean":        "is a field of the model",
	"m.loadings":    "the same",
	"loadings[k]":   "the same",
	"w.Low":         "is a field of a Window, which Scalar obeys",
	"t.Inside":      "is a field of a Tally, which Scalar fills",
	"sift(":         "is exported to its test",
	"t.sift":        "the same",
	"Normals(":      "limit.Normals draws for the limit",
	"2³²":           "is the largest n of slowsum",

	// A check says them to whom it fails, and tests use some themselves.
	"errgroup.WithContext": "an error doesn't cancel the other downloads",
	"WithContext":          "the same",
	"context.WithCancel":   "the mirrors outlive the caller's context",
	"WithCancel":           "the same",
	"errors.Join":          "the error of Fastest wraps one mirror's only",
	"Join(":                "the same",
}

// sourceGivesAway returns the code words of the stubs' hints that are in Go code, and are
// not given.
func sourceGivesAway(source string, stubs []student.Stub) (words []string) {
	source = withoutSpace(source)
	for _, stub := range stubs {
		for _, word := range codeWords(stub) {
			if given[word] == "" && whole(withoutSpace(word)).MatchString(source) {
				words = append(words, word)
			}
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// withoutSpace writes formulas without the spaces that gofmt puts around + and −.
func withoutSpace(text string) string {
	return strings.NewReplacer(" + ", "+", " - ", "-").Replace(plain(text))
}

// givenFiles returns the Go files of the exercises' folders in the handout that have no
// stubs, and the stubs by exercise.
func givenFiles(t *testing.T) (files map[string]string, stubs map[string][]student.Stub) {
	t.Helper()
	h, err := made()
	require.NoError(t, err)
	files, stubs = map[string]string{}, map[string][]student.Stub{}
	for file, content := range h.Files {
		if _, err := course.Find(path.Dir(file)); err == nil && path.Ext(file) == ".go" {
			files[file] = string(content)
		}
	}
	for _, stub := range h.Stubs {
		delete(files, stub.File)
		stubs[path.Dir(stub.File)] = append(stubs[path.Dir(stub.File)], stub)
	}
	return files, stubs
}

// No file beside the stubs has the solution in another dress: it has none of the ideas
// that a hint gives.
func TestFilesGiveNothingAway(t *testing.T) {
	files, stubs := givenFiles(t)
	require.NotEmpty(t, files)
	needed := map[string]bool{}
	for file, source := range files {
		exercise := path.Dir(file)
		assert.Empty(t, sourceGivesAway(source, stubs[exercise]), file)
		assert.NotContains(t, source, `"golang.org/x/sync/errgroup"`, file)
		for _, stub := range stubs[exercise] {
			for _, word := range codeWords(stub) {
				if whole(withoutSpace(word)).MatchString(withoutSpace(source)) {
					needed[word] = true
				}
			}
		}
	}
	for word := range given {
		assert.True(t, needed[word], "no given code has %s, so it needs no exception", word)
	}
}

// The test finds what limits and vector code once showed.
func TestFilesThatGiveAway(t *testing.T) {
	_, stubs := givenFiles(t)
	for name, test := range map[string]struct {
		exercise, source string
		want             []string
	}{
		"pi/limit_test.go":      {"pi", limitOfPi, []string{"Next(", "a.Next"}},
		"slowsum/limit_test.go": {"slowsum", limitOfSlowsum, []string{"i·(i+1)"}},
		"options/limit_test.go": {"options", "fill := s.Normals().Fill\n", []string{"s.Normals"}},
		"var/limit_test.go":     {"var", "fill, batch := s.Normals().Fill, work.batch\n", []string{"s.Normals"}},
		"slowsum/simd.go":       {"slowsum", "// (i+1)² = 2·i·(i+1) + 1. Lane j has the products of i+2j.\n", []string{"2·i·(i+1)", "i·(i+1)"}},
		"another's secret":      {"slowsum", limitOfPi, nil},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, test.want, sourceGivesAway(test.source, stubs[test.exercise]))
		})
	}
}

// The limits of pi and slowsum as they were.
const (
	limitOfPi = `
func words(n int, s random.Stream) int {
	lanes := s.Lanes()
	a, b, c, d := lanes[0], lanes[1], lanes[2], lanes[3]
	var fold, u, v, w, x uint64
	for range (n + 3) / 4 {
		a, u = a.Next()
		b, v = b.Next()
		c, w = c.Next()
		d, x = d.Next()
		fold ^= u ^ v ^ w ^ x
	}
	return int(fold & 1)
}
`
	limitOfSlowsum = `
func wrapping(n int64) slowsum.Sum {
	var a, b uint64
	for i := uint64(0); i < uint64(n); i += 4 {
		a += i * (i + 1)
		b += (i + 2) * (i + 3)
	}
	return slowsum.Sum{Lo: a + b}
}
`
)

// The kernel SIMD does by other instructions what students write. No file of the
// exercises, no lesson and no row is about it.
func TestHandoutHasNoSIMD(t *testing.T) {
	h, err := made()
	require.NoError(t, err)
	for file, content := range h.Files {
		_, err := course.Find(path.Dir(file))
		if isExercise := err == nil; isExercise || path.Ext(file) == ".md" || file == "internal/course/exercises.go" {
			assert.NotContains(t, path.Base(file), "simd")
			assert.NotContains(t, strings.ToLower(string(content)), "simd", file)
		}
	}
	table := string(h.Files["internal/course/exercises.go"])
	for _, e := range course.Exercises {
		assert.Contains(t, table, `Name: "`+e.Name+`"`)
	}
}

// What stands for the limit in a benchmark is glue: it computes in package limit, and has
// no loop of its own. The limit of downloads waits, which takes one.
func TestLimitsAreGlue(t *testing.T) {
	files, _ := givenFiles(t)
	for _, e := range course.Exercises {
		source := files[e.Name+"/bench_test.go"]
		require.Contains(t, source, `"Limit": `, e.Name)
		assert.Empty(t, loops(t, source), e.Name)
		if !e.IOBound {
			assert.Contains(t, source, " limit.", e.Name)
		}
		for file, content := range files {
			if path.Dir(file) == e.Name {
				assert.NotContains(t, content, `/internal/vector"`, file)
			}
		}
	}
	assert.Equal(t, []string{"words"}, loops(t, "package pi_test\n"+limitOfPi))
}

// loops returns the functions of a file that have a loop, but for those that check answers.
func loops(t *testing.T, source string) (names []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "", source, parser.SkipObjectResolution)
	require.NoError(t, err)
	for _, decl := range file.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok || strings.HasPrefix(f.Name.Name, "check") {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n.(type) {
			case *ast.ForStmt, *ast.RangeStmt:
				names = append(names, f.Name.Name)
			}
			return true
		})
	}
	return names
}
