package formats

import (
	"cmp"
	"fmt"
	"html"
	"io"
	"regexp"
	"strconv"
	"strings"

	"speedup.example/internal/grade"
)

// MoodleWorksheet fills in the grading worksheet that Moodle gives: the grade, in parts of
// the maximum grade, and the feedback comments. All else stays as it is, to the byte. A
// student has the row with the number of the submission's folder. Without such a folder it
// is the row with the ID, the email address or the full name. The warnings name the students without a row, the rows
// without a student, and what could not be filled in.
//
// Moodle refuses the worksheet of another language, and skips a grade that has changed since
// the worksheet was made. (https://docs.moodle.org/en/Assignment_activity_feedback, and
// mod/assign/feedback/offline/importgradeslib.php)
func MoodleWorksheet(w io.Writer, worksheet io.Reader, grades []grade.Grade) (warnings []string, err error) {
	raw, err := io.ReadAll(worksheet)
	if err != nil {
		return nil, err
	}
	s, err := readSheet(raw)
	if err != nil {
		return nil, err
	}
	taken := make([]bool, len(s.rows))
	for _, g := range cleanAll(grades) {
		i := s.match(g)
		switch {
		case i < 0:
			warnings = append(warnings, fmt.Sprintf(msgNotInSheet, called(g)))
		case taken[i]:
			warnings = append(warnings, fmt.Sprintf(msgTwice, called(g)))
		default:
			taken[i] = true
			warnings = append(warnings, s.fill(s.rows[i], g)...)
		}
	}
	return append(warnings, s.ungraded(taken)...), s.write(w)
}

// match returns the index of the student's row, or -1. Each way to match counts only if it
// fits one row.
func (s *sheet) match(g grade.Grade) int {
	if p, ok := participantOf(g); ok { // another assignment has other numbers for the same names
		i, ok := s.only(func(row sheetRow) bool { return s.number(row) == p.number })
		if !ok {
			return -1
		}
		return i
	}
	for _, fits := range []func(sheetRow) bool{
		func(row sheetRow) bool {
			return g.Student.ID != "" && s.number(row) == g.Student.ID && !s.contradicts(row, g)
		},
		func(row sheetRow) bool { return same(s.get(row, columnEmail), g.Student.Email) },
		func(row sheetRow) bool { return same(s.get(row, columnName), g.Student.Name) },
	} {
		if i, ok := s.only(fits); ok {
			return i
		}
	}
	return -1
}

// only returns the index of the one row that fits.
func (s *sheet) only(fits func(sheetRow) bool) (index int, ok bool) {
	for i, row := range s.rows {
		if fits(row) {
			if ok {
				return 0, false
			}
			index, ok = i, true
		}
	}
	return index, ok
}

var lastNumber = regexp.MustCompile(`\d+$`)

// number returns the number of a participant, as in "Participant 17".
func (s *sheet) number(row sheetRow) string {
	return lastNumber.FindString(strings.TrimSpace(s.get(row, columnID)))
}

// contradicts reports whether a row is surely that of another student. An ID that is the
// university's may be the number of another participant.
func (s *sheet) contradicts(row sheetRow, g grade.Grade) bool {
	differ := func(a, b string) bool { return a != "" && b != "" && !same(a, b) }
	return differ(s.get(row, columnEmail), g.Student.Email) || differ(s.get(row, columnName), g.Student.Name)
}

// fill fills in the row of a student.
func (s *sheet) fill(row sheetRow, g grade.Grade) (warnings []string) {
	if s.get(row, columnLocked) == "No" {
		return []string{fmt.Sprintf(msgLocked, called(g))}
	}
	got, of := g.Points()
	maximum, err := strconv.ParseFloat(strings.ReplaceAll(s.get(row, columnMaximum), ",", "."), 64)
	switch {
	case of == 0:
		warnings = append(warnings, fmt.Sprintf(msgNoPoints, called(g)))
	case err != nil || !(0 < maximum && maximum < 1e6):
		warnings = append(warnings, fmt.Sprintf(msgNoMaximum, called(g)))
	default:
		s.set(row, columnGrade, fmt.Sprintf("%.2f", maximum*float64(got)/float64(of)))
	}
	if strings.Contains(marks(g.Exercises...), markInternal) {
		warnings = append(warnings, fmt.Sprintf(msgFault, called(g)))
	}
	s.set(row, columnFeedback, comments(g))
	return warnings
}

// ungraded warns of the rows that no submission has.
func (s *sheet) ungraded(taken []bool) (warnings []string) {
	for i, row := range s.rows {
		if !taken[i] {
			who := cmp.Or(line(s.get(row, columnName), longestName), line(s.get(row, columnID), longestName))
			warnings = append(warnings, fmt.Sprintf(msgNotGraded, who))
		}
	}
	return warnings
}

// comments returns the feedback comments for a student: what went wrong, in short. Moodle
// takes them for HTML. They are in one line, because some programs for worksheets break
// fields at the ends of lines.
func comments(g grade.Grade) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<p>%s</p>", scored(g.Points()))
	for _, e := range g.Exercises {
		fmt.Fprintf(&b, "<p><strong>%s: %s</strong></p>", html.EscapeString(e.Name), scored(e.Points("")))
		if wrong := inShort(e); len(wrong) > 0 {
			b.WriteString("<ul><li>" + strings.Join(wrong, "</li><li>") + "</li></ul>")
		}
	}
	return b.String()
}

// inShort says in lines of HTML what went wrong in an exercise.
func inShort(e grade.Exercise) (lines []string) {
	if whole := endings(e.Results); len(whole) == 1 && whole[0].Verdict != grade.Passed {
		return []string{inLine("All checks", whole[0])}
	}
	for _, function := range functions(e) {
		for _, ending := range endings(resultsOf(e, function)) {
			if ending.Verdict != grade.Passed {
				lines = append(lines, inLine(fmt.Sprintf("%s (%s)", function, strings.Join(ending.Checks, ", ")), ending))
			}
		}
	}
	return lines
}

func inLine(checks string, e ending) string {
	return html.EscapeString(line(checks+": "+message(e.Result), longestLine))
}
