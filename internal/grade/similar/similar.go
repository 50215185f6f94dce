// Package similar finds submissions that are alike beyond what the task makes alike, for
// a teacher to look at side by side.
//
// It gives no verdict. Two students may have had the same teacher, the same book or the
// same idea, and short tasks have few good solutions. A high share is a reason to look at
// both, and to talk with people. It is never a reason to take points away.
//
// It compares by winnowing: S. Schleimer, D. Wilkerson, A. Aiken, "Winnowing: Local
// Algorithms for Document Fingerprinting", SIGMOD 2003. Names and literals count as one
// kind of token each, and comments and formatting don't count. So a copy is found if
// everything in it has another name. Files of one folder, which is an exercise, are
// compared with each other, and not with those of other exercises. What is in the course's
// own code, or in many submissions of a class, is taken out first. So a copy that a large
// part of the class shares is not found.
package similar

import (
	"cmp"
	"maps"
	"slices"
)

// A Source is what one student has handed in.
type Source struct {
	ID    string
	Files map[string][]byte // by path: pi/parallel.go
}

// A Pair is two submissions that are alike. A's ID is the lower one.
type Pair struct {
	A, B   string
	Shared float64 // the part of the fingerprints that both have, of those of the one with fewer, 0 to 1
	Spans  []Span  // in the order of A's files and lines
}

// A Span is a part of A's code, and the part of B's that is like it.
type Span struct {
	A, B Part
}

// A Part is some lines of a file.
type Part struct {
	File string
	From int      // the number of the first line, from 1
	Text []string // the lines
}

const (
	// manySources is how many submissions are a class, in which it means something that
	// many have the same code.
	manySources = 10

	// leastFingerprints is how many fingerprints two submissions have to share. They are
	// some 50 tokens, or eight lines. Less is alike by chance.
	leastFingerprints = 8
)

// Pairs returns the pairs of sources that share at least the part least of their
// fingerprints, most alike first. It takes out what is in known, which is the course's
// own code, the stubs and the solutions. In a class of ten or more it also takes out what
// more than a third of the sources have.
func Pairs(sources []Source, known []map[string][]byte, least float64) []Pair {
	sources = slices.SortedStableFunc(slices.Values(sources), func(a, b Source) int { return cmp.Compare(a.ID, b.ID) })
	texts := make([]text, len(sources))
	common := grams(known)
	for i, s := range sources {
		texts[i] = newText(s, common)
	}
	owners := owners(texts)
	if len(sources) >= manySources {
		maps.DeleteFunc(owners, func(_ uint64, who []int) bool { return 3*len(who) > len(sources) })
	}
	pairs := alike(texts, owners, least)
	slices.SortStableFunc(pairs, func(a, b Pair) int { return cmp.Compare(b.Shared, a.Shared) })
	return pairs
}

// owners returns the numbers of the texts, ascending, that have each fingerprint.
func owners(texts []text) map[uint64][]int {
	owners := map[uint64][]int{}
	for i, t := range texts {
		for hash := range t.prints {
			owners[hash] = append(owners[hash], i)
		}
	}
	return owners
}

// alike returns the pairs that share enough, in the order of their texts.
func alike(texts []text, owners map[uint64][]int, least float64) (pairs []Pair) {
	shared := count(len(texts), owners)
	for i, row := range shared {
		for j := range i {
			fewer := min(row[i], shared[j][j])
			if part := float64(row[j]) / float64(fewer); row[j] >= leastFingerprints && part >= least {
				both := func(hash uint64) bool { return owners[hash] != nil }
				pairs = append(pairs, Pair{texts[j].id, texts[i].id, part, spans(texts[j], texts[i], both)})
			}
		}
	}
	return pairs
}

// count returns how many fingerprints texts i and j share, for all j ≤ i. For j = i it is
// how many i has.
func count(n int, owners map[uint64][]int) [][]int {
	shared := make([][]int, n)
	for i := range shared {
		shared[i] = make([]int, i+1)
	}
	for _, who := range owners {
		for k, i := range who {
			for _, j := range who[:k+1] {
				shared[i][j]++
			}
		}
	}
	return shared
}
