package formats

import (
	"cmp"
	"fmt"
	"io"
	"time"

	"speedup.example/internal/grade"
)

// A Run is a run of Classroom 50's grader. Its result names the submission that it graded,
// and Classroom 50 refuses results of others.
type Run struct {
	Classroom  string
	Assignment string
	Type       string // individual, group or team
	Owner      string // the login of the repository's owner
	Submission string // the tag: submit/2026-06-01T14-32-05Z-a1b2c3d
	Commit     string // pages of the commit, the release and its changes
	Release    string
	Review     string
	Time       time.Time // of the submission; the runner puts the commit's time in its place
}

// The variables that the runner of Classroom 50 sets.
const (
	envClassroom  = "CLASSROOM"
	envAssignment = "ASSIGNMENT"
	envType       = "ASSIGNMENT_TYPE"
	envOwner      = "OWNER"
	envUser       = "USERNAME" // of the owner, too
	envSubmission = "SUBMISSION_TAG"
	envCommit     = "COMMIT_URL"
	envRelease    = "RELEASE_URL"
	envReview     = "REVIEW_URL"
)

// RunOf returns the run that the environment of the runner describes.
func RunOf(getenv func(string) string) (Run, error) {
	r := Run{
		Classroom: getenv(envClassroom), Assignment: getenv(envAssignment), Type: cmp.Or(getenv(envType), "individual"),
		Owner: cmp.Or(getenv(envOwner), getenv(envUser)), Submission: getenv(envSubmission),
		Commit: getenv(envCommit), Release: getenv(envRelease), Review: cmp.Or(getenv(envReview), getenv(envCommit)),
		Time: time.Now(),
	}
	for _, needed := range []struct{ name, value string }{
		{envClassroom, r.Classroom}, {envAssignment, r.Assignment}, {envOwner, r.Owner},
		{envSubmission, r.Submission}, {envCommit, r.Commit}, {envRelease, r.Release},
	} {
		if needed.value == "" {
			return r, fmt.Errorf(msgNoRunner, needed.name)
		}
	}
	return r, nil
}

// The document of Classroom 50's autograders, which may have no other keys at the top:
// https://github.com/foundation50/classroom50/wiki/Advanced-Autograding and its
// schemas/result-v1.schema.json.
type (
	classroom50Result struct {
		Schema     string            `json:"schema"`
		Classroom  string            `json:"classroom"`
		Assignment string            `json:"assignment"`
		Type       string            `json:"assignment_type"`
		Owner      string            `json:"owner"`
		Submission string            `json:"submission"`
		Commit     string            `json:"commit"`
		Release    string            `json:"release"`
		Review     string            `json:"review"`
		Time       string            `json:"datetime"`
		Score      int               `json:"score"`
		MaxScore   int               `json:"max-score"`
		Tests      []classroom50Test `json:"tests"`
	}
	classroom50Test struct {
		Name     string `json:"test-name"`
		Passed   bool   `json:"passed"`
		Score    int    `json:"score"`
		MaxScore int    `json:"max-score"`
	}
)

// Classroom50 writes the result.json of a student. Checks that the grader could not make are
// left out, because every test there counts.
func Classroom50(w io.Writer, g grade.Grade, run Run) error {
	doc := classroom50Result{
		Schema: "classroom50/result/v1", Classroom: run.Classroom, Assignment: run.Assignment, Type: run.Type,
		Owner: run.Owner, Submission: run.Submission, Commit: run.Commit, Release: run.Release, Review: run.Review,
		Time: run.Time.UTC().Format("2006-01-02T15:04:05Z"), Tests: []classroom50Test{},
	}
	g = clean(g)
	doc.Score, doc.MaxScore = g.Points()
	for _, e := range g.Exercises {
		for _, r := range e.Results {
			if counts(r) {
				doc.Tests = append(doc.Tests, classroom50Test{full(e.Name, r), grade.Of(r.Verdict) == grade.Passed, earned(r), r.Points})
			}
		}
	}
	return writeJSON(w, doc)
}
