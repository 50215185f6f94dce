package intake

import (
	"regexp"
	"strconv"
	"strings"
)

// A label is what the name that a platform gave to a file or folder says.
type label struct {
	platform string
	student  Student
	rest     string // the name that the student gave; empty for a folder
	upload   uint64 // of two uploads of a student, the later one has the higher number
}

// readers know the platforms. The names that students choose come last in a label, so the
// expressions match as early as they can.
var readers = []func(name string) (label, bool){moodle, canvas, canvasText, canvasAnonymous, gradescope}

// labelOf reads the label of a platform.
func labelOf(name string) (label, bool) {
	for _, read := range readers {
		if l, ok := read(name); ok {
			return l, true
		}
	}
	return label{}, false
}

// plain returns the label of a name that no platform gave.
func plain(name string) label {
	l := label{student: Student{ID: stem(name)}}
	if isArchive(name) {
		l.rest = name
	}
	return l
}

var moodleName = regexp.MustCompile(`^(.+?)_(\d+)_assignsubmission_[a-z]+(?:_(.*))?$`)

// moodle reads the name of a folder, "Ada Lovelace_17_assignsubmission_file_", or of a file
// if the teacher wanted no folders.
func moodle(name string) (label, bool) {
	match := moodleName.FindStringSubmatch(name)
	if match == nil {
		return label{}, false
	}
	student := Student{ID: match[2], Name: strings.TrimSpace(strings.ReplaceAll(match[1], "_", " "))}
	return label{platform: "moodle", student: student, rest: match[3]}, true
}

var (
	canvasName          = regexp.MustCompile(`^([^_\s]+)(?:_LATE)?_(\d+)_(\d+)_(.+)$`)
	canvasTextName      = regexp.MustCompile(`^([^_\s]+)(?:_LATE)?_(\d+)_((?:text|link|url)\.html)$`)
	canvasAnonymousName = regexp.MustCompile(`^anon(?:ymous)?(?:_LATE)?_([A-Za-z0-9]{5})_(\d+)_(.+)$`)
)

// canvas reads the name of a file, "lovelaceada_LATE_17_678_work.zip". The numbers are the
// user's and the attachment's.
func canvas(name string) (label, bool) {
	match := canvasName.FindStringSubmatch(name)
	if match == nil {
		return label{}, false
	}
	upload, _ := strconv.ParseUint(match[3], 10, 64)
	return label{"canvas", Student{ID: match[2], Name: match[1]}, match[4], upload}, true
}

// canvasText reads the name of a text that a student wrote into a form.
func canvasText(name string) (label, bool) {
	match := canvasTextName.FindStringSubmatch(name)
	if match == nil {
		return label{}, false
	}
	return label{platform: "canvas", student: Student{ID: match[2], Name: match[1]}, rest: match[3]}, true
}

// canvasAnonymous reads the name of a file if the assignment is anonymous.
func canvasAnonymous(name string) (label, bool) {
	match := canvasAnonymousName.FindStringSubmatch(name)
	if match == nil {
		return label{}, false
	}
	upload, _ := strconv.ParseUint(match[2], 10, 64)
	return label{"canvas", Student{ID: match[1]}, match[3], upload}, true
}

var gradescopeName = regexp.MustCompile(`^submission_(\d+)(\.zip|\.tar|\.tar\.gz|\.tgz)?$`)

// gradescope reads the name of a folder, "submission_123". The number is not the student's,
// but submission_metadata.yml says whose it is.
func gradescope(name string) (label, bool) {
	match := gradescopeName.FindStringSubmatch(name)
	if match == nil {
		return label{}, false
	}
	l := label{platform: gradescopePlatform, student: Student{ID: match[1]}}
	if match[2] != "" {
		l.rest = name
	}
	return l, true
}

const gradescopePlatform = "gradescope"
