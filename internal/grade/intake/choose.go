package intake

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// choose returns one candidate for each file, in the order of the files, and notes the
// others.
func (u *unit) choose() (taken []candidate) {
	beside := map[string]int{}
	byFile := map[string][]candidate{}
	for _, c := range u.found {
		beside[c.home]++
		byFile[c.file] = append(byFile[c.file], c)
	}
	for _, file := range slices.Sorted(maps.Keys(byFile)) {
		all := byFile[file]
		slices.SortFunc(all, func(a, b candidate) int { return a.compare(b, beside) })
		taken = append(taken, all[0])
		u.noteChoice(all)
	}
	return taken
}

// noteChoice says which candidate was taken, unless that is plain.
func (u *unit) noteChoice(all []candidate) {
	best := all[0]
	if text := best.note(); text != "" {
		u.notes.add(text, best.path)
	}
	for _, other := range all[1:] {
		u.notes.add(fmt.Sprintf(msgTwice, show(best.path), best.file), other.path)
	}
}

// submission returns the work of a unit, without its student.
func (u *unit) submission(arg string) Submission {
	taken := u.choose()
	s := Submission{Source: u.source(arg, taken), Files: map[string][]byte{}}
	for _, c := range taken {
		s.Files[c.file] = c.content
		s.Time = later(s.Time, c.time)
	}
	s.Notes = u.notes.strings()
	if len(taken) == 0 {
		s.Notes = append(s.Notes, msgNoFile)
	}
	return s
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
