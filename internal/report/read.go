// Package report turns the lines of a benchmark run into what a person wants to
// know of them: how many times faster each implementation is, and whether the
// numbers can be trusted.
//
// Every table begins with [ReadFile]. It decodes a file (decode.go, events.go), and
// refuses what is no result (read.go, check.go), so the later stages need not check.
// [Join] collects the samples (results.go), [Results.Speedups] and [Results.Noise]
// make statistics of them (stats.go), and [Speedups], [Lecture], [Peers] and
// [Warnings] put those into words (speedups.go, matrix.go, text.go, peers.go).
// [Tables] and [Compare] print them below the tables of benchstat. A window shows
// the end of the output: 100 columns and 30 lines. [NewDeck] puts the same tables, and
// what there is to draw, into slides (deck.go, figure.go): package page makes a page of them,
// whose raw lines [ReadFiles] reads back (packed.go).
//
// The package knows no exercise by name, and no implementation but the baselines. It
// reports whatever the files hold. Package course knows the order of the rows, and
// whether one n is the same work in two files.
package report

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/perf/benchfmt"
)

// ReadFile reads a file in the Go benchmark format. The path "-" is the standard
// input. It reads the output of go test -json, too, UTF-16, and a page with one result. A line "cores: 2"
// gives the number of cores of the machine, a line "sizes: lecture" the kind of
// tables.
//
// An error names file and line. It is about a line that is cut or not in the
// format, about a bad time, or about a second machine, which would not be
// comparable.
func ReadFile(path string) (*File, error) {
	files, err := ReadFiles(path)
	if err != nil {
		return nil, err
	}
	if len(files) > 1 {
		return nil, files[0].place(fmt.Errorf(msgSeveral, len(files)))
	}
	return files[0], nil
}

// ReadFiles is ReadFile for a page, too, which may have several results.
func ReadFiles(path string) ([]*File, error) {
	data, err := readAll(path)
	if err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	return ParseAll(path, data)
}

// ParseAll is ReadFiles for the content of a file.
func ParseAll(path string, data []byte) (files []*File, err error) {
	found, err := inPage(string(data))
	if err != nil {
		return nil, (&File{Path: path}).place(err)
	}
	for i, result := range found {
		f, err := Parse(path, []byte(result.text))
		if err != nil {
			return nil, err
		}
		f.Name = result.name
		if len(found) > 1 {
			f.Path = fmt.Sprintf("%s (%d: %s)", path, i+1, result.name)
		}
		files = append(files, f)
	}
	if len(found) == 0 {
		f, err := Parse(path, data)
		return []*File{f}, err
	}
	return files, nil
}

func readAll(path string) ([]byte, error) {
	if path == "-" {
		return io.ReadAll(os.Stdin)
	}
	return os.ReadFile(path)
}

// Parse is ReadFile for the content of a file.
func Parse(path string, data []byte) (*File, error) {
	f := &File{Path: path, Name: strings.TrimSuffix(filepath.Base(path), ".txt"), config: map[string][]string{}}
	if path == "-" {
		f.Name = "stdin"
	}
	if err := f.parse(data); err != nil {
		return nil, f.place(err)
	}
	return f, nil
}

func (f *File) parse(data []byte) error {
	t, err := decode(data)
	if err != nil {
		return err
	}
	f.notes = t.notes
	f.lines = slices.Clone(t.lines)
	for i := range f.lines {
		if err := f.prepare(&f.lines[i]); err != nil {
			return err
		}
	}
	if err := f.readRecords(); err != nil {
		return err
	}
	return f.check()
}

// prepare checks what benchfmt would ignore silently.
func (f *File) prepare(l *line) error {
	switch trimmed := strings.TrimLeftFunc(l.text, unicode.IsSpace); {
	case l.isCut():
		return at(l.number, msgCut, l.quote())
	case strings.HasPrefix(l.text, wrongPrefix):
		return f.addWrong(*l)
	case strings.HasPrefix(trimmed, "Benchmark"):
		l.text = trimmed
		return l.fits()
	case strings.HasPrefix(l.text, "--- FAIL: Benchmark"):
		f.failed = append(f.failed, *l)
	case misplaced.MatchString(trimmed) && !strings.HasPrefix(trimmed, "#"):
		f.misplaced = append(f.misplaced, *l)
	}
	l.text = l.text[:min(len(l.text), longestLine)]
	return nil
}

func (f *File) readRecords() error {
	var content strings.Builder
	for _, l := range f.lines {
		content.WriteString(l.text + "\n")
	}
	reader := benchfmt.NewReader(strings.NewReader(content.String()), f.Path)
	for reader.Scan() {
		_, n := reader.Result().Pos()
		if err := f.add(reader.Result(), f.lines[n-1]); err != nil {
			return err
		}
	}
	return reader.Err()
}

func (f *File) add(rec benchfmt.Record, l line) error {
	switch rec := rec.(type) {
	case *benchfmt.SyntaxError:
		if l.open && !strings.HasPrefix(rec.Msg, "parsing iteration count") {
			return at(l.number, msgCut, l.quote())
		}
		return at(l.number, msgSyntax, rec.Msg, l.quote())
	case *benchfmt.UnitMetadata:
		f.units = append(f.units, rec)
	case *benchfmt.Result:
		if err := f.addResult(rec.Clone(), l); err != nil {
			return at(l.number, "%w", err)
		}
	}
	return nil
}

func (f *File) addResult(res *benchfmt.Result, l line) error {
	row, err := rowOf(res.Name)
	if err != nil {
		return err
	}
	if err := checkResult(row, res); err != nil {
		return err
	}
	turn := turn{res.GetConfig(KeySide), res.GetConfig(KeyRound)}
	if err := f.addConfig(res); err != nil {
		return err
	}
	_, timed := secondsOf(res)
	switch {
	case row.Impl == "":
		f.unnamed = addNew(f.unnamed, "Benchmark"+string(res.Name))
	case !timed && l.open:
		return at(l.number, msgCut, l.quote())
	case !timed:
		f.untimed = addNew(f.untimed, "Benchmark"+string(res.Name))
	default:
		res.Name = withProcs(res.Name, row.Procs)
		f.records = append(f.records, record{row, res, l, turn})
	}
	return nil
}

// addConfig keeps the lines about the machine and the measurement. The others
// are a program's output with a colon: to benchstat each change of those would
// be another machine.
func (f *File) addConfig(res *benchfmt.Result) error {
	if _, err := coresOf(res); err != nil {
		return err
	}
	for _, cfg := range slices.Clone(res.Config) {
		if cfg.Key != KeyRound { // there are many
			f.config[cfg.Key] = addNew(f.config[cfg.Key], strings.TrimSpace(string(cfg.Value)))
		}
		if !slices.Contains([]string{"goos", "goarch", "pkg", "cpu", "cores"}, cfg.Key) {
			res.SetConfig(cfg.Key, "")
		}
	}
	if cores := f.config["cores"]; len(cores) > 1 {
		return fmt.Errorf(msgTwoMachines, cores[1], cores[0])
	}
	return nil
}

func addNew[T comparable](values []T, value T) []T {
	if slices.Contains(values, value) {
		return values
	}
	return append(values, value)
}
