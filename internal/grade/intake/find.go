package intake

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// Find returns what is in folders and archives, sorted by the students' IDs. Each path is
// that of one student's work or of a class:
//
//   - In a class, a platform has named the students' folders and files (Moodle, Canvas,
//     Gradescope), or the roster knows their names, or at least two of them have work.
//   - All else is one student's. The folder or archive names the student.
//
// The files of stubs may be anywhere in a student's work, also in an archive. A student
// without any is in the result, too, with a note; so is one of the roster who has handed in
// nothing. Of two submissions of a student, the newest counts. A group's work, as Gradescope
// has it, is in the result once for each student.
//
// An error names the path that is not there, is no folder or archive, is a class that can't
// be read to its end, or has nothing of what is looked for.
func Find(paths []string, o Options) ([]Submission, error) {
	if len(paths) == 0 {
		return nil, errors.New(msgNoArgument)
	}
	f := newFinder(o)
	for _, path := range paths {
		if err := f.argument(path); err != nil {
			return nil, err
		}
	}
	return f.result()
}

// A finder has what was found in the arguments up to now.
type finder struct {
	wanted
	roster  roster
	claims  []claim
	example string   // a file that is looked for
	empty   []string // arguments in which nothing was found
}

func newFinder(o Options) *finder {
	f := &finder{wanted: newWanted(o), roster: newRoster(o.Roster), example: "pi/parallel.go"}
	if len(o.Files) > 0 {
		f.example = o.Files[0]
	}
	return f
}

// argument finds what is in a folder or an archive.
func (f *finder) argument(name string) error {
	box, closer, err := open(name)
	if err != nil {
		return err
	}
	defer closer.Close()
	return f.container(name, box)
}

func open(name string) (container, io.Closer, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, nil, fmt.Errorf("intake: %w", err)
	}
	if info.IsDir() {
		root, err := os.OpenRoot(name)
		if err != nil {
			return nil, nil, fmt.Errorf("intake: %w", err)
		}
		return folder{root}, root, nil
	}
	if !info.Mode().IsRegular() {
		return nil, nil, fmt.Errorf(msgNoArchive, name)
	}
	return openArchive(name, info.Size())
}

func openArchive(name string, size int64) (container, io.Closer, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, nil, fmt.Errorf("intake: %w", err)
	}
	box := archive(name, file, size, nil)
	if b, ok := box.(broken); ok && errors.Is(b.err, errUnknown) && !isArchive(name) {
		return nil, nil, errors.Join(fmt.Errorf(msgNoArchive, name), file.Close())
	}
	return box, file, nil
}

// container finds what is in an argument. The first walk through it decides what it is, the
// second reads.
func (f *finder) container(arg string, box container) error {
	c := &collector{finder: f, arg: arg, own: ownLabel(arg), byKey: map[string]*unit{}}
	if _, ok := box.(folder); !ok {
		c.depth = 1
	}
	tree, err := f.survey(box)
	if c.layout = f.layout(c.own, tree); c.layout.class && err != nil {
		return fmt.Errorf(msgCutClass, arg, err)
	}
	if err := c.collect(box); err != nil {
		if c.layout.class {
			return fmt.Errorf(msgCutClass, arg, err)
		}
		c.units[0].notes.add(reason(err), filepath.Base(arg))
	}
	if !c.layout.class && len(c.units[0].found) == 0 && len(c.units[0].notes) == 0 {
		f.empty = append(f.empty, arg)
	}
	c.claim()
	return nil
}

// ownLabel reads the name of an argument, which may be a dot.
func ownLabel(arg string) label {
	if full, err := filepath.Abs(arg); err == nil {
		arg = full
	}
	name := filepath.Base(arg)
	l, ok := labelOf(name)
	if !ok {
		l = plain(name)
	}
	l.rest = ""
	return l
}

// result returns the submissions of all students.
func (f *finder) result() ([]Submission, error) {
	if len(f.empty) > 0 && len(f.empty) == len(f.claims) {
		return nil, fmt.Errorf(msgNothing, f.empty[0], f.example)
	}
	all := append(newest(f.claims), f.missing()...)
	slices.SortStableFunc(all, func(a, b Submission) int {
		return cmp.Or(cmp.Compare(a.Student.ID, b.Student.ID), cmp.Compare(a.Source, b.Source))
	})
	identify(all)
	slices.SortStableFunc(all, func(a, b Submission) int { return cmp.Compare(a.Student.ID, b.Student.ID) })
	return all, nil
}
