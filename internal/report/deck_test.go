package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/report"
)

// amdahl returns a sweep over 1, 2 and 4 of 4 cores of work of which a share stays serial,
// and one goroutine more per core.
func amdahl(share float64) []string {
	lines := []string{"cores: 4", samples("Pi/n=9/impl=sequential-1", 1000, 1010, 990, 1000, 1000, 1000)}
	for _, procs := range []int{1, 2, 4, 8} {
		var times []float64
		for pass := range 6 {
			cores := min(procs, 4)
			times = append(times, (1100+float64(pass))*(share+(1-share)/float64(cores)))
		}
		lines = append(lines, samples(fmt.Sprintf("Pi/n=9/impl=parallel-%d", procs), times...))
	}
	return lines
}

// A fit finds the share that the times were made with, and ignores what is beyond the cores.
func TestSerial(t *testing.T) {
	for _, share := range []float64{0, 0.1, 0.5, 1} {
		r := read(t, amdahl(share)...)
		s, ok := r.Serial(r.Tables()[0])
		require.True(t, ok)
		assert.InDelta(t, share, s.Share, 1e-9)
		assert.InDelta(t, share, s.Lo, 1e-9)
		assert.InDelta(t, 1000/1102.5/(share+(1-share)/4), s.Times(4), 0.02)
	}
	r := read(t, amdahl(0.1)...)
	s, _ := r.Serial(r.Tables()[0])
	assert.Equal(t, "Amdahl's law fits parallel best if 10% of the work stays serial (10% to 10%).", s.Text())
}

// The law says nothing of what gains more than there are cores, of what is slower on more of
// them, of what waits, and without a time on one core.
func TestSerialIsNoLaw(t *testing.T) {
	for want, share := range map[string]float64{
		"Amdahl's law does not explain parallel: it gains more than it has cores.": -0.2,
		"Amdahl's law does not explain parallel: it is slower on more cores.":      1.3,
	} {
		r := read(t, amdahl(share)...)
		s, ok := r.Serial(r.Tables()[0])
		require.True(t, ok)
		assert.Equal(t, want, s.Text())
		assert.False(t, s.Lawful())
	}
	waits := strings.Split(strings.ReplaceAll(strings.Join(amdahl(0.1), "\n"), "Pi/", "Downloads/"), "\n")
	for name, lines := range map[string][]string{
		"it waits":         waits,
		"nothing on one":   {"cores: 4", samples("Pi/n=9/impl=sequential-1", 9), samples("Pi/n=9/impl=parallel-4", 9)},
		"nothing on more":  {"cores: 4", samples("Pi/n=9/impl=sequential-1", 9), samples("Pi/n=9/impl=parallel-1", 9)},
		"five passes":      {"cores: 4", samples("Pi/n=9/impl=sequential-1", 9, 9, 9, 9, 9), samples("Pi/n=9/impl=parallel-1", 9, 9, 9, 9, 9), samples("Pi/n=9/impl=parallel-4", 3, 3, 3, 3, 3)},
		"only beyond them": {"cores: 1", samples("Pi/n=9/impl=sequential-1", 9), samples("Pi/n=9/impl=parallel-1", 9), samples("Pi/n=9/impl=parallel-2", 9)},
	} {
		r := read(t, lines...)
		_, ok := r.Serial(r.Tables()[0])
		assert.False(t, ok, name)
	}
}

func TestNoiseVerdict(t *testing.T) {
	for want, lines := range map[string][]string{
		"Each row was measured once, so nothing shows how noisy the machine was.":                           {samples("Pi/n=1/impl=sequential-1", 100)},
		"2 runs are too few to say how noisy the machine was.":                                              {samples("Pi/n=1/impl=sequential-1", 100, 150)},
		"5 runs are too few to say how noisy the machine was.":                                              {samples("Pi/n=1/impl=sequential-1", 100, 100, 100, 106, 106)},
		"The machine was quiet: no row scatters.":                                                           {samples("Pi/n=1/impl=sequential-1", 100, 100, 100, 100, 100, 100)},
		"The machine was quiet: a typical row scatters by ±2%, and the worst by ±2% (Pi n=1 sequential).":   {samples("Pi/n=1/impl=sequential-1", 100, 102, 100, 100, 99, 100)},
		"The machine was noisy: a typical row scatters by ±12%, and the worst by ±12% (Pi n=1 sequential).": {samples("Pi/n=1/impl=sequential-1", 100, 112, 100, 100, 108, 100)},
		"The machine became 6% slower meanwhile: it got hot, or was not alone, so measure again.":           {samples("Pi/n=1/impl=sequential-1", 100, 100, 100, 106, 106, 106)},
	} {
		assert.Equal(t, want, report.NoiseVerdict(read(t, lines...)))
	}
}

// With -v a sweep says how sure all its numbers are, and what stays serial.
func TestScalingWithIntervals(t *testing.T) {
	text := report.Speedups(read(t, byHand...), report.Options{Verbose: true})
	assert.Contains(t, text, `
Times faster than sequential at each GOMAXPROCS, with intervals of 95%:
  Pi n=9                   at 1               at 2
  sequential  1.00× (1.00–1.00)  1.02× (0.99–1.04)
  parallel    1.00× (0.98–1.03)  1.96× (1.83–1.98)
  Amdahl's law fits parallel best if 4% of the work stays serial (0% to 8%).
`)
}

// Parallel loses at 10 and 100, and wins at 1000. On a straight line between the points on
// logarithmic scales it is even where the ratio is 1: halfway from 1/2 to 2.
func TestCrossover(t *testing.T) {
	r := read(t, "cores: 2", "sizes: crossover",
		samples("Pi/n=10/impl=sequential-2", 10), samples("Pi/n=10/impl=parallel-2", 100),
		samples("Pi/n=100/impl=sequential-2", 100), samples("Pi/n=100/impl=parallel-2", 200),
		samples("Pi/n=10000/impl=sequential-2", 10000), samples("Pi/n=10000/impl=parallel-2", 5000),
		samples("Var/n=10/impl=sequential-2", 200), samples("Var/n=10/impl=parallel-2", 100),
		samples("Slowsum/n=10/impl=sequential-2", 100), samples("Slowsum/n=10/impl=parallel-2", 200))
	c, ok := r.Crossing("Pi")
	require.True(t, ok)
	assert.InDelta(t, 1000, c.N, 1e-6)
	assert.InDelta(t, 1e-6, c.Seconds, 1e-12)
	_, ok = r.Crossing("Var")
	assert.False(t, ok)
	assert.Equal(t, `From which size on does it pay? parallel beside sequential, at GOMAXPROCS=2:
               n  sequential  parallel  times faster
  Pi          10     10.0 ns    100 ns         0.10×  loses
  Pi         100      100 ns    200 ns         0.50×  loses
  Pi       10000     10.0 µs   5.00 µs         2.00×  wins; break-even at n≈1000, 1.00 µs
  Var         10      200 ns    100 ns         2.00×  wins
  Slowsum     10      100 ns    200 ns         0.50×  loses
  Pi: it pays from n≈1000 on, where sequential takes 1.00 µs.
  Var: it pays at the smallest size that was measured, too.
  Slowsum: it surely pays at no size that was measured.
`, report.Crossover(r))
	for _, kind := range []string{"should", "crossover"} {
		f := parse(t, "r.txt", "sizes: "+kind, samples("Pi/n=10/impl=sequential-2", 10), samples("Pi/n=10/impl=parallel-2", 100))
		assert.Contains(t, tables(t, f, report.Options{}), "loses")
		assert.NotContains(t, strings.Join(f.Notes(), ""), "no known kind")
	}
}

// Who wins at a size and loses at a larger one pays from no size on.
func TestCrossesBack(t *testing.T) {
	r := read(t, "cores: 2", "sizes: crossover",
		samples("Pi/n=10/impl=sequential-2", 10), samples("Pi/n=10/impl=parallel-2", 100),
		samples("Pi/n=100/impl=sequential-2", 200), samples("Pi/n=100/impl=parallel-2", 100),
		samples("Pi/n=1000/impl=sequential-2", 1000), samples("Pi/n=1000/impl=parallel-2", 1050))
	_, ok := r.Crossing("Pi")
	assert.False(t, ok)
	assert.Contains(t, report.Crossover(r), "  Pi: it wins at a size, and loses at a larger one: close programs, raise -count.\n")
}

// Machines lose where all cores already win, and win at a larger size. Each is compared with
// one core, and says for itself from where on it pays.
func TestElsewhere(t *testing.T) {
	r := read(t, "cores: 2", "sizes: cluster",
		samples("Pi/n=100/impl=simd-2", 100), samples("Pi/n=100/impl=parallel-simd-2", 100), samples("Pi/n=100/impl=cluster-2", 400),
		samples("Pi/n=10000/impl=simd-2", 10000), samples("Pi/n=10000/impl=parallel-simd-2", 5000), samples("Pi/n=10000/impl=cluster-2", 20000),
		samples("Pi/n=1000000/impl=simd-2", 1000000), samples("Pi/n=1000000/impl=parallel-simd-2", 500000), samples("Pi/n=1000000/impl=cluster-2", 500000),
		samples("Var/n=10/impl=simd-2", 100), samples("Var/n=10/impl=cluster-2", 400))
	assert.Equal(t, `Pi at GOMAXPROCS=2: where the pieces go, and times faster (×) than simd
        n     simd  parallel-simd      ×  cluster      ×
      100   100 ns         100 ns  1.00×   400 ns  0.25×
    10000  10.0 µs        5.00 µs  2.00×  20.0 µs  0.50×
  1000000  1.00 ms         500 µs  2.00×   500 µs  2.00×
  Pi: parallel-simd pays at each size where a difference was seen.
  Pi: cluster pays from n≈100000 on, where simd takes 100 µs.

Var at GOMAXPROCS=2: where the pieces go, and times faster (×) than simd
   n    simd  cluster      ×
  10  100 ns   400 ns  0.25×
  Var: cluster surely pays at no size that was measured.
`, report.Elsewhere(r))
}

func deck(t *testing.T, o report.Options, files ...*report.File) *report.Deck {
	t.Helper()
	d, err := report.NewDeck(o, files...)
	require.NoError(t, err)
	return d
}

// The numbers for programs are the same as for people.
func TestDeckForPrograms(t *testing.T) {
	d := deck(t, report.Options{}, parse(t, "r.txt", byHand...))
	var b bytes.Buffer
	require.NoError(t, d.CSV(&b))
	rows, err := csv.NewReader(&b).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 5)
	assert.Equal(t, "kind exercise size row gomaxprocs runs seconds seconds_low seconds_high times_faster times_faster_low times_faster_high cores_busy share_of_limit bytes_of_memory", strings.Join(rows[0], " "))
	assert.Equal(t, "sweep Pi n=9 parallel 2 6 5.2e-08 5e-08 5.4e-08 1.96039 1.83333 1.98077 1.5  ", strings.Join(rows[3], " "))

	require.NoError(t, d.JSON(&b))
	var got struct {
		Machine      map[string]string
		Verdicts     []string
		Measurements []report.Measurement
	}
	require.NoError(t, json.Unmarshal(b.Bytes(), &got))
	assert.Equal(t, "2", got.Machine["cores"])
	assert.Equal(t, d.Verdicts, got.Verdicts)
	require.Len(t, got.Measurements, 4)
	assert.InDelta(t, (98.0/50+100.0/51)/2, *got.Measurements[2].Times, 1e-9)
	assert.Nil(t, got.Measurements[2].Share)
}

// A comparison is a table of its own, so csv refuses it beside others.
func TestDeckOfAPair(t *testing.T) {
	pair := parse(t, "ab.txt", "cores: 2", "before: a", "after: b", "margin: 0.02",
		"round: 1", "side: before", samples("Pi/n=9/impl=x-2", 100, 100), "side: after", samples("Pi/n=9/impl=x-2", 110, 110))
	d := deck(t, report.Options{}, pair)
	assert.Equal(t, "a, then b", d.Slides[0].Title)
	var b bytes.Buffer
	require.NoError(t, d.CSV(&b))
	assert.True(t, strings.HasPrefix(b.String(), "exercise,size,row,gomaxprocs,before_sec,"), b.String())
	b.Reset()
	require.NoError(t, d.JSON(&b))
	assert.Regexp(t, `"ratio": 1\.(1|09999\d*|1000\d*),`, b.String())
	both := deck(t, report.Options{}, pair, parse(t, "r.txt", byHand...))
	require.ErrorContains(t, both.CSV(&b), "report: ab.txt compares two versions: csv has it only alone")
}

// Files of several kinds are one deck, each kind by itself. The student's predictions stand
// beside the largest size.
func TestDeckOfKinds(t *testing.T) {
	sweep := parse(t, "sweep.txt", append(byHand, samples("Pi/n=99/impl=sequential-1", 9), samples("Pi/n=99/impl=parallel-2", 5))...)
	lecture := parse(t, "lecture.txt", "cores: 2", "sizes: lecture", samples("Pi/n=7/impl=sequential-2", 9), samples("Pi/n=7/impl=limit-2", 3))
	o := report.Options{Prediction: func(exercise, impl string) (float64, bool) { return 1.9, exercise == "Pi" && impl == "parallel" }}
	d := deck(t, o, sweep, lecture)
	require.Len(t, d.Slides, 3)
	assert.NotContains(t, d.Slides[0].Grids[0].Rows[0], "predicted")
	assert.Equal(t, []string{"implementation", "time", "predicted", "times faster"}, d.Slides[1].Grids[0].Rows[0][:4])
	assert.Contains(t, d.Slides[1].Grids[0].Rows[1], "1.9×")
	assert.InDelta(t, 1.9, d.Slides[1].Figures[0].Predicted[0].Times, 0)
	require.Len(t, d.Slides[2].Figures, 2)
	assert.Equal(t, &report.Bars{Of: report.TimesFaster, Bars: []report.Bar{{Name: "sequential", Length: 1, Text: "1.00×"}, {Name: "limit", Length: 3, Text: "3.00×"}}}, d.Slides[2].Figures[0].Bars)
	assert.Equal(t, []report.Bar{{Name: "sequential", Length: 1.0 / 3, Text: "33%"}}, d.Slides[2].Figures[1].Bars.Bars)
	assert.Equal(t, "lecture (1 pass): Each row was measured once, so nothing shows how noisy the machine was.", d.Verdicts[1])

	var b strings.Builder
	require.NoError(t, d.Markdown(&b))
	assert.Contains(t, b.String(), "\n## Pi: 99 samples\n")
	assert.Contains(t, b.String(), "\n| parallel | 5.00 ns | 1.9× | 1.80× | 1.50 | 1 |\n")

	_, err := report.NewDeck(o, sweep, parse(t, "other.txt", "cores: 16", samples("Pi/n=9/impl=sequential-1", 9)))
	require.EqualError(t, err, "report: other.txt: a machine of 16 cores after one of 2: report them one at a time")
	other := deck(t, o, sweep, parse(t, "other.txt", "cores: 16", "sizes: lecture", samples("Pi/n=9/impl=sequential-1", 9)))
	assert.Contains(t, strings.Join(other.Verdicts, "\n"), "warning: sweep.txt was measured on 2 cores, other.txt on 16 cores")
}

// A note says why a row has no share of the limit, or more than all of it. A result that was
// given no name says when it was measured.
func TestDeckSaysWhy(t *testing.T) {
	f := parse(t, "2026-11-28_10.11.12-again.txt", "cores: 2", "sizes: lecture",
		samples("Pi/n=7/impl=sequential-2", 90, 90), samples("Pi/n=7/impl=closed-2", 1, 1), samples("Pi/n=7/impl=simd-2", 20, 20),
		samples("Pi/n=7/impl=even-2", 29.9, 29.9), samples("Pi/n=7/impl=limit-2", 30, 30))
	d := deck(t, report.Options{}, f)
	assert.Equal(t, []string{
		"No share (-): closed took less than half of the time of limit, by another method or by noise.",
		"More than 100%: simd took less time than limit, by doing less or by noise.",
	}, d.Slides[0].Notes)
	assert.Equal(t, []string{"lecture (2026-11-28 10:11, 2 passes): 2 runs are too few to say how noisy the machine was."}, d.Verdicts)
}

// Growth has the times of benchstat's table.
func TestDeckOfGrowth(t *testing.T) {
	var lines strings.Builder
	for range 6 {
		for _, n := range []int{10, 1000} {
			fmt.Fprintf(&lines, "BenchmarkPi/n=%d/impl=simd 1 %d ns/op %v ns/sample\n", n, 2*n, 20/float64(n)+0.1)
		}
	}
	f := parse(t, "growth.txt", "sizes: growth", lines.String())
	d := deck(t, report.Options{}, f)
	require.Len(t, d.Slides, 1)
	assert.Equal(t, [][]string{{"n", "simd"}, {"10", "2.10 ns"}, {"1000", "120 ps"}}, d.Slides[0].Grids[0].Rows)
	assert.Contains(t, tables(t, f, report.Options{}), "2.100n")
	points := d.Slides[0].Figures[0].Curves.Curves[0].Points
	assert.InDelta(t, 2.1e-9, points[0].Seconds, 1e-15)
	assert.False(t, math.IsNaN(points[0].Lo))
}

// valueOf matches a value of benchstat, as 24.789Ki ± 19%.
var valueOf = regexp.MustCompile(`([\d.]+)([pnµmKMG]i?)? +±`)

// benchstatRows returns the values in the rows of benchstat's tables of an exercise: times in
// seconds, or bytes.
func benchstatRows(t *testing.T, text, exercise string) (rows [][]float64) {
	t.Helper()
	scale := map[string]float64{"": 1, "p": 1e-12, "n": 1e-9, "µ": 1e-6, "m": 1e-3, "Ki": 1 << 10, "Mi": 1 << 20, "Gi": 1 << 30}
	_, text, _ = strings.Cut(text, ".name: "+exercise+"\n")
	text, _, _ = strings.Cut(text, "\n\n")
	for line := range strings.Lines(text) {
		var row []float64
		for _, match := range valueOf.FindAllStringSubmatch(line, -1) {
			value, err := strconv.ParseFloat(match[1], 64)
			require.NoError(t, err)
			require.Contains(t, scale, match[2])
			row = append(row, value*scale[match[2]])
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	require.NotEmpty(t, rows)
	return rows
}

// A slide about growth has the times and the memory of the text tables, in the same rows.
func TestGrowthIsThatOfTheTables(t *testing.T) {
	unit := map[string]float64{"ps": 1e-12, "ns": 1e-9, "µs": 1e-6, "ms": 1e-3, "s": 1, "B": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}
	files, err := filepath.Glob(filepath.Join("..", "..", "*", "testdata", "growth.txt"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, path := range files {
		f, err := report.ReadFile(path)
		require.NoError(t, err)
		exercise := f.Results().Exercises()[0]
		times, memory, _ := strings.Cut(tables(t, f, report.Options{}), "All the memory")
		grids := deck(t, report.Options{}, f).Slides[0].Grids
		require.Len(t, grids, 2, path)
		for i, text := range []string{times, memory} {
			for n, row := range benchstatRows(t, text, exercise) {
				cells := grids[i].Rows[1+n]
				require.Len(t, cells, 1+len(row), "%s: %q", path, cells)
				for column, want := range row {
					number, name, _ := strings.Cut(cells[1+column], " ")
					value, err := strconv.ParseFloat(number, 64)
					require.NoError(t, err)
					require.Contains(t, unit, name)
					assert.InDelta(t, want/unit[name], value, max(0.006*value, 0.5*float64(i)), "%s: %q", path, cells)
				}
			}
		}
	}
}

func TestSize(t *testing.T) {
	for want, bytes := range map[string]float64{"0 B": 0, "320 B": 320, "1023 B": 1023, "1.00 KiB": 1024, "24.8 KiB": 25384, "2.00 GiB": 2 << 30, "2048 TiB": 2 << 50} {
		assert.Equal(t, want, report.Size(bytes))
	}
}

// A name can't become Markdown, nor a formula of a spreadsheet.
func TestDeckOfHostileNames(t *testing.T) {
	f := parse(t, "r.txt", samples("=cmd|x/n=1/impl=<b>`a`-1", 1, 2), samples("=cmd|x/n=1/impl=sequential-1", 1, 2))
	d := deck(t, report.Options{}, f)
	var md, table bytes.Buffer
	require.NoError(t, d.Markdown(&md))
	assert.NotContains(t, md.String(), "<b>")
	assert.NotRegexp(t, "[^\\\\]`", md.String())
	require.NoError(t, d.CSV(&table))
	assert.Contains(t, table.String(), ",'=cmd|x,")
}

// A page that holds several results can't stand for one.
func TestPageOfSeveral(t *testing.T) {
	page := "<!DOCTYPE html>\n" + `<pre data-result="a">` + "\n" + samples("Pi/n=1/impl=parallel-1", 1) + "\n</pre>" + `<pre data-result="b &lt;">` + "\n" + samples("Pi/n=1/impl=x&lt;-1", 1) + "\n</pre>\n"
	files, err := report.ParseAll("p.html", []byte(page))
	require.NoError(t, err)
	require.Len(t, files, 2)
	assert.Equal(t, "b <", files[1].Name)
	assert.Equal(t, "x<", files[1].Results().Rows[0].Impl)
	path := file(t, page)
	_, err = report.ReadFile(path)
	require.ErrorContains(t, err, "is a page of 2 results: go tool lab report and ./bench.sh show take it")
	_, err = report.ParseAll("p.html", []byte("<html><pre>Benchmarks</pre>"))
	require.ErrorContains(t, err, "is a page or a drawing")
	_, err = report.ParseAll("p.html", []byte(`<a data-result="x" href="`+report.PackedPrefix+`AAAA"`))
	require.EqualError(t, err, `report: p.html is a page whose packed result "x" is damaged: unexpected EOF`)
}
