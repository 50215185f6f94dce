package readme

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"speedup.example/internal/report"
)

// kinds has the writers of the kinds of tables.
var kinds = map[string]func(context.Context, io.Writer, []*report.File, report.Options) error{
	"":                show,
	"times-faster":    timesFaster,
	"implementations": implementations,
	"peers":           peers,
}

func kindNames() string {
	return strings.Join(slices.Sorted(maps.Keys(kinds))[1:], ", ")
}

// show writes the output of ./bench.sh show.
func show(ctx context.Context, w io.Writer, files []*report.File, o report.Options) (err error) {
	for _, f := range files {
		err = errors.Join(err, report.Tables(ctx, w, f, o))
	}
	return err
}

// timesFaster writes the output of go tool lab report.
func timesFaster(_ context.Context, w io.Writer, files []*report.File, o report.Options) error {
	return writeTable(w, func(r *report.Results) string { return report.Speedups(r, o) }, files)
}

// implementations writes the table of benchmarks that belong to no exercise.
func implementations(_ context.Context, w io.Writer, files []*report.File, _ report.Options) error {
	return writeTable(w, report.Implementations, files)
}

// peers writes how far Go is ahead of the programs in other languages.
func peers(_ context.Context, w io.Writer, files []*report.File, _ report.Options) error {
	return writeTable(w, report.Lead, files)
}

func writeTable(w io.Writer, table func(*report.Results) string, files []*report.File) error {
	results, err := report.Join(files...)
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, report.Say(table, results, nil))
	return err
}

// remake returns the document with each table made again from its raw lines. A table
// that can't be made stays the same.
func (r Repository) remake(ctx context.Context, d document) (document, error) {
	var errs []error
	made := d
	for _, t := range slices.Backward(d.tables) { // so the earlier ones don't move
		lines, err := r.lines(ctx, d, t)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		made = made.replace(t, lines)
	}
	slices.Reverse(errs)
	return made, errors.Join(errs...)
}

// lines returns the lines that belong between the markers.
func (r Repository) lines(ctx context.Context, d document, t table) ([]string, error) {
	if kinds[t.kind] == nil || len(t.raw) == 0 {
		return d.lines[t.from:t.to], nil // parse has refused the marker
	}
	files, err := r.read(d, t)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	if err := kinds[t.kind](ctx, &b, files, report.Options{Benchstat: r.Benchstat}); err != nil {
		return nil, d.at(t.line, "%v", err)
	}
	block := fmt.Sprintf("\n```\n%s\n```\n\n%s\n", strings.Trim(b.String(), "\n"), wrapped(measured(files)))
	lines := strings.Split(block, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return lines, nil
}

// columns is how wide a line of prose is, at most.
const columns = 100

// wrapped breaks a text at spaces into lines.
func wrapped(text string) string {
	var b strings.Builder
	used := 0
	for _, word := range strings.Fields(text) {
		width := utf8.RuneCountInString(word)
		switch {
		case used > 0 && used+1+width > columns:
			b.WriteString("\n")
			used = 0
		case used > 0:
			b.WriteString(" ")
			used++
		}
		b.WriteString(word)
		used += width
	}
	return b.String()
}

// stale returns an error for each table that differs from want. Both documents have the
// same tables, perhaps in different lines.
func stale(is, want document) (errs []error) {
	made := parse(want.path, want.text())
	for i, t := range is.tables {
		got, want := is.lines[t.from:t.to], made.lines[made.tables[i].from:made.tables[i].to]
		if at, differs := firstDifference(got, want); differs {
			errs = append(errs, is.at(t.from+at+1, msgStale, strings.Join(t.raw, ", "), lineOf(got, at), lineOf(want, at)))
		}
	}
	return errs
}

func firstDifference(a, b []string) (at int, differs bool) {
	for at < len(a) && at < len(b) && a[at] == b[at] {
		at++
	}
	return at, at < len(a) || at < len(b)
}

// lineOf returns a line, without the space around it, or the end.
func lineOf(lines []string, i int) string {
	if i >= len(lines) {
		return end
	}
	return strings.TrimSpace(lines[i])
}
