package similar_test

import (
	"fmt"
	"go/scanner"
	"go/token"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/course"
	"speedup.example/internal/grade/similar"
	"speedup.example/internal/verify"
)

const (
	root  = "../../.."
	least = 0.3
)

// known returns the course's own code, with the solutions.
func known(t testing.TB) (known []map[string][]byte) {
	t.Helper()
	for _, e := range course.Exercises {
		files, err := filepath.Glob(filepath.Join(root, e.Name, "*.go"))
		require.NoError(t, err)
		for _, file := range files {
			source, err := os.ReadFile(file)
			require.NoError(t, err)
			known = append(known, map[string][]byte{file: source})
		}
	}
	return known
}

// students returns students who solved the tasks in different ways. Each has a program
// of its own for each task.
func students(t testing.TB) (students []similar.Source) {
	t.Helper()
	programs, err := verify.Programs(os.DirFS(filepath.Join(root, "internal/verify/testdata")))
	require.NoError(t, err)
	seen := map[string]int{}
	for _, p := range programs {
		if len(p.Fails) > 0 {
			continue
		}
		i := seen[p.File]
		seen[p.File]++
		if i == len(students) {
			students = append(students, similar.Source{ID: fmt.Sprintf("student-%d", i), Files: map[string][]byte{}})
		}
		students[i].Files[p.File] = p.Source
	}
	return students
}

// disguised returns a copy with other names, other literals, other lines, and no comments.
func disguised(s similar.Source, id string) similar.Source {
	c := similar.Source{ID: id, Files: map[string][]byte{}}
	for name, source := range s.Files {
		c.Files[name] = []byte(renamed(source))
	}
	return c
}

func renamed(source []byte) string {
	var b strings.Builder
	var s scanner.Scanner
	s.Init(token.NewFileSet().AddFile("", -1, len(source)), source, nil, 0)
	for {
		_, tok, text := s.Scan()
		switch tok {
		case token.EOF:
			return b.String()
		case token.IDENT:
			text = "my_" + text
		case token.INT:
			text = "7"
		case token.SEMICOLON:
			text = ";\n\n"
		}
		if text == "" {
			text = tok.String()
		}
		b.WriteString(text + " ")
	}
}

// Right solutions in different idioms are no pair. A copy of one is, whatever its names are.
func TestPairs(t *testing.T) {
	class := students(t)
	require.GreaterOrEqual(t, len(class), 4)
	assert.Empty(t, similar.Pairs(class, known(t), least))

	pairs := similar.Pairs(append(class, disguised(class[0], "copy")), known(t), least)
	require.Len(t, pairs, 1)
	assert.Equal(t, "copy", pairs[0].A)
	assert.Equal(t, "student-0", pairs[0].B)
	assert.Greater(t, pairs[0].Shared, 0.9)
	assert.NotEmpty(t, pairs[0].Spans)
}

// Solutions of the course itself are no pair: there is nothing left to compare.
func TestKnown(t *testing.T) {
	all := known(t)
	files := map[string][]byte{}
	for _, k := range all {
		for name, source := range k {
			files[name] = source
		}
	}
	both := []similar.Source{{ID: "a", Files: files}, disguised(similar.Source{Files: files}, "b")}
	assert.Empty(t, similar.Pairs(both, all, least))
	assert.Len(t, similar.Pairs(both, nil, least), 1)
}

func TestFewSources(t *testing.T) {
	assert.Empty(t, similar.Pairs(nil, nil, 0))
	assert.Empty(t, similar.Pairs([]similar.Source{random(1)}, nil, 0))
	empty := map[string][]byte{"pi/parallel.go": nil, "pi/unrolled.go": []byte("not Go \"")}
	assert.Empty(t, similar.Pairs([]similar.Source{{ID: "a"}, {ID: "b", Files: empty}, {ID: "c", Files: empty}}, nil, 0))
}

// What many have, nobody has copied. In a small group nobody knows what many have.
func TestCommon(t *testing.T) {
	class := func(n int) (class []similar.Source) {
		for i := range n {
			s := random(uint64(i))
			if i < 5 {
				s.Files = random(0).Files
			}
			class = append(class, s)
		}
		return class
	}
	assert.Len(t, similar.Pairs(class(9), nil, least), 10, "each of the five with each other")
	assert.Empty(t, similar.Pairs(class(12), nil, least))
	assert.Len(t, similar.Pairs(class(15), nil, least), 10, "they are a third, and not more")
}

// The most alike come first, and the share is that of the one with less code.
func TestShared(t *testing.T) {
	whole, part := random(1), random(2)
	part.Files["pi/pi.go"] = whole.Files["pi/parallel.go"]
	other := similar.Source{ID: "other", Files: map[string][]byte{"pi/unrolled.go": whole.Files["pi/unrolled.go"]}}
	pairs := similar.Pairs([]similar.Source{whole, part, other}, nil, 0.1)
	require.Len(t, pairs, 2)
	assert.Equal(t, [2]string{"other", "source-001"}, [2]string{pairs[0].A, pairs[0].B})
	assert.InDelta(t, 1, pairs[0].Shared, 0)
	assert.InDelta(t, 1./3, pairs[1].Shared, 0.1)
	assert.Equal(t, "pi/parallel.go", pairs[1].Spans[0].A.File)
	assert.Equal(t, "pi/pi.go", pairs[1].Spans[0].B.File)
}

// Two hundred are compared, and the one copy is found.
func TestLargeClass(t *testing.T) {
	class := large()
	pairs := similar.Pairs(append(class, disguised(class[100], "copy")), nil, least)
	require.Len(t, pairs, 1)
	assert.Equal(t, [2]string{"copy", "source-100"}, [2]string{pairs[0].A, pairs[0].B})
}

// A file of one token, over and over, takes no longer than others.
func TestMonotonous(t *testing.T) {
	files := map[string][]byte{"pi/parallel.go": []byte(strings.Repeat("x ", 1<<15))}
	pairs := similar.Pairs([]similar.Source{{ID: "a", Files: files}, {ID: "b", Files: files}}, nil, 0)
	assert.Empty(t, pairs, "it has one fingerprint")
}

func BenchmarkPairs(b *testing.B) {
	class, known := large(), known(b)
	for b.Loop() {
		similar.Pairs(class, known, least)
	}
}

func large() (class []similar.Source) {
	for i := range 200 {
		class = append(class, random(uint64(i)))
	}
	return class
}

// random returns three files of a hundred statements that nobody else has.
func random(seed uint64) similar.Source {
	rng := rand.New(rand.NewPCG(seed, 0))
	s := similar.Source{ID: fmt.Sprintf("source-%03d", seed), Files: map[string][]byte{}}
	for _, name := range []string{"pi/parallel.go", "pi/unrolled.go", "slowsum/unrolled.go"} {
		var b strings.Builder
		for range 100 {
			b.WriteString(statements[rng.IntN(len(statements))] + "\n")
		}
		s.Files[name] = []byte(b.String())
	}
	return s
}

var statements = []string{
	"x := 1", "x = y + z", "x, y = y, x", "x++", "f(x)", "go f()", "<-c", "c <- x", "return", "if x {", "}", "} else {",
	"for x := range y {", "x[y] = z", "x.f(y)", "defer f()", "x -= y", "x := []int{1, 2}", "var x *t", "x = -y * z",
}

// Any two files are compared and shown, even if they are not Go.
func FuzzPairs(f *testing.F) {
	f.Add(random(1).Files["pi/parallel.go"], random(1).Files["pi/parallel.go"])
	f.Add([]byte("x\r\n//line a.go:1\n`x\r\n"), []byte("(,)\"'/*"))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		source := func(id string, content []byte) similar.Source {
			return similar.Source{ID: id, Files: map[string][]byte{"pi/parallel.go": content}}
		}
		for _, p := range similar.Pairs([]similar.Source{source("a", a), source("b", b), source("c", a)}, nil, 0) {
			require.NoError(t, p.Write(io.Discard, 80))
			assert.NotEmpty(t, p.Spans)
			assert.True(t, p.Shared > 0 && p.Shared <= 1)
		}
	})
}
