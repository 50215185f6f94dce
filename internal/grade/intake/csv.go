package intake

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"
)

// ReadRoster reads the students of a class from a CSV file: Moodle's grading worksheet,
// Canvas's gradebook, Gradescope's roster, or one made by hand. Its header says which column
// is what, in any order and case:
//
//   - Identifier, ID, SID, Student ID, ID number, User ID, SIS ID, Username, Login
//   - Name, Full name, Student, or First name and Last name
//   - Email, Email address
//   - Nickname, Alias, which others may see
//
// If there are several IDs, the first in this list counts, because it is the one in the names
// of the platforms' files. Who has none is known by the email address. The separator may be a
// comma, a semicolon or a tab. The text may be in UTF-8, UTF-16 or Latin-1. An error names the
// line.
func ReadRoster(r io.Reader) ([]Student, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxRoster+1))
	if err != nil {
		return nil, fmt.Errorf(msgRoster, err)
	}
	if len(data) > maxRoster {
		return nil, fmt.Errorf(msgRoster, errors.New(msgRosterLarge))
	}
	content, separator := separate(rosterText(data))
	reader := csv.NewReader(strings.NewReader(content))
	reader.Comma, reader.FieldsPerRecord = separator, -1
	return readRows(reader)
}

// rosterText returns a file as UTF-8. What is in no known encoding was written by an old
// Excel.
func rosterText(data []byte) string {
	content := string(text(data))
	if utf8.ValidString(content) {
		return content
	}
	runes := make([]rune, len(content))
	for i := range len(content) {
		runes[i] = rune(content[i])
	}
	return string(runes)
}

// separate returns the separator: the one that the first line, "sep=;", says, or the one that
// the header has most of.
func separate(content string) (rest string, separator rune) {
	header, _, _ := strings.Cut(content, "\n")
	if given, ok := strings.CutPrefix(strings.TrimSpace(header), "sep="); ok && len(given) == 1 && strings.Contains(",;|", given) {
		return content[len(header):], rune(given[0]) // the empty line keeps the numbers of the others right
	}
	separator = ','
	for _, other := range ";\t" {
		if strings.Count(header, string(other)) > strings.Count(header, string(separator)) {
			separator = other
		}
	}
	return content, separator
}

func readRows(reader *csv.Reader) (students []Student, err error) {
	header, err := reader.Read()
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf(msgRoster, errors.New(msgRosterEmpty))
	}
	if err != nil {
		return nil, fmt.Errorf(msgRoster, err)
	}
	columns, err := newColumns(header)
	for lines := map[string]int{}; err == nil; {
		var row []string
		if row, err = reader.Read(); errors.Is(err, io.EOF) {
			return students, nil
		} else if err != nil {
			return nil, fmt.Errorf(msgRoster, err)
		}
		student, ok, wrong := columns.student(row)
		if err = wrong; ok {
			students = append(students, student)
			err = isNew(lines, student.ID, reader)
		}
	}
	line, _ := reader.FieldPos(0)
	return nil, fmt.Errorf(msgRosterLine, line, err)
}

// isNew returns an error if an earlier line has the ID.
func isNew(lines map[string]int, id string, reader *csv.Reader) error {
	if line, ok := lines[fold(id)]; ok {
		return fmt.Errorf(msgRosterTwiceID, id, line)
	}
	lines[fold(id)], _ = reader.FieldPos(0)
	return nil
}

// The names of columns, in small letters and without spaces.
var (
	idColumns = []string{"identifier", "id", "sid", "studentid", "studentnumber", "idnumber", "userid", "sisuserid", "sisid",
		"username", "login", "loginid", "sisloginid"}
	nameColumns  = []string{"name", "fullname", "student", "studentname", "displayname"}
	firstColumns = []string{"firstname", "givenname", "first"}
	lastColumns  = []string{"lastname", "surname", "familyname", "last"}
	emailColumns = []string{"email", "emailaddress", "mail"}
	nickColumns  = []string{"nickname", "alias"}
)

// Columns are the numbers of a header's columns, those to prefer first.
type columns struct{ id, name, first, last, email, nick []int }

func newColumns(header []string) (c columns, err error) {
	c = columns{
		named(header, idColumns), named(header, nameColumns), named(header, firstColumns), named(header, lastColumns),
		named(header, emailColumns), named(header, nickColumns),
	}
	if len(c.id)+len(c.name)+len(c.first)+len(c.last)+len(c.email) == 0 {
		return c, fmt.Errorf(msgRosterHeader, show(strings.Join(header, ", ")))
	}
	return c, nil
}

// named returns the numbers of the columns that have one of the names.
func named(header, names []string) (numbers []int) {
	for _, name := range names {
		for i, cell := range header {
			if fold(name) == oneWord(cell) {
				numbers = append(numbers, i)
			}
		}
	}
	return numbers
}

// cell returns the first cell of some columns that is not empty.
func cell(row []string, numbers []int) string {
	for _, i := range numbers {
		if i < len(row) && strings.TrimSpace(row[i]) != "" {
			return strings.TrimSpace(row[i])
		}
	}
	return ""
}

// student returns the student of a row. Canvas has rows that are none.
func (c columns) student(row []string) (s Student, ok bool, err error) {
	s = Student{ID: participant(cell(row, c.id)), Name: c.fullName(row), Email: cell(row, c.email), Nickname: cell(row, c.nick)}
	if s.ID == "" && (s == Student{} || strings.EqualFold(s.Name, "Points Possible")) {
		return s, false, nil
	}
	if s.ID == "" {
		s.ID = s.Email
	}
	if s.ID == "" && len(c.id) == 0 {
		s.ID = s.Name
	}
	if s.ID == "" {
		return s, false, fmt.Errorf(msgRosterNoID, s.Name)
	}
	return s, true, nil
}

// fullName returns a name with the first name first. Canvas has the last name first.
func (c columns) fullName(row []string) string {
	name := cell(row, c.name)
	if name == "" {
		name = strings.TrimSpace(cell(row, c.first) + " " + cell(row, c.last))
	}
	if last, first, ok := strings.Cut(name, ","); ok && !strings.Contains(first, ",") {
		name = strings.TrimSpace(first) + " " + strings.TrimSpace(last)
	}
	return strings.TrimSpace(name)
}

// identifier matches what Moodle's worksheet says, in the language of the teacher.
var identifier = regexp.MustCompile(`^\D*[^\d\s]\s+(\d+)$`)

// participant returns the number in "Participant 17". It is the one in the folder's name.
func participant(id string) string {
	if match := identifier.FindStringSubmatch(id); match != nil {
		return match[1]
	}
	return id
}
