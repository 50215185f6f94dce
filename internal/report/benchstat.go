package report

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/perf/benchfmt"
)

// Options holds what tables need beside the results.
type Options struct {
	Width int // of the terminal in columns; 0 without a terminal, when nothing is narrowed

	Verbose bool // with the intervals of the times faster

	// Benchstat runs benchstat, and returns its output.
	Benchstat func(ctx context.Context, args ...string) ([]byte, error)

	// TempDir makes a folder for benchstat's input. If it is nil, the folder is in the
	// system's.
	TempDir func() (string, error)

	// Controls are the rows whose code is the same in two results: Pi/sequential.
	Controls []string

	// Predicted returns the student's predictions for the results. It is nil without
	// predictions.
	Predicted func(*Results) string

	// Prediction returns how many times faster than the baseline the student expects a row
	// to be. It is nil without predictions.
	Prediction func(exercise, impl string) (times float64, ok bool)
}

func (o Options) tempDir() (string, error) {
	if o.TempDir != nil {
		return o.TempDir()
	}
	return os.MkdirTemp("", "speedup.")
}

// A projection is a table of benchstat. Its documentation explains the keys.
type projection struct {
	title           string
	units           []string
	table, row, col string
}

// An input of benchstat is the part of a file that is in the table.
type input struct {
	label   string
	records []record
	units   []*benchfmt.UnitMetadata
}

func (f *File) input(keep func(Row) bool) input {
	in := input{label: f.Name, units: f.units}
	for _, rec := range f.records {
		if keep(rec.row) {
			in.records = append(in.records, rec)
		}
	}
	return in
}

func everything(Row) bool { return true }

// write lets benchstat make the table.
func (p projection) write(ctx context.Context, w io.Writer, o Options, inputs ...input) error {
	dir, err := o.tempDir()
	if err != nil {
		return fmt.Errorf("report: a folder for benchstat: %w", err)
	}
	defer os.RemoveAll(dir)
	args := []string{"-filter", ".unit:(" + strings.Join(p.units, " OR ") + ")", "-table", p.table, "-row", p.row, "-col", p.col, "--"}
	for i, in := range inputs {
		path := filepath.Join(dir, fmt.Sprintf("%d.txt", i))
		if err := in.save(path); err != nil {
			return fmt.Errorf("report: a file for benchstat: %w", err)
		}
		args = append(args, strings.ReplaceAll(in.label, "=", "-")+"="+path)
	}
	out, err := o.Benchstat(ctx, args...)
	if err != nil {
		return fmt.Errorf("report: benchstat: %w", err)
	}
	return p.print(w, strings.TrimRight(string(out), "\n"), o.Width)
}

// print checks the output, because benchstat ends with status 0 even if it fails.
func (p projection) print(w io.Writer, table string, width int) error {
	if table == "" {
		return fmt.Errorf("report: benchstat printed nothing for the table %q", p.title)
	}
	if width > 0 {
		table = strings.TrimRight(Narrow(table, width), "\n")
	}
	_, err := fmt.Fprintf(w, "%s\n\n%s\n", p.title, table)
	return err
}

func (in input) save(path string) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	w := benchfmt.NewWriter(file)
	for _, unit := range in.units {
		if err := w.Write(unit); err != nil {
			file.Close()
			return err
		}
	}
	for _, rec := range in.records {
		if err := w.Write(rec.result); err != nil {
			file.Close()
			return err
		}
	}
	return file.Close()
}
