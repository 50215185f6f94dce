package report_test

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/report"
)

// parse reads the lines as a file with that name.
func parse(t *testing.T, path string, lines ...string) *report.File {
	f, err := report.Parse(path, []byte(strings.Join(lines, "\n")+"\n"))
	require.NoError(t, err)
	return f
}

func read(t *testing.T, lines ...string) *report.Results {
	return parse(t, "r.txt", lines...).Results()
}

func TestReadFile(t *testing.T) {
	path := file(t, "cores: 2", samples("Pi/n=1/impl=sequential-1", 1))
	f, err := report.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, path, f.Path)
	assert.Equal(t, "r", f.Name)
	assert.Empty(t, f.Notes())
	assert.Equal(t, "2", f.Config("cores"))
	assert.Empty(t, f.Config("go"))

	_, err = report.ReadFile("missing.txt")
	require.ErrorContains(t, err, "report: open missing.txt: ")
	dir := t.TempDir()
	_, err = report.ReadFile(dir)
	require.ErrorContains(t, err, dir)
}

func TestReadFileWithoutPermission(t *testing.T) {
	path := file(t, samples("Pi/n=1/impl=sequential-1", 1))
	require.NoError(t, os.Chmod(path, 0))
	if _, err := os.ReadFile(path); err == nil {
		t.Skip("the user of this test may read everything")
	}
	_, err := report.ReadFile(path)
	require.ErrorContains(t, err, path)
}

func TestResults(t *testing.T) {
	f := parse(t, "r.txt",
		"goos: linux",
		"cores: 4",
		"pkg: speedup.example/pi",
		"BenchmarkPi/n=10/impl=sequential \t 5\t 30 ns/op\t 1.25 cores\t 0 B/op",
		"BenchmarkPi/n=10/impl=sequential-1 \t 5\t 10 ns/op",
		"BenchmarkFetch/n=6/limit=3/impl=parallel-8 \t 5\t 20 ns/op",
		"BenchmarkOther-8 \t 5\t 20 ns/op",
		"BenchmarkPi/n=10/impl=unrolled-8 \t 5\t 20 B/op",
		"BenchmarkPi/n=10/impl=sequential-1 \t 5\t 20 ns/op", // out of order: kept as it came
		"PASS",
	)
	r := f.Results()
	sequential := report.Row{Exercise: "Pi", Size: "n=10", Impl: "sequential", Procs: 1}
	fetch := report.Row{Exercise: "Fetch", Size: "n=6/limit=3", Impl: "parallel", Procs: 8}
	assert.Equal(t, 4, r.Cores)
	assert.Equal(t, []report.Row{sequential, fetch}, r.Rows)
	assert.InDeltaSlice(t, []float64{30e-9, 10e-9, 20e-9}, r.Samples[sequential].Seconds, 1e-15)
	assert.Equal(t, []float64{1.25}, r.Samples[sequential].Busy)
	assert.Equal(t, []int{1, 8}, r.Procs())
	assert.Equal(t, []string{"Pi", "Fetch"}, r.Exercises())
	assert.Equal(t, []report.Table{{Exercise: "Pi", Size: "n=10"}, {Exercise: "Fetch", Size: "n=6/limit=3"}}, r.Tables())
	assert.Equal(t, []string{
		"r.txt has benchmarks without an impl=... in their names, which are in no table: BenchmarkOther-8",
		"r.txt has benchmarks without a time (ns/op), which are in no table: BenchmarkPi/n=10/impl=unrolled-8",
	}, f.Notes())
}

func TestJoin(t *testing.T) {
	one := samples("Pi/n=1/impl=sequential-1", 1)
	a, b := parse(t, "a.txt", "cores: 2", one), parse(t, "b.txt", one)
	r, err := report.Join(a, b)
	require.NoError(t, err)
	assert.Len(t, r.Samples[r.Rows[0]].Seconds, 2)
	assert.Equal(t, 2, r.Cores)

	_, err = report.Join(a, b, parse(t, "c.txt", "cores: 8", one))
	require.EqualError(t, err, "report: c.txt: a machine of 8 cores after one of 2: report them one at a time")
	_, err = report.Join(a, b, a)
	require.EqualError(t, err, "report: a.txt is given twice")
}

const plain = "cores: 2\nBenchmarkPi/n=1/impl=sequential\t10\t60 ns/op\nBenchmarkPi/n=1/impl=parallel-2\t10\t30 ns/op\t1.9 cores\n"

func toUTF16(order binary.AppendByteOrder, s string) string {
	var data []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		data = order.AppendUint16(data, unit)
	}
	return string(data)
}

// events returns the events of go test -json for the pieces that a package prints.
func events(pkg string, pieces ...string) string {
	var b strings.Builder
	for _, piece := range pieces {
		output, _ := json.Marshal(piece)
		fmt.Fprintf(&b, `{"Time":"2026-11-25T18:25:52.9Z","Action":"output",%s"Output":%s}`+"\n", pkg, output)
	}
	return b.String()
}

const pi, slowsum = `"Package":"a/pi",`, `"Package":"a/slowsum",`

// A file is the same result, whatever happened to it on its way.
func TestMends(t *testing.T) {
	piecewise := events(pi, "BenchmarkPi/n=1/impl=sequential \t") +
		events(slowsum, "goos: linux\n", "BenchmarkSlow") +
		`{"Action":"run","Package":"a/pi","Test":"BenchmarkPi","Output":"not this"}` + "\n" +
		events(pi, " 10\t 60 ns/op\n", "BenchmarkPi/n=1/impl=parallel-2\t10\t30 ns/op\t1.9 cores\nPASS\n") +
		events(slowsum, "PASS\n")
	for name, test := range map[string]struct{ content, note string }{
		"as it is":            {plain, ""},
		"no newline":          {strings.TrimSuffix(plain, "\n"), ""},
		"CRLF":                {strings.ReplaceAll(plain, "\n", "\r\n"), ""},
		"CRLF twice":          {strings.ReplaceAll(plain, "\n", "\r\r\n"), ""},
		"CR":                  {strings.ReplaceAll(plain, "\n", "\r"), "has carriage returns"},
		"CR of a progress":    {"pass 1\r" + plain, "has carriage returns"},
		"BOM":                 {"\ufeff" + plain, "begins with a byte order mark"},
		"BOM within":          {strings.ReplaceAll(plain, "Bench", "\ufeffBench"), ""},
		"UTF-16 LE":           {toUTF16(binary.LittleEndian, "\ufeff"+plain), "is UTF-16, as PowerShell's > writes it: it was read as UTF-16"},
		"UTF-16 LE, CRLF":     {toUTF16(binary.LittleEndian, "\ufeff"+strings.ReplaceAll(plain, "\n", "\r\n")), "is UTF-16"},
		"UTF-16 BE":           {toUTF16(binary.BigEndian, "\ufeff"+plain), "is UTF-16"},
		"UTF-16 LE, no BOM":   {toUTF16(binary.LittleEndian, plain), "is UTF-16"},
		"UTF-16 BE, no BOM":   {toUTF16(binary.BigEndian, plain), "is UTF-16"},
		"UTF-16, long":        {toUTF16(binary.LittleEndian, strings.Repeat("# µ × ±\n", 1000)+plain), "is UTF-16"},
		"Latin-1":             {"cpu: Caf\xe9\n" + plain, "has characters that are not UTF-8"},
		"colours":             {strings.ReplaceAll(plain, "Benchmark", "\x1b[32mBenchmark\x1b[0m"), "has the colours of a terminal"},
		"indented":            {strings.ReplaceAll(plain, "Bench", "\t  Bench"), ""},
		"from a web page":     {strings.ReplaceAll(strings.ReplaceAll(plain, "Bench", "\u00a0 Bench"), "\t", "\u00a0"), ""},
		"commented out":       {"# BenchmarkPi/n=1/impl=sequential 10 99 ns/op\n" + plain, ""},
		"of a verbose run":    {"=== RUN   BenchmarkPi\nBenchmarkPi/n=1/impl=sequential\n" + plain, ""},
		"for test2json":       {strings.ReplaceAll(plain, "Bench", "\x16Bench"), ""},
		"a long line":         {strings.Repeat("x", 100_000) + "\n" + plain, ""},
		"events":              {"cores: 2\n" + piecewise, "is the output of go test -json: its lines were put together again"},
		"events, cores last":  {piecewise + "cores: 2\n", "is the output of go test -json"},
		"events, no packages": {"cores: 2\n" + events("", strings.SplitAfter(plain, " ")...), "is the output of go test -json"},
		"events in UTF-16":    {toUTF16(binary.LittleEndian, "cores: 2\r\n"+strings.ReplaceAll(piecewise, "\n", "\r\n")), "is the output of go test -json"},
		"events of a binary":  {"cores: 2\n" + events("", "\x16=== RUN\n") + events("", strings.SplitAfter(plain, "\n")...), "is the output of go test -json"},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := report.Parse("dir/r.txt", []byte(test.content))
			require.NoError(t, err)
			assert.Equal(t, parse(t, "r.txt", plain).Results(), f.Results())
			notes := strings.Join(f.Notes(), "\n")
			if test.note == "" {
				assert.Empty(t, notes)
			} else {
				assert.Contains(t, notes, "dir/r.txt "+test.note)
			}
		})
	}
}

func TestNotes(t *testing.T) {
	one := samples("Pi/n=1/impl=sequential-1", 1)
	for name, test := range map[string]struct{ lines, want string }{
		"nothing odd":          {"cores: 2\ngo: go1.26.8\n" + one, ""},
		"no cores, one thread": {one, ""},
		"no cores":             {samples("Pi/n=1/impl=sequential-4", 1), `r.txt has no line "cores: N": GOMAXPROCS=4 may be more than the machine has`},
		"an unknown kind":      {"sizes: lectures\n" + one, `r.txt has a line "sizes: lectures", which is no known kind: it was read as a sweep`},
		"two machines":         {"cpu: A\n" + one + "\ncpu: B\n" + one, `r.txt has lines of several runs: cpu is "A" first, then "B"`},
		"in a log":             {one + "\n12:30:01 " + one, "r.txt has benchmarks that do not begin their lines (1, the first in line 2): they were left out"},
		"a failure":            {one + "\n--- FAIL: BenchmarkPi/n=1/impl=a", `r.txt has a benchmark that failed, in line 2: "--- FAIL: BenchmarkPi/n=1/impl=a"`},
		"a space too many":     {"cores: 2 \nsizes: lecture\t\n" + one, ""},
		"after other output":   {one + "\nhello" + one, "r.txt has benchmarks that do not begin their lines (1, the first in line 2): they were left out"},
		"a wrong answer":       {one + "\n--- WRONG: who knows?", "r.txt has a wrong answer in line 2 that can't be parsed: it was left out"},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, test.want, strings.Join(parse(t, "r.txt", test.lines).Notes(), "\n"))
		})
	}
}

const good = "BenchmarkPi/n=1/impl=sequential-1 \t 10\t 1 ns/op\n"

func TestErrorsOfLines(t *testing.T) {
	for name, test := range map[string]struct{ content, want string }{
		"a failure":          {good + "BenchmarkPi/n=1/impl=a-2 \t--- FAIL: x\n", `r.txt:2: parsing iteration count: invalid syntax in "BenchmarkPi/n=1/impl=a-2 \t--- FAIL: x"`},
		"a failure, no end":  {good + "BenchmarkPi/n=1/impl=a-2 \t--- FAIL: x", "r.txt:2: parsing iteration count"},
		"half a line":        {good + "BenchmarkPi/n=1/impl=a-2 \t 10 \t 12\n" + good, `r.txt:2: missing units in "BenchmarkPi/n=1/impl=a-2 \t 10 \t 12"`},
		"a comma":            {"BenchmarkPi/n=1/impl=a-2 10 1,5 ns/op\n", "r.txt:1: parsing measurement: invalid syntax in "},
		"too large":          {"BenchmarkPi/n=1/impl=a-2 10 1e999 ns/op\n", "r.txt:1: parsing measurement: value out of range in "},
		"too long":           {good + "BenchmarkPi/" + strings.Repeat("n", 100_000) + "\n", "r.txt:2: too long for the line of a benchmark"},
		"NaN":                {good + samples("Pi/n=1/impl=a-2", math.NaN()), "r.txt:2: Pi n=1 a at GOMAXPROCS=2 takes NaN seconds"},
		"infinite":           {samples("Pi/n=1/impl=a-2", math.Inf(1)), "r.txt:1: Pi n=1 a at GOMAXPROCS=2 takes +Inf seconds"},
		"negative":           {samples("Pi/n=1/impl=a-2", -1e9), "r.txt:1: Pi n=1 a at GOMAXPROCS=2 takes -1 seconds"},
		"negative per unit":  {"BenchmarkPi/n=1/impl=a-2 10 1 ns/op -1e9 ns/sample\n", "r.txt:1: Pi n=1 a at GOMAXPROCS=2 has -1 sec/sample"},
		"NaN cores":          {"BenchmarkPi/n=1/impl=a-2 10 1 ns/op NaN cores\n", "r.txt:1: Pi n=1 a at GOMAXPROCS=2 has NaN cores"},
		"no runs":            {"BenchmarkPi/n=1/impl=a-2 0 1 ns/op\n", "r.txt:1: Pi n=1 a at GOMAXPROCS=2 ran 0 times"},
		"negative runs":      {"BenchmarkPi/n=1/impl=a-2 -5 1 ns/op\n", "r.txt:1: Pi n=1 a at GOMAXPROCS=2 ran -5 times"},
		"a unit twice":       {"BenchmarkPi/n=1/impl=a-2 10 1 ns/op 2 ns/op\n", "r.txt:1: Pi n=1 a at GOMAXPROCS=2 has sec/op twice"},
		"GOMAXPROCS of 0":    {"BenchmarkPi/n=1/impl=a-0 10 1 ns/op\n", "r.txt:1: Pi/n=1/impl=a-0 ends in no GOMAXPROCS"},
		"GOMAXPROCS of 10²⁰": {"BenchmarkPi/n=1/impl=a-100000000000000000000 10 1 ns/op\n", "ends in no GOMAXPROCS"},
		"two names":          {"BenchmarkBenchmarkPi/n=1/impl=a-2 10 1 ns/op\n", "r.txt:1: BenchmarkPi/n=1/impl=a-2 is two names"},
		"two lines in one":   {"BenchmarkPi/n=1/impl=aBenchmarkPi/n=1/impl=a-2 10 1 ns/op\n", "has n= twice: two lines may have run into one"},
		"cores":              {"cores: many\n" + good, `r.txt:2: cores is "many", want a number from 1`},
		"no cores":           {"cores: 0\n" + good, `r.txt:2: cores is "0", want a number from 1`},
		"two machines":       {"cores: 2\n" + good + "cores: 8\n" + good, "r.txt:4: a machine of 8 cores after one of 2: report them one at a time"},
		"a wrong answer":     {"--- WRONG: BenchmarkX/impl=a-0: answered 1, right is 2\n", "r.txt:1: X/impl=a-0 ends in no GOMAXPROCS"},
		"NUL bytes":          {good + good + "x\x00\x00\x00\n", "r.txt:3: NUL bytes: this is not text, or parts of the file are UTF-16"},
		"UTF-16 after ASCII": {good + toUTF16(binary.LittleEndian, good), "r.txt:2: NUL bytes"},
		"no event":           {events(pi, good) + `{"Time":"2026-11-25T18:25:52.9Z","Act`, "r.txt:2: not an event of go test -json, was the file cut?"},
		"a line of events":   {events(pi, good, "BenchmarkPi/n=1/", "impl=b\t 10 ", "1\n"), "r.txt:2: missing units in "},
	} {
		t.Run(name, func(t *testing.T) { assertNoFile(t, test.content, test.want) })
	}
}

func assertNoFile(t *testing.T, content, want string) {
	f, err := report.Parse("r.txt", []byte(content))
	require.ErrorContains(t, err, want)
	require.ErrorContains(t, err, "report: r.txt")
	assert.Nil(t, f)
}

// Wherever a full disk cut the file, no line is lost silently, and none is read as
// another.
func TestCut(t *testing.T) {
	last := "BenchmarkPi/n=1/impl=parallel-2\t10\t300 ns/op\t1.9 cores\t64 B/op"
	for n := 1; n < len(last); n++ {
		content := plain + last[:n]
		f, err := report.Parse("r.txt", []byte(content))
		switch end := last[:n]; {
		case strings.HasSuffix(end, "ns/op"), strings.HasSuffix(end, "ns/op\t"), strings.HasSuffix(end, "cores"), strings.HasSuffix(end, "cores\t"):
			require.NoError(t, err)
			assert.Len(t, f.Results().Samples[f.Results().Rows[1]].Seconds, 2, "a line without its last metric")
		default:
			require.ErrorContains(t, err, "report: r.txt:4: the file was cut, it ends within the line ", "%q", end)
		}
	}
	assertNoFile(t, plain+"--- WRONG: BenchmarkX/impl=a-1: answ", "r.txt:4: the file was cut")
	assertNoFile(t, "cores: 2\n"+events(pi, plain, "BenchmarkPi/n=1/impl=a \t"), "r.txt:3: the file was cut")
	for _, end := range []string{"PAS", "ok  \ta", "Bench of a park"} {
		_, err := report.Parse("r.txt", []byte(plain+end))
		require.NoError(t, err, end)
	}
}

func TestErrorsOfFiles(t *testing.T) {
	for name, test := range map[string]struct{ content, want string }{
		"empty":             {"", "r.txt is empty"},
		"blank":             {" \n\r\n\t\n", "r.txt is empty"},
		"nothing but a BOM": {"\xff\xfe", "r.txt is empty"},
		"only PASS":         {"PASS\nok  \ta/pi\n", "r.txt has no line of a benchmark, such as\n  BenchmarkPi/n=1000/impl=parallel-2  10  60 ns/op\nIt begins with \"PASS\""},
		"a table":           {"     │ r.txt │\n     │ sec/op │\nPi 1 │ 1.000n │\n", "r.txt has no line of a benchmark"},
		"an HTML page":      {"<!DOCTYPE html>\n<html><pre>\nBenchmarks\n</pre>", "r.txt is a page or a drawing"},
		"results in a page": {"\n<html><pre>\n" + plain + "</pre>", "r.txt is a page"},
		"JSON":              {`{"a": 1}`, "r.txt has no line of a benchmark"},
		"JSON in lines":     {"{\n  \"a\": 1\n}\n", "r.txt has no line of a benchmark"},
		"events without":    {events(pi, "FAIL\ta/pi [build failed]\n"), `It begins with "FAIL\ta/pi [build failed]"`},
		"a binary":          {"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00\x3e\x00", "r.txt:1: NUL bytes"},
		"a binary's text":   {"\x89PNG\r\n\x1a\n\xff\xfe", "r.txt has no line of a benchmark"},
		"a long line":       {strings.Repeat("x", 100_000), "r.txt has no line of a benchmark"},
		"gzip":              {"\x1f\x8b\x08\x00\x00", "r.txt is packed by gzip: run gunzip first"},
		"zip":               {"PK\x03\x04", "r.txt is packed by zip: run unzip first"},
		"zstd":              {"\x28\xb5\x2f\xfd\x00", "r.txt is packed by zstd"},
		"UTF-16 and a half": {toUTF16(binary.LittleEndian, "\ufeff"+plain) + "x", "r.txt is UTF-16 and ends within a character: it was cut"},
		"UTF-16 and ASCII":  {toUTF16(binary.LittleEndian, "\ufeff"+plain) + plain, "r.txt mixes UTF-16 with another encoding"},
		"no impl":           {"BenchmarkA-2 1 1 ns/op\nBenchmarkB-2 1 1 ns/op\nBenchmarkB-2 1 1 ns/op\n", "r.txt has no benchmark with an impl=... in its name; it has BenchmarkA-2, BenchmarkB-2"},
		"many without":      {"BenchmarkA 1 1 ns/op\nBenchmarkB 1 1 ns/op\nBenchmarkC 1 1 ns/op\nBenchmarkD 1 1 ns/op\n", "BenchmarkA, BenchmarkB, BenchmarkC and 1 more"},
		"no time":           {"BenchmarkA/impl=a-2 1 1 B/op\n", "r.txt has no benchmark with a time (ns/op); it has BenchmarkA/impl=a-2"},
		"in a log":          {"12:30:01 " + good + "12:30:01 " + good, `r.txt:1: a benchmark has to begin its line, and none does: "12:30:01 BenchmarkPi/n=1`},
		"in a diff":         {"@@ -1 +1 @@\n+" + good + "-" + good, "r.txt:2: a benchmark has to begin its line"},
		"failures":          {events(pi, "--- FAIL: BenchmarkPi/n=1/impl=a\n    x.go:1: no\n"), `r.txt:1: no benchmark has passed, the first failure: "--- FAIL: Bench`},
		"wrong answers":     {wrongSum + "\n", "r.txt has no time: all its answers are wrong, such as that of Slowsum n=9 numba at GOMAXPROCS=2"},
	} {
		t.Run(name, func(t *testing.T) { assertNoFile(t, test.content, test.want) })
	}
}

// ReadFile returns a result or an error, and never panics.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"", plain, good, wrongSum, "\ufeff" + plain, strings.ReplaceAll(plain, "\n", "\r"), plain + "BenchmarkPi/n=1 1 2 n",
		toUTF16(binary.LittleEndian, plain), toUTF16(binary.BigEndian, "\ufeff"+plain), "\x1f\x8b", "\x00",
		events(pi, plain), events("", "Bench", "mark", "Pi/impl=a 1 1 ns/op"), `{"`, `{"Action":"`, "Unit ns/op assume=exact\n" + good,
		"\x1b[1mBenchmark/impl=x-00 1 0 ns/op", "Benchmark-1/impl=/impl=- 1 -0 sec/op",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := report.Parse("r.txt", data)
		if err != nil {
			require.Nil(t, file)
			require.ErrorContains(t, err, "report: r.txt")
			return
		}
		r := file.Results()
		require.NotEmpty(t, r.Rows)
		for _, row := range r.Rows {
			require.NotEmpty(t, r.Samples[row].Seconds)
			require.NotEmpty(t, row.Impl)
		}
		_ = report.Say(speedups, r, nil) + report.Lecture(r) + report.Peers(r) + filepath.Base(file.Path)
	})
}
