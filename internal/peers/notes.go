package peers

import (
	"fmt"
	"slices"
	"strings"

	"speedup.example/internal/course"
)

// A Note is what a person has to know before the measurements.
type Note struct {
	Found   string // which rows are left out, and why
	Try     []Way  // what to do, if there is anything
	Printed string // by the compiler
}

// Notes returns the notes as texts. A note is a line. One about C has the compiler's output in
// indented lines after it.
func (p *Peers) Notes() (notes []string) {
	for _, note := range p.Advice() {
		notes = append(notes, note.String())
	}
	return notes
}

// Advice returns for each cause which rows are left out and what to type, and which programs
// are slower than they could be.
func (p *Peers) Advice() (notes []Note) {
	for _, need := range append(slices.Clone(ladder), course.C) {
		if lost := p.lost(need); len(lost) > 0 {
			notes = append(notes, p.note(need, lost))
		}
	}
	for _, r := range refusedBy(p.exercises, p.programs) {
		notes = append(notes, Note{Found: slower(r, p.cc.name)})
	}
	for _, w := range p.weak() {
		notes = append(notes, Note{Found: fmt.Sprintf("%s of %s is a weak peer: %s", w.row, w.exercise.Name, w.why)})
	}
	return notes
}

// A loss has the rows of an exercise that are left out for one cause.
type loss struct {
	exercise course.Exercise
	rows     []string
}

// lost returns the rows that can't be measured because one need is missing.
func (p *Peers) lost(need course.Need) (losses []loss) {
	for _, e := range p.exercises {
		var rows []string
		for _, row := range e.Peers {
			if p.lacks(e.Name, row) == need {
				rows = append(rows, row.Name)
			}
		}
		if len(rows) > 0 {
			losses = append(losses, loss{e, rows})
		}
	}
	return losses
}

// needed returns the needs of the lost rows from this one on. Without NumPy there is no
// Numba either, so a person can install both at once.
func needed(from course.Need, losses []loss) (needs []course.Need) {
	last := 0
	for _, l := range losses {
		for _, row := range l.exercise.Peers {
			if slices.Contains(l.rows, row.Name) {
				last = max(last, slices.Index(ladder, row.Needs))
			}
		}
	}
	return ladder[slices.Index(ladder, from) : last+1]
}

// A refusal has options that the compiler refuses in some exercises.
type refusal struct {
	options, exercises []string
}

// refusedBy returns the refusals of the programs that still compile.
func refusedBy(exercises []course.Exercise, programs map[string]program) (refusals []refusal) {
	for _, e := range exercises {
		p := programs[e.Name]
		if len(p.refused) == 0 || p.err != nil {
			continue
		}
		i := slices.IndexFunc(refusals, func(r refusal) bool { return slices.Equal(r.options, p.refused) })
		if i < 0 {
			i, refusals = len(refusals), append(refusals, refusal{options: p.refused})
		}
		refusals[i].exercises = append(refusals[i].exercises, e.Name)
	}
	return refusals
}

// describe names the rows, for example "numpy and all numba rows of pi and options".
func describe(losses []loss) string {
	var texts []string
	exercises := map[string][]string{}
	for _, l := range losses {
		text := list(shorten(l))
		if exercises[text] == nil {
			texts = append(texts, text)
		}
		exercises[text] = append(exercises[text], l.exercise.Name)
	}
	for i, text := range texts {
		texts[i] = text + " of " + list(exercises[text])
	}
	return strings.Join(texts, "; ")
}

// shorten returns the names of the lost rows. If all rows of the exercise that begin
// with the same word are lost, they become one: "all numba rows".
func shorten(l loss) (names []string) {
	for _, row := range l.rows {
		if family := familyOf(row, l.exercise); len(family) < 2 || !containsAll(l.rows, family) {
			names = append(names, row)
		} else if row == family[0] {
			names = append(names, "all "+firstWord(row)+" rows")
		}
	}
	return names
}

// familyOf returns the peers of the exercise whose names begin with the same word.
func familyOf(row string, e course.Exercise) (names []string) {
	for _, peer := range e.Peers {
		if firstWord(peer.Name) == firstWord(row) {
			names = append(names, peer.Name)
		}
	}
	return names
}

func firstWord(row string) string {
	word, _, _ := strings.Cut(row, "-")
	return word
}

func containsAll(all, some []string) bool {
	return !slices.ContainsFunc(some, func(s string) bool { return !slices.Contains(all, s) })
}

// list joins words by commas, and the last by "and".
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// A Way says what to do. Command is what to paste into a shell, if anything. Words say where
// it helps, or all that there is to do.
type Way struct{ Words, Command string }

// String returns both in a line.
func (w Way) String() string {
	if w.Words == "" || w.Command == "" {
		return w.Words + w.Command
	}
	return w.Words + ": " + w.Command
}
