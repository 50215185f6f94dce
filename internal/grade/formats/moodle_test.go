package formats_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/grade"
	"speedup.example/internal/grade/formats"
	"speedup.example/internal/grade/intake"
)

// As Moodle 4.5 writes it, with its own sentences.
const worksheet = `Identifier,"Full name","Email address",Status,Grade,"Maximum grade","Grade can be changed","Last modified (submission)","Last modified (grade)","Feedback comments"
"Participant 17","Ada Lovelace",ada@example.org,"Submitted for grading - ",,100.00,Yes,"Friday, 27 November 2026, 6:00 PM",-,
"Participant 23","Blaise Pascal",blaise@example.org,"Submitted for grading - ",,100.00,Yes,"Friday, 27 November 2026, 6:05 PM",-,"<p dir=""ltr"">older, and
in two lines</p>"
"Participant 31","Emmy Noether",emmy@example.org,"No submission - ",,100.00,Yes,-,-,
`

func fill(t *testing.T, sheet string, grades ...grade.Grade) (filled string, warnings []string) {
	var b strings.Builder
	warnings, err := formats.MoodleWorksheet(&b, strings.NewReader(sheet), grades)
	require.NoError(t, err)
	return b.String(), warnings
}

func TestWorksheetWarnings(t *testing.T) {
	_, warnings := fill(t, worksheet, class()...)
	assert.Equal(t, []string{
		"Blaise Pascal met a fault of the grader, so some points are missing in both numbers: grade again",
		"charles is not in the worksheet",
		"Emmy Noether is in the worksheet, but has no grade",
	}, warnings)
}

// All bytes around the two fields stay: the mark at the beginning, the ends of lines, quotes
// that aren't needed, empty lines, and further columns.
func TestWorksheetKeepsBytes(t *testing.T) {
	ada := intake.Student{ID: "17"}
	for name, test := range map[string]struct{ sheet, want string }{
		"plain":           {"Identifier,Grade,Maximum grade\nParticipant 17,,10\n", "Identifier,Grade,Maximum grade\nParticipant 17,10.00,10\n"},
		"byte order mark": {"\uFEFF\"Identifier\",Grade,Maximum grade\nParticipant 17,,10\n", "\uFEFF\"Identifier\",Grade,Maximum grade\nParticipant 17,10.00,10\n"},
		"CRLF":            {"Identifier,Maximum grade,Grade\r\nParticipant 17,10,3\r\n\r\n", "Identifier,Maximum grade,Grade\r\nParticipant 17,10,10.00\r\n\r\n"},
		"no last end":     {"Identifier,Maximum grade,Grade\nParticipant 17,10,\"3\"", "Identifier,Maximum grade,Grade\nParticipant 17,10,10.00"},
		"semicolons":      {"Identifier;Grade;Maximum grade\nParticipant 17;;\"10,00\"\n", "Identifier;Grade;Maximum grade\nParticipant 17;10.00;\"10,00\"\n"},
		"tabs":            {"Identifier\tGrade\tMaximum grade\nParticipant 17\t\t10\n", "Identifier\tGrade\tMaximum grade\nParticipant 17\t10.00\t10\n"},
		"lines in fields": {"Identifier,Note,Grade,Maximum grade\r\n\"Participant 17\",\"a\r\n\"\"b\"\",\r\nc\",,\"10\",more\r\n", "Identifier,Note,Grade,Maximum grade\r\n\"Participant 17\",\"a\r\n\"\"b\"\",\r\nc\",10.00,\"10\",more\r\n"},
		"PHP's backslash": {"Identifier,Note,Grade,Maximum grade\nParticipant 17,\"a \\\" b\",,10\n", "Identifier,Note,Grade,Maximum grade\nParticipant 17,\"a \\\" b\",10.00,10\n"},
	} {
		t.Run(name, func(t *testing.T) {
			got, warnings := fill(t, test.sheet, grade.Grade{Student: ada, Exercises: solved()})
			assert.Equal(t, test.want, got)
			assert.Empty(t, warnings)
		})
	}
}

func TestWorksheetMatches(t *testing.T) {
	const head = "Identifier,Full name,Email address,Grade,Maximum grade\n"
	for name, test := range map[string]struct {
		student intake.Student
		source  string
		rows    string
		want    bool
	}{
		"by the folder":               {intake.Student{ID: "x"}, "c.zip/Any Name_17_assignsubmission_file/a.go", "Participant 17,A,,,1\n", true},
		"by the ID":                   {intake.Student{ID: "17"}, "", "Participant 17,A,,,1\n", true},
		"by the email address":        {intake.Student{ID: "x", Email: "ADA@example.org"}, "", "Participant 17,A,ada@example.org,,1\n", true},
		"by the name":                 {intake.Student{ID: "x", Name: "ada  lovelace"}, "", "Participant 17,Ada Lovelace,,,1\n", true},
		"not by an empty name":        {intake.Student{ID: "x"}, "", "Participant 17,,,,1\n", false},
		"not by a name of two":        {intake.Student{ID: "x", Name: "Ada"}, "", "Participant 17,Ada,,,1\nParticipant 18,Ada,,,1\n", false},
		"not by another's ID":         {intake.Student{ID: "17", Email: "x@example.org"}, "", "Participant 17,A,ada@example.org,,1\n", false},
		"not by a part of the number": {intake.Student{ID: "7"}, "", "Participant 17,A,,,1\n", false},
	} {
		t.Run(name, func(t *testing.T) {
			got, _ := fill(t, head+test.rows, grade.Grade{Student: test.student, Source: test.source, Exercises: solved()})
			assert.Equal(t, test.want, strings.Contains(got, ",1.00,1\n"), got)
		})
	}
}

func TestWorksheetLeavesOut(t *testing.T) {
	const head = "Identifier,Grade,Maximum grade,Grade can be changed\n"
	ada := grade.Grade{Student: intake.Student{ID: "17", Name: "Ada"}, Exercises: solved()}
	for name, test := range map[string]struct {
		row     string
		grades  []grade.Grade
		warning string
	}{
		"locked":     {"Participant 17,5,10,No\n", []grade.Grade{ada}, "Ada has a grade that can't be changed in Moodle"},
		"a scale":    {"Participant 17,5,-,Yes\n", []grade.Grade{ada}, "Ada has no maximum grade in the worksheet, so the points are not filled in"},
		"no points":  {"Participant 17,5,10,Yes\n", []grade.Grade{{Student: ada.Student}}, "Ada could not be checked at all, so the points are not filled in"},
		"not graded": {"Participant 17,5,10,Yes\n", nil, "Participant 17 is in the worksheet, but has no grade"},
	} {
		t.Run(name, func(t *testing.T) {
			got, warnings := fill(t, head+test.row, test.grades...)
			assert.Equal(t, head+test.row, got)
			assert.Equal(t, []string{test.warning}, warnings)
		})
	}
	_, warnings := fill(t, head+"Participant 17,,10,Yes\n", ada, ada)
	assert.Equal(t, []string{"Ada has the row of another submission, and was left out"}, warnings)
}

func TestNoWorksheet(t *testing.T) {
	for sheet, want := range map[string]string{
		"":                             `formats: the worksheet has no column "Identifier"; download it with Moodle in English`,
		"ID,Vollständiger Name\n1,A\n": `formats: the worksheet has no column "Identifier"; download it with Moodle in English`,
		"Identifier,Full name\n":       `formats: the worksheet has no column "Grade"; download it with Moodle in English`,
	} {
		_, err := formats.MoodleWorksheet(&strings.Builder{}, strings.NewReader(sheet), nil)
		assert.EqualError(t, err, want)
	}
}

// Moodle cuts the names of folders at underscores, so a full name must have none.
func TestFeedbackFolders(t *testing.T) {
	for source, want := range map[string]string{
		"class.zip/Ada Lovelace_17_assignsubmission_file/work.zip":  "Ada Lovelace_17_assignsubmission_file_/feedback.md",
		"class.zip/Ada_Lovelace_17_assignsubmission_file_/work.zip": "Ada Lovelace_17_assignsubmission_file_/feedback.md",
		"class/Participant_17_assignsubmission_onlinetext_":         "Participant_17_assignsubmission_file_/feedback.md",
		`class\..\.._17_assignsubmission_file_\a.go`:                "Participant_17_assignsubmission_file_/feedback.md",
	} {
		var b strings.Builder
		warnings, err := formats.MoodleFeedback(&b, []grade.Grade{{Source: source}})
		require.NoError(t, err)
		assert.Empty(t, warnings)
		assert.Contains(t, unzip(t, b.String()), "=== "+want+"\n", source)
	}
}

func TestFeedbackWithoutFolder(t *testing.T) {
	var b strings.Builder
	warnings, err := formats.MoodleFeedback(&b, append(class(), class()[0]))
	require.NoError(t, err)
	require.Len(t, warnings, 2)
	assert.Contains(t, warnings[0], "charles was not in a folder of Moodle's")
	assert.Equal(t, "Ada Lovelace has the folder of another submission, and was left out", warnings[1])
}

func FuzzWorksheet(f *testing.F) {
	f.Add([]byte(worksheet))
	f.Add([]byte("\uFEFFIdentifier,Grade\r\n\"Participant 17\",\r\n"))
	f.Add([]byte("Identifier;Grade\n\n\"a\"\"b\nParticipant 17\";\"x\""))
	f.Add([]byte("Identifier,Grade\r"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var same bytes.Buffer
		if _, err := formats.MoodleWorksheet(&same, bytes.NewReader(raw), nil); err != nil {
			return
		}
		assert.Equal(t, string(raw), same.String(), "without grades all bytes stay")
		_, err := formats.MoodleWorksheet(io.Discard, bytes.NewReader(raw), class())
		assert.NoError(t, err)
	})
}
