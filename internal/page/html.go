package page

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"speedup.example/internal/report"
)

var (
	//go:embed page.html
	pageHTML string

	//go:embed colours.css
	colours string

	//go:embed page.css
	pageStyle string
)

// svgStyle is the style of a figure, on the page and in a file of its own.
var svgStyle = fmt.Sprintf("svg text { font: %gpx 'Liberation Sans', Arial, Helvetica, sans-serif; fill: var(--ink); } svg path { fill: none; }\n", float64(letters))

var page = template.Must(template.New("page").Funcs(template.FuncMap{
	"add":     func(a, b int) int { return a + b },
	"side":    side,
	"caption": func(title string) string { return strings.TrimSuffix(title, ":") },
}).Parse(pageHTML))

// readable is how many bytes of raw lines a page shows. More are packed, because a page has
// to stay small enough to send.
const readable = 100_000

// Write writes a page.
func Write(w io.Writer, d *report.Deck) error {
	content := struct {
		*report.Deck
		Style  template.CSS
		Slides []slide
		Raw    []raw
	}{Deck: d, Style: template.CSS(colours + svgStyle + pageStyle)} //nolint:gosec // our own
	for i, s := range d.Slides {
		drawn, err := drawSlide(s, i+1, len(d.Slides))
		if err != nil {
			return err
		}
		content.Slides = append(content.Slides, drawn)
	}
	var err error
	if content.Raw, err = rawLines(d.Files); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := page.Execute(&b, content); err != nil {
		return fmt.Errorf("page: %w", err)
	}
	_, err = w.Write(b.Bytes())
	return err
}

// side returns the class of a column that is not as usual: a first column with numbers, or a
// later one with names or sentences.
func side(g report.Grid, column int) string {
	switch {
	case g.Wraps(column):
		return "name wraps"
	case column > 0 && !g.IsNumber(column):
		return "name"
	case column == 0 && g.IsNumber(0):
		return "number"
	}
	return ""
}

// A slide is a slide with its figures drawn.
type slide struct {
	report.Slide
	Number, Last int
	Drawn        []drawn
	Room         room
}

type drawn struct {
	Title string
	SVG   template.HTML
}

func drawSlide(s report.Slide, number, last int) (slide, error) {
	out := slide{Slide: s, Number: number, Last: last}
	var figures []Figure
	for i, f := range s.Figures {
		figure, err := Draw(f, fmt.Sprintf("f%d-%d", number, i+1))
		if err != nil {
			return out, err
		}
		figures = append(figures, figure)
		out.Drawn = append(out.Drawn, drawn{f.Title, figure.Inline()})
	}
	out.Room = roomOf(s, figures)
	return out, nil
}

// A raw has the raw lines of a file, or the same packed.
type raw struct {
	Name, Text string
	Lines      int
	Packed     template.URL
}

func rawLines(files []*report.File) (raws []raw, err error) {
	total := 0
	for _, f := range files {
		total += len(f.Raw())
	}
	for _, f := range files {
		r := raw{Name: f.Name, Text: f.Raw(), Lines: strings.Count(f.Raw(), "\n")}
		if total > readable {
			if r.Packed, err = packed(r.Text); err != nil {
				return nil, err
			}
			r.Text = ""
		}
		raws = append(raws, r)
	}
	return raws, nil
}

// packed returns a text as a link that a browser saves as a file.
func packed(text string) (template.URL, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return "", err
	}
	if _, err := io.WriteString(w, text); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	return template.URL(report.PackedPrefix + base64.StdEncoding.EncodeToString(b.Bytes())), nil //nolint:gosec // base64
}
