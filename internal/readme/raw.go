package readme

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"speedup.example/internal/course"
	"speedup.example/internal/report"
)

var rawLine = regexp.MustCompile(`(?m)^Benchmark\S+\s+\d+\s.* ns/op`)

// isRaw reports whether a text has lines of benchmarks.
func isRaw(text string) bool { return rawLine.MatchString(text) }

func extension(file string) string { return path.Ext(file) }

// expand returns the path for each exercise, in the course's order, if it has a *.
func expand(pattern string) (paths []string) {
	if !strings.Contains(pattern, "*") {
		return []string{pattern}
	}
	for _, exercise := range course.Names() {
		paths = append(paths, strings.ReplaceAll(pattern, "*", exercise))
	}
	return paths
}

// read reads the raw lines of a table. It refuses lines of several machines, and odd
// ones.
func (r Repository) read(d document, t table) (files []*report.File, err error) {
	for _, file := range t.raw {
		content, err := fs.ReadFile(r.FS, file)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, d.at(t.line, msgMissing, file, file)
		}
		if err != nil {
			return nil, d.at(t.line, "%v", err)
		}
		f, err := report.Parse(file, content)
		if err != nil {
			return nil, d.at(t.line, "%v", err)
		}
		if notes := f.Notes(); len(notes) > 0 {
			return nil, d.at(t.line, "%s", strings.Join(notes, "; "))
		}
		files = append(files, f)
	}
	if warnings := report.MachineWarnings(files...); warnings != "" {
		return nil, d.at(t.line, msgTwoMachines, warnings)
	}
	return files, nil
}

// orphans returns an error for all raw lines that no marker names.
func orphans(documents []document, raw []string) (errs []error) {
	var named []string
	for _, d := range documents {
		for _, t := range d.tables {
			named = append(named, t.raw...)
		}
	}
	for _, file := range raw {
		if !slices.Contains(named, file) {
			errs = append(errs, fmt.Errorf(msgOrphan, file, file))
		}
	}
	return errs
}
