// Package readme keeps the documents true. No table in them is typed or pasted: each is
// between markers that name its raw lines,
//
//	<!-- table: testdata/sweep.txt -->
//	<!-- end of table -->
//
// and a test makes it again and compares. The raw lines are committed, so a table can't
// drift from the measurement, or from package report's form. A figure is drawn from the raw
// lines beside it, too: testdata/sweep.svg from testdata/sweep.txt. After new raw lines or a new
// form of the tables, type
//
//	go test ./internal/readme -run TestTables -update
//
// The script measure.sh measures all raw lines anew. The package's other tests run the
// commands of the documents.
package readme

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// A Repository has the documents and the raw lines.
type Repository struct {
	FS fs.FS

	// Benchstat runs benchstat, and returns its output.
	Benchstat func(ctx context.Context, args ...string) ([]byte, error)
}

// Check returns the errors in the tables of all documents. Each names the file and the
// line, and says what to do.
func (r Repository) Check(ctx context.Context) error {
	_, err := r.inspect(ctx, false)
	return err
}

// Update returns the documents whose tables don't match their raw lines, with new
// tables, and the figures that don't. The error has the other errors.
func (r Repository) Update(ctx context.Context) (changed map[string][]byte, err error) {
	return r.inspect(ctx, true)
}

func (r Repository) inspect(ctx context.Context, mend bool) (changed map[string][]byte, err error) {
	documents, raw, err := r.find()
	if err != nil {
		return nil, err
	}
	changed = map[string][]byte{}
	var errs []error
	for _, d := range documents {
		errs = append(errs, d.errs...)
		made, err := r.remake(ctx, d)
		errs = append(errs, err)
		if text := made.text(); text != d.text() && mend {
			changed[d.path] = []byte(text)
		} else if text != d.text() {
			errs = append(errs, stale(d, made)...)
		}
		drawn, failed := r.redraw(d)
		errs = append(errs, failed...)
		if mend {
			maps.Copy(changed, drawn)
		} else {
			errs = append(errs, staleFigures(d, drawn)...)
		}
	}
	errs = append(errs, orphans(documents, raw)...)
	return changed, errors.Join(errs...)
}

// find returns the documents, and the paths of the raw lines. Other files in a
// checkout begin with a dot, or are in results.
func (r Repository) find() (documents []document, raw []string, err error) {
	err = fs.WalkDir(r.FS, ".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && path != "." && (strings.HasPrefix(entry.Name(), ".") || path == "results"):
			return fs.SkipDir
		case entry.IsDir() || !slices.Contains([]string{".md", ".txt"}, extension(path)):
			return nil
		}
		content, err := fs.ReadFile(r.FS, path)
		if err != nil {
			return err
		}
		if extension(path) == ".md" {
			documents = append(documents, parse(path, string(content)))
		} else if isRaw(string(content)) {
			raw = append(raw, path)
		}
		return nil
	})
	return documents, raw, err
}
