package readme

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"regexp"

	"speedup.example/internal/page"
	"speedup.example/internal/report"
)

// A figure is an image in a folder testdata, beside the raw lines that it is drawn from:
//
//	![times faster](testdata/sweep.svg)
type figure struct {
	line      int
	path, raw string
}

var image = regexp.MustCompile(`!\[([^\]]*)\]\(([^)\s]*testdata/[^)\s]+)\.svg\)`)

// figures returns the figures of a document.
func (d document) figures() (figures []figure) {
	for i, line := range d.lines {
		for _, match := range image.FindAllStringSubmatch(line, -1) {
			file := path.Join(path.Dir(d.path), match[2])
			figures = append(figures, figure{i + 1, file + ".svg", file + ".txt"})
		}
	}
	return figures
}

// redraw draws the figures of a document anew. It returns those that differ from their
// files.
func (r Repository) redraw(d document) (changed map[string][]byte, errs []error) {
	changed = map[string][]byte{}
	for _, f := range d.figures() {
		want, err := r.draw(f)
		if err != nil {
			errs = append(errs, d.at(f.line, "%v", err))
			continue
		}
		got, err := fs.ReadFile(r.FS, f.path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, d.at(f.line, "%v", err))
		} else if !bytes.Equal(bytes.ReplaceAll(got, []byte("\r\n"), []byte("\n")), want) {
			changed[f.path] = want
		}
	}
	return changed, errs
}

// draw draws how the largest size of a sweep scales.
func (r Repository) draw(f figure) ([]byte, error) {
	content, err := fs.ReadFile(r.FS, f.raw)
	if err != nil {
		return nil, err
	}
	file, err := report.Parse(f.raw, content)
	if err != nil {
		return nil, err
	}
	deck, err := report.NewDeck(report.Options{}, file)
	if err != nil {
		return nil, err
	}
	slide := deck.Slides[len(deck.Slides)-1]
	if len(slide.Figures) == 0 {
		return nil, errors.New(f.raw + msgNoFigure)
	}
	drawn, err := page.Draw(slide.Figures[0].Named(slide.Title), "figure")
	if err != nil {
		return nil, err
	}
	return drawn.File(), nil
}

// staleFigures returns an error for each figure that has changed.
func staleFigures(d document, changed map[string][]byte) (errs []error) {
	for _, f := range d.figures() {
		if _, ok := changed[f.path]; ok {
			errs = append(errs, d.at(f.line, msgStaleFigure, f.path, f.raw))
		}
	}
	return errs
}
