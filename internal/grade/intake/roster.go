package intake

import (
	"strings"
	"unicode"
)

// A roster finds students by what platforms say of them.
type roster struct {
	students []Student
	ids      map[string]int
	emails   map[string]int
	names    map[string]int
}

// several is the student of a name that more than one has.
const several = -1

func newRoster(students []Student) roster {
	r := roster{students, map[string]int{}, map[string]int{}, map[string]int{}}
	for i, s := range students {
		put(r.ids, fold(strings.TrimSpace(s.ID)), i)
		put(r.emails, fold(s.Email), i)
		login, _, _ := strings.Cut(s.Email, "@")
		put(r.emails, fold(login), i)
		for _, name := range spellings(s.Name) {
			put(r.names, name, i)
		}
	}
	return r
}

func put(m map[string]int, key string, i int) {
	if old, ok := m[key]; ok && old != i {
		i = several
	}
	m[key] = i
}

// maxNames bounds the spellings of a name.
const maxNames = 8

// spellings returns a name as one word, with each of its parts first. Canvas says
// lovelaceada, and a student names a folder Ada_Lovelace.
func spellings(name string) (all []string) {
	parts := strings.Fields(name)
	for i := range parts[:min(len(parts), maxNames)] {
		all = append(all, oneWord(strings.Join(parts[i:], "")+strings.Join(parts[:i], "")))
	}
	return all
}

// oneWord returns the letters and digits of a name.
func oneWord(name string) string {
	return fold(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, name))
}

// find returns the number of a student. An ID is surer than an address, and that is surer
// than a name.
func (r roster) find(s Student) (int, bool) {
	id, name := fold(strings.TrimSpace(s.ID)), oneWord(s.Name)
	for _, try := range []struct {
		m   map[string]int
		key string
	}{{r.ids, id}, {r.emails, fold(s.Email)}, {r.emails, id}, {r.names, name}, {r.names, oneWord(s.ID)}} {
		if i, ok := try.m[try.key]; ok && try.key != "" && i != several {
			return i, true
		}
	}
	return 0, false
}

// complete returns a student as the roster has it, and what only the platform knows.
func (r roster) complete(i int, found Student) Student {
	s := r.students[i]
	if s.Name == "" {
		s.Name = found.Name
	}
	if s.Email == "" {
		s.Email = found.Email
	}
	return s
}
