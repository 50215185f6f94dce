package readme

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

// A document is a Markdown file.
type document struct {
	path   string
	lines  []string
	tables []table
	errs   []error // in its markers, and tables outside of them
}

// A table is the text between two markers.
type table struct {
	line     int      // of its marker, from 1
	from, to int      // between the markers: lines[from:to]
	raw      []string // the paths of its raw lines
	kind     string   // a key of kinds
}

const end = "<!-- end of table -->"

// marker begins a table: its raw lines, with * for each exercise, and the kind of table.
var marker = regexp.MustCompile(`^<!-- table: (\S+)(?: (\S+))? -->$`)

// parse finds the tables of a document.
func parse(file, text string) document {
	d := document{path: file, lines: strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")}
	var open *table
	for i, line := range d.lines {
		begins := strings.HasPrefix(line, "<!-- table")
		switch {
		case line == end && open == nil:
			d.fail(i+1, msgNoBeginning)
		case line == end:
			open.to = i
			d.tables = append(d.tables, *open)
			open = nil
		case begins && open != nil:
			d.fail(open.line, msgNoEnd)
			open = d.begin(i + 1)
		case begins:
			open = d.begin(i + 1)
		}
	}
	if open != nil {
		d.fail(open.line, msgNoEnd)
	}
	d.findStrays()
	return d
}

// begin reads the marker in a line.
func (d *document) begin(line int) *table {
	t := &table{line: line, from: line}
	match := marker.FindStringSubmatch(d.lines[line-1])
	if match == nil {
		d.fail(line, msgMarker, d.lines[line-1])
		return t
	}
	t.kind = match[2]
	if kinds[t.kind] == nil {
		d.fail(line, msgKind, t.kind, kindNames())
	}
	t.raw = expand(path.Join(path.Dir(d.path), match[1]))
	return t
}

func (d *document) fail(line int, format string, args ...any) {
	d.errs = append(d.errs, d.at(line, format, args...))
}

// at returns an error about a line.
func (d document) at(line int, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", d.path, line, fmt.Sprintf(format, args...))
}

func (d document) text() string { return strings.Join(d.lines, "\n") }

// replace returns the document with new lines for a table. The tables after it move.
func (d document) replace(t table, lines []string) document {
	d.lines = slices.Concat(d.lines[:t.from], lines, d.lines[t.to:])
	return d
}
