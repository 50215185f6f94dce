package intake

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A claim is a submission that its student may have replaced by a newer one.
type claim struct {
	Submission
	key string // the same for the same student
}

// claim adds the submissions of all units.
func (c *collector) claim() {
	for _, u := range c.units {
		s := u.submission(c.arg)
		students := []Student{u.label.student}
		if c.layout.class && u.label.platform == gradescopePlatform {
			students = c.fromMetadata(u, &s)
		}
		for i, student := range students {
			c.claims = append(c.claims, c.of(student, s, slices.Delete(slices.Clone(students), i, i+1)))
		}
	}
}

// fromMetadata returns who has handed in a submission, and completes it.
func (c *collector) fromMetadata(u *unit, s *Submission) []Student {
	id := u.label.student.ID
	folder := "submission_" + id
	if at := c.meta.time(folder); !at.IsZero() {
		s.Time = at
	}
	if students := c.meta.students(folder, id); len(students) > 0 {
		return students
	}
	if c.metaErr != nil {
		s.Notes = append(s.Notes, fmt.Sprintf(msgMetadata, show(c.metaErr.Error())))
	} else {
		s.Notes = append(s.Notes, msgNotInMetadata)
	}
	return []Student{u.label.student}
}

// of returns the claim of one student, who may be in a group with others.
func (f *finder) of(student Student, s Submission, others []Student) claim {
	s.Files, s.Notes = maps.Clone(s.Files), slices.Clone(s.Notes)
	if len(others) > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf(msgTogether, names(others)))
	}
	key := "id " + student.ID
	if i, ok := f.roster.find(student); ok {
		key = "roster " + strconv.Itoa(i)
		student = f.roster.complete(i, student)
	} else if len(f.roster.students) > 0 {
		s.Notes = append(s.Notes, msgNotInRoster)
	}
	s.Student = Student{ID: student.ID, Name: show(student.Name), Email: show(student.Email), Nickname: show(student.Nickname)}
	return claim{s, key}
}

func names(students []Student) string {
	var all []string
	for _, s := range students {
		if s.Name == "" {
			s.Name = s.ID
		}
		all = append(all, show(s.Name))
	}
	return strings.Join(all, ", ")
}

// newest returns the newest submission of each student. Of two of the same time, it is the
// later one in the arguments.
func newest(claims []claim) (all []Submission) {
	byKey := map[string][]claim{}
	var keys []string
	for _, c := range claims {
		if byKey[c.key] == nil {
			keys = append(keys, c.key)
		}
		byKey[c.key] = append(byKey[c.key], c)
	}
	for _, key := range keys {
		all = append(all, newestOf(byKey[key]))
	}
	return all
}

func newestOf(claims []claim) Submission {
	best := 0
	for i, c := range claims {
		if !c.Time.Before(claims[best].Time) {
			best = i
		}
	}
	var older notes
	for i, c := range claims {
		if i != best {
			older.add(msgOlder, c.Source)
		}
	}
	s := claims[best].Submission
	s.Notes = append(s.Notes, older.strings()...)
	return s
}

// missing returns the students of the roster who have handed in nothing.
func (f *finder) missing() (all []Submission) {
	here := map[string]bool{}
	for _, c := range f.claims {
		here[c.key] = true
	}
	for i, student := range f.roster.students {
		if !here["roster "+strconv.Itoa(i)] {
			all = append(all, Submission{Student: student, Files: map[string][]byte{}, Notes: []string{msgMissing}})
		}
	}
	return all
}
