package report

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchunit"
	"speedup.example/internal/course"
)

// misplaced is a benchmark's line after something else in the same line.
var misplaced = regexp.MustCompile(`\SBenchmark\S*/\S*\s+\d+\s+\S+ ns/op|\S\s+Benchmark\S*/\S*\s+\d+\s+\S+ ns/op`)

// quote returns the line, or the beginning of a long one.
func (l line) quote() string {
	if runes := []rune(l.text); len(runes) > 60 {
		return strconv.Quote(string(runes[:60]) + "...")
	}
	return strconv.Quote(l.text)
}

// isCut reports whether the file ends within the line, before any value.
func (l line) isCut() bool {
	return l.open && l.text != "" && (strings.HasPrefix("Benchmark", l.text) ||
		strings.HasPrefix(l.text, "Benchmark") && len(strings.Fields(l.text)) < 4)
}

const longestLine = 60_000 // bytes that benchfmt can read

func (l line) fits() error {
	if len(l.text) > longestLine {
		return at(l.number, msgTooLong)
	}
	return nil
}

// checkResult refuses values that nobody can have measured, and two lines run into one.
func checkResult(row Row, res *benchfmt.Result) error {
	if err := checkName(string(res.Name)); err != nil {
		return err
	}
	if res.Iters < 1 {
		return fmt.Errorf(msgIterations, row, res.Iters)
	}
	var units []string
	for _, v := range res.Values {
		_, unit := benchunit.Tidy(1, v.Unit)
		if slices.Contains(units, unit) {
			return fmt.Errorf(msgUnitTwice, row, v.Unit)
		}
		units = append(units, unit)
		if err := checkValue(row, v.Value, unit); err != nil {
			return err
		}
	}
	return nil
}

func checkName(name string) error {
	seen := map[string]bool{}
	for part := range strings.SplitSeq(name, "/") {
		key, _, ok := strings.Cut(part, "=")
		if ok && seen[key] {
			return fmt.Errorf(msgKeyTwice, name, key)
		}
		seen[key] = ok
	}
	if strings.Contains(name, "Benchmark") {
		return fmt.Errorf(msgTwoNames, name)
	}
	return nil
}

func checkValue(row Row, value float64, unit string) error {
	isTime := strings.HasPrefix(unit, "sec")
	switch {
	case !math.IsNaN(value) && !math.IsInf(value, 0) && (value >= 0 || !isTime && unit != "cores"):
		return nil
	case unit == "sec/op":
		return fmt.Errorf("%s takes %v seconds", row, value)
	}
	return fmt.Errorf("%s has %v %s", row, value, unit)
}

// secondsOf returns the time of a result. benchfmt turns ns into seconds, except
// for 0 and infinity, which are the same in both.
func secondsOf(res *benchfmt.Result) (seconds float64, ok bool) {
	if seconds, ok = res.Value("sec/op"); ok {
		return seconds, true
	}
	return res.Value("ns/op")
}

// coresOf returns 0 if the file does not give the number of cores.
func coresOf(res *benchfmt.Result) (int, error) {
	value := strings.TrimSpace(res.GetConfig("cores"))
	if value == "" {
		return 0, nil
	}
	cores, err := strconv.Atoi(value)
	if err != nil || cores < 1 {
		return 0, fmt.Errorf(msgCores, value)
	}
	return cores, nil
}

// check looks at the file as a whole.
func (f *File) check() error {
	if len(f.records) == 0 || f.isPage() {
		return f.emptiness()
	}
	for _, r := range f.records {
		if r.line.open && f.endsInUnit(r) {
			return at(r.line.number, msgCut, r.line.quote())
		}
	}
	f.noteLeftOut()
	f.noteChanges()
	f.noteMissing()
	if margin, err := strconv.ParseFloat(f.Config(KeyMargin), 64); f.isPair() && (err != nil || !(margin > 0 && margin < 1)) {
		return fmt.Errorf(msgMargin, f.Config(KeyMargin))
	}
	return nil
}

// emptiness returns an error that says what the file has instead of benchmarks.
func (f *File) emptiness() error {
	first := f.first()
	switch {
	case first.text == "":
		return errors.New("is empty")
	case f.isPage():
		return fmt.Errorf(msgPage, first.quote())
	case len(f.unnamed) > 0:
		return fmt.Errorf(msgNoImpl, some(f.unnamed))
	case len(f.untimed) > 0:
		return fmt.Errorf(msgNoTime, some(f.untimed))
	case len(f.wrong) > 0:
		return fmt.Errorf(msgOnlyWrong, f.wrong[0].Row)
	case len(f.failed) > 0:
		return at(f.failed[0].number, msgOnlyFailed, f.failed[0].quote())
	case len(f.misplaced) > 0:
		return at(f.misplaced[0].number, msgOnlyMisplaced, f.misplaced[0].quote())
	}
	return fmt.Errorf(msgNoBenchmark, first.quote())
}

// first returns the first line that is not blank.
func (f *File) first() line {
	i := slices.IndexFunc(f.lines, func(l line) bool { return strings.TrimSpace(l.text) != "" })
	if i < 0 {
		return line{}
	}
	return f.lines[i]
}

// isPage reports whether the file is HTML or SVG, as a site may send instead of
// the file.
func (f *File) isPage() bool {
	return strings.HasPrefix(strings.TrimSpace(f.first().text), "<")
}

// some returns the first three names.
func some(names []string) string {
	if len(names) > 3 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:3], ", "), len(names)-3)
	}
	return strings.Join(names, ", ")
}

// endsInUnit reports whether the last unit of a record is the beginning of another
// record's unit. So it finds that "60 ns/op 1.5 co" is cut.
func (f *File) endsInUnit(last record) bool {
	units := unitsOf(last)
	unit := units[len(units)-1]
	shorter := slices.ContainsFunc([]string{bytesUnit, "allocs/op", "MB/s", "cores"}, func(other string) bool {
		return other != unit && strings.HasPrefix(other, unit)
	})
	for _, r := range f.records {
		for _, other := range unitsOf(r) {
			if other == unit && r.result != last.result {
				return false
			}
			shorter = shorter || other != unit && strings.HasPrefix(other, unit)
		}
	}
	return shorter
}

// unitsOf returns the units of a record as they are written in the file.
func unitsOf(r record) (units []string) {
	for _, v := range r.result.Values {
		units = append(units, originalUnit(v))
	}
	return units
}

func originalUnit(v benchfmt.Value) string {
	if v.OrigUnit != "" {
		return v.OrigUnit
	}
	return v.Unit
}

func (f *File) noteLeftOut() {
	if len(f.unnamed) > 0 {
		f.note(msgUnnamed, some(f.unnamed))
	}
	if len(f.untimed) > 0 {
		f.note(msgUntimed, some(f.untimed))
	}
	if len(f.misplaced) > 0 {
		f.note(msgMisplaced, len(f.misplaced), f.misplaced[0].number)
	}
	if len(f.failed) > 0 {
		f.note(msgFailed, f.failed[0].number, f.failed[0].quote())
	}
}

// noteChanges adds a note if the file was put together from several.
func (f *File) noteChanges() {
	for _, key := range []string{"goos", "goarch", "cpu", "go", "sizes", KeyBefore, KeyMargin} {
		if values := f.config[key]; len(values) > 1 {
			f.note(msgChanges, key, values[0], values[1])
		}
	}
}

// kindsOfSizes are the values of a line "sizes:".
var kindsOfSizes = []string{"", course.Growth, course.Lecture, course.Peers, course.Should, course.Crossover, course.Cluster, course.Quick}

func (f *File) noteMissing() {
	if sizes := f.Config("sizes"); !slices.Contains(kindsOfSizes, sizes) {
		f.note(msgSizes, sizes)
	}
	procs := 0
	for _, r := range f.records {
		procs = max(procs, r.row.Procs)
	}
	if f.Config("cores") == "" && procs > 1 {
		f.note(msgNoCores, procs)
	}
}
