package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"speedup.example/internal/child"
	"speedup.example/internal/report"
	"speedup.example/internal/student"
	"speedup.example/internal/sweep"
)

// writePage writes a page with figures, which the handout lacks.
var writePage func(io.Writer, *report.Deck) error

// A reportLine is a command line of lab report.
type reportLine struct {
	lecture, peers, verbose bool
	format, output, results string
}

func reportCommand() *cobra.Command {
	var l reportLine
	cmd := &cobra.Command{
		Use:   "report [RESULT...]",
		Short: "Make a page of results, with figures; or a table",
		Long: `Report makes a page of results: to project, to print, and for a phone. It needs
no network. A result is a name or a file: what ./bench.sh has kept, the output
of go test -bench or -json, or such a page. Several may be of different kinds
(lecture, peers, growth, crossover, ab). Without a name it is the newest result.

The page goes into a file beside the result, or to the standard output if that
is no terminal. The other formats go to the standard output. -o names another
file, whose end (.html, .md, .csv, .json, .txt) is the format if there is no
-format. For a PDF, print the page from a browser. The format text says how many
times faster than sequential each implementation is. A students' module has no
pages, and its format is text.

The file "-" is the standard input.`,
		Example: `  go tool lab report
  go tool lab report before -o before.html
  go tool lab report -format md results/before.txt
  go test -bench . -count 6 ./pi | go tool lab report -format text -`,
		RunE: func(cmd *cobra.Command, names []string) error { return l.run(cmd, names) },
	}
	flags := cmd.Flags()
	flags.Var(reportFormat{&l.format}, "format", "html, md, csv, json or text")
	flags.StringVarP(&l.output, "output", "o", "", "the file to write; - is the standard output")
	flags.Var(folder{&l.results}, "results", "the folder of the results")
	flags.BoolVar(&l.lecture, "lecture", false, "print the lecture's table, with times faster")
	flags.BoolVar(&l.peers, "peers", false, "print the table of ./bench.sh peers")
	flags.BoolVarP(&l.verbose, "verbose", "v", false, "print how sure each number is, too")
	cmd.MarkFlagsMutuallyExclusive("lecture", "peers")
	return cmd
}

// A reportFormat is the value of -format.
type reportFormat struct{ name *string }

func (reportFormat) Type() string   { return "FORMAT" }
func (reportFormat) String() string { return "" }

var reportFormats = []string{report.HTML, report.Markdown, report.CSV, report.JSON, report.Text}

func (v reportFormat) Set(text string) error {
	if !slices.Contains(reportFormats, text) {
		return fmt.Errorf("want one of %s", strings.Join(reportFormats, ", "))
	}
	*v.name = text
	return nil
}

func (l *reportLine) run(cmd *cobra.Command, names []string) error {
	if err := l.chooseFormat(); err != nil {
		return err
	}
	paths, err := l.find(cmd.Context(), names)
	if err != nil {
		return err
	}
	output := l.outputFor(paths)
	if slices.ContainsFunc(paths, func(path string) bool { return output != "-" && same(path, output) }) {
		return fmt.Errorf(reportReplaces, output)
	}
	files, err := readResults(cmd.ErrOrStderr(), paths)
	if err != nil {
		return err
	}
	var b bytes.Buffer // so an error leaves no half of a file
	if err := l.write(cmd.Context(), &b, files); err != nil {
		return err
	}
	if output == "-" {
		_, err := b.WriteTo(cmd.OutOrStdout())
		return err
	}
	if err := os.WriteFile(output, b.Bytes(), 0o666); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	fmt.Fprintf(cmd.ErrOrStderr(), reportWrote, sweep.Display(output), (b.Len()+1023)>>10)
	return nil
}

// chooseFormat sets the format that the other flags imply, if none was given.
func (l *reportLine) chooseFormat() error {
	ofEnding, err := formatOf(l.output, l.format != "")
	if err != nil {
		return err
	}
	tables := l.lecture || l.peers || l.verbose
	switch {
	case l.format == "" && tables:
		l.format = report.Text
	case l.format == "" && ofEnding != "":
		l.format = ofEnding
	case l.format == "" && writePage == nil:
		l.format = report.Text
	}
	l.format = cmp.Or(l.format, report.HTML)
	switch {
	case ofEnding != "" && ofEnding != l.format:
		return fmt.Errorf(reportNotFormat, l.output, l.format)
	case tables && l.format != report.Text:
		return fmt.Errorf(reportTextOnly, l.format)
	case l.format == report.HTML && writePage == nil:
		return errors.New(noPage)
	}
	return nil
}

// formatOf returns the format that the end of a file's name stands for, "" if it has none. An
// unknown end is an error, unless the format was given.
func formatOf(output string, given bool) (format string, err error) {
	ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(output), "."))
	switch {
	case ending == "txt":
		return report.Text, nil
	case ending == "htm":
		return report.HTML, nil
	case ending == "pdf":
		return "", fmt.Errorf(reportPDF, output)
	case slices.Contains(reportFormats, ending):
		return ending, nil
	case ending == "" || given:
		return "", nil
	}
	return "", fmt.Errorf(reportEnding, output)
}

// outputFor returns the file to write, or "-".
func (l *reportLine) outputFor(paths []string) string {
	switch {
	case l.output != "":
		return l.output
	case l.format != report.HTML || width(os.Stdout) == 0:
		return "-"
	case paths[0] == "-":
		return "report.html"
	}
	return strings.TrimSuffix(paths[0], filepath.Ext(paths[0])) + ".html"
}

// find returns the files of the results, or of the newest. A name is of a file, or of a
// result that was kept.
func (l *reportLine) find(ctx context.Context, names []string) (paths []string, err error) {
	for _, name := range names {
		if info, err := os.Stat(name); name == "-" || err == nil && !info.IsDir() {
			paths = append(paths, name)
			continue
		}
		dir := l.folder(ctx)
		path := sweep.Find(dir, name)
		if path == "" {
			return nil, fmt.Errorf(reportNothing, name, cmp.Or(strings.Join(sweep.Saved(dir), " "), "nothing"), sweep.Display(dir))
		}
		paths = append(paths, path)
	}
	if len(names) == 0 {
		dir := l.folder(ctx)
		newest := sweep.Newest(dir)
		if newest == "" {
			return nil, noResults(dir)
		}
		paths = []string{newest}
	}
	return paths, nil
}

// noResults says what there is instead, beside the empty folder of the results.
func noResults(dir string) error {
	if kept, _ := filepath.Glob(filepath.Join(filepath.Dir(dir), "*", "testdata", "sweep.txt")); len(kept) > 0 {
		pi := slices.IndexFunc(kept, func(path string) bool { return strings.Contains(filepath.ToSlash(path), "pi/testdata") })
		return fmt.Errorf(reportTry, sweep.Display(dir), sweep.Display(kept[max(pi, 0)]))
	}
	return fmt.Errorf(reportNoResults, sweep.Display(dir))
}

// folder returns the folder of the results.
func (l *reportLine) folder(ctx context.Context) string {
	if l.results != "" {
		return l.results
	}
	if env, err := child.NewEnv(ctx, "."); err == nil {
		if root, err := env.Root(); err == nil {
			return filepath.Join(root, "results")
		}
	}
	return "results"
}

func (l *reportLine) write(ctx context.Context, w io.Writer, files []*report.File) error {
	if l.format == report.Text {
		return printReport(w, files, l.table(), predictions(ctx, "."))
	}
	deck, err := report.NewDeck(report.Options{Prediction: prediction(ctx, ".")}, files...)
	if err != nil {
		return err
	}
	switch l.format {
	case report.Markdown:
		return deck.Markdown(w)
	case report.CSV:
		return deck.CSV(w)
	case report.JSON:
		return deck.JSON(w)
	}
	return writePage(w, deck)
}

// prediction returns a function that says what the student predicted for a row.
func prediction(ctx context.Context, dir string) func(exercise, impl string) (float64, bool) {
	m, err := student.Open(ctx, dir, courseStubs)
	if err != nil {
		return nil
	}
	state, _ := m.State() // a damaged state still leaves the tables
	return state.Predicted
}

// table returns the table in the format text.
func (l *reportLine) table() func(*report.Results) string {
	switch {
	case l.lecture:
		return report.Lecture
	case l.peers:
		return report.Peers
	}
	return func(r *report.Results) string { return report.Speedups(r, report.Options{Verbose: l.verbose}) }
}

// readResults prints on stderr what was odd in the files.
func readResults(stderr io.Writer, paths []string) (files []*report.File, err error) {
	for _, path := range paths {
		some, err := report.ReadFiles(path)
		if err != nil {
			return nil, err
		}
		for _, file := range some {
			for _, note := range file.Notes() {
				fmt.Fprintf(stderr, "lab: %s\n", note)
			}
		}
		files = append(files, some...)
	}
	return files, nil
}

func printReport(w io.Writer, files []*report.File, table, predicted func(*report.Results) string) error {
	results, err := report.Join(files...)
	if err != nil {
		return err
	}
	text := report.Say(table, results, predicted)
	if warnings := report.MachineWarnings(files...); warnings != "" {
		text += "\n" + warnings
	}
	_, err = fmt.Fprint(w, text)
	return err
}
