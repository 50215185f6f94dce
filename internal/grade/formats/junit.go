package formats

import (
	"encoding/xml"
	"io"
	"strings"

	"github.com/jstemmer/go-junit-report/v2/junit"

	"speedup.example/internal/grade"
	"speedup.example/internal/student"
)

// JUnit writes JUnit XML, with a suite for each student, or for each exercise if there is one
// student. A fault of the grader is an error, and what the machine can't check is skipped.
//
// No standard defines the format. This is the common part of what Ant, Jenkins and GitLab
// read, as in https://github.com/windyroad/JUnit-Schema. Nothing here was timed, so the
// times are 0.
func JUnit(w io.Writer, grades []grade.Grade) error {
	suites := junit.Testsuites{Name: "speedup"}
	grades = cleanAll(grades)
	for _, g := range grades {
		if len(grades) == 1 {
			addExercises(&suites, g)
		} else {
			addSuite(&suites, called(g), g.Source, g.Exercises...)
		}
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(suites); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func addExercises(suites *junit.Testsuites, g grade.Grade) {
	for _, e := range g.Exercises {
		addSuite(suites, e.Name, g.Source, e)
	}
}

func addSuite(suites *junit.Testsuites, name, file string, exercises ...grade.Exercise) {
	suite := junit.Testsuite{Name: name, File: file, Time: "0", ID: len(suites.Suites)}
	for _, e := range exercises {
		for _, r := range e.Results {
			suite.AddTestcase(testcase(e.Name, r))
		}
	}
	suites.AddSuite(suite)
}

func testcase(exercise string, r student.Result) junit.Testcase {
	t := junit.Testcase{Classname: exercise + "." + r.Function, Name: r.Check, Time: "0"}
	result := &junit.Result{
		Message: line(strings.Join([]string{wordsOf(r), message(r)}, ": "), longestLine),
		Type:    string(grade.Of(r.Verdict)),
		Data:    explain(exercise, r),
	}
	switch grade.Of(r.Verdict) {
	case grade.Passed:
	case grade.Internal:
		t.Error = result
	case grade.NotHere, grade.Unmeasured:
		t.Skipped = result
	default:
		t.Failure = result
	}
	return t
}
