package intake

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// shownPaths is how many paths a note has. Archives may have thousands of links.
const shownPaths = 3

// A note says the same of one or more paths.
type note struct {
	text  string
	paths []string // the first ones
	more  int
}

// Notes are in the order in which the first path of each was found.
type notes []*note

func (n *notes) add(text, path string) {
	i := slices.IndexFunc(*n, func(old *note) bool { return old.text == text })
	if i < 0 {
		*n, i = append(*n, &note{text: text}), len(*n)
	}
	if same := (*n)[i]; len(same.paths) < shownPaths {
		same.paths = append(same.paths, cmp.Or(show(path), "."))
	} else {
		same.more++
	}
}

func (n notes) strings() (all []string) {
	for _, note := range n {
		all = append(all, note.String())
	}
	return all
}

func (n *note) String() string {
	paths := strings.Join(n.paths, ", ")
	if n.more > 0 {
		paths = fmt.Sprintf("%s and %d more", paths, n.more)
	}
	return paths + ": " + n.text + "."
}

// shownRunes is how much of a name is shown.
const shownRunes = 120

// show returns a name from an archive in a form that can't move the cursor of a terminal,
// nor fill it.
func show(name string) string {
	runes := []rune(printable(name))
	if len(runes) > shownRunes {
		runes = slices.Concat(runes[:shownRunes/2], []rune("…"), runes[len(runes)-shownRunes/2:])
	}
	return string(runes)
}

func printable(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '?'
	}, name)
}
