package intake

import (
	"errors"
	"io"
	"time"

	"go.yaml.in/yaml/v3"
)

// metadataName is the file in which Gradescope says whose each submission is.
const metadataName = "submission_metadata.yml"

// A metadata has the submissions by their folders. Gradescope writes Ruby's symbols, so all
// keys begin with a colon.
type metadata map[string]struct {
	Submitters []struct {
		Name  string `yaml:":name"`
		SID   string `yaml:":sid"`
		Email string `yaml:":email"`
	} `yaml:":submitters"`
	CreatedAt yaml.Node `yaml:":created_at"`
}

func readMetadata(r io.Reader) (m metadata, err error) {
	data, err := io.ReadAll(io.LimitReader(r, maxMetadata+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxMetadata {
		return nil, errors.New("it has more than 16 MiB")
	}
	err = yaml.Unmarshal(data, &m)
	if wrong := (*yaml.TypeError)(nil); errors.As(err, &wrong) && len(m) > 0 {
		return m, nil // what could be decoded
	}
	return m, err
}

// students returns who handed in: more than one if it is a group's work. The ID of a
// submitter without any is the submission's.
func (m metadata) students(folder, id string) (all []Student) {
	for _, s := range m[folder].Submitters {
		student := Student{ID: s.SID, Name: s.Name, Email: s.Email}
		if student.ID == "" {
			student.ID = s.Email
		}
		if student.ID == "" {
			student.ID = id
		}
		all = append(all, student)
	}
	return all
}

// time returns when a submission was made. It is a time, or an object of Rails that has one.
func (m metadata) time(folder string) time.Time {
	node := m[folder].CreatedAt
	for i := 0; i+1 < len(node.Content); i += 2 {
		if node.Content[i].Value == "utc" {
			return parseTime(node.Content[i+1].Value)
		}
	}
	return parseTime(node.Value)
}

func parseTime(s string) time.Time {
	for _, layout := range []string{"2006-01-02 15:04:05 Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 MST", time.RFC3339} {
		if t, err := time.Parse(layout, s); err == nil {
			return plausible(t)
		}
	}
	return time.Time{}
}
