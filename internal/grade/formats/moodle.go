package formats

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"speedup.example/internal/grade"
)

// moodleFolder is the folder in which Moodle gives a student's files to a teacher: the full
// name, the number of the participant, and the plug-in that took the files. Newer versions
// of Moodle leave out the last underscore. Some programs put underscores for the spaces.
var moodleFolder = regexp.MustCompile(`^(.+)_(\d+)_assignsubmission_[a-z]+(?:_|$)`)

// A participant is who a folder of Moodle's belongs to.
type participant struct {
	name   string
	number string
}

// participantOf finds the folder of Moodle's in the place where a submission was found.
func participantOf(g grade.Grade) (p participant, ok bool) {
	for _, part := range strings.FieldsFunc(g.Source, func(r rune) bool { return r == '/' || r == '\\' }) {
		if m := moodleFolder.FindStringSubmatch(part); m != nil {
			return participant{name: m[1], number: m[2]}, true
		}
	}
	return p, false
}

// folder returns the folder in which Moodle looks for feedback. It cuts a folder's name at
// the underscores, so the full name must have none. Of the name it reads nothing else. The
// last underscore is for versions before 4.1.
// (mod/assign/feedback/file/importziplib.php: is_valid_filename_for_import)
func (p participant) folder() string {
	return fmt.Sprintf("%s_%s_assignsubmission_file_", fileName(p.name), p.number)
}

// fileName leaves out of a name what a folder can't have on some system.
func fileName(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`_/\:*?"<>|`, r) {
			return ' '
		}
		return r
	}, name)
	name = strings.Trim(strings.Join(strings.Fields(name), " "), ". ~")
	if name == "" {
		return "Participant"
	}
	return name
}

// same reports whether two names are the same for a person.
func same(a, b string) bool {
	fields := func(s string) []string { return strings.Fields(strings.ToLower(s)) }
	return strings.TrimSpace(a) != "" && slices.Equal(fields(a), fields(b))
}
