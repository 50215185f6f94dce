package intake

import (
	"path"
	"strings"
)

// A layout says whether an argument is one student's work or a class, and where in it the
// students are.
type layout struct {
	class bool
	root  string // the folder that has the students' folders and archives
}

// child returns the student's folder or archive that a path is in, and the rest of the path.
func (l layout) child(p string) (child, below string, ok bool) {
	if l.root != "" {
		if p, ok = strings.CutPrefix(p, l.root+"/"); !ok {
			return "", "", false
		}
	}
	child, below, _ = strings.Cut(p, "/")
	return child, below, child != ""
}

// survey looks at the names in a container. An error says that the rest can't be read.
func (f *finder) survey(c container) (*node, error) {
	root, count := &node{folder: true}, 0
	for e, err := range c.entries() {
		if err != nil {
			return root, err
		}
		if count++; count > argumentEntries {
			return root, errTooMany
		}
		if e.path != "" && !ignored(e.path) {
			f.see(root, e)
		}
	}
	return root, nil
}

// see notes what an entry says about the folders above it.
func (f *finder) see(root *node, e entry) {
	names, packed := elements(e.path), e.kind == isFile && isArchive(e.path)
	raw := strings.Split(e.path, "/")
	base := names[len(names)-1]
	switch _, _, isLoose := f.loose(base); {
	case packed:
		root.add(raw, true, true)
		if f.isExercise(base) {
			f.markHome(root, raw, len(raw)-1)
		}
	case e.kind != isFile:
		root.add(raw, e.kind == isFolder, false)
	case isLoose:
		f.seeFile(root, raw, names)
	default:
		root.add(raw, false, false)
	}
}

// seeFile notes where the work is that a file belongs to.
func (f *finder) seeFile(root *node, raw, names []string) {
	_, above, ok := f.match(names)
	if !ok && f.inExercise(names) {
		root.add(raw, false, false)
		return
	}
	root.add(raw, false, true)
	if !ok {
		above = len(names) - 1
	}
	f.markHome(root, raw, above)
}

// markHome notes that the work is in the folder of so many elements. A folder of an exercise
// within another, as in pi/pi, is nobody's home.
func (f *finder) markHome(root *node, raw []string, above int) {
	for above > 0 && f.isExercise(stem(raw[above-1])) {
		above--
	}
	if home := root.find(raw[:above]); home != nil {
		home.home = true
	}
}

// layout decides. It goes down through folders that have only one folder of interest.
func (f *finder) layout(arg label, root *node) layout {
	if f.isStudent(arg) {
		return layout{}
	}
	for at := ""; root != nil && !root.home; {
		if f.isClass(root) {
			return layout{true, at}
		}
		var name string
		name, root = root.only()
		at = path.Join(at, name)
	}
	return layout{}
}

// isStudent reports whether an argument's name says that it is one student's. So nobody can
// hand in for somebody else.
func (f *finder) isStudent(arg label) bool {
	_, known := f.roster.find(arg.student)
	return known || arg.platform != ""
}

// isClass reports whether a folder has students in it: one that a platform has named, one of
// the roster, or two that have work.
func (f *finder) isClass(n *node) bool {
	working := 0
	for name, kid := range n.kids {
		if _, ok := labelOf(name); ok {
			return true
		}
		if !kid.folder {
			continue
		}
		if _, ok := f.roster.find(plain(name).student); ok {
			return true
		}
		if kid.works {
			working++
		}
	}
	return working > 1
}
