package similar

import (
	"cmp"
	"slices"
)

// A run is a number of equal tokens in two texts.
type run struct {
	a, b  at
	words int
}

// places is how many places of a fingerprint are tried, for the longest run. A hostile
// file has one fingerprint a thousand times.
const places = 8

// gap is how many lines may differ within a span.
const gap = 2

// spans returns the lines that two texts share, found by the fingerprints that both have.
func spans(a, b text, counts func(hash uint64) bool) []Span {
	var runs []run
	for _, s := range seeds(a, b, counts) {
		if n := len(runs); n > 0 && runs[n-1].coversA(s.a) {
			continue
		}
		runs = append(runs, longest(a, b, s.a, b.prints[s.hash]))
	}
	return joined(a, b, runs)
}

// A seed is a fingerprint that two texts share, where it is in the first.
type seed struct {
	a    at
	hash uint64
}

// seeds returns the fingerprints that both texts have, in the order of the first text.
func seeds(a, b text, counts func(hash uint64) bool) (seeds []seed) {
	for hash, where := range a.prints {
		if b.prints[hash] != nil && counts(hash) {
			for _, place := range where {
				seeds = append(seeds, seed{place, hash})
			}
		}
	}
	slices.SortFunc(seeds, func(x, y seed) int {
		return cmp.Or(cmp.Compare(x.a.file, y.a.file), cmp.Compare(x.a.word, y.a.word))
	})
	return seeds
}

func (r run) coversA(p at) bool {
	return p.file == r.a.file && p.word >= r.a.word && p.word < r.a.word+r.words
}

// longest returns the longest run through a place in a and one of the places in b.
func longest(a, b text, in at, others []at) (best run) {
	for _, other := range others[:min(places, len(others))] {
		if r := extended(a, b, in, other); r.words > best.words {
			best = r
		}
	}
	return best
}

// extended returns the run of equal tokens that goes through a place in each text.
func extended(a, b text, x, y at) run {
	as, bs := a.words[x.file], b.words[y.file]
	before, after := 0, 0
	for before < min(x.word, y.word) && as[x.word-before-1].kind == bs[y.word-before-1].kind {
		before++
	}
	for x.word+after < len(as) && y.word+after < len(bs) && as[x.word+after].kind == bs[y.word+after].kind {
		after++
	}
	return run{at{x.file, x.word - before}, at{y.file, y.word - before}, before + after}
}

// joined turns runs into spans of lines, and joins those that are close in both texts.
func joined(a, b text, runs []run) (spans []Span) {
	var pairs [][2]lines
	for _, r := range runs {
		x, y := a.linesOf(r.a, r.words), b.linesOf(r.b, r.words)
		if n := len(pairs); n > 0 && pairs[n-1][0].reaches(x) && pairs[n-1][1].reaches(y) {
			pairs[n-1][0].to = max(pairs[n-1][0].to, x.to)
			pairs[n-1][1].to = max(pairs[n-1][1].to, y.to)
			continue
		}
		pairs = append(pairs, [2]lines{x, y})
	}
	for _, pair := range pairs {
		spans = append(spans, Span{a.part(pair[0]), b.part(pair[1])})
	}
	return spans
}

// lines are from which line to which a part goes, in the file with that number.
type lines struct{ file, from, to int }

// reaches reports whether next begins within these lines, or close behind them.
func (l lines) reaches(next lines) bool {
	return l.file == next.file && next.from >= l.from && next.from <= l.to+1+gap
}

// linesOf returns the lines of so many tokens.
func (t text) linesOf(first at, n int) lines {
	in := t.words[first.file]
	return lines{first.file, int(in[first.word].line), int(in[first.word+n-1].line)}
}

// part returns the text of some lines.
func (t text) part(l lines) Part {
	return Part{File: t.names[l.file], From: l.from, Text: t.lines[l.file][l.from-1 : l.to]}
}
