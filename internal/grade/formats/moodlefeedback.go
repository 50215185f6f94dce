package formats

import (
	"archive/zip"
	"fmt"
	"io"
	"time"

	"speedup.example/internal/grade"
)

// MoodleFeedback writes the zip for Moodle's "Upload multiple feedback files in a zip": the
// letter to each student, in the student's folder. Moodle knows a student by the number in
// the name of a folder that it gave itself. So only submissions from such folders have
// feedback here, and a warning names the others.
// (https://docs.moodle.org/en/Assignment_activity_feedback)
func MoodleFeedback(w io.Writer, grades []grade.Grade) (warnings []string, err error) {
	z := zip.NewWriter(w)
	taken := map[string]bool{}
	for _, g := range cleanAll(grades) {
		p, ok := participantOf(g)
		switch {
		case !ok:
			warnings = append(warnings, fmt.Sprintf(msgNoFolder, called(g)))
			continue
		case taken[p.number]:
			warnings = append(warnings, fmt.Sprintf(msgFolderTwice, called(g)))
			continue
		}
		taken[p.number] = true
		file, err := z.CreateHeader(&zip.FileHeader{Name: p.folder() + "/feedback.md", Method: zip.Deflate, Modified: time.Now()})
		if err != nil {
			return warnings, err
		}
		if err := Feedback(file, g); err != nil {
			return warnings, err
		}
	}
	return warnings, z.Close()
}
