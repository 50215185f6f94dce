package intake

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxID is how many bytes an ID may have. A file system takes 255 for a name, and whoever
// names a file after a student adds to it.
const maxID = 100

// safe returns an ID that can name a file on every system. It may be that of another student
// now, see [identify].
func safe(id string) string {
	id = strings.Map(safeRune, strings.TrimSpace(id))
	id = strings.TrimLeft(cut(id, maxID), ".-") // not hidden, and no option of a command
	id = strings.TrimRight(id, ".")             // Windows takes them away
	if id == "" {
		return "student"
	}
	if device.MatchString(id) {
		return "_" + id
	}
	return id
}

// safeRune leaves out marks that are added to letters. File systems of Apple take ü and u
// with two dots for the same.
func safeRune(r rune) rune {
	switch {
	case unicode.IsLetter(r), unicode.IsDigit(r), strings.ContainsRune("-_.@", r):
		return r
	case unicode.Is(unicode.Mn, r):
		return -1
	}
	return '_'
}

// device matches what Windows takes for a device, with any ending.
var device = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)`)

// cut returns the beginning of a text, of whole characters.
func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}

// fold returns the same text for texts that differ in case only.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		r = unicode.ToUpper(r)
		least := r
		for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
			least = min(least, next)
		}
		return least
	}, s)
}

// identify gives all students safe IDs. Of two that would have the same, the second gets a
// number. IDs that are safe already come first, so they stay.
func identify(all []Submission) {
	used := map[string]bool{}
	for _, changed := range []bool{false, true} {
		for i := range all {
			if id := safe(all[i].Student.ID); (id != all[i].Student.ID) == changed {
				all[i].Student.ID = unused(id, used)
			}
		}
	}
}

// unused returns an ID that nobody has yet.
func unused(id string, used map[string]bool) string {
	unique := id
	for n := 2; used[fold(unique)]; n++ {
		unique = fmt.Sprintf("%s-%d", id, n)
	}
	used[fold(unique)] = true
	return unique
}
