package similar

import (
	"hash/fnv"
	"maps"
	"path"
	"slices"
	"strings"
)

const (
	// length is how many tokens make a fingerprint. Fewer are in any two programs.
	length = 16

	// window is how many neighbours elect a fingerprint. So any length + window − 1 equal
	// tokens have one in common.
	window = 8
)

// An at is where a fingerprint is in a text: the number of the file, and of its first
// token.
type at struct{ file, word int }

// A text is a submission with its fingerprints.
type text struct {
	id     string
	names  []string // of the files, sorted
	lines  [][]string
	words  [][]word
	prints map[uint64][]at // where each is, in order
}

// newText returns a submission with the fingerprints that are not common.
func newText(s Source, common map[uint64]bool) text {
	t := text{id: s.ID, names: slices.Sorted(maps.Keys(s.Files)), prints: map[uint64][]at{}}
	for i, name := range t.names {
		t.lines = append(t.lines, strings.Split(string(s.Files[name]), "\n"))
		t.words = append(t.words, words(s.Files[name]))
		folder := ofFolder(name)
		winnow(hashes(t.words[i]), common, func(hash uint64, word int) {
			hash ^= folder
			t.prints[hash] = append(t.prints[hash], at{i, word})
		})
	}
	return t
}

// ofFolder returns a number for the folder of a file. It makes the fingerprints of one
// exercise differ from those of the others: the exercises are alike, and nobody copies from
// one to another.
func ofFolder(name string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(path.Dir(name)))
	return h.Sum64()
}

// grams returns all hashes of files. Any of them might be a fingerprint elsewhere, where
// its neighbours are others.
func grams(known []map[string][]byte) map[uint64]bool {
	grams := map[uint64]bool{}
	for _, files := range known {
		for _, source := range files {
			for _, hash := range hashes(words(source)) {
				grams[hash] = true
			}
		}
	}
	return grams
}

// hashes returns the hash of every run of length tokens. It is FNV-1a, of 64 bits.
func hashes(words []word) (hashes []uint64) {
	for i := range len(words) - length + 1 {
		hash := uint64(14695981039346656037)
		for _, w := range words[i : i+length] {
			hash = (hash ^ uint64(w.kind)) * 1099511628211
		}
		hashes = append(hashes, mix(hash))
	}
	return hashes
}

// mix spreads a hash over all bits, by the finalizer of SplitMix64. FNV-1a alone leaves the
// last token in the low bits only, and the lowest hash should be anyone.
func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// winnow yields the lowest hash of each window, the last of equal ones. It stays with the
// hash before if that is as low, so a long run of one token has few fingerprints. Common
// hashes are as if they were not there.
func winnow(hashes []uint64, common map[uint64]bool, yield func(hash uint64, word int)) {
	chosen := -1
	for from := range max(min(1, len(hashes)), len(hashes)-window+1) {
		best := -1
		if chosen >= from {
			best = chosen
		}
		for i := from; i < min(from+window, len(hashes)); i++ {
			if !common[hashes[i]] && (best < 0 || hashes[i] < hashes[best] || best != chosen && hashes[i] == hashes[best]) {
				best = i
			}
		}
		if best >= 0 && best != chosen {
			yield(hashes[best], best)
			chosen = best
		}
	}
}
