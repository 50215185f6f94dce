// Package intake finds what students have handed in: in folders, zip and tar.gz files, as
// learning platforms give them to a teacher.
//
// [Find] opens each of its arguments twice, and never writes to the disk. The first time it
// only looks at names, and decides whether this is one student's work or a class (layout.go).
// The second time it reads (collect.go). Folders and archives look the same to both: they
// are containers of entries (entry.go). A student's unit collects the candidates for each
// file, and at last one of them is chosen (choose.go).
//
// Nobody trusts what is in an archive. So names that lead out of it are refused, links are
// not followed, and all that a student can make large has a bound (limits.go). What was not
// taken is a note on the student's submission, and never an error. An error is for the
// teacher: an argument that is not there, or a class that can't be read to its end.
package intake

import "time"

// A Student is who handed in. At least ID is set. In what [Find] returns, it is safe in the
// name of a file, and no two students have the same, even where case doesn't matter.
type Student struct {
	ID    string `json:"id"`              // names the student in files: a number, a login, or the folder's name
	Name  string `json:"name,omitempty"`  // as the platform or the roster has it
	Email string `json:"email,omitempty"` // as the roster has it

	Nickname string `json:"nickname,omitempty"` // for others to see, as the roster has it
}

// A Submission is what one student has handed in. Its Files are text: without a byte order
// mark, in UTF-8 where they were UTF-16, and with the line ends of Unix.
type Submission struct {
	Student Student
	Source  string            // where it was found, as the teacher would name it: class.zip/Ada_Lovelace_17_assignsubmission_file_/work.zip
	Time    time.Time         // of the newest of its files, or what the platform says
	Files   map[string][]byte // the files of stubs that are there, by path from the module's root: pi/parallel.go
	Notes   []string          // what was not taken, and why, in sentences for the student and the teacher
}

// Options say what Find looks for, and who may have handed in.
type Options struct {
	Files    []string          // the files of stubs that students write: pi/parallel.go, in slashes
	Packages map[string]string // the folders of packages that are not named after them: risk is in var
	Roster   []Student         // who is in the class; may be empty
}
