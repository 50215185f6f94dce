// Package formats writes grades for those who read them: the systems of teachers, teachers,
// and students.
//
// Text from a submission is hostile: names, messages and notes may hold the escapes of a
// terminal, HTML, Markdown, formulas, or no text at all. So every writer cleans it first
// (see clean.go): then it is valid, printable and short. Each then escapes it for its
// format.
package formats

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"speedup.example/internal/grade"
)

// A Format is a way to write grades.
type Format struct {
	Name       string // what the flag -format takes
	About      string // what it is, in a phrase for the command's help
	File       string // the name that its readers expect
	PerStudent bool   // a file for each student, or else one for the class

	write func(w io.Writer, grades []grade.Grade, in Input) (warnings []string, err error)
}

// An Input is what some formats need besides grades.
type Input struct {
	Worksheet io.Reader           // for moodle-worksheet: the grading worksheet that Moodle gives
	Getenv    func(string) string // for classroom50: the environment that its runner gives
}

// Formats are the formats, in the order of the command's help.
var Formats = []Format{
	{Name: "text", About: "a table of the class for a terminal", File: "grades.txt", write: ofClass(Text)},
	{Name: "class", About: "a page of the class for the teacher", File: "class.html", write: ofClass(Class)},
	{Name: "feedback", About: "a letter to each student", File: "feedback.md", PerStudent: true, write: ofStudent(Feedback)},
	{Name: "csv", About: "a line for each student, for spreadsheets", File: "grades.csv", write: ofClass(CSV)},
	{Name: "json", About: "everything, for programs", File: "grades.json", write: ofClass(JSON)},
	{Name: "junit", About: "JUnit XML, for continuous integration", File: "junit.xml", write: ofClass(JUnit)},
	{Name: "gradescope", About: "results.json of a Gradescope autograder", File: "results.json", PerStudent: true, write: ofStudent(Gradescope)},
	{Name: "classroom50", About: "result.json of a Classroom 50 autograder", File: "result.json", PerStudent: true, write: classroom50},
	{Name: "moodle-worksheet", About: "Moodle's grading worksheet, filled in", File: "worksheet.csv", write: moodleWorksheet},
	{Name: "moodle-feedback", About: "a zip of feedback files to upload to Moodle", File: "feedback.zip", write: ofMoodle},
	{Name: "leaderboard", About: "a page of the fastest, by nickname, as with -leaderboard", File: "leaderboard.html", write: ofClass(Leaderboard)},
}

// Write writes the grades. A format that is PerStudent takes one grade at a time. The
// warnings are sentences about students that the file leaves out.
func (f Format) Write(w io.Writer, grades []grade.Grade, in Input) (warnings []string, err error) {
	if f.PerStudent && len(grades) != 1 {
		return nil, fmt.Errorf("formats: %s takes one student at a time, not %d", f.Name, len(grades))
	}
	return f.write(w, grades, in)
}

// Find returns the format with that name. The error lists the formats.
func Find(name string) (Format, error) {
	i := slices.IndexFunc(Formats, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, fmt.Errorf("no format %q, want one of %s", name, strings.Join(Names(), ", "))
	}
	return Formats[i], nil
}

// Names returns the names of the formats.
func Names() (names []string) {
	for _, f := range Formats {
		names = append(names, f.Name)
	}
	return names
}

func ofClass(write func(io.Writer, []grade.Grade) error) func(io.Writer, []grade.Grade, Input) ([]string, error) {
	return func(w io.Writer, grades []grade.Grade, _ Input) ([]string, error) { return nil, write(w, grades) }
}

func ofStudent(write func(io.Writer, grade.Grade) error) func(io.Writer, []grade.Grade, Input) ([]string, error) {
	return func(w io.Writer, grades []grade.Grade, _ Input) ([]string, error) { return nil, write(w, grades[0]) }
}

func classroom50(w io.Writer, grades []grade.Grade, in Input) ([]string, error) {
	if in.Getenv == nil {
		return nil, fmt.Errorf(msgNoRunner, envClassroom)
	}
	run, err := RunOf(in.Getenv)
	if err != nil {
		return nil, err
	}
	return nil, Classroom50(w, grades[0], run)
}

func moodleWorksheet(w io.Writer, grades []grade.Grade, in Input) ([]string, error) {
	if in.Worksheet == nil {
		return nil, errors.New(msgNoWorksheet)
	}
	return MoodleWorksheet(w, in.Worksheet, grades)
}

func ofMoodle(w io.Writer, grades []grade.Grade, _ Input) ([]string, error) {
	return MoodleFeedback(w, grades)
}
