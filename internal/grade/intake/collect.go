package intake

import "path"

// A collector reads an argument, and gives each student what is the student's.
type collector struct {
	*finder
	arg     string // as it was given
	own     label  // of the argument's own name
	layout  layout
	depth   int // 1 if the argument is an archive, 0 if it is a folder
	units   []*unit
	byKey   map[string]*unit
	meta    metadata
	metaErr error
}

// collect returns an error if the rest of the argument can't be read.
func (c *collector) collect(box container) error {
	if !c.layout.class {
		c.unit(c.own)
	}
	for e, err := range box.entries() {
		if err != nil {
			return err
		}
		if e.path == "" && e.note == "" || ignored(e.path) {
			continue
		}
		if c.layout.class && e.path == path.Join(c.layout.root, metadataName) {
			c.readMetadata(e)
		} else if u, p := c.place(e); u != nil {
			u.add(e, p, c.depth)
		}
	}
	return nil
}

func (c *collector) readMetadata(e entry) {
	if e.kind != isFile || e.note != "" {
		return
	}
	file, err := e.open()
	if err == nil {
		defer file.Close()
		c.meta, err = readMetadata(file)
	}
	c.metaErr = err
}

// A place says where an entry is in a student's work.
type place struct {
	path   string // as the student would name it
	full   string // from the argument's root
	upload uint64
}

func (p place) below(name string) place {
	return place{path.Join(p.path, name), path.Join(p.full, name), p.upload}
}

// place returns the student that an entry is of, or nil. Loose files in the folder of a class
// are nobody's, if no platform has labelled them.
func (c *collector) place(e entry) (*unit, place) {
	if !c.layout.class {
		return c.unit(c.own), place{path: e.path, full: e.path}
	}
	child, below, ok := c.layout.child(e.path)
	l, labelled := labelOf(child)
	if !labelled {
		l = plain(child)
	}
	isStudents := labelled || below != "" || e.kind == isFolder || e.kind == isFile && isArchive(child)
	if !ok || !isStudents {
		return nil, place{}
	}
	u := c.unit(l)
	u.addChild(path.Join(c.layout.root, child))
	return u, place{path.Join(l.rest, below), e.path, l.upload}
}

// unit returns the student of a label. Several files of a platform may be of one student. Of
// names that no platform gave, ada and ada.zip are two submissions.
func (c *collector) unit(l label) *unit {
	key := l.platform + ":" + l.student.ID
	if l.platform == "" {
		key += "/" + l.rest
	}
	if c.byKey[key] == nil {
		u := &unit{wanted: c.wanted, label: l, budget: newBudget()}
		c.units, c.byKey[key] = append(c.units, u), u
	}
	return c.byKey[key]
}
