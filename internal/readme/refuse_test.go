package readme

import (
	"context"
	"errors"
	"maps"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Raw lines of two machines.
const (
	measuredHere = `cores: 2
sizes: lecture
go: go1.26.8
goos: linux
goarch: amd64
cpu: Some CPU
BenchmarkPi/n=1000/impl=sequential-2 10 60000 ns/op 1.0 cores
BenchmarkPi/n=1000/impl=parallel-2 10 40000 ns/op 1.9 cores
`
	measuredThere = `cores: 2
sizes: lecture
go: go1.26.8
goos: linux
goarch: amd64
cpu: Another CPU
BenchmarkVar/n=1000/impl=sequential-2 10 60000 ns/op 1.0 cores
`
)

const markers = "# pi\n\n<!-- table: testdata/lecture.txt -->\n" + end + "\n\nIt is faster.\n"

// published returns a small repository with a table that is right.
func published(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{"pi/RESULTS.md": markers, "pi/testdata/lecture.txt": measuredHere}
	changed, err := repository(files).Update(t.Context())
	require.NoError(t, err)
	require.Len(t, changed, 1)
	files["pi/RESULTS.md"] = string(changed["pi/RESULTS.md"])
	return files
}

func repository(files map[string]string) Repository {
	disk := fstest.MapFS{}
	for name, text := range files {
		disk[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return Repository{FS: disk, Benchstat: func(context.Context, ...string) ([]byte, error) {
		return nil, errors.New("a lecture's table needs no benchstat")
	}}
}

// The tables of Update are right, say where they were measured, and don't change again.
// The line ends of Windows don't matter.
func TestUpdate(t *testing.T) {
	files := published(t)
	text := files["pi/RESULTS.md"]
	assert.Contains(t, text, "Measured in 1 pass of `./bench.sh lecture pi`: 2 cores of Some CPU, linux/amd64, go1.26.8.")
	assert.True(t, strings.HasPrefix(text, "# pi\n\n<!-- table") && strings.HasSuffix(text, "\n\nIt is faster.\n"), text)
	require.NoError(t, repository(files).Check(t.Context()))
	changed, err := repository(files).Update(t.Context())
	require.NoError(t, err)
	assert.Empty(t, changed)
	files["pi/RESULTS.md"] = strings.ReplaceAll(text, "\n", "\r\n")
	require.NoError(t, repository(files).Check(t.Context()))
}

// digit is the first one in a table.
var digit = regexp.MustCompile("(?s)^(.*?```.*?)\\d")

// Check finds every way in which a document may drift, and its place. The error says what
// to type.
func TestCheckRefuses(t *testing.T) {
	const results, raw = "pi/RESULTS.md", "pi/testdata/lecture.txt"
	edit := func(from, to string) func(map[string]string) {
		return func(files map[string]string) { files[results] = strings.Replace(files[results], from, to, 1) }
	}
	add := func(file, text string) func(map[string]string) {
		return func(files map[string]string) { files[file] += text }
	}
	for name, test := range map[string]struct {
		spoil func(map[string]string)
		want  string // matches the error
	}{
		"an edited number": {func(files map[string]string) {
			files[results] = digit.ReplaceAllString(files[results], "${1}77")
		}, `^pi/RESULTS.md:\d+: the table does not match pi/testdata/lecture.txt: it has ".*77.*", want ".*"; type go test ./internal/readme -run TestTables -update$`},
		"another machine":     {edit("Some CPU", "My CPU"), `^pi/RESULTS.md:\d+: the table does not match .* it has "Measured .* My CPU.*, want "Measured .* Some CPU`},
		"a line less":         {edit("\n\nMeasured", "\nMeasured"), `^pi/RESULTS.md:\d+: the table does not match`},
		"new raw lines":       {add(raw, "BenchmarkPi/n=1000/impl=unrolled-2 10 20000 ns/op\n"), `^pi/RESULTS.md:\d+: the table does not match`},
		"no raw lines":        {func(files map[string]string) { delete(files, raw) }, `^pi/RESULTS.md:3: there is no pi/testdata/lecture.txt: to measure it, type internal/readme/measure.sh pi/testdata/lecture.txt$`},
		"cut raw lines":       {add(raw, "BenchmarkPi/n=1000/impl=sequential-2 10 60"), `^pi/RESULTS.md:3: report: pi/testdata/lecture.txt:9: `},
		"odd raw lines":       {add(raw, "BenchmarkPi/n=1000-2 10 60 ns/op\n"), `^pi/RESULTS.md:3: pi/testdata/lecture.txt has benchmarks without an impl=`},
		"no exercise's lines": {add("pi/more.md", "<!-- table: ../*/testdata/lecture.txt times-faster -->\n"+end+"\n"), `(?m)^pi/more.md:1: there is no downloads/testdata/lecture.txt`},
		"no end":              {edit(end, ""), `^pi/RESULTS.md:3: the marker has no end: put a line <!-- end of table --> after the table`},
		"no end before next":  {edit(end, markers), `^pi/RESULTS.md:3: the marker has no end`},
		"no beginning":        {edit("<!-- table: testdata/lecture.txt -->\n", ""), `^pi/RESULTS.md:\d+: the end of a table without its beginning: put a line <!-- table: FILE --> before the table`},
		"a marker misspelt":   {edit("<!-- table: ", "<!-- table "), `^pi/RESULTS.md:3: <!-- table testdata/lecture.txt --> is no marker: want <!-- table: FILE --> or`},
		"an unknown kind":     {edit("lecture.txt -->", "lecture.txt slower -->"), `^pi/RESULTS.md:3: there is no kind of table "slower": want implementations, peers, times-faster, or none`},
		"an orphan":           {add("pi/testdata/lecture.1.txt", measuredHere), `^pi/testdata/lecture.1.txt: no marker names these raw lines: remove them, or publish them`},
	} {
		t.Run(name, func(t *testing.T) {
			files := published(t)
			before := maps.Clone(files)
			test.spoil(files)
			require.NotEqual(t, before, files)
			err := repository(files).Check(t.Context())
			require.Error(t, err)
			assert.Regexp(t, test.want, err.Error())
		})
	}
}

// A table of two files from different machines is refused.
func TestTwoMachines(t *testing.T) {
	r := repository(map[string]string{"pi/lecture.txt": measuredHere, "var/lecture.txt": measuredThere})
	_, err := r.read(document{path: "README.md"}, table{line: 7, raw: []string{"pi/lecture.txt", "var/lecture.txt"}})
	require.ErrorContains(t, err, "README.md:7: the raw lines are not of one machine: ")
	require.ErrorContains(t, err, "Another CPU")
}

// No table is pasted: whatever looks measured is between markers. Code, transcripts and
// tables of words don't look measured.
func TestStrays(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		line int // of the stray, from 1; 0 if there is none
	}{
		"benchstat's":      {"```\n        │  1  │\nparallel 1.2m\n```", 2},
		"benchstat's rows": {"```text\nparallel  30.02m ± 1%\n```", 2},
		"report's":         {"```\n  implementation  time\n  python  57.8 s  1.00×\n```", 3},
		"speed-ups":        {"```\n  Pi  n=1000  unrolled 4.94× (4.87–5.26)\n```", 2},
		"raw lines":        {"```\nBenchmarkPi/n=1000/impl=parallel-2   100   11226 ns/op\n```", 2},
		"Markdown's":       {"| what | goroutines | processes |\n| --- | --- | --- |\n| start | 1.9 µs | 4.0 ms |", 3},
		"by its indent":    {"It is fast:\n\n    parallel  15.71m ± 1%  -47.68%", 3},
		"in a transcript elsewhere": {"```console\n$ ./bench.sh pi\nparallel  15.71m ± 1%\n```",
			3},
		"code":             {"```go\nfor i := range 10 { f(i) }\n```", 0},
		"commands":         {"```sh\n./bench.sh -cpu 1,2 -count 12 pi\n```", 0},
		"a table of words": {"| row | driver |\n| --- | --- |\n| `limit` | for 60 downloads |", 0},
		"prose":            {"The median may be off by `± 18%`, and 1.82 times (1.66–1.85) is no table.", 0},
	} {
		t.Run(name, func(t *testing.T) {
			err := repository(map[string]string{"pi/README.md": test.text}).Check(t.Context())
			if test.line == 0 {
				require.NoError(t, err)
				return
			}
			require.Error(t, err)
			assert.Regexp(t, `^pi/README.md:`+strconv.Itoa(test.line)+`: this looks measured, but is outside of markers: ".*"; commit the raw lines`, err.Error())
			assert.Len(t, strings.Split(err.Error(), "\n"), 1)
		})
	}
}

// TestTranscript makes the one table in a transcript.
func TestTranscriptIsNoStray(t *testing.T) {
	require.NoError(t, repository(map[string]string{afternoon: "```console\n$ ./bench.sh pi\nparallel  15.71m ± 1%\n```"}).Check(t.Context()))
}

// A figure is drawn from the raw lines beside it, and an older one is refused.
func TestFigures(t *testing.T) {
	const rows = "BenchmarkPi/n=1000/impl=sequential 10 60000 ns/op\nBenchmarkPi/n=1000/impl=parallel 10 60000 ns/op\nBenchmarkPi/n=1000/impl=parallel-2 10 40000 ns/op\n"
	files := map[string]string{
		"pi/RESULTS.md":         "![faster](testdata/sweep.svg)\n\n<!-- table: testdata/sweep.txt times-faster -->\n" + end + "\n",
		"pi/testdata/sweep.txt": strings.Replace(measuredHere[:strings.Index(measuredHere, "Benchmark")], "sizes: lecture\n", "", 1) + rows,
	}
	changed, err := repository(files).Update(t.Context())
	require.NoError(t, err)
	require.Len(t, changed, 2)
	for file, text := range changed {
		files[file] = string(text)
	}
	require.NoError(t, repository(files).Check(t.Context()))
	assert.Contains(t, files["pi/testdata/sweep.svg"], "parallel 1.50×")

	files["pi/testdata/sweep.svg"] = strings.ReplaceAll(files["pi/testdata/sweep.svg"], "1.50×", "9.50×")
	require.EqualError(t, repository(files).Check(t.Context()),
		"pi/RESULTS.md:1: pi/testdata/sweep.svg is not drawn from pi/testdata/sweep.txt; type go test ./internal/readme -run TestTables -update")
	delete(files, "pi/testdata/sweep.svg")
	require.ErrorContains(t, repository(files).Check(t.Context()), "is not drawn from")
	files["pi/RESULTS.md"] = strings.ReplaceAll(files["pi/RESULTS.md"], "sweep.svg", "nothing.svg")
	require.ErrorContains(t, repository(files).Check(t.Context()), "pi/RESULTS.md:1: open pi/testdata/nothing.txt: ")
}
